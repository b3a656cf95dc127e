"""Finds what people are quoted as saying: marked passages and unmarked blocks, with their speakers."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from bot.analysis.document import Document
from bot.analysis.quotes.blocks import BlockFinder
from bot.analysis.quotes.candidates import Setting
from bot.analysis.quotes.cues import CueFinder
from bot.analysis.quotes.discourse import DiscourseReader
from bot.analysis.quotes.evidence import Evidence
from bot.analysis.quotes.headline import find_echoes
from bot.analysis.quotes.marked import Attribution, attribute
from bot.analysis.quotes.passages import Passage, find_passages
from bot.analysis.quotes.phrases import PhraseReader
from bot.analysis.quotes.ranking import SpeakerRanker
from bot.analysis.quotes.surnames import bare_surnames
from bot.analysis.quotes.words import Word, running_words
from bot.analysis.spans import meets
from bot.analysis.tagger import Token
from bot.model import Person, Quote, QuoteKind, Span, Speaker, SpeakerType

BRACKETS = re.compile(r"\((?:[^()\n]{0,80}|https?://[^()\s]*)\)|https?://[!-'*-~]+")
"""Brackets, the targets of links among them, and bare links."""
RESUMING = re.compile(r"[了过着道]?\s*[,。:︰﹕]?\s*")
RESUMING_AFTER_NAME = re.compile(r"道?[^,;:。]{0,24}[,。:︰﹕]?\s*")
LONGEST_REPLY = 15
"""Letters of a line in marks that may be a turn of a dialogue."""
LEAST_CONFIDENCE = 0.3
"""Below it the speaker is given as unknown rather than guessed."""
UNKNOWN = Speaker(None, None, None, SpeakerType.UNKNOWN)


@dataclass(frozen=True, slots=True)
class QuoteFinder:
    """Finds quotations; holds the lexicons and nothing of any article."""

    cues: CueFinder
    phrases: PhraseReader
    evidence: Evidence
    ranker: SpeakerRanker

    @classmethod
    def load(cls) -> Self:
        """Read the lexicons.

        Raises:
            LexiconInvalid: a line is malformed.
        """
        return cls(CueFinder.load(), PhraseReader.load(), Evidence.load(), SpeakerRanker.load())

    def find(self, document: Document, tokens: Sequence[Token], people: Sequence[Person]) -> tuple[Quote, ...]:
        """Return the quotations of ``document`` in order; ``tokens`` are those of its whole body."""
        passages = find_passages(document, tokens)
        hidden = _hidden(document, passages)
        nouns = self.phrases.nouns(document.folded)
        cues = [cue for cue in self.cues.find(document, tokens) if not _within_longer(cue.span, nouns)]
        words = running_words(
            document,
            tokens,
            (
                *(Word(span, "n") for person in people for span in person.roles),
                *(Word(span, "n") for span in nouns),
                *(Word(cue.span, "cue") for cue in cues),
                *bare_surnames(document, tokens, people, cues, self.phrases.addresses),
                *(Word(span, "PER", person) for person in people for span in person.mentions),
                *(Word(span, "") for span in hidden),
            ),
        )
        uttered = [passage.outer for passage in passages if passage.uttered]
        discourse = DiscourseReader(document, words, cues, self.phrases, hidden, uttered).read()
        setting = Setting.of(document, discourse, people)
        attributions = attribute(setting, passages, self.evidence, self.ranker.speaker)
        blocks = tuple(BlockFinder.of(setting, people, self.ranker.speaker).find())
        quotes = [_quote(block.parts, block.attribution) for block in blocks]
        taken = [part for block in blocks for part in block.parts]
        quotes += [quote for quote in _joined(document, passages, attributions) if not meets(taken, quote.parts[0])]
        quotes += find_echoes(document, passages, quotes)
        return tuple(sorted(quotes, key=lambda quote: quote.parts))


def _within_longer(span: Span, nouns: Sequence[Span]) -> bool:
    """Tell whether ``span`` is a part of one of ``nouns`` (辯護 in 辯護人), which are in order."""
    index = bisect_right(nouns, span.start, key=lambda noun: noun.start) - 1
    return index >= 0 and nouns[index].covers(span) and nouns[index] != span


def _hidden(document: Document, passages: Sequence[Passage]) -> list[Span]:
    """Return what the narration does not say: quotations and brackets, free of overlap."""
    hidden = [*document.quoted, *(passage.outer for passage in passages)]
    hidden += [Span(found.start(), found.end()) for found in BRACKETS.finditer(document.folded)]
    clear: list[Span] = []
    for span in sorted(hidden):
        if not clear or span.start >= clear[-1].end:
            clear.append(span)
    return clear


def _joined(
    document: Document, passages: Sequence[Passage], attributions: Sequence[Attribution | None]
) -> Iterator[Quote]:
    """Yield the quotations; 「A，」X說，「B」 is one."""
    pending: tuple[Passage, tuple[Span, ...], Attribution] | None = None
    for passage, found in zip(passages, attributions, strict=True):
        if pending is not None and found is not None:
            before, parts, first = pending
            if _resumes(document, before, first, passage, found) or _runs_on(document, before, first, passage, found):
                pending = (passage, (*parts, *passage.parts), first)
                continue
        if pending is not None:
            yield _quote(pending[1], pending[2])
        pending = (passage, passage.parts, found) if found is not None else None
    if pending is not None:
        yield _quote(pending[1], pending[2])


def _resumes(document: Document, before: Passage, first: Attribution, passage: Passage, found: Attribution) -> bool:
    """Tell whether only the cue of the passage before, and punctuation, stand before this one."""
    if first.reason != "cue-after" or first.cue is None or found.reason == "cue-after":
        return False
    cue = first.cue.span
    begins = not document.folded[before.outer.end : cue.start].strip(" ,")
    resuming = RESUMING_AFTER_NAME if begins else RESUMING
    return (
        cue.start >= before.outer.end and resuming.fullmatch(document.folded, cue.end, passage.outer.start) is not None
    )


def _runs_on(document: Document, before: Passage, first: Attribution, passage: Passage, found: Attribution) -> bool:
    """Tell whether nothing but a stop stands between two passages: sentences of one line, or long lines of their own.

    Comments and replies stand so too: those end with other marks, these are short.
    """
    gap = document.folded[before.outer.end : passage.outer.start]
    if found.reason != "carried" or gap.strip() not in ("", "。"):
        return False
    if "\n" not in gap:
        return before.text.endswith("。") or (gap.strip() == "。" and first.kind is QuoteKind.DIRECT)
    alone = document.paragraph_at(passage.outer.start) == passage.outer
    return alone and min(before.letters, passage.letters) >= LONGEST_REPLY


def _quote(parts: tuple[Span, ...], found: Attribution) -> Quote:
    confidence = round(found.confidence * (found.subject.certainty if found.subject else 0.0), 2)
    sure = found.subject is not None and confidence >= LEAST_CONFIDENCE
    speaker = found.subject.speaker if found.subject is not None and sure else UNKNOWN
    return Quote(found.kind, parts, found.cue.span if found.cue else None, speaker, confidence, found.reason)
