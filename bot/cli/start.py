"""``jianbao`` without a command: the main job."""

import argparse
import sys

from bot.cli import terminal
from bot.cli.exits import Exit
from bot.config import Settings


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Open the console, saying why it is not Discord."""
    if settings.discord_token is None:
        print("No DISCORD_TOKEN is set, so Jianbao opens here in the terminal.", file=sys.stderr)
    else:
        print("This version cannot connect to Discord yet: Jianbao opens here in the terminal.", file=sys.stderr)
    return await terminal.run(arguments, settings)
