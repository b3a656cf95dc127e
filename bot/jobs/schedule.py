"""When an order is next due: a local time on certain days, in zones whose clocks are put forward and back."""

import re
from bisect import bisect_left
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from unicodedata import normalize
from zoneinfo import ZoneInfo, available_timezones

from bot.model import Order, Rhythm

TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])(?::?(?P<minute>[0-5]\d))?")
EVERY_DAY = range(7)
WORKING_DAYS = range(5)
DAYS_AROUND = range(-1, 10)
"""Days about the local one among which a weekday's next is found, even where a zone left out a whole day."""


def next_run(order: Order, after: datetime) -> datetime:
    """Return the first instant later than ``after`` at which an order is due; in UTC."""
    match order.rhythm:
        case Rhythm.WEEKDAYS:
            weekdays: Collection[int] = WORKING_DAYS
        case Rhythm.WEEKLY:
            assert order.weekday is not None
            weekdays = (order.weekday,)
        case _:
            weekdays = EVERY_DAY
    return next_due(order.local_time, ZoneInfo(order.zone), after, weekdays)


def next_due(local_time: time, zone: ZoneInfo, after: datetime, weekdays: Collection[int] = EVERY_DAY) -> datetime:
    """Return the first instant later than ``after`` at which the clocks of ``zone`` show ``local_time``; in UTC.

    A time that a day does not have, as its clocks are put forward, is taken for the moment at which they are; one
    that it has twice is taken once, the first time. A day that the zone left out has the moment after it.

    Args:
        local_time: hours and minutes.
        zone: whose clocks.
        after: any instant.
        weekdays: on which days, at least one; 0 is Monday.
    """
    today = after.astimezone(zone).date()
    days = (today + timedelta(number) for number in DAYS_AROUND)
    instants = (instant_of(day, local_time, zone) for day in days if day.weekday() in weekdays)
    return min(instant for instant in instants if instant > after)


def instant_of(day: date, local_time: time, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time on a day, in UTC."""
    local = datetime.combine(day, local_time, zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _end_of_gap(local, zone)


def parse_time(typed: str) -> time | None:
    """Return the time of day that was typed (``09:00``, ``9``, ``0930``, ``９：３０``), None where it is none."""
    found = TIME.fullmatch(normalize("NFKC", typed).strip())
    return None if found is None else time(int(found["hour"]), int(found["minute"] or 0))


@cache
def zone_names() -> tuple[str, ...]:
    """Return every IANA name that this computer knows, in alphabetical order."""
    return tuple(sorted(available_timezones()))


def _end_of_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant at which the clocks were put forward over ``local``.

    Reckoned by the offset after the gap, ``local`` lies before that instant; by the offset before it, after.
    """
    earliest, latest = (int(local.replace(fold=fold).timestamp()) for fold in (1, 0))
    before = datetime.fromtimestamp(earliest, zone).utcoffset()
    seconds = range(earliest, latest + 1)
    passed = bisect_left(seconds, True, key=lambda second: datetime.fromtimestamp(second, zone).utcoffset() != before)  # noqa: FBT003 -- what is sought
    return datetime.fromtimestamp(seconds[passed], UTC)
