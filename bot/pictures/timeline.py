"""Dated events as a picture: each where it stands in time, as long as it is known to; sources that differ side by side.

A month is drawn as long as a month is, because that is all that its words say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from bot.answers.answer import FactKind
from bot.answers.date_label import date_label
from bot.answers.presented import Line, Source
from bot.answers.printable import on_one_line, printable
from bot.pictures.pieces import ems, shortened
from bot.pictures.press import Sheet
from bot.pictures.typefaces import Face
from bot.strings import catalogue

ACCENT = 0x4F7942
SHEET_EMS = 280
MOST_ENTRIES = 5
"""What is still read at a glance, and fits a screen."""
MOST_SHEETS = 6
"""Where so many do not hold all entries, which are short then, each holds more: Discord takes ten files."""
ENTRY_CHARS = 240
LABEL_CHARS = 60
DESCRIPTION_CHARS = 1024
LONG_DAYS = 3 * 365
"""A scale that is longer is labelled with years, a shorter one with months."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The time from the first to the last day of all events, as ordinals."""

    first: int
    last: int

    def at(self, day: float) -> float:
        """Return where a day stands: 0 at the first one, 1 at the last."""
        return (day - self.first) / (self.last - self.first) if self.last > self.first else 0.0


def timeline(title: str, lines: Sequence[Line], locale: str) -> tuple[Sheet, ...]:
    """Return the sheets of a timeline, on one scale: dated facts and sources that differ; other lines are left out."""
    told = [line for line in lines if line.parts and (line.kind is FactKind.CONFLICT or line.date)]
    days = [line.days for line in told if line.days is not None]
    scale = Scale(min(first for first, _ in days), max(last for _, last in days)) if days else None
    pages = list(_pages(told))
    return tuple(_sheet(title, page, scale, locale, (number, len(pages))) for number, page in enumerate(pages, 1))


def _pages(told: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each sheet; as many as need be, and none much emptier than the others."""
    lengths = [sum(ems(part.text[:ENTRY_CHARS]) for part in line.parts) for line in told]
    room = sum(lengths) / max(1, ceil(sum(lengths) / SHEET_EMS))
    most = max(MOST_ENTRIES, ceil(len(told) / MOST_SHEETS))
    page: list[Line] = []
    filled = 0.0
    for line, length in zip(told, lengths, strict=True):
        if page and (filled + length / 2 > room or len(page) == most):
            yield page
            page, filled = [], 0.0
        page.append(line)
        filled += length
    if page:
        yield page


def _sheet(title: str, page: Sequence[Line], scale: Scale | None, locale: str, place: tuple[int, int]) -> Sheet:
    differing = [line for line in page if line.kind is FactKind.CONFLICT]
    events = [line for line in page if line.kind is not FactKind.CONFLICT]
    parts: list[dict[str, object]] = []
    if differing:
        heading = catalogue.text(locale, "section.conflicts")
        parts.append({"kind": "conflicts", "heading": heading, "conflicts": [_sides(line) for line in differing]})
    if events:
        heading = catalogue.text(locale, "section.timeline")
        parts.append({"kind": "events", "heading": heading, "events": [_event(line, scale) for line in events]})
    number, count = place
    content = {
        "title": on_one_line(title, LABEL_CHARS),
        "ends": _ends(scale, locale),
        "parts": parts,
        "page": number,
        "pages": count,
    }
    face = Face.of(page[0].parts[0].script, locale)
    return Sheet("timeline", face, ACCENT, content, _described(title, [*differing, *events], locale))


def _event(line: Line, scale: Scale | None) -> dict[str, object]:
    spanned = None if scale is None or line.days is None else [scale.at(day) for day in line.days]
    first, last = spanned or (None, None)
    return {
        "date": _capital(line.date or ""),
        "first": first,
        "last": last,
        "day": first == last,
        "text": shortened(printable(line.text), ENTRY_CHARS),
        "source": on_one_line(line.parts[0].source.label, LABEL_CHARS),
    }


def _sides(line: Line) -> list[dict[str, str]]:
    return [
        {
            "given": _capital(part.given or ""),
            "text": shortened(printable(part.text), ENTRY_CHARS),
            "source": on_one_line(part.source.label, LABEL_CHARS),
        }
        for part in line.parts
    ]


def _ends(scale: Scale | None, locale: str) -> tuple[str, str]:
    """Return how the ends of the scale are labelled."""
    if scale is None:
        return "", ""
    length = len("2024") if scale.last - scale.first > LONG_DAYS else len("2024-05")
    values = (date.fromordinal(day).isoformat()[:length] for day in (scale.first, scale.last))
    first, last = (date_label(value, None, locale) for value in values)
    return (first, last) if first != last else (first, "")


def _described(title: str, told: Sequence[Line], locale: str) -> str:
    lines = [on_one_line(title, LABEL_CHARS)]
    for line in told:
        if line.kind is FactKind.CONFLICT:
            lines += [_worded(part.given, part.text, part.source, locale) for part in line.parts]
        else:
            lines.append(_worded(line.date, line.text, line.parts[0].source, locale))
    return shortened("\n".join(lines), DESCRIPTION_CHARS)


def _worded(given: str | None, words: str, source: Source, locale: str) -> str:
    """Say in one line when something happened, in whose words."""
    label = on_one_line(source.label, LABEL_CHARS)
    side = catalogue.text(locale, "conflict.side", text=printable(words), source=label)
    return catalogue.text(locale, "conflict.dated", date=_capital(given), side=side) if given else side


def _capital(text: str) -> str:
    """Return a date to begin a line with."""
    return text[:1].upper() + text[1:]
