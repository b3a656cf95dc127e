"""Who reads the items of the date benchmark: this project, the rule of thumb, and jionlp where it is installed."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from importlib import import_module
from types import ModuleType

from opencc import OpenCC

from benchmarks.date_sets.items import Days, Item
from bot.analysis.dates import find_dates
from bot.analysis.dates.periods import SEASONS, Period
from bot.analysis.document import Document
from bot.model import DateSource, Grain, Modifier, PublicationDate

Reader = Callable[[Item], bool]
"""Tells whether it reads an item right."""
NAIVE_DAYS = {"今": 0, "當": 0, "当": 0, "昨": -1, "前": -2, "明": 1, "後": 2, "后": 2}
NAIVE_WEEKDAY = re.compile("(?P<week>[上下本這这]?)個?个?(?:周|週|星期|禮拜|礼拜)(?P<day>[一二三四五六日天])")
JIONLP = ("jionlp", "jionlp_time")
"""The modules that hold its parser: the whole toolkit, the parser alone."""


def ours(item: Item) -> bool:
    """Read with this project: an expression found at the item's words covers exactly one of the expected stretches."""
    published_on = PublicationDate(item.published_on.isoformat(), Grain.DAY, DateSource.GIVEN, "")
    found = find_dates(Document.of(item.text), published_on)
    return any(
        item.accepts(days_of(expression.value, expression.modifier))
        for expression in found
        if expression.value is not None and expression.span.overlaps(item.span)
    )


def naive(item: Item) -> bool:
    """Read with the rule of thumb: 今 is the day of publication, a weekday without its week is the last one."""
    match = NAIVE_WEEKDAY.search(item.words)
    if match is None:
        shift = NAIVE_DAYS.get(item.words[0])
        return shift is not None and _is_day(item, item.published_on + timedelta(shift))
    monday = item.published_on - timedelta(item.published_on.weekday())
    day = monday + timedelta("一二三四五六日".find(match["day"].replace("天", "日")))
    if match["week"]:
        return _is_day(item, day + timedelta({"上": -7, "下": 7}.get(match["week"], 0)))
    return _is_day(item, day if day <= item.published_on else day - timedelta(7))


def jionlp() -> Reader | None:
    """Return a reader with jionlp's parser, None where it is not installed.

    It does not find dates in a text, so it is given the words themselves, in simplified script, which is what it knows.
    """
    parser = next((module for name in JIONLP if (module := _module(name)) is not None), None)
    if parser is None:
        return None
    simplified = OpenCC("t2s")

    def read(item: Item) -> bool:
        try:
            parsed = parser.parse_time(
                simplified.convert(item.words), time_base=datetime.combine(item.published_on, time(12)).timestamp()
            )
        except Exception:  # noqa: BLE001  # it raises many kinds for what it does not know
            return False
        ends = parsed["time"]
        if not isinstance(ends, list):
            return False
        try:
            start, end = (datetime.fromisoformat(text).date() for text in ends)
        except ValueError:  # an open end, a year before Christ
            return False
        return item.accepts((start, end))

    return read


def _module(name: str) -> ModuleType | None:
    try:
        return import_module(name)
    except ImportError:
        return None


def _is_day(item: Item, day: date) -> bool:
    return item.accepts((day, day))


def days_of(value: str, modifier: Modifier | None) -> Days:
    """Return the first and the last day of a value in ISO 8601 / EDTF, or of the half that the modifier names."""
    start, _, end = value.partition("/")
    first, last = _period(start).first, _period(end or start).last
    middle = first.replace(day=16) if last.month == first.month else first.replace(month=7)
    if modifier is Modifier.FIRST_HALF:
        return first, middle - timedelta(days=1)
    return (middle, last) if modifier is Modifier.SECOND_HALF else (first, last)


def _period(value: str) -> Period:
    if "X" in value:
        return Period(Grain.CENTURY if value.endswith("XX") else Grain.DECADE, int(value.rstrip("X")))
    year, _, part = value.partition("-")
    if part in SEASONS:
        return Period(Grain.SEASON, int(year) * 4 + SEASONS.index(part))
    if part.startswith("Q"):
        return Period(Grain.QUARTER, int(year) * 4 + int(part[1]) - 1)
    if part.startswith("W"):
        return Period.of(date.fromisocalendar(int(year), int(part[1:]), 1), Grain.WEEK)
    grain = (Grain.YEAR, Grain.MONTH, Grain.DAY)[value.count("-")]
    return Period.of(date.fromisoformat(value + "-01" * (2 - value.count("-"))), grain)
