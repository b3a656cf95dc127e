"""When items say that they were published."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.feeds.times import instant, publication
from bot.model import DateSource, Grain, PublicationDate

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        "Sun, 22 Nov 2026 08:30:00 +0800",
        "Sun, 22 Nov 2026 00:30:00 GMT",
        "22 Nov 2026 08:30 +0800",
        "Sun, 22 Nov 2026 08:30:00 CST",
        "Sun, 22 Nov 26 08:30:00 +0800",
        "2026-11-22T08:30:00+08:00",
        "2026-11-22T00:30:00Z",
        "2026-11-22 08:30:00",
        "2026-11-22T08:30",
        " 周日, 22 十一月 2026 08:30:00 +0800 ",
        "星期日，22 11月 2026 08:30:00 +0800",
        "週日, 22 十一月 2026 08:30:00 +0800",
    ],
)
def test_an_instant_is_read_in_every_form(words: str) -> None:
    assert instant(words) == MORNING


@pytest.mark.parametrize(
    "words", ["2026年11月22日 08:30", "2026/11/22 08:30", "2026-11-22", "2026.11.22", "２０２６年１１月２２日"]
)
def test_a_day_alone_begins_at_midnight_in_china(words: str) -> None:
    assert instant(words) == datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "昨天",
        "0000-00-00 00:00:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 30 Feb 2026 00:00:00 GMT",
        "2026-13-01",
        "1",
    ],
)
def test_what_is_no_instant_is_none(words: str) -> None:
    assert instant(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Sat, 21 Nov 2026 23:30:00 GMT", "2026-11-22"),
        ("2026-11-21T15:59:59Z", "2026-11-21"),
        ("2026-11-21T23:30:00+08:00", "2026-11-21"),
        ("2026-11-21T23:30:00-05:00", "2026-11-21"),
        ("2026-11-21 23:30:00", "2026-11-21"),
    ],
)
def test_the_day_is_that_of_chinas_clocks_or_of_the_zone_that_is_stated(words: str, expected: str) -> None:
    assert publication(words, NOW) == PublicationDate(expected, Grain.DAY, DateSource.STATED, words)


def test_a_day_to_come_is_none() -> None:
    assert publication("Sun, 22 Nov 2026 23:30:00 +0800", NOW) is not None
    assert publication("Tue, 24 Nov 2026 08:30:00 +0800", NOW) is None


@given(st.text(max_size=40))
def test_any_words_are_read(words: str) -> None:
    instant(words)


@given(st.datetimes(datetime(1991, 1, 1), datetime(2026, 11, 21)), st.integers(-12 * 60, 14 * 60))  # noqa: DTZ001 -- the zone is drawn
def test_an_instant_that_is_written_is_the_one_that_is_read(local: datetime, minutes: int) -> None:
    written = local.replace(microsecond=0)
    stated = f"{written.isoformat()}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"

    found = instant(stated)

    assert found is not None
    assert found.utcoffset() == timedelta(minutes=minutes)
    assert found.replace(tzinfo=None) == written
