"""Cues: the words that introduce speech (说, 寫道, 認為), told apart from words that only look like them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.analysis.document import Document
from bot.analysis.lexicon import pairs
from bot.analysis.script import fold
from bot.analysis.tagger import Token
from bot.model import Span

AFTER_ONE_CHARACTER = re.compile(r"[了过着]?\s*[,:︰﹕;。!\"“「『‘]|\s*$")
"""What follows a one-character cue that stands for itself; elsewhere the tagger has to call it a verb."""


class Manner(StrEnum):
    """What a cue does; ``data/lexicons/cues.tsv`` says what each means."""

    SAY = "say"
    WRITE = "write"
    THINK = "think"
    JUDGE = "judge"
    ASK = "ask"
    CITE = "cite"
    NAME = "name"
    NONE = "none"


REPORTING = (Manner.SAY, Manner.WRITE, Manner.ASK)


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that introduce speech, and how they do it."""

    span: Span
    manner: Manner


@dataclass(frozen=True, slots=True)
class CueFinder:
    """Finds cues: ``manners`` holds the folded forms, ``first`` matches any first character of one."""

    manners: dict[str, Manner]
    first: re.Pattern[str]
    longest: int

    @classmethod
    def load(cls) -> Self:
        """Read the lexicon.

        Raises:
            LexiconInvalid: a line is malformed.
        """
        manners = {fold(form): Manner(manner) for form, manner in pairs("cues.tsv")}
        first = re.compile("[" + "".join(sorted({form[0] for form in manners})) + "]")
        return cls(manners, first, max(map(len, manners)))

    def find(self, document: Document, tokens: Sequence[Token]) -> tuple[Cue, ...]:
        """Return the cues of the whole body; cues that touch (補充說) are one."""
        tags = {token.span: token.tag for token in tokens}
        found: list[Cue] = []
        for cue in self._forms(document.folded):
            tag = tags.get(cue.span, "")
            if cue.manner is Manner.NONE or (
                cue.manner is not Manner.NAME and not _introduces(document.folded, cue.span, tag)
            ):
                continue
            if found and found[-1].span.end == cue.span.start and Manner.NAME not in (found[-1].manner, cue.manner):
                found[-1] = _joined(found[-1], cue)
            else:
                found.append(cue)
        return tuple(found)

    def _forms(self, folded: str) -> Iterator[Cue]:
        """Yield the longest form at each place, left to right, without overlap."""
        offset = 0
        while match := self.first.search(folded, offset):
            offset = match.start()
            for length in range(self.longest, 0, -1):
                manner = self.manners.get(folded[offset : offset + length])
                if manner is not None:
                    yield Cue(Span(offset, offset + length), manner)
                    offset += length
                    break
            else:
                offset += 1


def _introduces(folded: str, span: Span, tag: str) -> bool:
    """Tell whether a cue's form is one here: no noun (聲明), and not part of another word (名稱)."""
    if len(span) > 1:
        return tag != "n"
    return tag.startswith("v") or AFTER_ONE_CHARACTER.match(folded, span.end) is not None


def _joined(first: Cue, second: Cue) -> Cue:
    """Join two cues that touch: how the words come matters more than what is thought of them."""
    order = (Manner.WRITE, Manner.SAY, Manner.ASK, Manner.CITE, Manner.JUDGE, Manner.THINK)
    return Cue(Span(first.span.start, second.span.end), min(first.manner, second.manner, key=order.index))
