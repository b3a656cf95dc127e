"""Who is behind an interaction: in which language they read, what they may see, what they may do."""

from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.chat.translation import locale_of
from bot.model import PUBLIC_LIBRARY

OF_GUILD = "guild:"
"""What begins the key of a server's library."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at an answer.

    ``libraries`` are the keys of those that they may see, their own first; ``moderates`` and ``adds`` tell whether they
    may order feeds and digests there, and add articles; ``alone`` whether nobody else looks.
    """

    locale: str
    libraries: tuple[str, ...]
    moderates: bool
    adds: bool
    alone: bool

    @classmethod
    def of(cls, interaction: discord.Interaction[Any], *, alone: bool) -> Self:
        """Return who is behind an interaction."""
        return cls(
            locale_of(interaction), libraries_of(interaction), may_moderate(interaction), may_add(interaction), alone
        )


def libraries_of(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """Return the libraries that a member may see there: a server's only where the server itself installed the bot."""
    if interaction.is_guild_integration():
        return (f"{OF_GUILD}{interaction.guild_id}", PUBLIC_LIBRARY)
    return (PUBLIC_LIBRARY,)


def guild_of(library: str) -> int:
    """Return the server whose library it is."""
    return int(library.removeprefix(OF_GUILD))


def may_moderate(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether a member may order digests and feeds: in a server that installed the bot, as one who manages it."""
    return interaction.is_guild_integration() and interaction.permissions.manage_guild


def may_add(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether a member may add articles: in a server that installed the bot, as one who manages its messages."""
    return interaction.is_guild_integration() and interaction.permissions.manage_messages
