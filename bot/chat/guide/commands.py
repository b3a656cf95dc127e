"""The commands ``/help`` and ``/about``."""

from typing import Any

from discord import app_commands

from bot.chat.guide.desk import GuideDesk
from bot.chat.replies import Interaction
from bot.chat.translation import localised


def help_command(desk: GuideDesk) -> app_commands.Command[Any, ..., None]:
    """Return the command that tells what can be asked."""

    async def callback(interaction: Interaction) -> None:
        await desk.help(interaction)

    return app_commands.Command(
        name=localised("command.help.name"), description=localised("command.help.description"), callback=callback
    )


def about_command(desk: GuideDesk) -> app_commands.Command[Any, ..., None]:
    """Return the command that tells what the bot is, and what it keeps."""

    async def callback(interaction: Interaction) -> None:
        await desk.about(interaction)

    return app_commands.Command(
        name=localised("command.about.name"), description=localised("command.about.description"), callback=callback
    )
