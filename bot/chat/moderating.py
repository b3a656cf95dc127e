"""What the commands of moderators share: who may give them, and how one of several numbered things is chosen."""

from collections.abc import Mapping

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.chat.reader import may_moderate
from bot.chat.replies import Interaction, Refusal
from bot.chat.translation import localised

LONGEST_CHOICE = 100
"""What Discord takes of a choice, in characters, as its name and as its value."""
MOST_CHOICES = 25
"""What Discord takes of choices, of an option as in a menu."""
LONGEST_VALUE = 200
"""What is typed into an option that takes names, titles or words."""


class ModeratorCommands(app_commands.Group):
    """Commands for those who manage a server that installed the bot."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name=localised(f"command.{name}.name"),
            description=localised(f"command.{name}.description"),
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        )

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Refuse whoever may not: a server can open a command to anyone, and some clients show what they must not."""
        check(interaction)
        return True


def check(interaction: Interaction) -> None:
    """Refuse whoever may not order feeds and digests here.

    Raises:
        Refusal: they may not.
    """
    if not may_moderate(interaction):
        raise Refusal("moderators")


def offered(labels: Mapping[int, str], typed: str) -> list[Choice[str]]:
    """Return the things whose labels hold what was typed, in their order: as shown, and their numbers."""
    found = [(number, label) for number, label in labels.items() if typed.casefold() in label.casefold()]
    return [Choice(name=label, value=str(number)) for number, label in found[:MOST_CHOICES]]


def chosen(labels: Mapping[int, str], typed: str) -> int | None:
    """Return the number that was chosen or typed, or that of the only label that holds what was typed."""
    sought = typed.strip()
    if sought.isdecimal():
        return int(sought) if int(sought) in labels else None
    found = [choice.value for choice in offered(labels, sought)] if sought else []
    return int(found[0]) if len(found) == 1 else None
