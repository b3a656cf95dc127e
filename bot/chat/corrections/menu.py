"""The menu of articles in which somebody else is meant; its id holds who."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.answers.present import BETWEEN
from bot.chat.by_id import MenuById
from bot.chat.menus import menu
from bot.chat.moderating import LONGEST_CHOICE
from bot.jobs.corrections import Offer
from bot.strings import catalogue


class Articles(
    MenuById,
    ui.DynamicItem[ui.Select[ui.LayoutView]],
    template=r"jb:split:(?P<person>\d{1,18}):(?P<other>\d{1,18}|new)",
):
    """Splits someone in the articles that are chosen; ``other`` is who it is there, None somebody new."""

    def __init__(self, person: int, other: int | None, select: ui.Select[ui.LayoutView]) -> None:
        select.custom_id = f"jb:split:{person}:{'new' if other is None else other}"
        super().__init__(select)
        self.person = person
        self.other = other

    @classmethod
    def of(cls, match: re.Match[str], select: ui.Select[ui.LayoutView]) -> Self:
        """Return the menu of an id."""
        return cls(int(match["person"]), None if match["other"] == "new" else int(match["other"]), select)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Split."""
        articles = [int(value) for value in self.item.values]
        await interaction.client.desks.corrections.split_in(interaction, self.person, self.other, articles)


def choosing(person: int, other: int | None, articles: Sequence[Offer], locale: str) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row with a menu of articles, of which there is one at least."""
    offered = ((offer.value.removeprefix("#"), offer.words, BETWEEN.join(offer.about)) for offer in articles)
    select = menu(offered, catalogue.text(locale, "correct.choose-articles"), longest=LONGEST_CHOICE)
    select.max_values = len(select.options)
    chooser: ui.Item[Any] = Articles(person, other, select)
    yield ui.ActionRow(chooser)
