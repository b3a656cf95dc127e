"""When an ISO 8601 / EDTF value begins and ends, for ordering.

Days are ordinals as ``datetime.date.toordinal`` counts them: 1 is 0001-01-01.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.model import Grain, Modifier

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
MONTH = re.compile(r"(\d{4})-(\d\d)")
WEEK = re.compile(r"(\d{4})-W(\d\d)")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
SEASON = re.compile(r"(\d{4})-(spring|summer|autumn|winter)")
YEARS = re.compile(r"(\d{1,4})(X{0,3})")
YEAR_DIGITS = 4
FORMS = {DAY: Grain.DAY, MONTH: Grain.MONTH, WEEK: Grain.WEEK, QUARTER: Grain.QUARTER, SEASON: Grain.SEASON}
ROUNDED = {0: Grain.YEAR, 1: Grain.DECADE, 2: Grain.CENTURY}
"""The grain of a year by how many of its digits are open."""
MONTHS_A_QUARTER = 3
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""The month that a season of the northern half of the earth begins with; a winter ends in the next year."""
PORTIONS = {
    Modifier.START: (0, 3),
    Modifier.MID: (1, 3),
    Modifier.END: (2, 3),
    Modifier.FIRST_HALF: (0, 2),
    Modifier.SECOND_HALF: (1, 2),
}
"""Which of how many equal parts of a period a modifier means."""


def days_of(value: str, modifier: Modifier | None = None) -> tuple[int, int] | None:
    """Return the first and last day of ``value``, narrowed by ``modifier``; None for what is not on the calendar.

    >>> days_of("2024-02") == (date(2024, 2, 1).toordinal(), date(2024, 2, 29).toordinal())
    True
    """
    first, _, last = value.partition("/")
    try:
        begins, ends = _period(first)
        if last:
            ends = _period(last)[1]
    except ValueError:
        return None
    if ends < begins:
        return None
    if modifier is not None:
        part, parts = PORTIONS[modifier]
        length = ends - begins + 1
        begins, ends = begins + length * part // parts, begins + max(length * (part + 1) // parts, 1) - 1
    return begins, max(begins, ends)


def grain_of(value: str) -> Grain | None:
    """Return how precise a value is, of a range its beginning; None for what has no form of one.

    >>> grain_of("2024-W18"), grain_of("199X")
    (<Grain.WEEK: 'week'>, <Grain.DECADE: 'decade'>)
    """
    first = value.partition("/")[0]
    for form, grain in FORMS.items():
        if form.fullmatch(first):
            return grain
    years = YEARS.fullmatch(first)
    return ROUNDED.get(len(years[2])) if years and len(first) == YEAR_DIGITS else None


def _period(value: str) -> tuple[int, int]:
    """Return the first and last day of a value that is no range.

    Raises:
        ValueError: the value has another form, or the calendar no such day.
    """
    if found := DAY.fullmatch(value):
        day = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
        return day, day
    if found := MONTH.fullmatch(value):
        return _months(int(found[1]), int(found[2]), 1)
    if found := WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1).toordinal()
        return monday, monday + 6
    if found := QUARTER.fullmatch(value):
        return _months(int(found[1]), int(found[2]) * MONTHS_A_QUARTER - 2, MONTHS_A_QUARTER)
    if found := SEASON.fullmatch(value):
        return _months(int(found[1]), SEASONS[found[2]], MONTHS_A_QUARTER)
    if (found := YEARS.fullmatch(value)) and len(value) == YEAR_DIGITS:
        first = int(found[1] + "0" * len(found[2]))
        last = int(found[1] + "9" * len(found[2]))
        return date(max(first, 1), 1, 1).toordinal(), date(last, 12, 31).toordinal()
    raise ValueError(value)


def _months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the first day of ``month`` and the last day of the ``count`` months from there."""
    first = date(year, month, 1)
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    last = date(last_year, last_month + 1, 1) + timedelta(days=monthrange(last_year, last_month + 1)[1] - 1)
    return first.toordinal(), last.toordinal()
