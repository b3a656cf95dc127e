"""Names and quotations with how they are read aloud, for whoever asks."""

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import discord
from discord import ui

from bot.answers.conversion import Converter
from bot.answers.printable import on_one_line
from bot.answers.reading_aid import Breath, own_notation, read_along
from bot.chat.actions import Action
from bot.chat.buttons import PLACE, Place, nearest
from bot.chat.by_id import ButtonById
from bot.chat.cards import ACCENTS, PAGE_CHARS, Page, lay_out, notice
from bot.chat.closeups.menu import picking
from bot.chat.closeups.subjects import NAMES, SUBJECT, Subject, chosen, readable
from bot.chat.lookup import Desk
from bot.chat.markdown import escape, units
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, deliver, told
from bot.model import Notation, Span
from bot.strings import catalogue

BREATHS_A_PAGE = 16
NOT_READ = "—"
READ_CHARS = 6000
"""What is read of one piece of a quotation; the longest of 42,000 real ones had 5,023 characters."""
TITLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """Where someone reads: which thing of the page at a place, in which notation, how far on."""

    place: Place
    subject: str
    notation: Notation
    page: int = 1

    def __str__(self) -> str:
        """Return what names the spot in the id of a button."""
        return f"{self.place}:{Action.READING}:{self.subject}:{self.notation}:{self.page}"


class Read(
    ButtonById,
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=rf"{PLACE}:{Action.READING}:{SUBJECT}:(?P<notation>{'|'.join(Notation)}):(?P<far>\d{{1,3}})",
):
    """Goes to a spot of what is read."""

    def __init__(self, spot: Spot, *, label: str = "", disabled: bool = False) -> None:
        super().__init__(ui.Button(label=label, disabled=disabled, custom_id=str(spot)))
        self.spot = spot

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the button of an id."""
        return cls(Spot(Place.of(match), match["subject"], Notation(match["notation"]), int(match["far"])))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show what stands there to whoever pressed."""
        await interaction.client.desks.readings.turn(interaction, self.spot)


class ReadingDesk:
    """Tells how what stands on cards is read aloud."""

    def __init__(self, lookup: Desk, converter: Converter) -> None:
        self._lookup = lookup
        self._converter = converter

    async def read(self, interaction: Interaction, place: Place, subject: str | None) -> None:
        """Show how something of the page at a place is read, to the presser alone; let them choose among several."""
        async with told(interaction):
            reader = await Reader.of(interaction, alone=True)
            notation = reader.chosen.reading_aid or own_notation(reader.locale)
            drawing = self._drawn(place, reader, subject, notation, 1)
            await deliver(interaction, drawing, private=True, anew=subject is None)

    async def turn(self, interaction: Interaction, spot: Spot) -> None:
        """Show a spot, to the presser alone."""
        async with told(interaction):
            reader = await Reader.of(interaction, alone=True)
            await deliver(
                interaction, self._drawn(spot.place, reader, spot.subject, spot.notation, spot.page), private=True
            )

    async def _drawn(self, place: Place, reader: Reader, key: str | None, notation: Notation, page: int) -> Drawing:
        opened = await self._lookup.open(place, reader)
        if opened is None:
            return Drawing(notice(catalogue.text(reader.locale, "error.forgotten")), private=True)
        subjects = readable(opened.page, reader.locale)
        subject = chosen(subjects, key)
        if subject is None and (key is not None or not subjects):
            return Drawing(notice(catalogue.text(reader.locale, "reading.none")), private=True)
        menu = tuple(picking(Action.READING, place, subjects, subject, reader.locale))
        if subject is None:
            view = ui.LayoutView(timeout=None)
            for row in menu:
                view.add_item(row)
            return Drawing(view, private=True)
        # The first text of a notation loads its dictionaries, which takes half a second.
        breaths = await asyncio.to_thread(self._breaths, subject, notation)
        pages = tuple(_pages(breaths))
        spot = Spot(place, subject.key, notation, nearest(page, len(pages)))
        rows = (*_turning(spot, len(pages), reader.locale), *menu)
        return Drawing(lay_out(_card(subject, pages, spot, reader.locale), rows), private=True)

    def _breaths(self, subject: Subject, notation: Notation) -> tuple[Breath, ...]:
        breaths: list[Breath] = []
        for line in subject.lines:
            for part in line.parts:
                text = part.text[:READ_CHARS]
                names = (Span(0, len(text)),) if subject.key == NAMES else part.names
                breaths += read_along(text, names, notation, self._converter)
        return tuple(breaths)


def _pages(breaths: Iterable[Breath]) -> Iterator[str]:
    """Yield what is read as markdown, page by page; at least one."""
    page: list[str] = []
    for breath in breaths:
        told = f"{escape(breath.written)}\n-# {escape(breath.read) or NOT_READ}"
        if page and (len(page) == BREATHS_A_PAGE or sum(map(units, (*page, told))) > PAGE_CHARS):
            yield "\n".join(page)
            page = []
        page.append(told)
    yield "\n".join(page) or NOT_READ


def _card(subject: Subject, pages: Sequence[str], spot: Spot, locale: str) -> Page:
    title = subject.label if subject.key == NAMES else subject.why
    header = f"## {escape(on_one_line(title, TITLE_CHARS))}"
    notes = [catalogue.text(locale, "reading.norm")] if spot.notation is Notation.ZHUYIN else []
    count = len(pages)
    if spot.page == count and any(len(part.text) > READ_CHARS for line in subject.lines for part in line.parts):
        notes.append(catalogue.text(locale, "closeup.more"))
    notes += [catalogue.text(locale, "card.page", number=spot.page, count=count)] if count > 1 else []
    return Page(header, ((pages[spot.page - 1],),), "\n".join(f"-# {note}" for note in notes), ACCENTS["quote"])


def _turning(spot: Spot, count: int, locale: str) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row of buttons to other pages and other notations."""
    buttons: list[ui.Item[Any]] = []
    if count > 1:
        back, on = replace(spot, page=spot.page - 1), replace(spot, page=spot.page + 1)
        buttons.append(Read(back, label=catalogue.text(locale, "button.previous"), disabled=spot.page == 1))
        buttons.append(Read(on, label=catalogue.text(locale, "button.next"), disabled=spot.page == count))
    for notation in Notation:
        if notation is not spot.notation:
            other = replace(spot, notation=notation)
            buttons.append(Read(other, label=catalogue.text(locale, f"settings.value.{notation}")))
    yield ui.ActionRow(*buttons)
