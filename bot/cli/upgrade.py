"""``jianbao upgrade``: the database's schema to this version."""

import argparse

from bot.cli.exits import Exit
from bot.cli.wiring import open_store
from bot.config import Settings

HELP = "bring the database to this version (every command that opens it does; a SQLite file is backed up first)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it has none."""


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Open the store, which brings it up to date."""
    del arguments
    async with open_store(settings.database_url):
        print("the database is up to date")
    return Exit.DONE
