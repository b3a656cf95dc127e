"""What is pressed to follow, or to follow no more: the ids hold numbers of follows, which are never reused."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.chat.by_id import ButtonById, MenuById
from bot.chat.menus import menu
from bot.model import Followed
from bot.strings import catalogue

LABEL_CHARS = 40
ALL = "all"
"""Stands for everything that a member follows in direct messages."""


class StopOne(ButtonById, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"jb:stop:(?P<follow>\d{1,18})"):
    """Ends a follow."""

    def __init__(self, follow: int, *, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"jb:stop:{follow}"))
        self.follow = follow

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the button of an id."""
        return cls(int(match["follow"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """End it, if whoever pressed may."""
        await interaction.client.desks.following.stop(interaction, [self.follow])


class StopSome(MenuById, ui.DynamicItem[ui.Select[ui.LayoutView]], template="jb:stop"):
    """Ends those follows that are chosen, or all of a member's."""

    def __init__(self, select: ui.Select[ui.LayoutView]) -> None:
        select.custom_id = "jb:stop"
        super().__init__(select)

    @classmethod
    def of(cls, match: re.Match[str], select: ui.Select[ui.LayoutView]) -> Self:
        """Return the menu of an id."""
        del match
        return cls(select)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """End them, if whoever chose may."""
        values: Sequence[str] = self.item.values
        desk = interaction.client.desks.following
        if ALL in values:
            await desk.stop_all(interaction)
        else:
            await desk.stop(interaction, list(map(int, values)))


class Whom(
    MenuById,
    ui.DynamicItem[ui.Select[ui.LayoutView]],
    template=r"jb:follow:(?P<where>here|direct):(?P<script>[a-z-]{1,16})",
):
    """Follows the one of several people of a name who is chosen."""

    def __init__(self, where: str, script: str, select: ui.Select[ui.LayoutView]) -> None:
        select.custom_id = f"jb:follow:{where}:{script}"
        super().__init__(select)
        self.where = where
        self.script = script

    @classmethod
    def of(cls, match: re.Match[str], select: ui.Select[ui.LayoutView]) -> Self:
        """Return the menu of an id."""
        return cls(match["where"], match["script"], select)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Follow for whoever chose."""
        person = int(self.item.values[0])
        await interaction.client.desks.following.choose(interaction, person, self.where, self.script)


def stopping_one(follow: int, locale: str) -> ui.ActionRow[Any]:
    """Return a row with the button that ends a follow."""
    button: ui.Item[Any] = StopOne(follow, label=catalogue.text(locale, "button.stop"))
    return ui.ActionRow(button)


def stopping(
    follows: Sequence[Followed], names: Mapping[int, str], locale: str, *, count: int = 0
) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row with a menu of follows to end, any number at once; ``count`` of the member's own can be at once."""
    direct = catalogue.text(locale, "following.direct")
    places = (direct if each.subscription.is_direct else f"#{each.subscription.channel_name}" for each in follows)
    choices = ((str(each.follow.id), names[each.follow.id], where) for each, where in zip(follows, places, strict=True))
    select = menu(choices, catalogue.text(locale, "following.choose"), longest=LABEL_CHARS)
    select.max_values = max(len(select.options), 1)
    if count > 1:
        select.add_option(label=catalogue.text(locale, "following.all", count=count), value=ALL)
    if select.options:
        stopper: ui.Item[Any] = StopSome(select)
        yield ui.ActionRow(stopper)
