"""The menu of what on a page to look at, where there are several things."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.chat.actions import Action
from bot.chat.buttons import PLACE, Place
from bot.chat.by_id import MenuById
from bot.chat.closeups.subjects import Subject
from bot.chat.menus import menu
from bot.strings import catalogue


class Pick(
    MenuById,
    ui.DynamicItem[ui.Select[ui.LayoutView]],
    template=rf"{PLACE}:(?P<action>{Action.PICTURE}|{Action.READING}):of",
):
    """Does something with one thing of the page at a place."""

    def __init__(self, action: Action, place: Place, select: ui.Select[ui.LayoutView]) -> None:
        select.custom_id = f"{place}:{action}:of"
        super().__init__(select)
        self.action = action
        self.place = place

    @classmethod
    def of(cls, match: re.Match[str], select: ui.Select[ui.LayoutView]) -> Self:
        """Return the menu of an id."""
        return cls(Action(match["action"]), Place.of(match), select)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it for whoever chose."""
        await interaction.client.act(interaction, self.action, self.place, self.item.values[0])


def picking(
    action: Action, place: Place, subjects: Sequence[Subject], shown: Subject | None, locale: str
) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row with a menu of what else than ``shown`` there is; nothing where there is nothing else."""
    others = [(subject.key, subject.label, subject.why) for subject in subjects if subject is not shown]
    if others:
        picker: ui.Item[Any] = Pick(action, place, menu(others, catalogue.text(locale, f"menu.{action}")))
        yield ui.ActionRow(picker)
