"""``jianbao sync``: the commands to Discord."""

import argparse
import asyncio

from bot.answers.conversion import Converter
from bot.cli import logs
from bot.cli.exits import Exit
from bot.cli.published import Published
from bot.cli.run import connected, needed_token
from bot.cli.wiring import open_fetcher, open_store
from bot.config import Settings

HELP = "send the commands to Discord (run does so by itself when they changed)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it has none."""


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Replace the commands that Discord has, whether they changed or not."""
    del arguments
    token = needed_token(settings)
    logs.set_up(settings)
    converter = await asyncio.to_thread(Converter.load)
    async with (
        open_store(settings) as store,
        open_fetcher(settings) as fetcher,
        connected(settings, store, converter, fetcher, token) as bot,
    ):
        Published(settings.state_dir).write(await bot.publish())
        print(f"sent: {' '.join(f'/{command.name}' for command in bot.tree.get_commands())}")
    return Exit.DONE
