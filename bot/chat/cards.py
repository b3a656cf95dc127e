"""How an answer looks in Discord: pure functions from what is presented to pages of Components V2.

A page holds about ``PAGE_CHARS``, so that a card does not fill the channel; what does not fit goes on the next page, a
long quotation too. Nothing but labels (titles, sources, notes) is ever cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.answers.answer import Status
from bot.answers.presented import Line, Presented
from bot.answers.printable import on_one_line
from bot.chat.entries import TITLE_CHARS, Entry, entries
from bot.chat.limits import check
from bot.chat.markdown import escape, units
from bot.strings import catalogue

PAGE_CHARS = 1200
CHOICES_A_PAGE = 10
BRIEF_APART = "\N{EM SPACE}"
MOST_APART = 8
"""How many entries of a page are set apart, each a component of its own."""
NOTE_CHARS = 150
LEAST_WORDS = 100
"""What a page holds of a text at least, however long its labels are."""
SHORTEST_PIECE = 0.75
"""The least part of a page that a piece of a long text fills, while an end of a sentence is looked for."""
SENTENCE_ENDS = frozenset("。！？!?；;\n")
ACCENTS = {
    "who": 0x3A6EA5,
    "quote": 0xB5651D,
    "when": 0x4F7942,
    "summary": 0x6A4C93,
    "search": 0x5F6B73,
    "changes": 0x2A7F7F,
    "digest": 0xA23B3B,
    "sources": 0x5F6B73,
    "news": 0xA23B3B,
}
QUIET = 0x80848E


@dataclass(frozen=True, slots=True)
class Page:
    """One page as markdown: ``sections`` are texts that stand apart, ``footer`` the sources and the page's number.

    ``lines`` are the facts of which something stands on the page.
    """

    header: str
    sections: tuple[tuple[str, ...], ...]
    footer: str
    accent: int
    lines: tuple[Line, ...] = ()


def pages(presented: Presented) -> tuple[Page, ...]:
    """Return an answer in pages, at least one."""
    header = _header(presented)
    room = PAGE_CHARS - min(units(header), PAGE_CHARS // 2)
    menus = max(1, ceil(len(presented.choices) / CHOICES_A_PAGE))
    filled = list(_fill(entries(presented), room)) or [[]] * menus
    accent = ACCENTS.get(presented.command, QUIET) if presented.sections or presented.choices else QUIET
    return tuple(
        Page(
            header,
            tuple(_sections(shown)),
            _footer(shown, number, len(filled), presented.locale),
            accent,
            tuple({id(entry.line): entry.line for entry in shown}.values()),
        )
        for number, shown in enumerate(filled, 1)
    )


def lay_out(page: Page, rows: Sequence[ui.ActionRow[Any]] = (), file: discord.File | None = None) -> ui.LayoutView:
    """Return the components of a page, with rows of buttons below it, and a file that is sent along.

    Raises:
        ValueError: the page is beyond Discord's limits: a mistake of the program.
    """
    container: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay(page.header), accent_colour=page.accent)
    for section in page.sections:
        container.add_item(ui.Separator())
        for text in section:
            container.add_item(ui.TextDisplay(text))
    if page.footer:
        container.add_item(ui.Separator()).add_item(ui.TextDisplay(page.footer))
    if file is not None:
        container.add_item(ui.File(file))
    for row in rows:
        container.add_item(row)
    view = ui.LayoutView(timeout=None).add_item(container)
    check(view)
    return view


def notice(text: str) -> ui.LayoutView:
    """Return a card that says one thing of the catalogue, or with words of the reader's in it."""
    return lay_out(Page(escape(on_one_line(text, NOTE_CHARS)), (), "", QUIET))


def _header(presented: Presented) -> str:
    """Return the title and, in small print, the notes; a first note that names the title stands in its place."""
    notes = [escape(on_one_line(note, NOTE_CHARS)) for note in presented.notes]
    if presented.status is not Status.FOUND and presented.title in "".join(presented.notes[:1]):
        title = notes.pop(0)
    else:
        title = f"## {escape(on_one_line(presented.title, TITLE_CHARS))}"
    if presented.since is not None and presented.since.looked_at is not None:
        found = "new" if presented.status is Status.FOUND else "nothing"
        when = format_dt(presented.since.looked_at, "R")
        notes.insert(0, catalogue.text(presented.locale, f"changes.{found}-since-look", when=when))
    return "\n".join((title, *(f"-# {note}" for note in notes)))


def _footer(shown: Sequence[Entry], number: int, count: int, locale: str) -> str:
    lines = _sources(shown)
    if count > 1:
        lines.append("-# " + catalogue.text(locale, "card.page", number=number, count=count))
    return "\n".join(lines)


def _sources(shown: Iterable[Entry]) -> list[str]:
    """Return the distinct lines on the sources of entries, in the order of their numbers; those named briefly first."""
    shown = tuple(shown)
    lines = dict(sorted({source for entry in shown for source in entry.sources}))
    brief = sorted({source for entry in shown for source in entry.brief if source[0] not in lines})
    in_one_line = [f"-# {BRIEF_APART.join(text for _, text in brief)}"] if brief else []
    return [*in_one_line, *lines.values()]


def _fill(shown: Iterable[Entry], room: int) -> Iterator[list[Entry]]:
    """Yield the entries page by page; those of one fact together if a page holds them, a longer one parted."""
    page: list[Entry] = []
    for together in _together(shown, room):
        if page and not _fits([*page, *together], room):
            yield page
            page = []
        page += together
    if page:
        yield page


def _together(shown: Iterable[Entry], room: int) -> Iterator[list[Entry]]:
    """Yield what stays on one page: the entries of a fact (the sides of a conflict), else pieces that fit a page."""
    for _, of_one in groupby(shown, key=lambda entry: id(entry.line)):
        entries_of_one = list(of_one)
        if _fits(entries_of_one, room):
            yield entries_of_one
        else:
            yield from ([piece] for entry in entries_of_one for piece in _parted(entry, room))


def _fits(shown: Sequence[Entry], room: int) -> bool:
    return _chars(shown) <= room and _apart(shown) <= MOST_APART


def _chars(shown: Sequence[Entry]) -> int:
    """Return what entries take of a page at most, with their sources."""
    return sum(entry.chars for entry in shown) + sum(units(line) + 1 for line in _sources(shown))


def _apart(shown: Iterable[Entry]) -> int:
    return sum(entry.joint is None for entry in shown)


def _parted(entry: Entry, room: int) -> Iterator[Entry]:
    """Yield an entry in pieces that fit ``room``: its words are cut after a sentence where that is near."""
    # No character takes less than one, so that a very long text need not be escaped as a whole to be measured.
    while len(entry.words) > LEAST_WORDS and (len(entry.words) > room or _chars([entry]) > room):
        end = _longest(entry, room)
        sentence_ends = (at for at in range(end, int(end * SHORTEST_PIECE), -1) if entry.words[at - 1] in SENTENCE_ENDS)
        end = next(sentence_ends, end)
        yield entry.until(end)
        entry = entry.beyond(end)
    yield entry


def _longest(entry: Entry, room: int) -> int:
    """Return how many of the words fit, at least ``LEAST_WORDS``."""
    fits, too_many = LEAST_WORDS, min(len(entry.words), max(room, LEAST_WORDS) + 1)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if _chars([entry.until(middle)]) <= room:
            fits = middle
        else:
            too_many = middle
    return fits


def _sections(shown: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """Yield the texts of each section on a page: the heading on the first, entries that are not set apart together."""
    for heading, section in groupby(shown, key=lambda entry: entry.heading):
        texts: list[str] = []
        before: Entry | None = None
        for entry in section:
            above = f"{entry.over}\n" if entry.over else ""
            if before is None or entry.joint is None:
                texts.append(above + entry.text)
            elif entry.over == before.over:
                texts[-1] += (entry.joint if entry.style is before.style else "\n") + entry.text
            else:
                texts[-1] += f"\n{above}{entry.text}"
            before = entry
        yield (f"{heading}\n{texts[0]}", *texts[1:])
