"""``jianbao forget``: articles, or a whole library, out of the archive for good."""

import argparse
import json
import sys

from bot.cli.exits import Exit
from bot.cli.wiring import open_store
from bot.config import Settings
from bot.jobs.forgetting import Forgetting
from bot.model import PUBLIC_LIBRARY

HELP = "remove articles by their numbers, or everything that a library holds, for good"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("articles", nargs="*", type=int, metavar="NUMBER", help="of an article, as answers cite it")
    parser.add_argument("--library", default=PUBLIC_LIBRARY, help="whose articles they are (default: the public ones)")
    parser.add_argument("--everything", action="store_true", help="the whole library, with its feeds and digests")
    parser.add_argument("--format", choices=["text", "json"], default="text")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Remove them and say how many there were; a number that the library does not have is named, the rest go on."""
    if bool(arguments.articles) == arguments.everything:
        print("jianbao forget: name the articles, or say --everything; see jianbao forget --help", file=sys.stderr)
        return Exit.REFUSED
    async with open_store(settings.database_url) as store:
        if arguments.everything:
            forgotten, missing = await Forgetting(store).library(arguments.library), []
        else:
            missing = [each for each in arguments.articles if not await store.forget(arguments.library, each)]
            forgotten = len(arguments.articles) - len(missing)
    for number in missing:
        print(f"jianbao: {number}: the library {arguments.library} has no such article", file=sys.stderr)
    print(json.dumps({"forgotten": forgotten}) if arguments.format == "json" else f"{forgotten} forgotten")
    return Exit.REFUSED if missing else Exit.DONE
