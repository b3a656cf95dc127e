"""Dates are written as the reader writes them, and are never more precise than their value."""

import pytest

from bot.answers.date_label import date_label
from bot.model import Grain, Modifier


@pytest.mark.parametrize(
    ("value", "modifier", "traditional", "simplified", "english"),
    [
        ("2024-05-15", None, "2024 年 5 月 15 日", "2024 年 5 月 15 日", "15 May 2024"),
        ("2024-05", None, "2024 年 5 月", "2024 年 5 月", "May 2024"),
        ("2024-05", Modifier.MID, "2024 年 5 月中旬", "2024 年 5 月中旬", "mid-May 2024"),
        ("2015", None, "2015 年", "2015 年", "2015"),
        ("2015", Modifier.END, "2015 年底", "2015 年底", "late 2015"),
        ("2015", Modifier.START, "2015 年初", "2015 年初", "early 2015"),
        ("2021", Modifier.FIRST_HALF, "2021 年上半年", "2021 年上半年", "first half of 2021"),
        ("2021-Q1", None, "2021 年第一季", "2021 年第一季度", "Q1 2021"),
        ("2021-Q4", Modifier.END, "2021 年第四季末", "2021 年第四季度末", "end of Q4 2021"),
        ("2025-spring", None, "2025 年春季", "2025 年春季", "spring 2025"),
        ("2024-W08", None, "2024 年第 8 週", "2024 年第 8 周", "week 8 of 2024"),
        ("199X", None, "1990 年代", "1990 年代", "1990s"),
        ("199X", Modifier.SECOND_HALF, "1990 年代後半", "1990 年代后半", "second half of the 1990s"),
        ("20XX", None, "21 世紀", "21 世纪", "21st century"),
        ("20XX", Modifier.START, "21 世紀初", "21 世纪初", "early 21st century"),
        ("10XX", None, "11 世紀", "11 世纪", "11th century"),
        ("2016/2019", None, "2016–2019 年", "2016–2019 年", "2016–2019"),
        (
            "2023-12/2024-05-03",
            None,
            "2023 年 12 月至 2024 年 5 月 3 日",
            "2023 年 12 月至 2024 年 5 月 3 日",
            "December 2023 to 3 May 2024",
        ),
        ("2024-13", None, "2024-13", "2024-13", "2024-13"),
        ("someday", Modifier.END, "someday", "someday", "someday"),
    ],
)  # fmt: skip - one value a line
def test_a_value_is_written_in_the_readers_words(
    value: str, modifier: Modifier | None, traditional: str, simplified: str, english: str
) -> None:
    labels = tuple(date_label(value, modifier, locale) for locale in ("zh-TW", "zh-CN", "en-US"))

    assert labels == (traditional, simplified, english)


VALUES = {
    Grain.CENTURY: "19XX",
    Grain.DECADE: "198X",
    Grain.YEAR: "1987",
    Grain.SEASON: "1987-winter",
    Grain.QUARTER: "1987-Q2",
    Grain.MONTH: "1987-12",
    Grain.WEEK: "1987-W40",
    Grain.DAY: "1987-12-31",
}


@pytest.mark.parametrize("locale", ["zh-HK", "zh-CN", "en-US"])
@pytest.mark.parametrize("modifier", Modifier)
@pytest.mark.parametrize("grain", Grain)
def test_every_grain_has_words_for_its_parts(grain: Grain, modifier: Modifier, locale: str) -> None:
    whole = date_label(VALUES[grain], None, locale)

    assert whole in date_label(VALUES[grain], modifier, locale) != whole
