"""The words of a body outside its quotations and brackets, with people in place of the tokens that name them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.analysis.document import Document
from bot.analysis.tagger import Token
from bot.model import Person, Span

POSSESSIVES = frozenset("的之嘅")
CONJUNCTIONS = frozenset("、兼和及同驻")
"""What joins nouns: 駐 too, a verb to the tagger (中國駐烏克蘭大使)."""
DAY = re.compile(r"\d{1,4}[年月日号]")
"""Parts of a date, which the tagger takes for names at times (25|日向|媒體)."""
PERSONAL = frozenset("他她佢")
"""Pronouns, which the tagger joins to a verb at times (她說)."""
TITLE_MARKS = frozenset("《》〈〉")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the running text: ``tag`` is the tagger's, or ``cue``, or ``的``, ``c``, ``nw`` where nouns join."""

    span: Span
    tag: str
    person: Person | None = None


def running_words(document: Document, tokens: Sequence[Token], fixed: Iterable[Word]) -> tuple[Word, ...]:
    """Return the words of the narration.

    Each of ``fixed`` is one word whatever the tagger says, the later in place of an earlier one at the same offset;
    those without a tag are left out.
    """
    days = (Word(Span(found.start(), found.end()), "TIME") for found in DAY.finditer(document.folded))
    whole = {word.span.start: word for word in (*days, *fixed)}
    breaks = sorted(whole)
    words: list[Word] = []
    position = following = 0
    for token in tokens:
        position = max(position, token.span.start)
        while position < token.span.end:
            if position in whole:
                word = whole[position]
                words += [word] if word.tag else []
                position = word.span.end
                continue
            while following < len(breaks) and breaks[following] <= position:
                following += 1
            end = min([token.span.end, *breaks[following : following + 1]])
            words += _plain(document.folded, Span(position, end), token.tag)
            position = end
    return tuple(words)


def _plain(folded: str, span: Span, tag: str) -> Iterator[Word]:
    text = span.of(folded)
    if text in POSSESSIVES:
        yield Word(span, "的")
    elif text in CONJUNCTIONS and tag != "p":
        yield Word(span, "c")
    elif text in TITLE_MARKS:
        yield Word(span, "nw")
    elif text in PERSONAL:
        yield Word(span, "r")
    elif text.strip():
        yield Word(span, tag)
