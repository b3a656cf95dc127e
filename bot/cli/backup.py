"""``jianbao backup``: everything into one file, while the bot runs."""

import argparse
from pathlib import Path

from bot.cli.exits import Exit
from bot.cli.wiring import open_store
from bot.config import Settings
from bot.errors import InputRefused

HELP = "write everything, as it stands at this moment, into a SQLite file, and verify it; the bot may run meanwhile"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where there is nothing yet")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Write the file: a copy that is like any other, so that it is verified like one.

    Raises:
        InputRefused: there is something already.
    """
    file: Path = arguments.file
    if file.exists():  # noqa: ASYNC240 -- nothing else runs
        raise InputRefused(str(file), "exists")
    try:
        async with open_store(settings.database_url) as store, open_store(f"sqlite:///{file}") as backup:
            copied = await store.copy_to(backup)
    except BaseException:
        for part in ("", "-wal", "-shm"):
            file.with_name(file.name + part).unlink(missing_ok=True)
        raise
    print(f"backed up and verified: {file}, {sum(each.rows for each in copied)} rows")
    return Exit.DONE
