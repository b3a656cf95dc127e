"""A timeline as a picture: as exact as the words, on one scale, sources that differ side by side."""

from datetime import date
from typing import Any

import pytest

from bot.model import Modifier
from bot.pictures.press import Sheet, typeset
from bot.pictures.timeline import MOST_ENTRIES, MOST_SHEETS, timeline
from bot.pictures.typefaces import Typefaces
from tests.pictures.drawn import dated, differing, lines, pixels, shown


def events(sheet: Sheet) -> list[dict[str, Any]]:
    parts: Any = sheet.content["parts"]
    return [event for part in parts if part["kind"] == "events" for event in part["events"]]


def test_a_day_is_a_dot_and_a_month_as_long_as_a_month() -> None:
    [sheet] = timeline(
        "里斯本", shown([dated("2024", "這一年。"), dated("2024-05", "五月。"), dated("2024-05-15", "這天。")]), "zh-TW"
    )
    year, month, day = events(sheet)

    assert (year["first"], year["last"]) == (0, 1)
    assert month["last"] - month["first"] == pytest.approx(30 / 365)
    assert day["first"] == day["last"]
    assert [event["day"] for event in (year, month, day)] == [False, False, True]
    assert sheet.content["ends"] == ("2024 年 1 月", "2024 年 12 月")


def test_a_part_of_a_year_is_drawn_as_that_part() -> None:
    [sheet] = timeline("里斯本", shown([dated("2024", "年底。", Modifier.END), dated("2024", "這一年。")]), "zh-TW")
    end, _ = events(sheet)

    assert end["date"] == "2024 年底"
    assert end["first"] == pytest.approx(2 / 3, abs=0.01)
    assert end["last"] == 1


def test_dates_and_words_are_on_the_picture(typefaces: Typefaces) -> None:
    facts = [dated("2023-11", "實驗室動盪。"), dated("2024-05-15", "沈硯秋離職。")]
    [sheet] = timeline("里斯本", shown(facts), "zh-TW")
    read = "".join("".join(lines(sheet, typefaces)).split())

    for words in ("里斯本", "2023年11月", "實驗室動盪。", "2024年5月15日", "沈硯秋離職。", "晨星日報·2024-05-15"):
        assert words in read
    assert sheet.description.splitlines() == [
        "里斯本",
        "2023 年 11 月：「實驗室動盪。」（晨星日報 · 2024-05-15）",
        "2024 年 5 月 15 日：「沈硯秋離職。」（晨星日報 · 2024-05-15）",
    ]


def test_sources_that_differ_stand_side_by_side(typefaces: Typefaces) -> None:
    [sheet] = timeline(
        "里斯本", shown([differing(("2024-05-15", "昨天離職。"), ("2024-05-17", "今天離職。"))]), "zh-TW"
    )
    red, green, blue, _ = pixels(typeset(sheet, typefaces)).transpose(2, 0, 1).astype(int)
    accented = (green - red > 30) & (green - blue > 30)
    left, right = accented[:, :550].any(axis=1), accented[:, 550:].any(axis=1)

    assert left.any()
    assert (left == right).mean() > 0.95


def test_many_events_go_on_over_several_pictures_of_one_scale(typefaces: Typefaces) -> None:
    facts = [dated(date(2024, 1, 1 + number).isoformat(), f"第{number}件事。") for number in range(12)]
    sheets = timeline("里斯本", shown(facts), "zh-TW")

    assert [len(events(sheet)) for sheet in sheets] == [MOST_ENTRIES, MOST_ENTRIES, 2]
    assert [event["first"] for sheet in sheets for event in events(sheet)] == [
        pytest.approx(number / 11) for number in range(12)
    ]
    for sheet in sheets:
        height, width, _ = pixels(typeset(sheet, typefaces)).shape
        assert width == 1100
        assert height < 1.4 * width


def test_very_many_short_events_are_no_more_pictures_than_discord_takes() -> None:
    facts = [dated("2024-05-15", f"{number}。") for number in range(100)]
    sheets = timeline("里斯本", shown(facts), "zh-TW")

    assert len(sheets) <= MOST_SHEETS
    assert sum(len(events(sheet)) for sheet in sheets) == 100


def test_a_sentence_without_end_is_cut_with_a_sign(typefaces: Typefaces) -> None:
    [sheet] = timeline("里" * 1000, shown([dated("2024-05-15", "國" * 100_000), dated("2024", "年。")]), "zh-TW")

    assert events(sheet)[0]["text"].endswith("國…")
    assert len(sheet.description) <= 1024
    assert pixels(typeset(sheet, typefaces)).shape[0] < 3000


def test_a_value_that_is_no_time_has_no_place_on_the_scale(typefaces: Typefaces) -> None:
    [sheet] = timeline("里斯本", shown([dated("20XX-13", "不知何時。"), dated("2024-02-31", "沒有這天。")]), "en-US")

    assert [event["first"] for event in events(sheet)] == [None, None]
    assert typeset(sheet, typefaces)
