"""What commands share: options, and types that turn a word into a value or say what it should have been."""

import argparse
from datetime import date


def iso_date(word: str) -> str:
    """Return an ISO 8601 day as it was given."""
    try:
        date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is not a date such as 2024-05-15") from None
    return word


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Declare where articles are analysed."""
    parser.add_argument("--workers", type=_count, metavar="N", help="processes that analyse (default: one a core)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="analyse on a Dask cluster instead (tcp://host:8786)")


def _count(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 on")
    return int(word)
