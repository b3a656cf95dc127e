"""The ``/digest`` commands."""

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.chat.digests.card import MOST_NEWEST
from bot.chat.digests.desk import DigestDesk
from bot.chat.digests.orders import DAYS, WHEN_EMPTY, WHEN_LATE, Channel, Typed
from bot.chat.moderating import LONGEST_CHOICE, ModeratorCommands
from bot.chat.replies import Interaction
from bot.chat.translation import LANGUAGES, localised
from bot.model import SubjectKind

Short = app_commands.Range[str, 1, LONGEST_CHOICE]
OPTIONS = {
    "channel": "channel",
    "time": "time",
    "zone": "zone",
    "days": "days",
    "language": "language",
    "person": "person",
    "topic": "topic",
    "outlet": "outlet",
    "only_ours": "only-ours",
    "tag": "tag",
    "role": "role",
    "when_empty": "when-empty",
    "when_late": "when-late",
}
"""What the catalogue calls each option of an order."""
renamed = app_commands.rename(**{own: localised(f"option.digest.{name}.name") for own, name in OPTIONS.items()})
described = app_commands.describe(
    **{own: localised(f"option.digest.{name}.description") for own, name in OPTIONS.items()}
)
offering = app_commands.choices(
    days=[Choice(name=localised(f"digest.days.{days}"), value=days) for days in DAYS],
    language=[Choice(name=name, value=locale) for locale, name in LANGUAGES.items()],
    when_empty=[Choice(name=localised(f"digest.when-empty.{what}"), value=what) for what in WHEN_EMPTY],
    when_late=[Choice(name=localised(f"digest.when-late.{what}"), value=what) for what in WHEN_LATE],
)
which = app_commands.rename(digest=localised("option.digest.digest.name"))
which_described = app_commands.describe(digest=localised("option.digest.digest.description"))


class PostedIn(app_commands.Transformer):
    """A channel that takes messages or posts, as the interaction tells of it: the bot keeps no channels in memory."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord offers."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channel that Discord offers."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.public_thread, kinds.private_thread, kinds.news_thread, kinds.forum]

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
    @renamed
    @described
    @offering
    async def add(  # noqa: PLR0913, PLR0917 -- the options, as Discord hands them over
        self,
        interaction: Interaction,
        channel: app_commands.Transform[Channel, PostedIn],
        time: Short,
        zone: Short | None = None,
        days: str | None = None,
        language: str | None = None,
        person: Short | None = None,
        topic: Short | None = None,
        outlet: Short | None = None,
        only_ours: bool | None = None,  # noqa: FBT001 -- Discord's option
        tag: Short | None = None,
        role: discord.Role | None = None,
        when_empty: str | None = None,
        when_late: str | None = None,
    ) -> None:
        """Subscribe a channel to a digest."""
        typed = Typed(
            channel=channel,
            time=time,
            zone=zone,
            days=days,
            language=language,
            person=person,
            topic=topic,
            outlet=outlet,
            only_ours=only_ours,
            tag=tag,
            role=role,
            when_empty=when_empty,
            when_late=when_late,
        )
        await self._desk.add(interaction, channel, typed)

    @app_commands.command(
        name=localised("command.digest.edit.name"), description=localised("command.digest.edit.description")
    )
    @which
    @which_described
    @renamed
    @described
    @offering
    async def edit(  # noqa: PLR0913, PLR0917 -- the options, as Discord hands them over
        self,
        interaction: Interaction,
        digest: Short,
        channel: app_commands.Transform[Channel, PostedIn] | None = None,
        time: Short | None = None,
        zone: Short | None = None,
        days: str | None = None,
        language: str | None = None,
        person: Short | None = None,
        topic: Short | None = None,
        outlet: Short | None = None,
        only_ours: bool | None = None,  # noqa: FBT001 -- Discord's option
        tag: Short | None = None,
        role: discord.Role | None = None,
        when_empty: str | None = None,
        when_late: str | None = None,
    ) -> None:
        """Change a digest, which keeps its place."""
        typed = Typed(
            channel=channel,
            time=time,
            zone=zone,
            days=days,
            language=language,
            person=person,
            topic=topic,
            outlet=outlet,
            only_ours=only_ours,
            tag=tag,
            role=role,
            when_empty=when_empty,
            when_late=when_late,
        )
        await self._desk.edit(interaction, digest, typed)

    @app_commands.command(
        name=localised("command.digest.list.name"), description=localised("command.digest.list.description")
    )
    async def list_all(self, interaction: Interaction) -> None:
        """List the server's digests."""
        await self._desk.list_all(interaction)

    @app_commands.command(
        name=localised("command.digest.preview.name"), description=localised("command.digest.preview.description")
    )
    @app_commands.rename(digest=localised("option.digest.digest.name"), newest=localised("option.digest.newest.name"))
    @app_commands.describe(
        digest=localised("option.digest.digest.description"), newest=localised("option.digest.newest.description")
    )
    async def preview(
        self,
        interaction: Interaction,
        digest: Short | None = None,
        newest: app_commands.Range[int, 1, MOST_NEWEST] | None = None,
    ) -> None:
        """Show what the next digest would hold now, or would of the newest articles."""
        await self._desk.preview(interaction, digest, newest)

    @app_commands.command(
        name=localised("command.digest.pause.name"), description=localised("command.digest.pause.description")
    )
    @which
    @which_described
    async def pause(self, interaction: Interaction, digest: Short) -> None:
        """Let a digest rest."""
        await self._desk.pause(interaction, digest)

    @app_commands.command(
        name=localised("command.digest.resume.name"), description=localised("command.digest.resume.description")
    )
    @which
    @which_described
    async def resume(self, interaction: Interaction, digest: Short) -> None:
        """Let a digest go on."""
        await self._desk.resume(interaction, digest)

    @app_commands.command(
        name=localised("command.digest.remove.name"), description=localised("command.digest.remove.description")
    )
    @which
    @which_described
    async def remove(self, interaction: Interaction, digest: Short) -> None:
        """Remove a digest."""
        await self._desk.remove(interaction, digest)

    @add.autocomplete("zone")
    @edit.autocomplete("zone")
    async def _zones(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        del interaction  # zones are the same everywhere
        return [Choice(name=name, value=value) for name, value in self._desk.zones(typed)]

    @add.autocomplete("person")
    @edit.autocomplete("person")
    async def _people(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.names(interaction, SubjectKind.PERSON, typed)

    @add.autocomplete("outlet")
    @edit.autocomplete("outlet")
    async def _outlets(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.names(interaction, SubjectKind.OUTLET, typed)

    @add.autocomplete("tag")
    @edit.autocomplete("tag")
    async def _tags(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.tags(interaction, typed)

    @edit.autocomplete("digest")
    @preview.autocomplete("digest")
    @remove.autocomplete("digest")
    async def _digests(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, typed)

    @pause.autocomplete("digest")
    async def _running(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, typed, paused=False)

    @resume.autocomplete("digest")
    async def _resting(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, typed, paused=True)
