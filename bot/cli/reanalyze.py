"""``jianbao reanalyze``: findings of an older analysis, made anew from the stored articles."""

import argparse

from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.cli.exits import Exit
from bot.cli.options import add_workers
from bot.cli.progress import follow
from bot.cli.wiring import open_analyses, open_store
from bot.config import Settings
from bot.intake.archive import Archive
from bot.intake.bulk import cores

HELP = "analyse again what an older version analysed, in all libraries (a running bot does it in the background)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_workers(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Analyse again, with a progress bar on a terminal; cut off, it goes on where it was when it is run again."""
    async with open_store(settings.database_url) as store:
        total = await store.count_outdated(ANALYSIS_VERSION)
        workers = min(total, arguments.workers or cores())
        async with open_analyses(workers, arguments.cluster) as analyses:
            return await follow(Archive(store, analyses).renew(), "analysing", total, arguments.format)
