"""Surnames that stand alone for people whom the article has named in full (陳續指, 黎不同意).

The tagger joins them to the word after them (劉僅|回應), so they are read before its words are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.analysis.document import Document
from bot.analysis.quotes.cues import Cue, Manner
from bot.analysis.quotes.words import Word
from bot.analysis.script import fold
from bot.analysis.tagger import NAMING, Token
from bot.model import Person, Span

OPENS = re.compile(r"(?:^|[,。;:!?\n」』”])\s*(?:但|而|惟|其后|随后)?$")
FULL = re.compile(r"[\u3400-\u9fff]{2,4}")
WIDEST_GAP = 4
"""Characters (續, 突然站起) between a surname and the cue by which its bearer speaks."""


def bare_surnames(
    document: Document, tokens: Sequence[Token], people: Sequence[Person], cues: Sequence[Cue], forms: tuple[str, ...]
) -> Iterator[Word]:
    """Yield the surnames that open a clause and speak in it, each with the only person who has it.

    One of ``forms``, folded, after a surname is a form of address, which may be another person's (陳先生).
    """
    bearers = _bearers(people)
    named = {offset for person in people for span in person.mentions for offset in range(span.start, span.end)}
    by_start = {token.span.start: token for token in tokens}
    for cue in cues:
        if cue.manner is Manner.NAME:
            continue
        for offset in range(cue.span.start - 1, max(cue.span.start - 2 - WIDEST_GAP, -1), -1):
            person = bearers.get(document.folded[offset])
            if person is None or offset in named or not OPENS.search(document.folded, max(offset - 4, 0), offset):
                continue
            if document.folded.startswith(forms, offset + 1):
                continue
            token = by_start.get(offset)
            if token is not None and (len(token.span) == 1 or token.tag in NAMING or token.span.end > cue.span.start):
                yield Word(Span(offset, offset + 1), "PER", person)


def _bearers(people: Iterable[Person]) -> dict[str, Person]:
    """Return the people by folded surname, where only one has it."""
    named = [(fold(person.name[0]), person) for person in people if FULL.fullmatch(person.name)]
    groups = groupby(sorted(named, key=lambda pair: pair[0]), key=lambda pair: pair[0])
    alone = ((surname, [person for _, person in group]) for surname, group in groups)
    return {surname: bearers[0] for surname, bearers in alone if len(bearers) == 1}
