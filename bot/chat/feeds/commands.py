"""The ``/feed`` commands."""

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.chat.feeds.desk import FeedDesk
from bot.chat.moderating import LONGEST_CHOICE, ModeratorCommands
from bot.chat.replies import Interaction
from bot.chat.translation import localised
from bot.intake.web import LONGEST_CHARS

Chosen = app_commands.Range[str, 1, LONGEST_CHOICE]


class FeedCommands(ModeratorCommands):
    """The commands by which moderators subscribe to feeds."""

    def __init__(self, desk: FeedDesk) -> None:
        super().__init__("feed")
        self._desk = desk

    @app_commands.command(
        name=localised("command.feed.add.name"), description=localised("command.feed.add.description")
    )
    @app_commands.rename(url=localised("option.feed.url.name"))
    @app_commands.describe(url=localised("option.feed.url.description"))
    async def add(self, interaction: Interaction, url: app_commands.Range[str, 1, LONGEST_CHARS]) -> None:
        """Subscribe to a feed."""
        await self._desk.add(interaction, url)

    @app_commands.command(
        name=localised("command.feed.list.name"), description=localised("command.feed.list.description")
    )
    async def list_all(self, interaction: Interaction) -> None:
        """List the server's feeds."""
        await self._desk.list_all(interaction)

    @app_commands.command(
        name=localised("command.feed.pause.name"), description=localised("command.feed.pause.description")
    )
    @app_commands.rename(feed=localised("option.feed.feed.name"))
    @app_commands.describe(feed=localised("option.feed.feed.description"))
    async def pause(self, interaction: Interaction, feed: Chosen) -> None:
        """Let a feed rest."""
        await self._desk.pause(interaction, feed)

    @app_commands.command(
        name=localised("command.feed.resume.name"), description=localised("command.feed.resume.description")
    )
    @app_commands.rename(feed=localised("option.feed.feed.name"))
    @app_commands.describe(feed=localised("option.feed.feed.description"))
    async def resume(self, interaction: Interaction, feed: Chosen) -> None:
        """Let a feed go on."""
        await self._desk.resume(interaction, feed)

    @app_commands.command(
        name=localised("command.feed.remove.name"), description=localised("command.feed.remove.description")
    )
    @app_commands.rename(feed=localised("option.feed.feed.name"))
    @app_commands.describe(feed=localised("option.feed.feed.description"))
    async def remove(self, interaction: Interaction, feed: Chosen) -> None:
        """Remove a feed."""
        await self._desk.remove(interaction, feed)

    @app_commands.command(
        name=localised("command.feed.import.name"), description=localised("command.feed.import.description")
    )
    @app_commands.rename(file=localised("option.feed.file.name"))
    @app_commands.describe(file=localised("option.feed.file.description"))
    async def import_file(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Subscribe to the feeds of a file."""
        await self._desk.import_file(interaction, file)

    @app_commands.command(
        name=localised("command.feed.export.name"), description=localised("command.feed.export.description")
    )
    async def export(self, interaction: Interaction) -> None:
        """Give the server's feeds as a file."""
        await self._desk.export(interaction)

    @pause.autocomplete("feed")
    async def _running(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, typed, paused=False)

    @resume.autocomplete("feed")
    async def _resting(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, typed, paused=True)

    @remove.autocomplete("feed")
    async def _every(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, typed)
