"""Words of the reader's region in the place of another's: 軟體 for 软件, only for readers who asked for it.

Unlike the conversion of characters this changes what stands there, its length too, and nothing can check it. So it is
never done inside quotation marks, inside a quotation without marks, or inside a name, and what it makes is kept beside
the text that was checked, never in its place.

Source: ``data/lexicons/region_words.tsv``, what is left of OpenCC's regional phrases where usage agrees. All of these
would make 首席執行官 (CEO) the 首席运行官 (COO), and 支持总统 (support) 支援總統 (reinforce).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.analysis.document import CLOSING, Document
from bot.analysis.lexicon import rows
from bot.analysis.spans import holder
from bot.answers.answer import Part
from bot.answers.conversion import SCRIPTS
from bot.model import Span


class RegionWords:
    """Replaces words; ``load`` puts one together."""

    def __init__(self, words: Mapping[str, Mapping[str, str]]) -> None:
        self._words = words
        self._any = {locale: _any_of(given) for locale, given in words.items()}

    @classmethod
    def load(cls) -> "RegionWords":
        """Return one with the shipped words.

        Raises:
            LexiconInvalid: a line of the table is malformed.
        """
        words: dict[str, dict[str, str]] = {}
        for locale, other, own in rows("region_words.tsv", fields=3):
            words.setdefault(locale, {})[other] = own
        return cls(words)

    def reworded(self, shown: str, kept: Iterable[Span], locale: str) -> str | None:
        """Return ``shown`` with words of the region of ``locale``; None where there are none to replace.

        ``shown`` is in the reader's characters; ``kept`` are spans of it that stay as they are.
        """
        if locale not in self._words:
            return None
        words, pattern = self._words[locale], self._any[locale]
        text = "".join(
            shown[start:end] if is_kept else pattern.sub(lambda found: words[found[0]], shown[start:end])
            for start, end, is_kept in _pieces(len(shown), kept)
        )
        return None if text == shown else text


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
        return self.words.reworded(shown, (*names, *marked(part.original), *quoted), locale)


def marked(sentence: str) -> Iterator[Span]:
    """Yield what stands in quotation marks; where one closes that the sentence does not open, all before it."""
    outermost = [passage.outer for passage in Document.of(sentence).marked if passage.depth == 0]
    yield from outermost
    closing = (offset for offset, character in enumerate(sentence) if character in CLOSING)
    unopened = [offset for offset in closing if holder(outermost, offset) is None]
    if unopened:
        yield Span(0, unopened[-1] + 1)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the words, the longest where several begin."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _pieces(length: int, kept: Iterable[Span]) -> Iterator[tuple[int, int, bool]]:
    """Cut a text of ``length`` into what is kept (True) and what stands between: starts and ends, in order."""
    inside = bytearray(length)
    for span in kept:
        inside[span.start : span.end] = b"\1" * len(span)
    bounds = [0, *(at for at in range(1, length) if inside[at] != inside[at - 1]), length]
    for start, end in pairwise(bounds):
        if start < end:
            yield start, end, bool(inside[start])
