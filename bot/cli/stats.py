"""``jianbao stats``: counts of what is stored."""

import argparse
import json
from dataclasses import asdict

from bot.cli.exits import Exit
from bot.cli.wiring import open_store
from bot.config import Settings
from bot.model import PUBLIC_LIBRARY, visible_to

HELP = "count what is stored, as JSON"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--library", default=PUBLIC_LIBRARY, help="whose articles are counted beside the public ones")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Print one JSON object."""
    async with open_store(settings.database_url) as store:
        print(json.dumps(asdict(await store.stats(visible_to(arguments.library)))))
    return Exit.DONE
