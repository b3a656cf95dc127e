"""Which sentences tell who someone is: of what happened to them or what they are, not of what they said."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import islice

from bot.analysis.quotes.cues import REPORTING, CueFinder
from bot.analysis.script import fold
from bot.answers.passages import own_chars
from bot.answers.repetition import distinct
from bot.store.records import AboutPassage, DateValue, Passage, StoredQuote

FEW = 3
"""Sentences; with fewer that have a time, others without one are told too."""
OPENING_CHARS = 12
"""A mention that begins this early in its sentence is most often its subject."""
LONG_CHARS = 140
SHORTEST_CHARS = 20
"""A sentence with fewer words of its own tells nothing of anyone (阿爾特曼寫道。)."""
SPEECH_CHARS = 24
"""How far behind the beginning of a name it is looked for whether they speak."""
LOOKS_BACK_DAYS = 60
"""How long before its article something happened that is told for who someone is, and is no news of the day."""


def telling(about: Sequence[AboutPassage], shown: Sequence[StoredQuote], limit: int) -> list[AboutPassage]:
    """Return the sentences that tell most of a person, what happened last first: one a day, none twice.

    Sentences without a time come only where there are few with one; those that only carry a quote are left to the
    quotes, of which ``shown`` may be told beside them.
    """
    parts = [part for quote in shown for part in quote.parts]
    candidates = [sentence for sentence in about if not sentence.quoted and _tells(sentence.passage, parts)]
    dated: dict[str, AboutPassage] = {}
    undated = []
    for sentence in distinct(sorted(candidates, key=_weight, reverse=True), lambda each: each.passage.text):
        happened = event(sentence)
        if happened is None:
            undated.append(sentence)
        else:
            dated.setdefault(happened.value, sentence)
    more = undated if len(dated) < FEW else ()
    chosen = islice((*dated.values(), *more), limit)
    return sorted(chosen, key=_when, reverse=True)


def event(sentence: AboutPassage) -> DateValue | None:
    """Return when what a sentence tells happened, as far as it says."""
    return next((date for date in sentence.dates if date.event), None)


def _when(sentence: AboutPassage) -> tuple[str, int, int]:
    """Order sentences by when what they tell happened, as far as they say, else by when it was written."""
    dated, passage = event(sentence), sentence.passage
    value = dated.value if dated else passage.published_on or ""
    return value.replace("X", "0"), passage.article, -passage.start


def _tells(sentence: Passage, quoted: Sequence[Passage]) -> bool:
    """Tell whether a sentence has enough words of its own, beside those that a quote holds."""
    return own_chars(sentence, quoted) >= max(SHORTEST_CHARS, len(sentence.text) / 2)


def _weight(sentence: AboutPassage) -> float:
    """Weigh a sentence: it tells who someone is if it gives a role, dates an event, and has them for its subject."""
    return (
        2.0 * (sentence.role is not None)
        + 1.5 * any(date.event for date in sentence.dates)
        + 1.5 * (sentence.offset <= OPENING_CHARS)
        + 1.0 * _looks_back(sentence)
        - 2.0 * _speaks(sentence)
        - 1.0 * (len(sentence.passage.text) > LONG_CHARS)
    )


def _looks_back(sentence: AboutPassage) -> bool:
    published = sentence.passage.published_day
    dated = event(sentence)
    if published is None or dated is None:
        return False
    return dated.value[:10] < date.fromordinal(published.toordinal() - LOOKS_BACK_DAYS).isoformat()


def _speaks(sentence: AboutPassage) -> bool:
    """Tell whether the sentence gives what the person said, in their words or others."""
    text = fold(sentence.passage.text)
    name = next((name for name in sentence.passage.names if name.start == sentence.offset), None)
    if name is not None and text[name.end : name.end + 1] in _cues()[1]:
        return True
    return _speech().search(text, sentence.offset, sentence.offset + SPEECH_CHARS) is not None


@cache
def _speech() -> re.Pattern[str]:
    """Return what matches a word of saying; one of a single character only before a pause or a quotation."""
    longer, single = _cues()
    return re.compile(rf"{'|'.join(map(re.escape, longer))}|[{''.join(single)}](?=[,:「“\"『])")


@cache
def _cues() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the words of saying, folded: the longer ones, the longest first, and those of a single character."""
    forms = [form for form, manner in CueFinder.load().manners.items() if manner in REPORTING]
    longer = sorted((form for form in forms if len(form) > 1), key=len, reverse=True)
    return tuple(longer), frozenset(form for form in forms if len(form) == 1)
