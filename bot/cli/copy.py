"""``jianbao copy``: everything from one database into another."""

import argparse
import json

from bot.cli.exits import Exit
from bot.cli.wiring import open_store
from bot.config import Settings

HELP = "copy everything from one database into another, which is empty, and verify that it is all there"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    forms = "sqlite+aiosqlite:///PATH or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE"
    parser.add_argument("--from", dest="source", metavar="URL", help=f"{forms} (default: DATABASE_URL)")
    parser.add_argument("--to", dest="target", metavar="URL", required=True, help="the same of where it goes")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how the counts are printed")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Copy, and say how much."""
    async with (
        open_store(arguments.source or settings.database_url) as source,
        open_store(arguments.target) as target,
    ):
        copied = await source.copy_to(target)
    if arguments.format == "json":
        print(json.dumps({each.table: each.rows for each in copied}))
    else:
        articles = next(each.rows for each in copied if each.table == "articles")
        print(f"copied and verified: {articles} articles, {sum(each.rows for each in copied)} rows in all")
    return Exit.DONE
