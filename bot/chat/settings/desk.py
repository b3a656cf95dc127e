"""What members and moderators ask of settings, to their cards, which are for them alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
from discord.app_commands import Choice

from bot.answers.preferences import KnownPreferences
from bot.chat.cards import lay_out
from bot.chat.mentions import Mentions
from bot.chat.moderating import MOST_CHOICES, check
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.chat.settings import words
from bot.chat.settings.deletion import deleting
from bot.chat.zones import offered_zones, zone_of
from bot.jobs.clock import Clock
from bot.jobs.forgetting import Forgetting
from bot.strings import catalogue

DEFAULT = "default"
"""What is chosen to have chosen nothing."""


@dataclass(frozen=True, slots=True)
class SettingsDesk:
    """Takes what members choose for themselves and moderators for their server; ``default_zone`` is that of neither."""

    preferences: KnownPreferences
    forgetting: Forgetting
    mentions: Mentions
    clock: Clock
    default_zone: str

    async def mine(self, interaction: Interaction, changes: Mapping[str, Any]) -> None:
        """Change what a member chose, and show it."""
        await deliver(interaction, self._mine(interaction, changes), private=True)

    async def server(self, interaction: Interaction, *, language: str | None, zone: str | None) -> None:
        """Change what a server chose, and show it."""
        await deliver(interaction, self._server(interaction, language, zone), private=True)

    async def delete_mine(self, interaction: Interaction) -> None:
        """Forget what a member chose and follows."""
        await deliver(interaction, self._deleted_mine(interaction), private=True)

    async def ask_to_delete_server(self, interaction: Interaction) -> None:
        """Say what would go, with a button that asks for the server's name."""
        await deliver(interaction, self._asked(interaction), private=True)

    async def delete_server(self, interaction: Interaction, typed: str) -> None:
        """Forget all of a server whose name was typed."""
        async with told(interaction):
            check(interaction)
            await deliver(interaction, self._deleted_server(interaction, typed), private=True)

    async def zones(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Return zones that hold what was typed, after the one that holds where none is chosen."""
        default = words.default_zone(self.default_zone, (await Reader.of(interaction)).locale)
        offered = [] if typed.strip() else [(default, DEFAULT)]
        offered += offered_zones(typed, self.clock.now())
        return [Choice(name=name, value=value) for name, value in offered[:MOST_CHOICES]]

    async def _mine(self, interaction: Interaction, changes: Mapping[str, Any]) -> Drawing:
        if changes:
            await self.preferences.change_member(interaction.user.id, changes)
        return Drawing(lay_out(words.mine(await Reader.anew(interaction), self.mentions, changed=bool(changes))))

    async def _server(self, interaction: Interaction, language: str | None, zone: str | None) -> Drawing:
        changes: dict[str, Any] = {}
        if language is not None:
            changes["locale"] = None if language == DEFAULT else language
        if zone is not None:
            changes["zone"] = None if zone == DEFAULT else zone_of(zone)
            if zone != DEFAULT and changes["zone"] is None:
                raise Refusal("zone", typed=zone)
        if changes:
            await self.preferences.change_server((await Reader.of(interaction)).own, changes)
        reader = await Reader.anew(interaction)
        return Drawing(lay_out(words.server(reader, self.mentions, self.default_zone, changed=bool(changes))))

    async def _deleted_mine(self, interaction: Interaction) -> Drawing:
        anything = await self.forgetting.member(interaction.user.id)
        self.preferences.forget()
        return Drawing(lay_out(words.deleted_mine(await Reader.anew(interaction), anything=anything)))

    async def _asked(self, interaction: Interaction) -> Drawing:
        reader = await Reader.of(interaction)
        page = words.what_goes(await self.forgetting.holdings(reader.own), reader.locale)
        return Drawing(lay_out(page, tuple(deleting(reader.locale))))

    async def _deleted_server(self, interaction: Interaction, typed: str) -> Drawing:
        reader = await Reader.of(interaction)
        if words.plain(typed) not in {str(interaction.guild_id), await _name(interaction)}:
            raise Refusal("server-name")
        articles = await self.forgetting.library(reader.own)
        self.preferences.forget()
        text = catalogue.text((await Reader.anew(interaction)).locale, "settings.deleted-server", count=articles)
        return Drawing(lay_out(words.said(text)))


async def _name(interaction: Interaction) -> str | None:
    """Return what a server is called, as compared; None where the bot is no member and cannot see it."""
    assert interaction.guild_id is not None
    try:
        guild = await interaction.client.fetch_guild(interaction.guild_id, with_counts=False)
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        return None
    return words.plain(guild.name)
