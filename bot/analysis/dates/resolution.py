"""What time a phrase means: against the publication, against what the text dated last, against its own gloss."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from bot.analysis.dates.feasts import lunar_day, solar_day
from bot.analysis.dates.periods import EARLIEST_YEAR, LATEST_YEAR, Period
from bot.analysis.dates.phrases import Phrase
from bot.analysis.dates.terms import LAST, Base, Term, shorthand
from bot.analysis.dates.timeline import Timeline, is_as_fine
from bot.model import Grain, Modifier

PER_YEAR = {Grain.YEAR: 1, Grain.QUARTER: 4, Grain.SEASON: 4, Grain.MONTH: 12}
HALVES = {Modifier.FIRST_HALF: (1, 6), Modifier.SECOND_HALF: (7, 12)}
NEAR_DAYS = 45
"""A day or month of the publication's own time is not one of the story that the text tells."""
AHEAD_DAYS = 200
"""No plan for a day without its year lies further ahead."""
BESIDE_DAYS = 14
"""How far a gloss may lie from the day that it explains; further off the words tell of another time."""
DAYS_PER_WEEK = 7
SATURDAY, SUNDAY = 6, 7


class Outlook(Enum):
    """Where the words around an expression look: back, ahead, or they do not say; ``BEHIND`` is never ahead."""

    BEHIND = auto()
    PAST = auto()
    OPEN = auto()
    FUTURE = auto()


AHEAD_WEIGHT = {Outlook.PAST: 30.0, Outlook.OPEN: 2.0, Outlook.FUTURE: 1 / 7}
"""How many days back are as likely as one ahead, for a date of which only the words' outlook is known.

``OPEN`` is read off 287 weekdays that reporters gloss with their day: the last one is meant more often where it lies 4
days back and the coming one 3 ahead (14 to 8), the coming one at 5 back and 2 ahead (12 to 5). The others are chosen:
words of the past hold against all but the next day, words of the future within a week.
"""
OTHER_WEIGHT = 3
"""How much less likely another month or year is than the publication's own, which needs no naming; chosen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The time that a phrase means: all periods from ``first`` to ``last``.

    ``anchor`` is what it was counted from; ``conflicting``: it states a weekday that its date does not fall on.
    """

    first: Period
    last: Period
    modifier: Modifier | None = None
    anchor: Period | None = None
    conflicting: bool = False

    @property
    def value(self) -> str | None:
        """The time as ISO 8601 / EDTF writes it, None where the phrase contradicts itself."""
        if self.conflicting:
            return None
        return self.first.iso if self.first == self.last else f"{self.first.iso}/{self.last.iso}"


def resolve(phrase: Phrase, timeline: Timeline, outlook: Outlook) -> Reading | None:
    """Return the time that ``phrase`` means, None where a careful reader could not tell."""
    if phrase.gloss and phrase.gloss[0].base is Base.WEEKDAY:
        reading = _resolve((*phrase.terms, *phrase.gloss), timeline, outlook)
    else:
        reading = _with_gloss(phrase, _resolve(phrase.terms, timeline, outlook), timeline, outlook)
    if reading is not None and phrase.modifier is not None:
        reading = replace(reading, modifier=phrase.modifier)
    return reading if phrase.until is None or reading is None else _until(reading, phrase.until, timeline, outlook)


def _resolve(terms: Sequence[Term], timeline: Timeline, outlook: Outlook) -> Reading | None:
    head = terms[0]
    match head.base:
        case Base.ABSOLUTE:
            start: Reading | None = _single(Period(head.grain, head.number))
        case Base.PUBLISHED:
            start = _counted(_closing_week(terms, timeline.now), timeline.now)
        case Base.AFTER if outlook is Outlook.FUTURE or timeline.is_ahead:
            start = _counted(head, timeline.now)
        case Base.THEN:
            start = _counted(head, timeline.past(head.grain))
        case Base.THAT:
            start = _counted(head, timeline.that_day())
        case Base.CONTEXT | Base.AFTER:
            start = _counted(head, timeline.spoken.at(head.grain))
        case _:
            stated = timeline.stated.get(shorthand(terms))
            return _single(stated, timeline.now) if stated else _implied(terms, timeline, outlook)
    return _narrowed(start, terms[1:], timeline)


def _single(period: Period, anchor: Period | None = None) -> Reading | None:
    return Reading(period, period, None, anchor) if EARLIEST_YEAR <= period.first.year <= LATEST_YEAR else None


def _counted(term: Term, anchor: Period | None) -> Reading | None:
    if anchor is None or not is_as_fine(anchor, term.grain):
        return None
    return _single(anchor.at(term.grain).shifted(term.number), anchor)


def _closing_week(terms: Sequence[Term], published: Period | None) -> Term:
    """Return the first term; a Sunday stands between two weeks: 上周五 is that of the week which it closes."""
    head = terms[0]
    if published is None or head.grain is not Grain.WEEK or head.number != -1 or published.last.isoweekday() != SUNDAY:
        return head
    is_before_sunday = len(terms) > 1 and terms[1].base is Base.WEEKDAY and terms[1].number != SUNDAY
    return replace(head, number=0) if is_before_sunday else head


def _narrowed(reading: Reading | None, terms: Sequence[Term], timeline: Timeline) -> Reading | None:
    """Follow ``terms`` from coarse to fine; None where one names a period that does not exist (2月30日)."""
    for term in terms:
        if reading is None:
            return None
        reading = NARROWING[term.base](reading, term, timeline)
    return reading


def _numbered(reading: Reading, term: Term, _: Timeline) -> Reading | None:
    part = reading.first.nth(term.grain, term.number)
    return None if part is None else replace(reading, first=part, last=part)


def _seven_days(reading: Reading, term: Term, _: Timeline) -> Reading:
    """Narrow a month to its n-th seven days, the fifth of which may be fewer, or to its last seven."""
    last = Period.of(reading.first.last, Grain.DAY)
    if term.number == LAST:
        return replace(reading, first=last.shifted(1 - DAYS_PER_WEEK), last=last)
    first = reading.first.at(Grain.DAY).shifted((term.number - 1) * DAYS_PER_WEEK)
    return replace(reading, first=first, last=min(last, first.shifted(DAYS_PER_WEEK - 1), key=lambda day: day.index))


def _weekday(reading: Reading, term: Term, _: Timeline) -> Reading | None:
    """Find the weekday within a week, or check that of a day."""
    if reading.first == reading.last and reading.first.grain is Grain.DAY:
        return replace(reading, conflicting=reading.first.first.isoweekday() != term.number)
    first = reading.first.at(Grain.DAY)
    day = first.shifted((term.number - first.first.isoweekday()) % DAYS_PER_WEEK)
    return replace(reading, first=day, last=day) if day.first <= reading.last.last else None


def _weekend(reading: Reading, _: Term, __: Timeline) -> Reading:
    saturday = reading.first.at(Grain.DAY).shifted(SATURDAY - 1)
    return replace(reading, first=saturday, last=saturday.shifted(1))


def _from_start(reading: Reading, term: Term, _: Timeline) -> Reading:
    first = reading.first.at(term.grain)
    return replace(reading, first=first, last=first.shifted(term.number - 1))


def _part(reading: Reading, term: Term, _: Timeline) -> Reading:
    return replace(reading, modifier=term.modifier)


def _same_stretch(reading: Reading, _: Term, timeline: Timeline) -> Reading:
    """Move what the text dated last into the year of ``reading``; that year itself where it dated nothing finer."""
    latest = timeline.told.latest
    if latest is None or latest[0].grain not in PER_YEAR:
        return reading
    count = (reading.first.index - latest[0].first.year) * PER_YEAR[latest[0].grain]
    return replace(reading, first=latest[0].shifted(count), last=latest[1].shifted(count))


def _day_of_year(reading: Reading, term: Term, _: Timeline) -> Reading | None:
    find = lunar_day if term.base is Base.LUNAR else solar_day
    day = find(reading.first.first.year, term.number)
    return None if day is None else replace(reading, first=day, last=day)


NARROWING: dict[Base, Callable[[Reading, Term, Timeline], Reading | None]] = {
    Base.ORDINAL: _numbered,
    Base.SEVENTH: _seven_days,
    Base.WEEKDAY: _weekday,
    Base.WEEKEND: _weekend,
    Base.FIRST: _from_start,
    Base.PART: _part,
    Base.SAME: _same_stretch,
    Base.SOLAR: _day_of_year,
    Base.LUNAR: _day_of_year,
    Base.NAMED: _day_of_year,
}
"""How each kind of term narrows what the terms before it have fixed."""


def _implied(terms: Sequence[Term], timeline: Timeline, outlook: Outlook) -> Reading | None:
    """Resolve terms whose enclosing period is not stated: 11月17日, 周三, 第一季度, 年底.

    They belong to the time that the text is telling of, unless the publication's own time is near.
    """
    grain = terms[0].enclosing
    assert grain is not None  # every other term is resolved before
    story = timeline.story(grain)
    told = _narrowed(_single(story, story), terms, timeline) if story is not None else None
    published = timeline.now
    if published is None or not is_as_fine(published, terms[0].grain):
        return told
    enclosing = published.at(grain)
    shifts = (0,) if terms[0].base is Base.PART else (-1, 0, 1)
    around = (_narrowed(_single(enclosing.shifted(shift), published), terms, timeline) for shift in shifts)
    candidates = [reading for reading in around if reading is not None]
    nearest = _nearest(candidates, published.last, outlook, grain) if candidates else None
    if nearest is None or (told is not None and grain is not Grain.YEAR):
        return told
    days_ago = (published.first - nearest.last.last).days
    if told is None:
        return nearest if terms[0].base is not Base.NAMED or abs(days_ago) <= NEAR_DAYS else None
    is_planned = outlook is Outlook.FUTURE and timeline.is_behind(told.first)
    return nearest if is_planned or 0 <= days_ago <= NEAR_DAYS else told


def _nearest(candidates: Sequence[Reading], today: date, outlook: Outlook, enclosing: Grain) -> Reading:
    """Choose among the same date of successive periods: the nearer one, weighed by where the text looks."""
    candidates = [c for c in candidates if not c.conflicting] or candidates
    past = [c for c in candidates if c.first.first <= today]
    coming = [c for c in candidates if c.last.last >= today]
    if not past or not coming:
        return (coming or past[::-1])[0]
    if outlook is Outlook.BEHIND:
        return past[-1]
    ahead_days = (coming[0].first.first - today).days
    behind_days = (today - past[-1].last.last).days
    weight = AHEAD_WEIGHT[outlook]
    if enclosing is not Grain.WEEK:
        weight *= 1 / OTHER_WEIGHT if coming[0].first.at(enclosing) == Period.of(today, enclosing) else OTHER_WEIGHT
    is_likely = ahead_days <= AHEAD_DAYS and ahead_days * weight <= behind_days
    return coming[0] if is_likely else past[-1]


def _with_gloss(phrase: Phrase, reading: Reading | None, timeline: Timeline, outlook: Outlook) -> Reading | None:
    """Join a phrase with the date that glosses it: that places it, and a stated weekday checks it."""
    gloss = phrase.gloss
    if not gloss:
        return reading
    glossed = _beside(gloss, reading) if reading is not None else None
    if glossed is not None:
        return glossed
    weekdays = tuple(term for term in phrase.terms if term.base is Base.WEEKDAY and gloss[-1].grain is Grain.DAY)
    return _resolve((*gloss, *weekdays), timeline, outlook) or reading


def _beside(terms: Sequence[Term], reading: Reading) -> Reading | None:
    """Return the date of ``terms``, whose year or month is not stated, that lies beside ``reading``, if one does."""
    grain = terms[0].enclosing
    if grain is None:
        return None
    enclosing = reading.first.at(grain)
    timeline = Timeline(reading.first)
    candidates = [_narrowed(_single(enclosing.shifted(shift), reading.anchor), terms, timeline) for shift in (-1, 0, 1)]
    return next(
        (c for c in candidates if c is not None and abs((c.first.first - reading.first.first).days) <= BESIDE_DAYS),
        None,
    )


def _until(start: Reading, until: Phrase, timeline: Timeline, outlook: Outlook) -> Reading | None:
    """Return the range from ``start`` to ``until``, which may leave out what it shares with the start."""
    grain = until.terms[0].enclosing
    if grain is not None:
        enclosing = start.first.at(grain)
        ends = (_narrowed(_single(enclosing.shifted(shift), start.anchor), until.terms, timeline) for shift in (0, 1))
        end = next((e for e in ends if e is not None and e.last.last >= start.first.first), None)
    else:
        begun = Timeline(timeline.now)
        begun.note(start.first, start.last, states_year=False)
        end = _resolve(until.terms, begun, outlook)
    if end is None:
        return None
    first, last = _bound(start, 0), _bound(end, 1)
    if first.grain is not last.grain:
        first, last = start.first, end.last
    if first.grain is not last.grain or last.first < first.first:
        return None
    return Reading(first, last, None, start.anchor or end.anchor, start.conflicting or end.conflicting)


def _bound(reading: Reading, side: int) -> Period:
    """Return the first (0) or last (1) period of a reading, by months where it is half a year."""
    if reading.modifier in HALVES:
        month = reading.first.nth(Grain.MONTH, HALVES[reading.modifier][side])
        assert month is not None  # every year has its months
        return month
    return (reading.first, reading.last)[side]
