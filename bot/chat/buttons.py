"""What can be pressed below a card. An id holds all that is needed, so that a button works after a restart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

import discord
from discord import ui

from bot.answers.answer import FactKind
from bot.answers.present import BETWEEN
from bot.answers.presented import Presented, ShownChoice
from bot.chat.by_id import ButtonById, MenuById
from bot.chat.cards import CHOICES_A_PAGE
from bot.chat.menus import menu
from bot.strings import catalogue


class Form(StrEnum):
    """Whose characters an answer is shown in: the reader's, or those of the articles as written."""

    READERS = "r"
    WRITTEN = "w"


LISTS = "corrections|digests|feeds|flags|following|help"
PLACE = (
    r"jb:(?P<book>\d{1,18}|digest:[0-9a-f]{24}(?:\+\d{1,3})?|news:[0-9a-f]{24}"
    rf"|{LISTS}):(?P<form>[rw]):(?P<page>\d{{1,4}})"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of whatever has pages; ``book`` says of what.

    That is a question by its number, a digest or news by its run, or one of the LISTS.
    """

    book: str
    form: Form = Form.READERS
    page: int = 1

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the place that the id of a button names."""
        return cls(match["book"], Form(match["form"]), int(match["page"]))

    def within(self, count: int) -> Self:
        """Return the place, or the nearest one in a book of so many pages: it may have become shorter."""
        return replace(self, page=nearest(self.page, count))

    def __str__(self) -> str:
        """Return what names the place in the id of a button: PLACE."""
        return f"jb:{self.book}:{self.form}:{self.page}"


def nearest(page: int, count: int) -> int:
    """Return the number of a page, or the nearest one of so many."""
    return min(max(page, 1), count)


class Turn(ButtonById, ui.DynamicItem[ui.Button[ui.LayoutView]], template=PLACE):
    """Shows the page at a place."""

    def __init__(self, place: Place, *, label: str = "", disabled: bool = False) -> None:
        super().__init__(ui.Button(label=label, disabled=disabled, custom_id=str(place)))
        self.place = place

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the button of an id."""
        return cls(Place.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page to whoever pressed."""
        await interaction.client.turn(interaction, self.place)


class Choose(
    MenuById, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"jb:(?P<asked>\d{1,18}):as:(?P<option>[a-z]{1,32})"
):
    """Asks a question again, with one of those whom an option may mean."""

    def __init__(self, asked: int, option: str, select: ui.Select[ui.LayoutView]) -> None:
        select.custom_id = f"jb:{asked}:as:{option}"
        super().__init__(select)
        self.asked = asked
        self.option = option

    @classmethod
    def of(cls, match: re.Match[str], select: ui.Select[ui.LayoutView]) -> Self:
        """Return the menu of an id."""
        return cls(int(match["asked"]), match["option"], select)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer whoever chose."""
        await interaction.client.desks.lookup.choose(interaction, self.asked, self.option, int(self.item.values[0]))


def turning(
    place: Place, count: int, *, forms: Sequence[Form], locale: str, sources: int | None = None
) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row of buttons that turn to other pages of a book, other ``forms`` and the page's sources.

    Nothing where there are none; ``sources`` is the number of the question for them, which are shown as written.
    """
    buttons: list[ui.Item[Any]] = []
    if count > 1:
        back, on = catalogue.text(locale, "button.previous"), catalogue.text(locale, "button.next")
        buttons.append(Turn(replace(place, page=place.page - 1), label=back, disabled=place.page == 1))
        buttons.append(Turn(replace(place, page=place.page + 1), label=on, disabled=place.page == count))
    if Form.WRITTEN in forms:
        buttons.append(Turn(replace(place, form=Form.WRITTEN), label=catalogue.text(locale, "button.original")))
    if Form.READERS in forms:
        buttons.append(Turn(replace(place, form=Form.READERS), label=catalogue.text(locale, "button.readers-script")))
    if sources is not None:
        written = Place(str(sources), Form.WRITTEN)
        buttons.append(Turn(written, label=catalogue.text(locale, "button.sources")))
    if buttons:
        yield ui.ActionRow(*buttons)


def turns(custom_id: str, book: str) -> bool:
    """Tell whether a button of that id shows a page of a book."""
    return custom_id.startswith(f"jb:{book}:")


def other_forms(presented: Presented, form: Form, *, alone: bool) -> tuple[Form, ...]:
    """Return the other forms of an answer: what was altered as written, and everyone's own script."""
    if not presented.sections:
        return ()
    if form is Form.WRITTEN:
        return (Form.READERS,)
    altered = any(line.altered for section in presented.sections for line in section.lines)
    return (Form.WRITTEN,) * altered + (Form.READERS,) * (not alone)


def choosing(
    asked: int, option: str, choices: Sequence[ShownChoice], page: int, locale: str
) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row with a menu of the page's choices."""
    shown = choices[(page - 1) * CHOICES_A_PAGE : page * CHOICES_A_PAGE]
    if shown:
        yield _menu(asked, option, menu_of(shown, catalogue.text(locale, "menu.choose")))


def going_on(asked: int, option: str, presented: Presented) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row with a menu of the people to whom an answer is related: each asks the same question again."""
    related = [
        ShownChoice(line.person, line.text, BETWEEN.join(line.remarks))
        for section in presented.sections
        for line in section.lines
        if line.kind is FactKind.RELATED and line.person is not None
    ]
    if related:
        shown = related[:CHOICES_A_PAGE]
        yield _menu(asked, option, menu_of(shown, catalogue.text(presented.locale, "menu.related")))


def menu_of(choices: Sequence[ShownChoice], placeholder: str) -> ui.Select[ui.LayoutView]:
    """Return a menu of people to choose from, by their ids."""
    return menu(((str(choice.id), choice.label, choice.why) for choice in choices), placeholder)


def _menu(asked: int, option: str, select: ui.Select[ui.LayoutView]) -> ui.ActionRow[Any]:
    """Return a row with a menu that puts whom one chooses in the place of an option of a question."""
    chooser: ui.Item[Any] = Choose(asked, option, select)
    return ui.ActionRow(chooser)
