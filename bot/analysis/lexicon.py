"""Reading the shipped data files.

Each is UTF-8, one entry a line, fields separated by tabs, ``#`` before a comment. Files are read once, when the
analysis is put together; nothing here is looked up later.
"""

from collections.abc import Iterator
from importlib import resources

from bot.errors import LexiconInvalid


def rows(name: str, *, fields: int) -> Iterator[tuple[str, ...]]:
    """Yield the entries of ``data/lexicons/<name>`` in the order of the file.

    Raises:
        LexiconInvalid: a line has another number of fields.
    """
    text = resources.files("bot.data").joinpath("lexicons", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        entry = tuple(line.split("\t"))
        if len(entry) != fields:
            raise LexiconInvalid(name, number, f"{len(entry)} fields instead of {fields}")
        yield entry


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """Yield the entries of a file of two fields.

    Raises:
        LexiconInvalid: a line has another number of fields.
    """
    yield from ((source, target) for source, target in rows(name, fields=2))
