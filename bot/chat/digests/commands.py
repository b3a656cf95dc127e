"""The ``/digest`` commands."""

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar

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

T = TypeVar("T", bound=Callable[..., Any])
Short = app_commands.Range[str, 1, LONGEST_CHOICE]
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


ORDERED: Mapping[str, Any] = {
    "channel": app_commands.Transform[Channel, PostedIn],
    "time": Short,
    "zone": Short,
    "days": str,
    "language": str,
    "person": Short,
    "topic": Short,
    "outlet": Short,
    "only_ours": bool,
    "tag": Short,
    "role": discord.Role,
    "when_empty": str,
    "when_late": str,
}
"""The options of an order, and what Discord takes in each."""


def ordering(*needed: str) -> Callable[[T], T]:
    """Give a command the options of an order after its own, of which some have to be given, in every language."""

    def decorate(command: T) -> T:
        own = [each for each in signature(command).parameters.values() if each.kind is not Parameter.VAR_KEYWORD]
        options = [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind)
            if name in needed
            else Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind | None, default=None)
            for name, kind in ORDERED.items()
        ]
        setattr(command, "__signature__", Signature([*own, *options]))  # noqa: B010 -- what discord.py reads them from
        return _renamed(_described(_offering(command)))

    return decorate


def _words(of: str) -> dict[str, app_commands.locale_str]:
    """Return what the catalogue has of each option."""
    return {name: localised(f"option.digest.{name.replace('_', '-')}.{of}") for name in ORDERED}


_renamed, _described = app_commands.rename(**_words("name")), app_commands.describe(**_words("description"))
_offering = app_commands.choices(
    days=[Choice(name=localised(f"digest.days.{days}"), value=days) for days in DAYS],
    language=[Choice(name=name, value=locale) for locale, name in LANGUAGES.items()],
    when_empty=[Choice(name=localised(f"digest.when-empty.{what}"), value=what) for what in WHEN_EMPTY],
    when_late=[Choice(name=localised(f"digest.when-late.{what}"), value=what) for what in WHEN_LATE],
)


class DigestCommands(ModeratorCommands):
    """The commands by which moderators order digests."""

    def __init__(self, desk: DigestDesk) -> None:
        super().__init__("digest")
        self._desk = desk

    @app_commands.command(
        name=localised("command.digest.add.name"), description=localised("command.digest.add.description")
    )
    @ordering("channel", "time")
    async def add(self, interaction: Interaction, /, **given: Any) -> None:  # noqa: ANN401 -- the options of an order
        """Subscribe a channel to a digest."""
        await self._desk.add(interaction, given["channel"], Typed(**given))

    @app_commands.command(
        name=localised("command.digest.edit.name"), description=localised("command.digest.edit.description")
    )
    @which
    @which_described
    @ordering()
    async def edit(self, interaction: Interaction, /, digest: Short, **given: Any) -> None:  # noqa: ANN401 -- as above
        """Change a digest, which keeps its place."""
        await self._desk.edit(interaction, digest, Typed(**given))

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
