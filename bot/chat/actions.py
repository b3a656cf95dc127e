"""What can be done with an answer besides turning its pages: buttons in rows of their own, below those that turn.

An action is a code in the button's id, beside the place of the page that it stands below.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Self

import discord
from discord import ui

from bot.answers.questions import Changes, Question, Quote, Summary, When, Who
from bot.chat.buttons import PLACE, Place
from bot.chat.by_id import ButtonById
from bot.strings import catalogue

A_ROW = 5
"""Buttons that Discord takes in one row."""


class Action(StrEnum):
    """What a button does with the answer below which it stands; the catalogue names each as ``button.<action>``."""

    WHO = "who"
    QUOTES = "quotes"
    TIMELINE = "timeline"
    REPORT = "report"
    SOURCES = "sources"
    PICTURE = "picture"
    READING = "reading"
    FOLLOW = "follow"
    STOP = "stop"


class Act(ButtonById, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"{PLACE}:(?P<action>{'|'.join(Action)})"):
    """Does something with the answer at a place."""

    def __init__(self, action: Action, place: Place, *, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"{place}:{action}"))
        self.action = action
        self.place = place

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the button of an id."""
        return cls(Action(match["action"]), Place.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it for whoever pressed."""
        await interaction.client.act(interaction, self.action, self.place)


def acting(actions: Sequence[Action], place: Place, locale: str) -> Iterator[ui.ActionRow[Any]]:
    """Yield rows with a button for each action."""
    for first in range(0, len(actions), A_ROW):
        row = actions[first : first + A_ROW]
        buttons: list[ui.Item[Any]] = [Act(each, place, label=catalogue.text(locale, f"button.{each}")) for each in row]
        yield ui.ActionRow(*buttons)


def leading_on(question: Question) -> Mapping[Action, Question]:
    """Return the questions that an answer leads on to: of the same person or topic, in other respects."""
    match question:
        case Who(name):
            return {Action.QUOTES: Quote(person=name), Action.TIMELINE: When(name)}
        case Quote(person=str(name)):
            return {Action.WHO: Who(name), Action.TIMELINE: When(name)}
        case Quote(about=str(topic)) | Summary(topic) | Changes(topic=str(topic)):
            return {Action.TIMELINE: When(topic)}
        case _:
            return {}
