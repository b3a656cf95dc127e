"""``jianbao load``: articles into the archive."""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing
from itertools import chain, islice
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.exits import Exit
from bot.cli.failures import words
from bot.cli.options import count, iso_date
from bot.cli.wiring import open_analyses, open_store
from bot.config import Settings
from bot.intake.archive import Archive, Loaded
from bot.intake.bulk import cores
from bot.intake.sources import find_sources
from bot.model import PUBLIC_LIBRARY
from bot.store.records import Outcome

FEW = 32
"""Articles that are read in this process."""
HELP = "load articles: files, folders, .jsonl(.gz), .zip; what is loaded already stays as it is"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--published-on", type=iso_date, metavar="DATE", help="serves where an article states no date")
    parser.add_argument("--outlet", help="serves where an article states no outlet")
    parser.add_argument("--library", default=PUBLIC_LIBRARY, help="who may see them (default: everyone)")
    parser.add_argument("--workers", type=count, metavar="N", help="processes that analyse (default: one a core)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="analyse on a Dask cluster instead (tcp://host:8786)")
    parser.add_argument("--format", choices=["text", "json"], default="text")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Load the paths in the order given, with a progress bar on a terminal; refused ones are named, the rest go on."""
    # The whole path identifies an article, from whichever folder it is named.
    paths = [path.resolve() for path in arguments.paths]
    inputs = find_sources(paths)
    first = list(islice(inputs, FEW))
    # Starting processes takes longer than reading a few articles.
    workers = (arguments.workers or cores()) if len(first) == FEW else 1
    shown = sys.stderr.isatty()
    total = await asyncio.to_thread(_number, paths) if shown else None
    outcomes: Counter[str] = Counter()
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not shown,
        transient=True,
    )
    async with open_store(settings) as store, open_analyses(workers, arguments.cluster) as analyses:
        loading = Archive(store, analyses).load(
            chain(first, inputs), arguments.library, published_on=arguments.published_on, outlet=arguments.outlet
        )
        async with aclosing(loading):
            with progress:
                task = progress.add_task("loading", total=total)
                async for loaded in loading:
                    outcomes[_count(loaded)] += 1
                    progress.advance(task)
    _report(outcomes, arguments.format)
    return Exit.REFUSED if outcomes["refused"] else Exit.DONE


def _number(paths: Sequence[Path]) -> int:
    return sum(1 for _ in find_sources(paths))


def _count(loaded: Loaded) -> str:
    """Name a refused input, and what an article lacks, on stderr at once; return what to count it as."""
    if loaded.refused is not None:
        print(f"jianbao: {words(loaded.refused)}", file=sys.stderr)
    for warning in loaded.warnings:
        print(f"jianbao: {loaded.source}: warning: {warning}", file=sys.stderr)
    return loaded.outcome or "refused"


def _report(outcomes: Counter[str], form: str) -> None:
    counts = {outcome: outcomes[outcome] for outcome in (*Outcome, "refused")}
    if form == "json":
        print(json.dumps(counts))
    else:
        print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
