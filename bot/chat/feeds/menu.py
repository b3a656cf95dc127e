"""The feeds of a page that names several, to choose from; their addresses stand in the menu itself."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.answers.printable import on_one_line
from bot.chat.by_id import MenuById
from bot.chat.moderating import LONGEST_CHOICE
from bot.strings import catalogue

CUSTOM_ID = "jb:feed:add"


class Candidates(MenuById, ui.DynamicItem[ui.Select[ui.LayoutView]], template=CUSTOM_ID):
    """Subscribes to the feed that is chosen."""

    def __init__(self, select: ui.Select[ui.LayoutView]) -> None:
        select.custom_id = CUSTOM_ID
        super().__init__(select)

    @classmethod
    def of(cls, match: re.Match[str], select: ui.Select[ui.LayoutView]) -> Self:
        """Return the menu of an id."""
        del match
        return cls(select)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Subscribe as whoever chose."""
        await interaction.client.desks.feeds.choose(interaction, self.item.values[0])


def choosing(addresses: Sequence[str], locale: str) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row with a menu of those addresses that fit into one; longer ones have to be typed."""
    select: ui.Select[ui.LayoutView] = ui.Select(placeholder=catalogue.text(locale, "feed.choose"))
    for address in addresses:
        if len(address) <= LONGEST_CHOICE:
            select.add_option(label=_label(address), value=address)
    if select.options:
        menu: ui.Item[Any] = Candidates(select)
        yield ui.ActionRow(menu)


def _label(address: str) -> str:
    """Return what tells an address from others of its page: all but the scheme."""
    return on_one_line(address.partition("://")[2], LONGEST_CHOICE) or "?"
