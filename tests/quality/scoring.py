"""How right a reading of the passages is, in percent.

Two places are the same where they have at least 60 % of their characters in common, and exactly the same from 95 %
(punctuation aside). Each figure is 2 × hits ÷ (found + expected): the F1 score, and a plain share where both are the
same number. Linking is B-cubed (Bagga and Baldwin 1998) over the written forms that were found.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.model import Findings, Quote, QuoteKind, Span
from tests.quality.passages import ExpectedQuote, Passage

SAME = 0.6
EXACTLY_THE_SAME = 0.95
FIGURES = {
    "quotes_right": ("quote right", "quote found", "quote expected"),
    "quotes_found": ("quote same", "quote found", "quote expected"),
    "quotes_exact": ("quote exact", "quote found", "quote expected"),
    "quotes_with_speaker": ("quote speaker", "quote found", "quote expected"),
    "block_recall": ("block same", "block expected", "block expected"),
    "people_forms": ("form same", "form found", "form expected"),
    "people_linking_precision": ("form link right", "form same", "form same"),
    "people_linking_recall": ("form link made", "form same", "form same"),
    "dates_found": ("date same", "date found", "date expected"),
    "dates_with_value": ("date value", "date found", "date expected"),
    "date_modifiers": ("date modifier", "date value", "date value"),
}
"""Each figure by what is counted as its hits, as found and as expected."""
Tally = dict[str, float]


@dataclass(frozen=True, slots=True)
class Score:
    """The figures in percent by their names, and a line for each miss."""

    figures: dict[str, float]
    misses: tuple[str, ...]


def score(readings: Iterable[tuple[Passage, Findings]]) -> Score:
    """Compare what was found in passages with what is expected there; a figure without anything to find is 100."""
    tally: Tally = defaultdict(float)
    misses = [
        f"{passage.id}: {miss}"
        for passage, findings in readings
        for compare in (_compare_people, _compare_quotes, _compare_dates)
        for miss in compare(passage, findings, tally)
    ]
    figures = {}
    for name, (hits, found, expected) in FIGURES.items():
        total = tally[found] + tally[expected]
        figures[name] = 200 * tally[hits] / total if total else 100.0
    return Score(figures, tuple(misses))


def _compare_people(passage: Passage, findings: Findings, tally: Tally) -> Iterator[str]:
    expected = {form: forms for forms in passage.people for form in forms}
    found = {form: frozenset(person.surfaces) for person in findings.people for form in person.surfaces}
    same = expected.keys() & found.keys()
    tally["form expected"] += len(expected)
    tally["form found"] += len(found)
    tally["form same"] += len(same)
    for form in sorted(same):
        together = len(expected[form] & found[form])
        tally["form link right"] += together / len(found[form] & same)
        tally["form link made"] += together / len(expected[form] & same)
        if expected[form] & same != found[form] & same:
            yield f"name linked: {form} with {sorted(found[form] - {form})}, not {sorted(expected[form] - {form})}"
    yield from (f"name missed: {form}" for form in sorted(expected.keys() - same))
    yield from (f"name extra: {form}" for form in sorted(found.keys() - same))


def _compare_quotes(passage: Passage, findings: Findings, tally: Tally) -> Iterator[str]:
    body = passage.article.body
    matched = _match(body, [quote.parts for quote in passage.quotes], [quote.parts for quote in findings.quotes])
    forgiven = {found for expected, found in matched.items() if not passage.quotes[expected].counted}
    forgiven |= {i for i, quote in enumerate(findings.quotes) if quote.kind is QuoteKind.PARTIAL} - {*matched.values()}
    tally["quote found"] += len(findings.quotes) - len(forgiven)
    for index, expected in enumerate(passage.quotes):
        if not expected.counted:
            continue
        tally["quote expected"] += 1
        tally[f"{expected.kind} expected"] += 1
        if index not in matched:
            yield f"quote missed ({expected.kind}): {_text(body, expected.parts)}"
            continue
        found = findings.quotes[matched[index]]
        exact = _overlap(body, expected.parts, found.parts) >= EXACTLY_THE_SAME
        right_speaker = _names_speaker(passage, expected, findings, found)
        tally["quote same"] += 1
        tally[f"{expected.kind} same"] += 1
        tally["quote exact"] += exact
        tally["quote speaker"] += right_speaker
        tally["quote right"] += exact and right_speaker
        if not exact:
            yield f"quote cut: {_text(body, found.parts)}, not {_text(body, expected.parts)}"
        if not right_speaker:
            yield f"speaker: {found.speaker.name}, not {'/'.join(expected.speakers)}: {_text(body, expected.parts)}"
    for index in {*range(len(findings.quotes))} - {*matched.values()} - forgiven:
        yield f"quote extra ({findings.quotes[index].reason}): {_text(body, findings.quotes[index].parts)}"


def _compare_dates(passage: Passage, findings: Findings, tally: Tally) -> Iterator[str]:
    body = passage.article.body
    matched = _match(body, [(date.span,) for date in passage.dates], [(date.span,) for date in findings.dates])
    tally["date found"] += len(findings.dates)
    for index, expected in enumerate(passage.dates):
        if not expected.counted:
            tally["date found"] -= index in matched
            continue
        tally["date expected"] += 1
        text = expected.span.of(body)
        if index not in matched:
            yield f"date missed: {text} {expected.value}"
            continue
        found = findings.dates[matched[index]]
        right = found.value == expected.value
        tally["date same"] += 1
        tally["date value"] += right
        tally["date modifier"] += right and found.modifier == expected.modifier
        if not right:
            yield f"date value: {text} is {found.value}, not {expected.value}"
        elif found.modifier != expected.modifier:
            yield f"date modifier: {text} is {found.modifier}, not {expected.modifier}"
    for index in {*range(len(findings.dates))} - {*matched.values()}:
        yield f"date extra: {findings.dates[index].span.of(body)} {findings.dates[index].value}"


def _names_speaker(passage: Passage, expected: ExpectedQuote, findings: Findings, found: Quote) -> bool:
    """Tell whether the speaker found is one of those expected, by a form that nobody else of the passage has."""
    person = next((person for person in findings.people if person.id == found.speaker.id), None)
    said = frozenset(person.surfaces if person else [found.speaker.name] if found.speaker.name else [])
    named = [forms for forms in passage.people if not forms.isdisjoint(expected.speakers)]
    if not named:
        return any(_alike(a, b) for a in said for b in expected.speakers)
    mine = frozenset().union(*named)
    return bool(said & mine) and said.isdisjoint(frozenset().union(*passage.people) - mine)


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter in longer and 2 * len(shorter) >= len(longer)


def _match(body: str, expected: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]) -> dict[int, int]:
    """Pair indices of what is expected with those of what was found, one to one, the most alike first."""
    pairs = sorted(
        ((_overlap(body, a, b), i, j) for i, a in enumerate(expected) for j, b in enumerate(found)), reverse=True
    )
    matched: dict[int, int] = {}
    for overlap, i, j in pairs:
        if overlap >= SAME and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _overlap(body: str, one: Sequence[Span], other: Sequence[Span]) -> float:
    """Return the share of characters in common, 2 × common ÷ (one + other), without punctuation and space."""
    a, b = _characters(body, one), _characters(body, other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _characters(body: str, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(at for span in spans for at in range(span.start, span.end) if body[at].isalnum())


def _text(body: str, parts: Sequence[Span]) -> str:
    return " … ".join(part.of(body) for part in parts)
