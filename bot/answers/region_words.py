"""Words of the reader's region in the place of another's: 電腦 for 计算机, only for readers who asked for it.

Unlike the conversion of characters this changes what stands there, its length too, and nothing can check it. So it is
never done inside quotation marks, inside a quotation without marks, or inside a name, and what it makes is kept beside
the text that was checked, never in its place.

Source: OpenCC's configurations with regional phrases, each against the one without.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import opencc
from rapidfuzz.distance import Levenshtein

from bot.analysis.document import CLOSING, Document
from bot.answers.answer import Part
from bot.answers.conversion import SCRIPTS, UNENCODABLE
from bot.model import Span

CONFIGURATIONS = {"zh-TW": ("s2tw", "s2twp"), "zh-HK": ("s2hk", "s2hkp"), "zh-CN": ("tw2s", "tw2sp")}
"""By locale: the forms of characters alone, and with the words of the region. What is written in traditional characters
is taken for Taiwan's, of whose words OpenCC knows the most, most of them Hong Kong's too."""
LONGEST_PIECE = 2000
"""Characters between two quotations or names; a longer piece is no prose, and is left as it is."""


class RegionWords:
    """Replaces words; a region's dictionaries, of some 20 MB, are loaded for the first who asks for them."""

    def __init__(self) -> None:
        self._steps: dict[str, tuple[opencc.OpenCC, opencc.OpenCC]] = {}

    def reworded(self, original: str, shown: str, kept: Iterable[Span], locale: str) -> str | None:
        """Return ``shown`` with words of the region of ``locale``; None where there are none to replace.

        ``shown`` is ``original`` in the reader's characters, as long as that; ``kept`` are spans that stay as they are.
        """
        if locale not in CONFIGURATIONS or UNENCODABLE.search(original):
            return None
        text = "".join(
            shown[start:end] if is_kept else self._piece(original[start:end], shown[start:end], locale)
            for start, end, is_kept in _pieces(len(original), kept)
        )
        return None if text == shown else text

    def _piece(self, original: str, shown: str, locale: str) -> str:
        """Return a piece of prose with other words; between these it is as shown."""
        if len(original) > LONGEST_PIECE:
            return shown
        plain, worded = (step.convert(original) for step in self._loaded(locale))
        if plain == worded or len(plain) != len(shown):
            return shown
        return "".join(
            shown[edit.src_start : edit.src_end] if edit.tag == "equal" else worded[edit.dest_start : edit.dest_end]
            for edit in Levenshtein.opcodes(plain, worded)
        )

    def _loaded(self, locale: str) -> tuple[opencc.OpenCC, opencc.OpenCC]:
        if locale not in self._steps:
            plain, worded = CONFIGURATIONS[locale]
            self._steps[locale] = opencc.OpenCC(plain), opencc.OpenCC(worded)
        return self._steps[locale]


@dataclass(frozen=True, slots=True)
class Wording:
    """The region words of one answer; ``quoted`` are the spans of quotations by the ids of the articles cited."""

    words: RegionWords
    quoted: Mapping[int, Sequence[Span]]

    def of(self, part: Part, shown: str, names: Iterable[Span], locale: str) -> str | None:
        """Return a part as shown with words of the reader's region; None where it has no others."""
        if SCRIPTS.get(locale) in {None, part.script}:
            return None
        start, length = part.citation.start, len(part.original)
        quoted = (
            Span(max(span.start - start, 0), min(span.end - start, length))
            for span in self.quoted.get(part.citation.article, ())
            if span.start - start < length and span.end > start
        )
        return self.words.reworded(part.original, shown, (*names, *marked(part.original), *quoted), locale)


def marked(sentence: str) -> Iterator[Span]:
    """Yield what stands in quotation marks; where one closes that the sentence does not open, all before it."""
    outermost = [passage.outer for passage in Document.of(sentence).marked if passage.depth == 0]
    yield from outermost
    for offset, character in enumerate(sentence):
        if character in CLOSING and not any(span.start <= offset < span.end for span in outermost):
            yield Span(0, offset + 1)


def _pieces(length: int, kept: Iterable[Span]) -> Iterator[tuple[int, int, bool]]:
    """Cut a text of ``length`` into what is kept (True) and what stands between: starts and ends, in order."""
    inside = bytearray(length)
    for span in kept:
        inside[span.start : span.end] = b"\1" * len(span)
    bounds = [0, *(at for at in range(1, length) if inside[at] != inside[at - 1]), length]
    for start, end in pairwise(bounds):
        if start < end:
            yield start, end, bool(inside[start])
