"""``jianbao sync``: the commands to Discord."""

import argparse

from bot.cli import logs
from bot.cli.exits import Exit
from bot.cli.published import Published
from bot.cli.run import connected, needed_token
from bot.cli.wiring import open_services, open_store
from bot.config import Settings
from bot.intake.bulk import Processes

HELP = "send the commands to Discord (run does so by itself when they changed)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it has none."""


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Replace the commands that Discord has, whether they changed or not."""
    del arguments
    token = needed_token(settings)
    logs.set_up(settings)
    async with (
        open_store(settings.database_url) as store,
        Processes(1) as analyses,  # none of which starts
        open_services(settings, store, analyses) as services,
        connected(settings, services, token) as bot,
    ):
        Published(settings.state_dir).write(await bot.publish())
        print(f"sent: {' '.join(f'/{command.name}' for command in bot.tree.get_commands())}")
    return Exit.DONE
