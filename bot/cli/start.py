"""``jianbao`` without a command: the main job."""

import argparse
import sys

from bot.cli import run as discord_run
from bot.cli import terminal
from bot.cli.exits import Exit
from bot.config import Settings


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Run the bot where there is a token; else open the console, saying why it is not Discord."""
    if settings.discord_token is not None:
        return await discord_run.run(arguments, settings)
    print("No DISCORD_TOKEN is set, so Jianbao opens here in the terminal.", file=sys.stderr)
    return await terminal.run(arguments, settings)
