"""What commands share: options, and types that turn a word into a value or say what it should have been."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any


def iso_date(word: str) -> str:
    """Return an ISO 8601 day as it was given."""
    try:
        date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is not a date such as 2024-05-15") from None
    return word


class Actions:
    """The actions of a command: each has ``--format``, and leaves in ``act`` what carries it out.

    Args:
        parser: the command's.
        unsaid: what is done where no action is named, of every library.
    """

    def __init__(self, parser: argparse.ArgumentParser, unsaid: Callable[..., Any]) -> None:
        parser.set_defaults(act=unsaid, library=None, format="text")
        self._parsers = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=type(parser))

    def add(self, name: str, act: Callable[..., Any], text: str) -> argparse.ArgumentParser:
        """Declare an action; ``text`` says what it does."""
        added: argparse.ArgumentParser = self._parsers.add_parser(name, help=text, description=text)
        added.set_defaults(act=act)
        added.add_argument("--format", choices=["text", "json"], default="text")
        return added


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Declare where articles are analysed."""
    parser.add_argument("--workers", type=_count, metavar="N", help="processes that analyse (default: one a core)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="analyse on a Dask cluster instead (tcp://host:8786)")


def _count(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 on")
    return int(word)
