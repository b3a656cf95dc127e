"""A digest is due once a local day, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs.schedule import instant_of, next_due, next_run, parse_time, zone_names
from bot.model import Order, Rhythm

ZONES = [
    "America/New_York",
    "Europe/Berlin",
    "Asia/Taipei",
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Kathmandu",
    "America/Sao_Paulo",  # its clocks were put forward at midnight
    "America/Havana",  # they are still
    "Australia/Lord_Howe",  # by half an hour
    "Africa/Casablanca",  # twice a year around Ramadan
    "Pacific/Apia",  # it left out 2011-12-30
    "UTC",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
times = st.times(max_value=time(23, 59)).map(lambda each: each.replace(second=0, microsecond=0))
instants = st.datetimes(datetime(2005, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- st.just


@pytest.mark.parametrize(
    ("zone", "local_time", "day", "expected"),
    [
        # put forward: 02:30 is not there, so the moment after the gap
        ("America/New_York", time(2, 30), date(2026, 3, 8), "2026-03-08T03:00:00-04:00"),
        ("Europe/Berlin", time(2, 0), date(2026, 3, 29), "2026-03-29T03:00:00+02:00"),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "2026-10-04T02:30:00+11:00"),
        ("America/Havana", time(0, 30), date(2026, 3, 8), "2026-03-08T01:00:00-04:00"),
        ("Pacific/Apia", time(9), date(2011, 12, 30), "2011-12-31T00:00:00+14:00"),
        # put back: 01:30 is there twice, so the first
        ("America/New_York", time(1, 30), date(2026, 11, 1), "2026-11-01T01:30:00-04:00"),
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), "2026-10-25T02:30:00+02:00"),
        # the edges of both
        ("America/New_York", time(1, 59), date(2026, 3, 8), "2026-03-08T01:59:00-05:00"),
        ("America/New_York", time(3, 0), date(2026, 3, 8), "2026-03-08T03:00:00-04:00"),
        ("America/New_York", time(2, 0), date(2026, 11, 1), "2026-11-01T02:00:00-05:00"),
        # none of it
        ("Asia/Taipei", time(9), date(2026, 3, 29), "2026-03-29T09:00:00+08:00"),
        ("Asia/Kathmandu", time(0, 0), date(2026, 3, 29), "2026-03-29T00:00:00+05:45"),
    ],
)
def test_a_local_time_has_one_instant_a_day(zone: str, local_time: time, day: date, expected: str) -> None:
    assert instant_of(day, local_time, ZoneInfo(zone)) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Asia/Taipei"])
@pytest.mark.parametrize("local_time", [time(1, 30), time(2, 0), time(2, 30), time(3, 0), time(9)])
def test_a_year_has_a_digest_each_day(zone: str, local_time: time) -> None:
    instant = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    days = []
    for _ in range(365):
        instant = next_due(local_time, ZoneInfo(zone), instant)
        days.append(instant.astimezone(ZoneInfo(zone)).date())

    assert days == [date(2026, 1, 1) + timedelta(number) for number in range(365)]


@given(local_time=times, zone=zones, after=instants)
def test_the_next_is_later_and_within_the_longest_day(local_time: time, zone: ZoneInfo, after: datetime) -> None:
    due = next_due(local_time, zone, after)

    assert after < due <= after + timedelta(hours=26)
    assert due.tzinfo is UTC
    assert due.second == due.microsecond == 0


@given(local_time=times, zone=zones, after=instants)
def test_the_next_shows_the_local_time_or_ends_a_gap(local_time: time, zone: ZoneInfo, after: datetime) -> None:
    due = next_due(local_time, zone, after)
    shown = due.astimezone(zone)
    before = (due - timedelta(seconds=1)).astimezone(zone)

    if shown.time() != local_time:
        last = before.replace(tzinfo=None) + timedelta(seconds=1)  # when the clocks were put forward, by the old time
        first = shown.replace(tzinfo=None)

        assert any(last <= datetime.combine(day, local_time) < first for day in {last.date(), first.date()})


@given(local_time=times, zone=zones, after=instants, seconds=st.integers(0, 200_000))
def test_asking_later_never_gives_an_earlier_one(
    local_time: time, zone: ZoneInfo, after: datetime, seconds: int
) -> None:
    later = after + timedelta(seconds=seconds)
    due = next_due(local_time, zone, after)

    assert next_due(local_time, zone, later) >= due
    assert next_due(local_time, zone, due - timedelta(microseconds=1)) == due


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("09:00", time(9)),
        ("9:05", time(9, 5)),
        ("9", time(9)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("23:59", time(23, 59)),
        ("0:00", time(0)),
        (" ０９：３０ ", time(9, 30)),
        ("24:00", None),
        ("9:60", None),
        ("9:5", None),
        ("", None),
        ("noon", None),
        ("-1", None),
        ("09:00:00", None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, expected: time | None) -> None:
    assert parse_time(typed) == expected


def test_the_zones_of_the_readers_are_known() -> None:
    assert set(ZONES) <= set(zone_names())
    assert list(zone_names()) == sorted(zone_names())


# Days

NINE = Order(channel=1, channel_name="news", locale="zh-TW", local_time=time(9), zone="Asia/Taipei")
MONDAY, FRIDAY, SUNDAY = 0, 4, 6


def following(order: Order, first: str, count: int) -> list[str]:
    """Return when an order is due, as the clocks of its zone show it, so many times from an instant on."""
    zone = ZoneInfo(order.zone)
    instant = datetime.fromisoformat(first).replace(tzinfo=zone).astimezone(UTC)
    found = []
    for _ in range(count):
        instant = next_run(order, instant)
        found.append(instant.astimezone(zone).strftime("%a %m-%d %H:%M"))
    return found


@pytest.mark.parametrize(
    ("wishes", "first", "expected"),
    [
        ({}, "2026-11-20T09:00", ["Sat 11-21 09:00", "Sun 11-22 09:00"]),
        ({"rhythm": Rhythm.WEEKDAYS}, "2026-11-20T08:59", ["Fri 11-20 09:00", "Mon 11-23 09:00", "Tue 11-24 09:00"]),
        ({"rhythm": Rhythm.WEEKDAYS}, "2026-11-21T12:00", ["Mon 11-23 09:00"]),
        ({"rhythm": Rhythm.WEEKLY, "weekday": FRIDAY}, "2026-11-20T09:00", ["Fri 11-27 09:00", "Fri 12-04 09:00"]),
        ({"rhythm": Rhythm.WEEKLY, "weekday": MONDAY}, "2026-11-22T23:59", ["Mon 11-23 09:00"]),
        # weekly over both changes of the clocks: it stays nine
        (
            {"rhythm": Rhythm.WEEKLY, "weekday": SUNDAY, "zone": "America/New_York"},
            "2026-10-18T12:00",
            ["Sun 10-25 09:00", "Sun 11-01 09:00", "Sun 11-08 09:00"],
        ),
        (
            {"rhythm": Rhythm.WEEKLY, "weekday": SUNDAY, "zone": "Europe/Berlin"},
            "2026-03-20T12:00",
            ["Sun 03-22 09:00", "Sun 03-29 09:00", "Sun 04-05 09:00"],
        ),
        # in the hour that is left out: when the clocks are put forward; in the one that comes twice: once
        (
            {"rhythm": Rhythm.WEEKLY, "weekday": SUNDAY, "zone": "Europe/Berlin", "local_time": time(2, 30)},
            "2026-03-23T00:00",
            ["Sun 03-29 03:00", "Sun 04-05 02:30"],
        ),
        (
            {"rhythm": Rhythm.WEEKLY, "weekday": SUNDAY, "zone": "America/New_York", "local_time": time(1, 30)},
            "2026-10-26T00:00",
            ["Sun 11-01 01:30", "Sun 11-08 01:30"],
        ),
        # a Friday that the zone left out is told as the Saturday begins
        (
            {"rhythm": Rhythm.WEEKLY, "weekday": FRIDAY, "zone": "Pacific/Apia"},
            "2011-12-24T00:00",
            ["Sat 12-31 00:00", "Fri 01-06 09:00"],
        ),
        (
            {"rhythm": Rhythm.WEEKDAYS, "zone": "Pacific/Apia"},
            "2011-12-29T09:00",
            ["Sat 12-31 00:00", "Mon 01-02 09:00"],
        ),
    ],
)
def test_an_order_is_due_on_its_days(wishes: dict[str, Any], first: str, expected: list[str]) -> None:
    assert following(replace(NINE, **wishes), first, len(expected)) == expected


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Asia/Taipei", "Australia/Lord_Howe"])
@pytest.mark.parametrize("local_time", [time(0), time(1, 30), time(2, 15), time(9)])
def test_a_year_has_each_of_its_days_once(zone: str, local_time: time) -> None:
    weekly = replace(NINE, zone=zone, local_time=local_time, rhythm=Rhythm.WEEKLY, weekday=SUNDAY)
    instant = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    days = []
    for _ in range(52):
        instant = next_run(weekly, instant)
        days.append(instant.astimezone(ZoneInfo(zone)).date())

    assert days == [date(2026, 1, 4) + timedelta(7 * number) for number in range(52)]


@given(
    local_time=times,
    zone=zones.map(str),
    after=instants,
    rhythm=st.sampled_from([Rhythm.DAILY, Rhythm.WEEKDAYS, Rhythm.WEEKLY]),
    weekday=st.integers(0, 6),
)
def test_the_next_of_an_order_is_later_and_never_left_out(
    local_time: time, zone: str, after: datetime, rhythm: Rhythm, weekday: int
) -> None:
    order = replace(NINE, local_time=local_time, zone=zone, rhythm=rhythm, weekday=weekday)
    due = next_run(order, after)

    assert after < due <= after + timedelta(days=8, hours=2)
    assert next_run(order, due - timedelta(microseconds=1)) == due
