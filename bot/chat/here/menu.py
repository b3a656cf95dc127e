"""The entry *Names and dates here* in the menu of a message."""

import discord
from discord import app_commands

from bot.chat.here.desk import HereDesk
from bot.chat.replies import Interaction
from bot.chat.translation import localised


def here_menu(desk: HereDesk) -> app_commands.ContextMenu:
    """Return the entry by which anyone, anywhere, asks what is known of a message."""

    async def read(interaction: Interaction, message: discord.Message) -> None:
        await desk.read(interaction, message)

    return app_commands.ContextMenu(name=localised("menu.here.name"), callback=read)
