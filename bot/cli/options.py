"""Types of command-line options: each turns a word into a value or says what it should have been."""

import argparse
from datetime import date


def iso_date(word: str) -> str:
    """Return an ISO 8601 day as it was given."""
    try:
        date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is not a date such as 2024-05-15") from None
    return word
