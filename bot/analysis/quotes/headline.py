"""Headlines repeat what the body quotes: the same words are the same speaker's."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.analysis.document import Document
from bot.analysis.quotes.passages import Passage
from bot.model import Quote, QuoteKind, Span

LETTER = re.compile(r"[^\W_]")
TAIL = re.compile(r".*[:︰﹕]\s*")
SHORTEST = 6
LONGEST_SOURCE = 3
"""How many times longer a quotation may be than what the headline repeats: a word of it alone is a term."""


def find_echoes(document: Document, passages: Iterable[Passage], quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the words of the headline, marked or after a colon, that one of ``quotes`` holds."""
    if not document.paragraphs:
        return
    headline = document.paragraphs[0]
    said = [(letters(document, quote.parts), quote) for quote in quotes if quote.parts[0].start >= headline.end]
    taken = [part for quote in quotes for part in quote.parts]
    candidates = [
        (passage.parts, QuoteKind.DIRECT if passage.verbs else QuoteKind.PARTIAL)
        for passage in passages
        if headline.covers(passage.outer)
    ]
    tail = TAIL.match(document.folded, headline.start, headline.end)
    if tail is not None and not candidates:
        candidates = [((Span(tail.end(), headline.end),), QuoteKind.BLOCK)]
    for parts, kind in candidates:
        text = letters(document, parts)
        holding = [(words, quote) for words, quote in said if text in words]
        announced = kind is QuoteKind.BLOCK
        source = next(
            (quote for words, quote in holding if announced or len(words) <= LONGEST_SOURCE * len(text)), None
        )
        if source is not None and len(text) >= SHORTEST and not any(part.overlaps(parts[0]) for part in taken):
            confidence = round(0.9 * source.confidence, 2)
            yield Quote(kind, parts, None, source.speaker, confidence, "headline")


def letters(document: Document, parts: Sequence[Span]) -> str:
    """Return the folded words of ``parts`` without punctuation and space."""
    return "".join(LETTER.findall("".join(part.of(document.folded) for part in parts)))
