"""How often a feed is fetched."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs.feeds.rhythm import LONGEST, LONGEST_REST, MOST_ASKED, SHORTEST, USUAL, interval, jittered, rest
from tests.jobs.board import MORNING

HOUR = timedelta(hours=1)


def every(gap: timedelta, count: int = 10) -> list[datetime]:
    return [MORNING - number * gap for number in range(count)]


@pytest.mark.parametrize(
    ("times", "asked_s", "expected"),
    [
        (every(2 * HOUR), None, HOUR),
        (every(timedelta(minutes=1)), None, SHORTEST),
        (every(timedelta(days=1)), None, LONGEST),
        (every(2 * HOUR), 3 * 3600, 3 * HOUR),
        (every(2 * HOUR), 60, HOUR),
        (every(2 * HOUR), 30 * 86_400, MOST_ASKED),
        ([], None, USUAL),
        ([MORNING], None, USUAL),
        ([time - timedelta(days=3) for time in every(HOUR)], None, LONGEST),
        ([*every(2 * HOUR), MORNING + 100 * HOUR], None, HOUR),
    ],
)
def test_a_feed_is_fetched_as_often_as_it_brings_something(
    times: list[datetime], asked_s: int | None, expected: timedelta
) -> None:
    assert interval(times, MORNING, asked_s) == expected


@given(st.lists(st.timedeltas(timedelta(days=-9), timedelta(days=9))), st.none() | st.integers(0, 10**9))
def test_no_feed_is_fetched_too_often_or_too_rarely(ages: list[timedelta], asked_s: int | None) -> None:
    assert SHORTEST <= interval([MORNING + age for age in ages], MORNING, asked_s) <= MOST_ASKED


@pytest.mark.parametrize(
    ("failures", "asked_s", "minutes"),
    [(1, None, 5), (2, None, 10), (6, None, 160), (1, 3600, 60), (3, 60, 20), (1, 10**9, 1440), (99999, None, 1440)],
)
def test_a_feed_that_fails_is_left_alone_twice_as_long_each_time(
    failures: int, asked_s: float | None, minutes: int
) -> None:
    assert rest(failures, asked_s) == timedelta(minutes=minutes) <= LONGEST_REST


def test_a_time_is_never_shortened_by_chance() -> None:
    assert all(HOUR <= jittered(HOUR) <= 1.1 * HOUR for _ in range(100))
