"""Who is behind an interaction: in which language they read, what they chose, what they may see, what they may do."""

from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.chat.translation import locale_of
from bot.model import PUBLIC_LIBRARY, MemberPreferences, Preferences, ServerPreferences, library_of

PREFERENCES = "preferences"
"""What an interaction is asked under for what was found of its reader, so that it is looked up once."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at an answer.

    ``locale`` is the first of what they chose, what their server chose, and the language of their Discord.
    ``home`` is the key of the library of the server where they are, if that installed the bot, and ``libraries`` are
    those that they may see. ``moderates`` and ``adds`` tell whether they may order feeds and digests there, and add
    articles; ``alone`` whether nobody else looks. ``chosen`` is what they chose themselves, ``server`` what the server
    did.
    """

    locale: str
    home: str | None
    libraries: tuple[str, ...]
    moderates: bool
    adds: bool
    alone: bool
    chosen: MemberPreferences
    server: ServerPreferences

    @classmethod
    async def of(cls, interaction: discord.Interaction[Any], *, alone: bool | None = None) -> Self:
        """Return who is behind an interaction; where ``alone`` is not said, that is as they chose.

        A database that cannot be read, or not soon, costs them no more than their choices.
        """
        home = _home(interaction)
        preferences = await _preferences(interaction, home)
        chosen, server = preferences.member, preferences.server
        return cls(
            chosen.locale or server.locale or locale_of(interaction),
            home,
            (PUBLIC_LIBRARY,) if home is None else (home, PUBLIC_LIBRARY),
            may_moderate(interaction),
            may_add(interaction),
            chosen.private if alone is None else alone,
            chosen,
            server,
        )

    @classmethod
    async def anew(cls, interaction: discord.Interaction[Any]) -> Self:
        """Return who is behind an interaction, once what they chose was changed by it."""
        interaction.extras.pop(PREFERENCES, None)
        return await cls.of(interaction)

    @property
    def own(self) -> str:
        """The library that they moderate or add to: only those who may have one."""
        assert self.home is not None, "no server installed the bot there"
        return self.home


def may_moderate(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether a member may order digests and feeds: in a server that installed the bot, as one who manages it."""
    return interaction.is_guild_integration() and interaction.permissions.manage_guild


def may_add(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether a member may add articles: in a server that installed the bot, as one who manages its messages."""
    return interaction.is_guild_integration() and interaction.permissions.manage_messages


def _home(interaction: discord.Interaction[Any]) -> str | None:
    """Return the key of a server's library, only where the server itself installed the bot."""
    return library_of(interaction.guild_id) if interaction.guild_id and interaction.is_guild_integration() else None


async def _preferences(interaction: discord.Interaction[Any], library: str | None) -> Preferences:
    if PREFERENCES not in interaction.extras:
        found = await interaction.client.desks.preferences.of(interaction.user.id, library)
        interaction.extras[PREFERENCES] = found
    preferences: Preferences = interaction.extras[PREFERENCES]
    return preferences
