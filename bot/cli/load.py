"""``jianbao load``: articles into the archive."""

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from bot.cli.exits import Exit
from bot.cli.options import add_workers, iso_date
from bot.cli.progress import follow, is_shown
from bot.cli.wiring import open_analyses, open_fetcher, open_store
from bot.config import Settings
from bot.intake.archive import Archive, Incoming
from bot.intake.bulk import cores
from bot.intake.pages import Page
from bot.intake.sources import find_sources
from bot.intake.web import Fetcher, is_address
from bot.model import PUBLIC_LIBRARY

HELP = "load articles: text, pages, .docx, folders, .jsonl(.gz), .zip, links; what is loaded already stays as it is"
FEW = 32
"""Starting processes takes longer than reading fewer articles than these."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder or an address of the web")
    parser.add_argument("--published-on", type=iso_date, metavar="DATE", help="serves where an article states no date")
    parser.add_argument("--outlet", help="serves where an article states no outlet")
    parser.add_argument("--library", default=PUBLIC_LIBRARY, help="who may see them (default: everyone)")
    add_workers(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Load the paths in the order given, with a progress bar on a terminal; refused ones are named, the rest go on."""
    total = await asyncio.to_thread(_number, arguments.paths) if is_shown() else None
    async with open_fetcher(settings) as fetcher:
        inputs = _incoming(arguments.paths, fetcher)
        first = list(islice(inputs, FEW))
        workers = (arguments.workers or cores()) if len(first) == FEW else 1
        async with open_store(settings.database_url) as store, open_analyses(workers, arguments.cluster) as analyses:
            loading = Archive(store, analyses).load(
                chain(first, inputs), arguments.library, published_on=arguments.published_on, outlet=arguments.outlet
            )
            return await follow(loading, "loading", total, arguments.format)


def _incoming(words: Sequence[str], fetcher: Fetcher) -> Iterator[Incoming]:
    for word in words:
        if is_address(word):
            yield Page(word, fetcher)
        else:
            # The whole path identifies an article, from whichever folder it is named.
            yield from find_sources([Path(word).resolve()])


def _number(words: Sequence[str]) -> int:
    paths = [Path(word) for word in words if not is_address(word)]
    return len(words) - len(paths) + sum(1 for _ in find_sources(paths))
