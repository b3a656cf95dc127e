"""A discord.py bot as its documentation begins with: it reads where Discord is from the settings of Jianbao."""

import os

import discord
from discord import app_commands

from bot.chat.client import route


class Pong(discord.Client):
    """Answers one command."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.none())
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="is answered with pong")
        async def ping(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("pong")

    async def setup_hook(self) -> None:
        """Send the command."""
        await self.tree.sync()


if __name__ == "__main__":
    route(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    Pong().run(os.environ["DISCORD_TOKEN"], log_handler=None)
