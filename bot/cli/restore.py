"""``jianbao restore``: everything from a file that ``backup`` wrote."""

import argparse
import shutil
import tempfile
from pathlib import Path

from bot.cli.exits import Exit
from bot.cli.wiring import open_store
from bot.config import Settings
from bot.errors import InputRefused

HELP = "copy a backup, or any SQLite archive, into the database of the settings, which is empty, and verify it"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what jianbao backup wrote; it stays as it is")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Copy a copy of the file: one of an earlier version is brought to this one as it is opened.

    Raises:
        InputRefused: there is no such file.
    """
    file: Path = arguments.file
    if not file.is_file():  # noqa: ASYNC240 -- nothing else runs
        raise InputRefused(str(file), "not-found")
    with tempfile.TemporaryDirectory() as folder:
        backup = shutil.copy(file, folder)
        async with open_store(f"sqlite:///{backup}") as source, open_store(settings.database_url) as store:
            copied = await source.copy_to(store)
    print(f"restored and verified: {sum(each.rows for each in copied)} rows")
    return Exit.DONE
