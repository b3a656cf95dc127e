"""A quotation as a picture: the words, who says them, where they stand; a long one goes on over several."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from bot.answers.present import BETWEEN
from bot.answers.presented import Line
from bot.answers.printable import on_one_line, printable
from bot.pictures.pieces import ems, parted, shortened
from bot.pictures.press import Sheet
from bot.pictures.typefaces import Face
from bot.strings import catalogue

ACCENT = 0xB5651D
SIZES = ((20, 32), (60, 26), (140, 22))
"""The size in points at which words of at most so many ems are set: short ones large."""
SMALLEST = 19
SHEET_EMS = 280
MOST_SHEETS = 6
LABEL_CHARS = 80
DESCRIPTION_CHARS = 1024
"""What Discord takes to describe a picture."""
HOST = re.compile(r"[A-Za-z0-9.-]{1,80}")
"""A host in letters that cannot pass for others."""


def quotation(line: Line, locale: str, role: str | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a quotation; ``role`` is who its speaker is, in the article's words."""
    pieces = tuple(islice(parted(printable(line.text).strip(), SHEET_EMS), MOST_SHEETS + 1))
    shown = pieces[:MOST_SHEETS]
    size = next((size for most, size in SIZES if len(pieces) == 1 and ems(pieces[0]) <= most), SMALLEST)
    speaker, role = (on_one_line(text or "", LABEL_CHARS) for text in (line.speaker or line.label, role))
    sheets = []
    for number, words in enumerate(shown, 1):
        goes_on = number == len(shown) < len(pieces)
        notes = [*_notes(line, locale), *([catalogue.text(locale, "closeup.more")] if goes_on else [])]
        content = {
            "words": words,
            "size": size,
            "speaker": speaker,
            "role": role,
            "notes": notes,
            "page": number,
            "pages": len(shown),
        }
        described = _described(words, BETWEEN.join(filter(None, (speaker, role))), notes)
        sheets.append(Sheet("quotation", Face.of(line.parts[0].script, locale), ACCENT, content, described))
    return tuple(sheets)


def _notes(line: Line, locale: str) -> Iterator[str]:
    """Yield where the words stand, and what is to be known of them."""
    source, citation = line.parts[0].source, line.parts[0].citation
    places = (
        source.label,
        None if citation.outlet or source.label == source.title else source.title,
        host_of(source.url),
    )
    yield BETWEEN.join(on_one_line(place, LABEL_CHARS) for place in places if place)
    remarks = [*line.remarks, *([catalogue.text(locale, "note.converted")] if _is_converted(line) else [])]
    if remarks:
        yield BETWEEN.join(on_one_line(remark, LABEL_CHARS) for remark in remarks)


def _is_converted(line: Line) -> bool:
    return any(part.converted for part in line.parts)


def _described(words: str, speaker: str, notes: Sequence[str]) -> str:
    below = "\n".join(filter(None, (speaker, *notes)))
    return f"{shortened(words, DESCRIPTION_CHARS - len(below) - 1)}\n{below}"


def host_of(url: str | None) -> str | None:
    """Return the host of a web address, as it may be shown; None where there is none."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname or ""
    except ValueError:
        return None
    plain = parts.scheme in {"http", "https"} and HOST.fullmatch(host)
    return host.removeprefix("www.") if plain else None
