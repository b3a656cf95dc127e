"""What stands on a card, thing by thing, as Discord's markdown: pure functions from what is presented to entries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import takewhile
from typing import Self

from bot.answers.answer import FactKind
from bot.answers.date_label import date_label
from bot.answers.present import BETWEEN
from bot.answers.presented import Line, Presented, ShownPart, ShownSection, Source
from bot.answers.printable import on_one_line
from bot.chat.markdown import emphasised, escape, link, printed, units
from bot.model import Span
from bot.strings import catalogue

TITLE_CHARS = 200
OWNER_CHARS = 60
SOURCE_CHARS = 60
REMARK_CHARS = 200
SOURCES_CHARS = 400
"""What the sources of one entry take at most, or the first alone: of a fact with very many not all are named."""
NBSP = "\N{NO-BREAK SPACE}"
"""Keeps a mark on the line of the words that it belongs to."""


class Style(StrEnum):
    """How words stand on a page; the value begins each of their lines."""

    PLAIN = ""
    ITEM = "- "
    QUOTATION = "> "


@dataclass(frozen=True)
class Entry:
    """One thing to show; of some facts (a conflict, an utterance with its renderings) there are several.

    ``line`` is the fact as presented; ``words`` are text as it was written, and alone may be parted between pages, with
    the spans in it that are ``marked``; everything else is markdown. ``heading`` and ``over`` are lines above the
    entry, which it shares with those before it; ``lead`` stands before the words and ``citation`` behind them;
    ``sources`` are lines for the end of the page, by their numbers, and ``brief`` what stands there in one line for
    those that have no line of their own. ``joint`` stands between the entry and the one before it; None sets it apart,
    under a line ``over`` of its own.
    """

    line: Line
    heading: str
    words: str
    style: Style
    joint: str | None = "\n"
    over: str = ""
    lead: str = ""
    citation: str = ""
    sources: tuple[tuple[int, str], ...] = ()
    brief: tuple[tuple[int, str], ...] = ()
    marked: tuple[Span, ...] = ()

    def until(self, end: int) -> Self:
        """Return the entry with its words up to an offset."""
        return replace(self, words=self.words[:end], marked=_shifted(self.marked, 0, end))

    def beyond(self, start: int) -> Self:
        """Return the entry with the rest of its words, without what stands before them."""
        marked = _shifted(self.marked, start, len(self.words))
        return replace(self, words=self.words[start:], marked=marked, lead="")

    @cached_property
    def text(self) -> str:
        """The entry as markdown, without what it shares."""
        words = emphasised(self.words, self.marked).rstrip("\n")
        match self.style:
            case Style.PLAIN:
                pass
            case Style.ITEM:
                words = words.replace("\n", "\n  ")
            case Style.QUOTATION:
                words = words.replace("\n", f"\n{Style.QUOTATION}")
        return self.style + self.lead + words + self.citation

    @cached_property
    def chars(self) -> int:
        """What the entry takes of a page at most, besides its sources."""
        return sum(units(line) + 1 for line in (self.heading, self.over, self.text))


def entries(presented: Presented) -> Iterator[Entry]:
    """Yield the facts of an answer in their order."""
    writer = _Writer(presented)
    for section in presented.sections:
        yield from writer.section(section)


class _Writer:
    """One answer being written down: what every piece of it needs to know."""

    def __init__(self, presented: Presented) -> None:
        self.title = presented.title
        self.locale = presented.locale
        self.shown: dict[int, list[ShownPart]] = {}
        for part in (part for section in presented.sections for line in section.lines for part in line.shown):
            self.shown.setdefault(part.source.number, []).append(part)

    def section(self, section: ShownSection) -> Iterator[Entry]:
        """Yield the entries of a section."""
        heading = f"### {escape(section.heading)}"
        before: Line | None = None
        for line in _told_apart(section.lines, catalogue.text(self.locale, "list.separator")):
            match line.kind:
                case FactKind.ALIAS | FactKind.RELATED:
                    yield self._named(heading, line, before)
                case FactKind.ROLE:
                    yield self._role(heading, line)
                case FactKind.CONFLICT:
                    for part in line.parts:
                        yield self._quoted(heading, line, part.text, _date(part.given), (part,), remarks=line.remarks)
                case FactKind.QUOTE:
                    yield from self._utterance(heading, line)
                case FactKind.ARTICLE:
                    yield self._article(heading, line)
                case FactKind.SOURCE:
                    yield from self._paragraphs(heading, line)
                case FactKind.EVENT:
                    entry = self._marked(heading, line, over=_date(line.date))
                    yield replace(entry, citation="".join((entry.citation, *(BETWEEN + why for why in line.remarks))))
                case _:
                    yield self._marked(heading, line, lead=self._lead(line))
            before = line

    def _utterance(self, heading: str, line: Line) -> Iterator[Entry]:
        """Yield a quote, then the same utterance in other words."""
        owner = line.speaker or line.label
        over = "" if owner == self.title else _bold(owner)
        yield self._quoted(heading, line, line.text, over, line.parts, also=line.also, remarks=line.remarks)
        label = _small([catalogue.text(self.locale, "card.rendering")])
        for other in line.renderings:
            yield self._quoted(heading, line, other.text, label, other.parts, also=other.also)

    def _named(self, heading: str, line: Line, before: Line | None) -> Entry:
        """Return a name in a row of those that are names for the same reason, which begins it."""
        if line.kind is FactKind.RELATED or (before is not None and before.remarks == line.remarks):
            joint, lead = catalogue.text(self.locale, "list.separator"), ""
        else:
            joint, lead = "\n", "".join(catalogue.text(self.locale, "card.why", why=why) for why in line.remarks)
        return self._briefly(self._marked(heading, line, style=Style.PLAIN, joint=joint, lead=lead))

    def _role(self, heading: str, line: Line) -> Entry:
        """Return a role with the time in which articles give it behind it."""
        entry = self._briefly(self._marked(heading, line))
        return entry if line.date is None else replace(entry, citation=f"{BETWEEN}{line.date}{entry.citation}")

    def _briefly(self, entry: Entry) -> Entry:
        """Return an entry whose sources are named without their titles: of names and roles there are many."""
        sources = dict.fromkeys(part.source for part in entry.line.parts)
        brief = (
            (each.number, f"{_mark(each)}{NBSP}{link(on_one_line(each.label, SOURCE_CHARS), each.url)}")
            for each in sources
        )
        return replace(entry, sources=(), brief=tuple(brief))

    def _marked(  # noqa: PLR0913 -- the places around the words, by name
        self, heading: str, line: Line, *, style: Style = Style.ITEM, joint: str = "\n", over: str = "", lead: str = ""
    ) -> Entry:
        """Return words that are followed by the numbers of their sources."""
        shown, marks = self._sources(part for part in (*line.parts, *line.also) if part.source.number)
        words, marked = printed(line.text, line.marked)
        return Entry(line, heading, words, style, joint, over, lead, marks, shown, marked=marked)

    def _quoted(  # noqa: PLR0913 -- as above
        self,
        heading: str,
        line: Line,
        words: str,
        over: str,
        parts: Sequence[ShownPart],
        *,
        also: Sequence[ShownPart] = (),
        remarks: Sequence[str] = (),
    ) -> Entry:
        """Return a quotation, with a line below it that says where it stands and what it is."""
        shown, marks = self._sources((*parts, *also))
        notes = [(_label(parts[0].source) + marks).lstrip()] if parts else []
        notes += [escape(remark) for remark in remarks]
        notes += self._altered(parts)
        citation = f"\n{_small(notes)}" if notes else ""
        text, marked = printed(words, line.marked if words == line.text else ())
        return Entry(line, heading, text, Style.QUOTATION, None, over, "", citation, shown, marked=marked)

    def _article(self, heading: str, line: Line) -> Entry:
        """Return an article under its own title, with the words that were found unless they are the title."""
        source = line.parts[0].source if line.parts else None
        title = line.label or line.text
        lead = f"**{link(on_one_line(title, TITLE_CHARS), source.url if source else None)}**"
        words, marked = ("", ()) if line.text == title else printed(line.text, line.marked)
        notes = [note for note in (_label(source) if source else "",) if note]
        notes += [escape(remark) for remark in line.remarks]
        notes += self._altered(line.parts)
        citation = f"\n{_small(notes)}" if notes else ""
        lead += "\n" if words else ""
        return Entry(line, heading, words, Style.PLAIN, None, "", lead, citation, marked=marked)

    def _paragraphs(self, heading: str, line: Line) -> Iterator[Entry]:
        """Yield the paragraphs of a source below its title and all that is known of it."""
        source = line.parts[0].source
        number = f"{_mark(source)} " if source.number else ""
        title = f"{number}**{link(on_one_line(source.title, TITLE_CHARS), source.url)}**"
        over = f"{title}\n{_small([escape(on_one_line(remark, REMARK_CHARS)) for remark in line.remarks])}"
        for place, part in enumerate(line.parts):
            words, marked = printed(part.text, part.marked)
            notes = [*part.remarks, *([catalogue.text(self.locale, "note.converted")] if part.converted else [])]
            citation = "".join(f"\n{_small([escape(on_one_line(note, REMARK_CHARS))])}" for note in notes)
            yield Entry(
                line, heading, words, Style.QUOTATION, "\n\n" if place else None, over, "", citation, marked=marked
            )

    def _lead(self, line: Line) -> str:
        owner = line.speaker or line.label
        dated = catalogue.text(self.locale, "card.dated", date=_date(line.date)) if line.date else self._reported(line)
        return dated + (catalogue.text(self.locale, "quote.speaker", speaker=_bold(owner)) if owner else "")

    def _reported(self, line: Line) -> str:
        """Return when a fact that has no time of its own was reported."""
        day = line.parts[0].citation.published_on if line.kind is FactKind.FACT and line.parts else None
        return (
            "" if day is None else catalogue.text(self.locale, "card.reported", date=date_label(day, None, self.locale))
        )

    def _sources(self, parts: Iterable[ShownPart]) -> tuple[tuple[tuple[int, str], ...], str]:
        """Return the distinct sources as numbered lines, and the marks that refer to them."""
        sources = list(dict.fromkeys(part.source for part in parts))
        lines = [self._source(source) for source in sources]
        held = len(lines)
        while held > 1 and sum(map(units, lines[:held])) > SOURCES_CHARS:
            held -= 1
        marks = "".join(NBSP + _mark(source) for source in sources[:held]) + ("…" if held < len(sources) else "")
        return tuple((source.number, line) for source, line in zip(sources, lines[:held], strict=False)), marks

    def _source(self, source: Source) -> str:
        title = link(on_one_line(source.title, SOURCE_CHARS), source.url)
        notes = [*filter(None, (_label(source),)), title]
        notes += self._altered(self.shown.get(source.number, ()))
        return _small([_mark(source) + NBSP + BETWEEN.join(notes)])

    def _altered(self, parts: Sequence[ShownPart]) -> Iterator[str]:
        """Yield what became of words on their way to the reader."""
        if any(part.converted for part in parts):
            yield catalogue.text(self.locale, "note.converted")
        if any(part.reworded is not None for part in parts):
            yield catalogue.text(self.locale, f"note.reworded.{self.locale}")


def _told_apart(lines: Sequence[Line], separator: str) -> Iterator[Line]:
    """Yield lines without those that repeat an earlier one.

    Of the forms of a name two may look alike in the reader's script; a sentence that gives several times is told at the
    first of them, with all of them.
    """
    times: dict[object, dict[str, None]] = {}
    for line in lines:
        times.setdefault(_look(line), {})[line.date or ""] = None
    for line in lines:
        dates = times.pop(_look(line), None)
        if dates is not None:
            yield replace(line, date=separator.join(dates) or None)


def _look(line: Line) -> object:
    """Return what makes a line the same as another."""
    match line.kind:
        case FactKind.ALIAS:
            return " ".join(line.text.split())
        case FactKind.EVENT:
            return line.parts[0].citation
        case _:
            return id(line)


def _shifted(marked: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what of the spans, which are in order, lies between two offsets, counted from the first."""
    before = takewhile(lambda span: span.start < end, marked)
    cut = (Span(max(span.start, start) - start, min(span.end, end) - start) for span in before)
    return tuple(span for span in cut if span.start < span.end)


def _mark(source: Source) -> str:
    return escape(f"[{source.number}]")


def _label(source: Source) -> str:
    """Return outlet and day; nothing where neither is known, and the title would stand there."""
    return "" if source.label == source.title else escape(on_one_line(source.label, SOURCE_CHARS))


def _small(notes: Sequence[str]) -> str:
    return f"-# {BETWEEN.join(notes)}"


def _bold(text: str | None) -> str:
    return f"**{escape(on_one_line(text, OWNER_CHARS))}**" if text else ""


def _date(text: str | None) -> str:
    """Return a date to begin a line with."""
    return _bold(text and text[0].upper() + text[1:])
