"""``jianbao export``: a library's articles, or what was found in them, for other programs."""

import argparse
import csv
import json
import sys
from collections.abc import AsyncIterator

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
    print_all = _print_csv if arguments.format == "csv" else _print_json
    async with open_store(settings.database_url) as store:
        await print_all(_kept(store, arguments.library), arguments.what)
    return Exit.DONE


async def _kept(store: Store, library: str) -> AsyncIterator[Kept]:
    after = 0
    while batch := await store.kept(library, after, BATCH):
        for kept in batch:
            yield kept
        after = batch[-1].id


async def _print_json(every: AsyncIterator[Kept], what: str) -> None:
    """Print lines of JSON: an article as ``analyze`` does, or a row of a table each."""
    async for kept in every:
        for row in [_whole(kept)] if what == ARTICLES else TABLES[what](kept):
            print(json.dumps(row, ensure_ascii=False))


async def _print_csv(every: AsyncIterator[Kept], what: str) -> None:
    """Print rows of CSV (RFC 4180), the first after the names of the columns."""
    writer = csv.writer(sys.stdout)
    is_begun = False
    async for kept in every:
        for row in TABLES[what](kept):
            if not is_begun:
                sys.stdout.write(BYTE_ORDER_MARK)
                writer.writerow(row)
                is_begun = True
            writer.writerow(map(cell, row.values()))


def _whole(kept: Kept) -> Row:
    own: Row = {"id": kept.id, "source": kept.article.source}
    return own | as_json(kept.article, kept.findings, person_id=int)
