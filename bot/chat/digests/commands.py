"""The ``/digest`` commands."""

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.chat.digests.desk import Channel, DigestDesk
from bot.chat.moderating import LONGEST_CHOICE, ModeratorCommands
from bot.chat.replies import Interaction
from bot.chat.translation import LANGUAGES, localised


class PostedIn(app_commands.Transformer):
    """A channel that takes messages, as the interaction tells of it: the bot keeps no channels in memory."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord offers."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channel that Discord offers."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.public_thread, kinds.private_thread, kinds.news_thread]

    async def transform(self, interaction: Interaction, value: Channel, /) -> Channel:
        """Return the channel as it was chosen."""
        del interaction  # the choice says it all
        return value


class DigestCommands(ModeratorCommands):
    """The commands by which moderators order digests."""

    def __init__(self, desk: DigestDesk) -> None:
        super().__init__("digest")
        self._desk = desk

    @app_commands.command(
        name=localised("command.digest.add.name"), description=localised("command.digest.add.description")
    )
    @app_commands.rename(
        channel=localised("option.digest.channel.name"),
        time=localised("option.digest.time.name"),
        zone=localised("option.digest.zone.name"),
        language=localised("option.digest.language.name"),
    )
    @app_commands.describe(
        channel=localised("option.digest.channel.description"),
        time=localised("option.digest.time.description"),
        zone=localised("option.digest.zone.description"),
        language=localised("option.digest.language.description"),
    )
    @app_commands.choices(language=[Choice(name=name, value=locale) for locale, name in LANGUAGES.items()])
    async def add(
        self,
        interaction: Interaction,
        channel: app_commands.Transform[Channel, PostedIn],
        time: app_commands.Range[str, 1, LONGEST_CHOICE],
        zone: app_commands.Range[str, 1, LONGEST_CHOICE] | None = None,
        language: str | None = None,
    ) -> None:
        """Subscribe a channel to a daily digest."""
        await self._desk.add(interaction, channel, typed_time=time, typed_zone=zone, locale=language)

    @app_commands.command(
        name=localised("command.digest.list.name"), description=localised("command.digest.list.description")
    )
    async def list_all(self, interaction: Interaction) -> None:
        """List the server's digests."""
        await self._desk.list_all(interaction)

    @app_commands.command(
        name=localised("command.digest.remove.name"), description=localised("command.digest.remove.description")
    )
    @app_commands.rename(digest=localised("option.digest.digest.name"))
    @app_commands.describe(digest=localised("option.digest.digest.description"))
    async def remove(self, interaction: Interaction, digest: app_commands.Range[str, 1, LONGEST_CHOICE]) -> None:
        """Remove a digest."""
        await self._desk.remove(interaction, digest)

    @app_commands.command(
        name=localised("command.digest.preview.name"), description=localised("command.digest.preview.description")
    )
    @app_commands.rename(digest=localised("option.digest.digest.name"))
    @app_commands.describe(digest=localised("option.digest.digest.description"))
    async def preview(
        self, interaction: Interaction, digest: app_commands.Range[str, 1, LONGEST_CHOICE] | None = None
    ) -> None:
        """Show what the next digest would hold now."""
        await self._desk.preview(interaction, digest)

    @add.autocomplete("zone")
    async def _zones(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        del interaction  # zones are the same everywhere
        return [Choice(name=name, value=value) for name, value in await self._desk.zones(typed)]

    @remove.autocomplete("digest")
    @preview.autocomplete("digest")
    async def _digests(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, typed)
