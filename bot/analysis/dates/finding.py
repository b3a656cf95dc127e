"""Dates of a document: find the words, put them together, tell what time they mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.analysis.dates.events import is_event, outlook_of
from bot.analysis.dates.periods import Period, published_period
from bot.analysis.dates.phrases import Phrase, compose
from bot.analysis.dates.publication import datelines, infer_from
from bot.analysis.dates.resolution import Outlook, Reading, resolve
from bot.analysis.dates.rules import Scanner
from bot.analysis.dates.terms import Base, read_words, shorthand
from bot.analysis.dates.timeline import Timeline
from bot.analysis.document import Document
from bot.analysis.script import fold
from bot.analysis.spans import holder
from bot.model import DateExpression, Grain, Modifier, PublicationDate


@dataclass(frozen=True, slots=True)
class Dates:
    """The date expressions of one document in order, and where the text contradicts itself.

    A warning is ``weekday:`` and the words whose weekday is not that of their date.
    """

    expressions: tuple[DateExpression, ...]
    warnings: tuple[str, ...]


def read_dates(document: Document, published_on: PublicationDate | None) -> Dates:
    """Find and resolve the date expressions of ``document``, which appeared on ``published_on``."""
    published = published_period(published_on)
    phrases = _phrases(document)
    timeline = Timeline(published, _stated(phrases, published))
    expressions, warnings = [], []
    passages = [marked.outer for marked in document.marked if not marked.depth]
    for phrase in phrases:
        timeline.go_on(phrase.span.start, holder(passages, phrase.span.start))
        reading = resolve(phrase, timeline, outlook_of(document.folded, phrase.span))
        expression = _expression(document, phrase, reading)
        if reading is not None or phrase.terms[0].base is not Base.THEN:
            expressions.append(expression)
        if reading is None:
            continue
        if reading.conflicting:
            warnings.append(f"weekday:{phrase.span.of(document.body)}")
        if expression.event:
            timeline.note(reading.first, reading.last, states_year=_states_year(phrase))
        else:
            timeline.compare(reading.first, reading.last)
    return Dates(tuple(expressions), tuple(warnings))


def find_dates(document: Document, published_on: PublicationDate | None) -> tuple[DateExpression, ...]:
    """Return the date expressions of ``document`` in the order of its body."""
    return read_dates(document, published_on).expressions


def read_typed(typed: str, today: date) -> tuple[str, Modifier | None] | None:
    """Return the time that someone types for one that is past: its value, and the part of it that is meant.

    Without its year, month or week it is the last one. None where it is no time, or several.
    """
    folded = fold(typed)
    phrases = compose(folded, list(_scanner().scan(folded)))
    if len(phrases) != 1:
        return None
    reading = resolve(phrases[0], Timeline(Period.of(today, Grain.DAY)), Outlook.BEHIND)
    return None if reading is None or reading.value is None else (reading.value, reading.modifier)


def infer_publication(document: Document) -> PublicationDate | None:
    """Infer when an article that does not state it appeared; None where its words do not suffice."""
    return infer_from(document, _phrases(document))


def _phrases(document: Document) -> list[Phrase]:
    """Return the date expressions of ``document`` before they are resolved; datelines are no part of the text."""
    found = compose(document.folded, list(_scanner().scan(document.folded)))
    lines = [span for span, _ in datelines(document)]
    return [phrase for phrase in found if not any(span.overlaps(phrase.span) for span in lines)]


def _stated(phrases: Iterable[Phrase], published: Period | None) -> Mapping[tuple[int, ...], Period]:
    """Return the days that the text states with their year or week, by how it may call them where it does not.

    A name that it gives to two of them is left out.
    """
    found: dict[tuple[int, ...], set[Period]] = {}
    for phrase in phrases:
        names = {shorthand(phrase.terms[1:]), shorthand(phrase.gloss)} - {()}
        if not names or phrase.until or phrase.terms[0].base not in (Base.ABSOLUTE, Base.PUBLISHED):
            continue
        reading = resolve(phrase, Timeline(published), Outlook.OPEN)
        if reading is not None and not reading.conflicting:
            for name in names:
                found.setdefault(name, set()).add(reading.first)
    return {name: days.pop() for name, days in found.items() if len(days) == 1}


@cache
def _scanner() -> Scanner:
    return Scanner(read_words())


def _states_year(phrase: Phrase) -> bool:
    """Tell whether months that follow may belong to its year: 2019年, 去年7月, but not 三年前."""
    head = phrase.terms[0]
    return head.grain is Grain.YEAR and (head.base is Base.ABSOLUTE or len(phrase.terms) > 1)


def _expression(document: Document, phrase: Phrase, reading: Reading | None) -> DateExpression:
    return DateExpression(
        span=phrase.span,
        value=reading.value if reading else None,
        grain=reading.first.grain if reading else phrase.grain,
        modifier=reading.modifier if reading else phrase.modifier,
        anchor=reading.anchor.first.isoformat() if reading and reading.anchor else None,
        sentence=document.sentence_at(phrase.span.start),
        event=is_event(document.folded, phrase.span),
    )
