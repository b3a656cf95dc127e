"""The scorer, against readings that are made here: as expected, empty, and wrong in one way each."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model import DateExpression, Findings, Grain, Modifier, Person, Quote, QuoteKind, Span, Speaker, SpeakerType
from tests.quality.passages import Passage, read_passages
from tests.quality.scoring import FIGURES, score

PASSAGES = {passage.id: passage for passage in read_passages()}
SPLIT = PASSAGES["marks/curly-marks-split"]
PARTS_OF_YEARS = PASSAGES["dates/parts-of-years"]
LINKED = PASSAGES["people/glossed-and-misspelt"]


def as_expected(passage: Passage) -> Findings:
    """Return the findings of a reader who makes no mistake."""
    body = passage.article.body
    people = tuple(
        Person(str(i), max(forms, key=len), tuple(sorted(forms, key=len, reverse=True)), ())
        for i, forms in enumerate(passage.people)
    )
    quotes = []
    for expected in passage.quotes:
        name = next(iter(expected.speakers), None)
        person = next((person.id for person in people if name in person.surfaces), None)
        kind = QuoteKind(expected.kind) if expected.kind != "nested" else QuoteKind.PARTIAL
        quotes.append(Quote(kind, expected.parts, None, Speaker(person, name, None, SpeakerType.UNKNOWN), 1, ""))
    dates = tuple(
        DateExpression(
            d.span, d.value, Grain.DAY, None if d.modifier is None else Modifier(d.modifier), None, d.span, event=True
        )
        for d in passage.dates
    )
    return Findings(passage.script, None, people, tuple(quotes), dates, (), (Span(0, len(body)),))


def test_a_faultless_reading_has_full_marks_and_no_misses() -> None:
    scored = score((passage, as_expected(passage)) for passage in PASSAGES.values())

    assert scored.misses == ()
    assert set(scored.figures.values()) == {100.0}


def test_an_empty_reading_has_none() -> None:
    empty = [(passage, replace(as_expected(passage), people=(), quotes=(), dates=())) for passage in PASSAGES.values()]

    figures = score(empty).figures

    assert {name for name, figure in figures.items() if figure == 0} >= {"quotes_right", "people_forms", "dates_found"}


def unsplit(findings: Findings) -> Findings:
    first, *others = findings.quotes
    halves = [replace(first, parts=(part,)) for part in first.parts]
    return replace(findings, quotes=(*halves, *others))


def unattributed(findings: Findings) -> Findings:
    nobody = Speaker(None, None, None, SpeakerType.UNKNOWN)
    return replace(findings, quotes=tuple(replace(quote, speaker=nobody) for quote in findings.quotes))


def without_modifiers(findings: Findings) -> Findings:
    return replace(findings, dates=tuple(replace(date, modifier=None) for date in findings.dates))


def unresolved(findings: Findings) -> Findings:
    return replace(findings, dates=tuple(replace(date, value=None) for date in findings.dates))


def unlinked(findings: Findings) -> Findings:
    forms = [form for person in findings.people for form in person.surfaces]
    return replace(findings, people=tuple(Person(form, form, (form,), ()) for form in forms))


def all_one(findings: Findings) -> Findings:
    forms = [form for person in findings.people for form in person.surfaces]
    return replace(findings, people=(Person("all", forms[0], tuple(forms), ()),))


@pytest.mark.parametrize(
    ("passage", "spoilt", "fallen"),
    [
        (SPLIT, unsplit, {"quotes_right", "quotes_found", "quotes_exact", "quotes_with_speaker"}),
        (SPLIT, unattributed, {"quotes_right", "quotes_with_speaker"}),
        (PARTS_OF_YEARS, without_modifiers, {"date_modifiers"}),
        (PARTS_OF_YEARS, unresolved, {"dates_with_value"}),
        (LINKED, unlinked, {"people_linking_recall"}),
        (LINKED, all_one, {"people_linking_precision"}),
    ],
)
def test_a_mistake_lowers_its_own_figures_and_is_told(
    passage: Passage, spoilt: Callable[[Findings], Findings], fallen: set[str]
) -> None:
    scored = score([(passage, spoilt(as_expected(passage)))])

    assert {name for name in FIGURES if scored.figures[name] < 100} == fallen
    assert scored.misses
