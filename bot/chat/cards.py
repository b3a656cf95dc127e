"""How an answer looks in Discord: pure functions from what is presented to pages of Components V2.

A page holds about ``PAGE_CHARS``, so that a card does not fill the channel; what does not fit goes on the next page, a
long quotation too. Nothing but labels (titles, sources, notes) is ever cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from math import ceil
from typing import Any

from discord import ui

from bot.answers.answer import FactKind
from bot.answers.present import BETWEEN, Line, Presented, ShownPart, ShownSection, Source
from bot.chat.markdown import escape, link, on_one_line, plain
from bot.strings import catalogue

MOST_COMPONENTS = 40
MOST_CHARS = 4000
"""Discord's limits for a message; the characters are those displayed, labels included."""
PAGE_CHARS = 1400
CHOICES_A_PAGE = 10
TITLE_CHARS = 200
NOTE_CHARS = 150
OWNER_CHARS = 60
SOURCE_CHARS = 60
CITATION_CHARS = 400
LEAST_WORDS = 100
"""What a page holds of a text at least, however long its labels are."""
SHORTEST_PIECE = 0.75
"""The least part of a page that a piece of a long text fills, while an end of a sentence is looked for."""
SENTENCE_ENDS = frozenset("。！？!?；;\n")
ACCENTS = {"who": 0x3A6EA5, "quote": 0xB5651D, "when": 0x4F7942, "summary": 0x6A4C93, "search": 0x5F6B73}
QUIET = 0x80848E


class Style(StrEnum):
    """How words stand on a page; the value begins each of their lines."""

    PLAIN = ""
    ITEM = "- "
    QUOTATION = "> "


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to show.

    ``words`` are text as it was written; ``heading``, ``lead`` (what stands before the words) and ``citation`` are
    markdown. The words alone may be parted between pages.
    """

    heading: str
    lead: str
    words: str
    style: Style
    citation: str

    @property
    def text(self) -> str:
        """The entry as markdown, without its heading and citation."""
        words = escape(self.words).rstrip("\n")
        match self.style:
            case Style.PLAIN:
                return self.lead + words
            case Style.ITEM:
                return Style.ITEM + self.lead + words.replace("\n", "\n  ")
            case Style.QUOTATION:
                return self.lead + "\n".join(Style.QUOTATION + line for line in words.split("\n"))

    @property
    def chars(self) -> int:
        """What the entry takes of a page at most."""
        return sum(units(line) + 1 for line in (self.heading, self.text, self.citation))


@dataclass(frozen=True, slots=True)
class Page:
    """One page as markdown: ``blocks`` are the text of a section each."""

    header: str
    blocks: tuple[str, ...]
    footer: str
    accent: int


def units(text: str) -> int:
    """Return the length of a text as Discord's clients count it, in UTF-16 code units: never less than code points."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pages(presented: Presented) -> tuple[Page, ...]:
    """Return an answer in pages, at least one."""
    header = _header(presented)
    room = PAGE_CHARS - min(units(header), PAGE_CHARS // 2)
    menus = max(1, ceil(len(presented.choices) / CHOICES_A_PAGE))
    filled = list(_fill(_entries(presented), room)) or [[]] * menus
    accent = ACCENTS.get(presented.command, QUIET) if presented.sections or presented.choices else QUIET
    return tuple(
        Page(header, tuple(_blocks(entries)), _footer(number, len(filled), presented.locale), accent)
        for number, entries in enumerate(filled, 1)
    )


def lay_out(page: Page, rows: Sequence[ui.ActionRow[Any]] = ()) -> ui.LayoutView:
    """Return the components of a page, with rows of buttons below it.

    Raises:
        ValueError: the page is beyond Discord's limits: a mistake of the program.
    """
    container: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay(page.header), accent_colour=page.accent)
    for block in page.blocks:
        container.add_item(ui.Separator()).add_item(ui.TextDisplay(block))
    if page.footer:
        container.add_item(ui.TextDisplay(page.footer))
    for row in rows:
        container.add_item(row)
    view = ui.LayoutView(timeout=None).add_item(container)
    if displayed_chars(view) > MOST_CHARS:
        raise ValueError(f"{displayed_chars(view)} characters on a page")
    return view


def notice(text: str) -> ui.LayoutView:
    """Return a card that says one thing of the catalogue, or with words of the reader's in it."""
    return lay_out(Page(escape(on_one_line(text, NOTE_CHARS)), (), "", QUIET))


def displayed_chars(view: ui.LayoutView) -> int:
    """Return how many characters a message displays, the labels of its buttons and menus included."""
    return sum(units(text) for item in view.walk_children() for text in _displayed(item))


def _displayed(item: ui.Item[ui.LayoutView]) -> Iterator[str]:
    held = item.item if isinstance(item, ui.DynamicItem) else item
    match held:
        case ui.TextDisplay():
            yield held.content
        case ui.Button():
            yield held.label or ""
        case ui.Select():
            yield held.placeholder or ""
            for option in held.options:
                yield option.label
                yield option.description or ""


def _header(presented: Presented) -> str:
    title = escape(on_one_line(presented.title, TITLE_CHARS))
    notes = (f"-# {escape(on_one_line(note, NOTE_CHARS))}" for note in presented.notes)
    return "\n".join((f"## {title}", *notes))


def _footer(number: int, count: int, locale: str) -> str:
    return "" if count == 1 else "-# " + catalogue.text(locale, "card.page", number=number, count=count)


def _fill(entries: Iterable[Entry], room: int) -> Iterator[list[Entry]]:
    """Yield the entries page by page; one that is longer than a page is parted."""
    page: list[Entry] = []
    used = 0
    for entry in entries:
        for piece in _parted(entry, room):
            if page and used + piece.chars > room:
                yield page
                page, used = [], 0
            page.append(piece)
            used += piece.chars
    if page:
        yield page


def _parted(entry: Entry, room: int) -> Iterator[Entry]:
    """Yield an entry in pieces that fit ``room``: its words are cut after a sentence where that is near."""
    while entry.chars > room and len(entry.words) > LEAST_WORDS:
        end = _longest(entry, room)
        sentence_ends = (at for at in range(end, int(end * SHORTEST_PIECE), -1) if entry.words[at - 1] in SENTENCE_ENDS)
        end = next(sentence_ends, end)
        yield replace(entry, words=entry.words[:end])
        entry = replace(entry, words=entry.words[end:], lead="")
    yield entry


def _longest(entry: Entry, room: int) -> int:
    """Return how many of the words fit, at least ``LEAST_WORDS``."""
    fits, too_many = LEAST_WORDS, len(entry.words)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if replace(entry, words=entry.words[:middle]).chars <= room:
            fits = middle
        else:
            too_many = middle
    return fits


def _blocks(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the text of each section on a page; entries of the same sources share their citation."""
    for heading, section in groupby(entries, key=lambda entry: entry.heading):
        lines = [heading] if heading else []
        for citation, cited in groupby(section, key=lambda entry: entry.citation):
            lines += [entry.text for entry in cited]
            lines += [citation] if citation else []
        yield "\n".join(lines)


def _entries(presented: Presented) -> Iterator[Entry]:
    for section in presented.sections:
        yield from _section(section, presented.locale)


def _section(section: ShownSection, locale: str) -> Iterator[Entry]:
    """Yield a section's entries: names and roles of the same sources in one line, everything else by itself."""
    heading = f"### {escape(section.heading)}"
    named = {FactKind.ALIAS, FactKind.ROLE, FactKind.RELATED}
    runs = groupby(section.lines, key=lambda line: (line.kind in named, _citation(line, line.parts, locale)))
    for (is_named, citation), lines in runs:
        if is_named:
            words = catalogue.text(locale, "list.separator").join(line.text for line in lines)
            yield Entry(heading, "", plain(words), Style.PLAIN, citation)
        else:
            for line in lines:
                yield from _line(line, heading, citation, locale)


def _line(line: Line, heading: str, citation: str, locale: str) -> Iterator[Entry]:
    match line.kind:
        case FactKind.CONFLICT:
            for part in line.parts:
                words = catalogue.text(locale, "quote.marked", text=plain(part.text))
                yield Entry(heading, _bold(part.date, " "), words, Style.ITEM, _citation(line, (part,), locale))
        case FactKind.QUOTE:
            owner = line.speaker or line.label
            yield Entry(heading, _bold(owner, "\n"), plain(line.text), Style.QUOTATION, citation)
        case FactKind.ARTICLE:
            yield _article(line, heading, locale)
        case _:
            owner = line.speaker or line.label
            owned = owner and catalogue.text(locale, "quote.speaker", speaker=on_one_line(owner, OWNER_CHARS))
            yield Entry(heading, _bold(line.date, " ") + _bold(owned, ""), plain(line.text), Style.ITEM, citation)


def _article(line: Line, heading: str, locale: str) -> Entry:
    """Return an article under its own title, with the words that were found unless they are the title."""
    source = line.parts[0].source if line.parts else None
    title = line.label or line.text
    lead = f"**{link(on_one_line(title, TITLE_CHARS), source.url if source else None)}**"
    words = "" if line.text == title else plain(line.text)
    label = source.label if source and source.label != source.title else ""
    notes = [escape(label)] if label else []
    notes += [catalogue.text(locale, "note.converted")] if line.converted else []
    return Entry(heading, lead + ("\n" if words else ""), words, Style.PLAIN, _small(notes))


def _citation(line: Line, parts: Iterable[ShownPart], locale: str) -> str:
    """Return where words stand, what kind of quotation they are, and whether their script was converted."""
    parts = tuple(parts)
    notes = [_places([part.source for part in parts], locale)] if parts else []
    notes += [escape(remark) for remark in line.remarks]
    if any(part.converted for part in parts):
        notes.append(catalogue.text(locale, "note.converted"))
    return _small(notes)


def _places(sources: Sequence[Source], locale: str) -> str:
    """Return distinct sources, as many as a citation holds: of a fact with very many not all are named."""
    separator = catalogue.text(locale, "citation.separator")
    places = list(dict.fromkeys(map(_place, sources)))
    held = len(places)
    while held > 1 and units(separator.join(places[:held])) > CITATION_CHARS:
        held -= 1
    return separator.join(places[:held]) + ("…" if held < len(places) else "")


def _place(source: Source) -> str:
    title = link(on_one_line(source.title, SOURCE_CHARS), source.url)
    return title if source.label == source.title else escape(on_one_line(source.label, SOURCE_CHARS)) + BETWEEN + title


def _small(notes: Sequence[str]) -> str:
    return f"-# {BETWEEN.join(notes)}" if notes else ""


def _bold(text: str | None, after: str) -> str:
    return f"**{escape(on_one_line(text, OWNER_CHARS))}**{after}" if text else ""
