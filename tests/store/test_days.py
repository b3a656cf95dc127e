"""Values of dates as days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Modifier
from bot.store.days import days_of


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-11", "2023-11-01", "2023-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-11-05", "2023-11-05", "2023-11-05"),
        ("2024-W18", "2024-04-29", "2024-05-05"),
        ("2021-Q1", "2021-01-01", "2021-03-31"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("2025-spring", "2025-03-01", "2025-05-31"),
        ("2025-winter", "2025-12-01", "2026-02-28"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2016/2019", "2016-01-01", "2019-12-31"),
        ("2023-11-17/2023-11-22", "2023-11-17", "2023-11-22"),
    ],
)
def test_a_value_covers_its_days(value: str, first: str, last: str) -> None:
    expected = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()

    assert expected == days_of(value)


@pytest.mark.parametrize(
    ("modifier", "first", "last"),
    [
        (Modifier.START, "2015-01-01", "2015-05-01"),
        (Modifier.MID, "2015-05-02", "2015-08-31"),
        (Modifier.END, "2015-09-01", "2015-12-31"),
        (Modifier.FIRST_HALF, "2015-01-01", "2015-07-01"),
        (Modifier.SECOND_HALF, "2015-07-02", "2015-12-31"),
    ],
)
def test_a_modifier_narrows_a_period(modifier: Modifier, first: str, last: str) -> None:
    expected = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()

    assert expected == days_of("2015", modifier)


@pytest.mark.parametrize("modifier", list(Modifier))
def test_a_day_is_not_narrowed(modifier: Modifier) -> None:
    day = date(2024, 5, 15).toordinal()

    assert (day, day) == days_of("2024-05-15", modifier)


@pytest.mark.parametrize("value", ["", "2023-13", "2023-02-30", "2024-W54", "XXXX", "20X", "2019/2016", "0", "soon"])
def test_what_the_calendar_lacks_has_no_days(value: str) -> None:
    assert days_of(value) is None


@given(st.text(alphabet="0129X/-QWspring", max_size=24))
def test_any_text_has_days_in_order_or_none(value: str) -> None:
    days = days_of(value)

    assert days is None or days[0] <= days[1]
