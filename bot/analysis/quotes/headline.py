"""Headlines repeat what the body quotes: the same words are the same speaker's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from bot.analysis.document import Document
from bot.analysis.quotes.passages import Passage
from bot.analysis.spans import meets
from bot.model import Quote, QuoteKind, Span

LETTER = re.compile(r"[^\W_]")
TOLD = re.compile(r"[^\s:︰﹕][:︰﹕]\s*(?P<words>[^\s:︰﹕]+(?: (?=[a-z0-9])[^\s:︰﹕]+)*)")
"""X：words, up to the next space that does not part Latin words: headlines part their clauses by spaces."""
HEADING = re.compile(r"[^\n。!?;…]{1,60}")
"""A line within the body that may be a headline."""
MOST = 60
"""Headlines that are compared with the quotations, so that hostile text costs no more than its length."""
SHORTEST = 6
SHORTEST_TOLD = 4
LONGEST_SOURCE = 3
"""How many times longer a quotation may be than what the headline repeats: a word of it alone is a term."""


def find_echoes(document: Document, passages: Sequence[Passage], quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the words of headlines, marked or after a colon, that one of ``quotes`` holds."""
    said = [(letters(document, quote.parts), quote) for quote in quotes]
    taken = [part for quote in quotes for part in quote.parts]
    for parts, kind in islice(chain(_marked(document, passages), _told(document, passages)), MOST):
        text = letters(document, parts)
        told = kind is QuoteKind.BLOCK
        if len(text) < (SHORTEST_TOLD if told else SHORTEST) or any(part.overlaps(parts[0]) for part in taken):
            continue
        holding = [(words, quote) for words, quote in said if text in words and quote.parts[0].start >= parts[0].end]
        source = next((quote for words, quote in holding if told or len(words) <= LONGEST_SOURCE * len(text)), None)
        if source is not None:
            confidence = round(0.9 * source.confidence, 2)
            yield Quote(kind, parts, None, source.speaker, confidence, "headline")


def _marked(document: Document, passages: Iterable[Passage]) -> Iterator[tuple[tuple[Span, ...], QuoteKind]]:
    headline = document.paragraphs[0] if document.paragraphs else Span(0, 0)
    for passage in passages:
        if headline.covers(passage.outer):
            yield passage.parts, QuoteKind.DIRECT if passage.verbs else QuoteKind.PARTIAL


def _told(document: Document, passages: Iterable[Passage]) -> Iterator[tuple[tuple[Span, ...], QuoteKind]]:
    marked = [passage.outer for passage in passages]
    headline = document.paragraphs[0].of(document.folded) if document.paragraphs else ""
    for number, line in enumerate(document.paragraphs):
        text = line.of(document.folded)
        if number and (text == headline or not HEADING.fullmatch(text)):
            continue
        for found in TOLD.finditer(document.folded, line.start, line.end):
            words = Span(*found.span("words"))
            if not meets(marked, words):
                yield (words,), QuoteKind.BLOCK


def letters(document: Document, parts: Sequence[Span]) -> str:
    """Return the folded words of ``parts`` without punctuation and space."""
    return "".join(LETTER.findall("".join(part.of(document.folded) for part in parts)))
