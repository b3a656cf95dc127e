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


def count(word: str) -> int:
    """Return a whole number from 1 on."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 on")
    return int(word)
