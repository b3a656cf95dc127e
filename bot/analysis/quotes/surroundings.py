"""What stands around a marked passage: the rest of its sentence, the clauses before it, the passages beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.document import Document
from bot.analysis.quotes.cues import REPORTING, Cue
from bot.analysis.quotes.discourse import Clause, Discourse, Heard
from bot.analysis.quotes.passages import Passage
from bot.model import Span

COLON = re.compile(r"[:︰﹕∶]\s*$")
PAUSING = re.compile(r"[了过着道]?\s*[,:︰﹕]")
AND = re.compile(r"\s*(?:[、,;和及与或]|以及|还有|但|又|并)*\s*")
"""What joins the passages of a list."""
CLOSE = 12
"""Characters between a cue and a passage that it announces."""
FARTHEST = 24
"""Clauses before a passage in which its cue may stand."""
REACH = 60
"""Characters after a passage that say what it is."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The rest of a passage's sentence before it (after any passage before) and after it, folded, with the clauses.

    ``listed`` tells that nothing but conjunctions and commas stands between it and the passage before, in one line.
    """

    document: Document
    discourse: Discourse
    passage: Passage
    sentence: Span
    before: str
    after: str
    clauses: tuple[Clause, ...]
    listed: bool

    @classmethod
    def of(cls, document: Document, discourse: Discourse, passage: Passage, previous: Passage | None) -> "Surroundings":
        """Look around ``passage``; ``previous`` is the one before it in the article."""
        sentence = _announcing(document, passage) or document.sentence_at(passage.outer.start)
        gap = Span(previous.outer.end, passage.outer.start).of(document.folded) if previous is not None else "\n"
        start = max(sentence.start, previous.outer.end) if previous is not None else sentence.start
        line = document.paragraph_at(passage.outer.end - 1)
        clauses = discourse.between(sentence.start, passage.outer.start)[-FARTHEST:]
        return cls(
            document,
            discourse,
            passage,
            sentence,
            before=Span(start, passage.outer.start).of(document.folded),
            after=Span(passage.outer.end, max(line.end, passage.outer.end)).of(document.folded)[:REACH],
            clauses=_own(document, clauses),
            listed="\n" not in gap and AND.fullmatch(gap) is not None,
        )

    @property
    def opens(self) -> bool:
        """Tell whether the passage begins its sentence."""
        return not self.before.strip() and self.passage.outer.start - self.sentence.start <= len(self.before)

    @property
    def announced_above(self) -> bool:
        """Tell whether the sentence that announces the passage ends the paragraph before."""
        return self.sentence.end <= self.document.paragraph_at(self.passage.outer.start).start

    def line_begins(self, clause: Clause) -> bool:
        """Tell whether a paragraph begins with ``clause``."""
        return self.document.paragraph_at(clause.span.start).start == clause.span.start

    @property
    def last_cue(self) -> Heard | None:
        """Return the nearest cue before the passage, with who is named before it."""
        return self.cues[-1] if self.cues else None

    def announcing_cue(self) -> Heard | None:
        """Return the cue that a colon before the passage belongs to: one close to it, else one that a comma follows.

        X透露，公司對此期望很低：「…」
        """
        close = [heard for heard in self.cues if len(self.gap(heard.cue)) <= CLOSE]
        pausing = [
            heard
            for heard in self.cues
            if heard.cue.manner in REPORTING and PAUSING.match(self.document.folded, heard.cue.span.end)
        ]
        return next(iter((close or pausing or self.cues)[-1:]), None)

    @property
    def cues(self) -> list[Heard]:
        """Return the cues before the passage, in order."""
        limit = self.passage.outer.start
        return [heard for clause in self.clauses for heard in clause.heard if heard.cue.span.end <= limit]

    @property
    def following_cue(self) -> Cue | None:
        """Return the first cue of the clauses that follow closely."""
        end = self.passage.outer.end
        following = self.discourse.between(end, end + REACH)[:2]
        return next((heard.cue for clause in following for heard in clause.heard), None)

    @property
    def peopled(self) -> bool:
        """Tell whether anybody speaks or acts in the sentence before the passage."""
        return any(heard.subject for heard in self.cues) or any(c.subject or c.asked for c in self.clauses)

    @property
    def carried(self) -> bool:
        """Tell whether the sentences before are about anybody."""
        return self.discourse.carried(self.sentence.start) is not None

    def gap(self, cue: Cue) -> str:
        """Return what stands between ``cue`` and the passage."""
        return Span(cue.span.end, self.passage.outer.start).of(self.document.folded)


def look_around(document: Document, discourse: Discourse, passages: Sequence[Passage]) -> list[Surroundings]:
    """Return the surroundings of each passage."""
    before = [None, *passages]
    return [Surroundings.of(document, discourse, *pair) for pair in zip(passages, before, strict=False)]


def _announcing(document: Document, passage: Passage) -> Span | None:
    """Return the sentence that ends with a colon in the paragraph before one that the passage opens."""
    paragraph = document.paragraph_at(passage.outer.start)
    if paragraph.start != passage.outer.start or not COLON.search(
        document.folded, max(0, paragraph.start - 4), paragraph.start
    ):
        return None
    return document.sentence_at(paragraph.start - 1)


def _own(document: Document, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Keep what follows the last semicolon where somebody speaks or acts there: it parts two speakers."""
    for index in range(len(clauses) - 1, 0, -1):
        between = Span(clauses[index - 1].span.end, clauses[index].span.start).of(document.folded)
        if ";" in between and any(clause.subject for clause in clauses[index:]):
            return clauses[index:]
    return clauses
