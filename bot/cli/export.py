"""``jianbao export``: a library's articles, or what was found in them, for other programs."""

import argparse
import csv
import io
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator

from bot.cli.exits import Exit
from bot.cli.findings import as_json
from bot.cli.tables import TABLES, Row, cell
from bot.cli.wiring import open_store
from bot.config import Settings
from bot.model import PUBLIC_LIBRARY
from bot.store import Store
from bot.store.records import Kept

HELP = "print a library's articles with all that was found in them, or a table of people, quotes or dates"
ARTICLES = "articles"
BATCH = 50
"""Articles that are read at a time."""
BYTE_ORDER_MARK = "\ufeff"
"""What tells spreadsheets that a file is UTF-8."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("what", nargs="?", choices=list(TABLES), default=ARTICLES, help="default: articles")
    parser.add_argument("--library", default=PUBLIC_LIBRARY, help="whose articles (default: the public ones)")
    parser.add_argument("--format", choices=["json", "csv"], default="json", help="json: one object a line")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Print what is kept in the order of loading, an article at a time: the archive may be of any size."""
    lines = _csv(arguments.what) if arguments.format == "csv" else _json(arguments.what)
    async with open_store(settings) as store:
        async for kept in _kept(store, arguments.library):
            sys.stdout.writelines(lines(kept))
    return Exit.DONE


async def _kept(store: Store, library: str) -> AsyncIterator[Kept]:
    after = 0
    while batch := await store.kept(library, after, BATCH):
        for kept in batch:
            yield kept
        after = batch[-1].id


def _json(what: str) -> Callable[[Kept], Iterator[str]]:
    """Return what writes an article as lines of JSON: itself as ``analyze`` does, or a row of a table each."""

    def lines(kept: Kept) -> Iterator[str]:
        rows = [_whole(kept)] if what == ARTICLES else TABLES[what](kept)
        for row in rows:
            yield json.dumps(row, ensure_ascii=False) + "\n"

    return lines


def _whole(kept: Kept) -> Row:
    own: Row = {"id": kept.id, "source": kept.article.source}
    return own | as_json(kept.article, kept.findings, person_id=int)


def _csv(what: str) -> Callable[[Kept], Iterator[str]]:
    """Return what writes an article as rows of CSV (RFC 4180), the first time after the names of the columns."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    named = False

    def lines(kept: Kept) -> Iterator[str]:
        nonlocal named
        for row in TABLES[what](kept):
            if not named:
                buffer.write(BYTE_ORDER_MARK)
                writer.writerow(row)
                named = True
            writer.writerow(map(cell, row.values()))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()

    return lines
