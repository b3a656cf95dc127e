"""``jianbao analyze``: the findings of files, without storing them."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from bot.analysis.pipeline import Analyzer
from bot.cli.exits import Exit
from bot.cli.failures import words
from bot.cli.findings import as_json
from bot.cli.options import iso_date
from bot.config import Settings
from bot.errors import InputRefused
from bot.intake.sources import find_sources

HELP = "print what files say: people, quotes, dates, key sentences (nothing is stored)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--published-on", type=iso_date, metavar="DATE", help="serves where a file states no date")
    parser.add_argument("--format", choices=["json"], default="json", help="one JSON object a line, one a file")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Print one object for each file in the order given; a refused file is named on stderr and the rest go on."""
    del settings  # analysis depends on none
    return await asyncio.to_thread(_analyze, arguments)


def _analyze(arguments: argparse.Namespace) -> Exit:
    analyzer = Analyzer.load()
    exit_code = Exit.DONE
    for found in find_sources(arguments.paths):
        try:
            article = found.read(published_on=arguments.published_on)
        except InputRefused as refused:
            print(f"jianbao: {words(refused)}", file=sys.stderr)
            exit_code = Exit.REFUSED
            continue
        found_there = {"path": found.source} | as_json(article, analyzer.analyze(article))
        print(json.dumps(found_there, ensure_ascii=False), flush=True)
    return exit_code
