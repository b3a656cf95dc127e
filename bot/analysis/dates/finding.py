"""Dates of a document: find the words, put them together, tell what time they mean."""

from dataclasses import dataclass
from functools import cache

from bot.analysis.dates.events import is_event, outlook_of
from bot.analysis.dates.periods import published_period
from bot.analysis.dates.phrases import Phrase, compose
from bot.analysis.dates.publication import datelines, infer_from
from bot.analysis.dates.resolution import Reading, resolve
from bot.analysis.dates.rules import Scanner
from bot.analysis.dates.terms import Base, read_words
from bot.analysis.dates.timeline import Timeline
from bot.analysis.document import Document
from bot.model import DateExpression, Grain, PublicationDate


@dataclass(frozen=True, slots=True)
class Dates:
    """The date expressions of one document in order, and where the text contradicts itself.

    A warning is ``weekday:`` and the words whose weekday is not that of their date.
    """

    expressions: tuple[DateExpression, ...]
    warnings: tuple[str, ...]


def read_dates(document: Document, published_on: PublicationDate | None) -> Dates:
    """Find and resolve the date expressions of ``document``, which appeared on ``published_on``."""
    timeline = Timeline(published_period(published_on))
    expressions, warnings = [], []
    for phrase in _phrases(document):
        timeline.go_on(phrase.span.start)
        reading = resolve(phrase, timeline, outlook_of(document.folded, phrase.span))
        if reading is not None or phrase.terms[0].base is not Base.THEN:
            expressions.append(_expression(document, phrase, reading))
        if reading is None:
            continue
        if reading.conflicting:
            warnings.append(f"weekday:{phrase.span.of(document.body)}")
        timeline.note(reading.first, reading.last, states_year=_states_year(phrase))
    return Dates(tuple(expressions), tuple(warnings))


def find_dates(document: Document, published_on: PublicationDate | None) -> tuple[DateExpression, ...]:
    """Return the date expressions of ``document`` in the order of its body."""
    return read_dates(document, published_on).expressions


def infer_publication(document: Document) -> PublicationDate | None:
    """Infer when an article that does not state it appeared; None where its words do not suffice."""
    return infer_from(document, _phrases(document))


def _phrases(document: Document) -> list[Phrase]:
    """Return the date expressions of ``document`` before they are resolved; datelines are no part of the text."""
    found = compose(document.folded, list(_scanner().scan(document.folded)))
    lines = [span for span, _ in datelines(document)]
    return [phrase for phrase in found if not any(span.overlaps(phrase.span) for span in lines)]


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
