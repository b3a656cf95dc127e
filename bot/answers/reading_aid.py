"""Words to be read along: a few at a time, with how they are read below them.

What is read is what is shown; the reading is asked of the script in which its dictionaries know most.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from bot.analysis.pinyin import IDEOGRAPHS
from bot.analysis.pronunciation import pronounced
from bot.answers.conversion import Converter
from bot.answers.printable import printable
from bot.model import Notation, Span

OWN = {"zh-TW": Notation.ZHUYIN, "zh-HK": Notation.JYUTPING}
"""The notation that the readers of a locale learned at school; everyone else has pinyin."""
KNOWN_IN = {Notation.PINYIN: "zh-CN", Notation.ZHUYIN: "zh-CN", Notation.JYUTPING: "zh-HK"}
"""The locale in whose characters the dictionaries of a notation are written."""
LONGEST = 10
"""Characters that are read in one line: their zhuyin, which is the widest, fits the line of a phone in small print."""
LONGEST_CHARS = 60
"""What a line holds of marks and Latin letters beside them; a longer word is parted."""
SHORTEST = 4
"""A clause with fewer goes on the line of the one before it."""
UNITS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9]+(?:[.,:'’&/-][A-Za-zÀ-ÖØ-öø-ÿ0-9]+)*|\n+|.", re.DOTALL)
"""A Latin word or number, line ends, or one character."""
HAN = re.compile(f"[{IDEOGRAPHS}]")
CLOSING = frozenset("，。！？；：、…”’」』）》〉】,.!?;:)]}%％\n")
PAUSES = frozenset("，。！？；：…,!?;:\n")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is not parted: a character or a Latin word, with its reading, empty where it is not read aloud."""

    written: str
    read: str

    @property
    def is_read(self) -> bool:
        """Whether it counts for the length of a line."""
        return bool(self.read)

    @property
    def closes(self) -> bool:
        """Whether it stays with what stands before it."""
        return self.written[0] in CLOSING or not printable(self.written).strip()


@dataclass(frozen=True, slots=True)
class Breath:
    """A few words that are read in one go; ``read`` has a reading or a Latin word for each that is read aloud."""

    written: str
    read: str


def is_chinese(text: str) -> bool:
    """Tell whether any of a text is written in Chinese characters."""
    return HAN.search(text) is not None


def own_notation(locale: str) -> Notation:
    """Return the notation that the readers of a locale are used to."""
    return OWN.get(locale, Notation.PINYIN)


def read_along(text: str, names: Iterable[Span], notation: Notation, converter: Converter) -> tuple[Breath, ...]:
    """Return ``text`` in pieces, with their reading; ``names`` are the spans of people's names within it."""
    names = tuple(names)
    known = converter.shown(text, names, KNOWN_IN[notation]).text
    readings = pronounced(known, notation, names)
    pieces = (piece for clause in _clauses(_units(text, readings)) for piece in _parted(clause))
    breaths = (Breath(_written(piece), " ".join(unit.read for unit in piece if unit.read)) for piece in pieces)
    return tuple(breath for breath in breaths if breath.written)


def _units(text: str, readings: Sequence[str]) -> Iterator[Unit]:
    for found in UNITS.finditer(text):
        written = found.group()
        is_word = written[0].isalnum() and not readings[found.start()]
        for start in range(0, len(written), LONGEST_CHARS):
            piece = written[start : start + LONGEST_CHARS]
            yield Unit(piece, piece if is_word else readings[found.start()])


def _clauses(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Yield the units between pauses; what closes a clause stays with it, and a short one joins the next."""
    clause: list[Unit] = []
    paused = False
    for unit in units:
        if paused and not unit.closes and _length(clause) >= SHORTEST:
            yield clause
            clause = []
        if clause or not unit.written.isspace():
            clause.append(unit)
        paused = unit.written[0] in PAUSES or (paused and unit.closes)
    if clause:
        yield clause


def _parted(clause: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Yield a clause in pieces of about one length, none of which is longer than a line."""
    count = ceil(_length(clause) / LONGEST) or 1
    size = ceil(_length(clause) / count)
    piece: list[Unit] = []
    chars = 0
    for unit in clause:
        chars += len(unit.written)
        if piece and (chars > LONGEST_CHARS or (not unit.closes and _length(piece) >= size)):
            yield piece
            piece, chars = [], len(unit.written)
        piece.append(unit)
    yield piece


def _length(units: Iterable[Unit]) -> int:
    return sum(unit.is_read for unit in units)


def _written(piece: Iterable[Unit]) -> str:
    return " ".join(printable("".join(unit.written for unit in piece)).split())
