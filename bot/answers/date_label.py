"""A date in the reader's words, never more precise than its value."""

import re
from dataclasses import dataclass

from bot.model import Grain, Modifier
from bot.strings import catalogue

SHAPES = {
    Grain.DAY: re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d{2})"),
    Grain.MONTH: re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])"),
    Grain.WEEK: re.compile(r"(?P<year>\d{4})-W(?P<week>\d{2})"),
    Grain.QUARTER: re.compile(r"(?P<year>\d{4})-Q(?P<quarter>[1-4])"),
    Grain.SEASON: re.compile(r"(?P<year>\d{4})-(?P<season>spring|summer|autumn|winter)"),
    Grain.YEAR: re.compile(r"(?P<year>\d{4})"),
    Grain.DECADE: re.compile(r"(?P<year>\d{3})X"),
    Grain.CENTURY: re.compile(r"(?P<century>\d{2})XX"),
}
DIVIDED = frozenset({Grain.CENTURY, Grain.DECADE, Grain.YEAR, Grain.MONTH})
"""The grains whose parts have words of their own (年底, 上半月); the rest share theirs."""
TEENS = range(11, 14)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number that a text writes plainly (``{n:d}``) or as an English ordinal (``{n:th}``)."""

    number: int

    def __format__(self, spec: str) -> str:
        if spec != "th":
            return format(self.number, spec)
        ending = "th" if self.number % 100 in TEENS else {1: "st", 2: "nd", 3: "rd"}.get(self.number % 10, "th")
        return f"{self.number}{ending}"


def date_label(value: str, modifier: Modifier | None, locale: str) -> str:
    """Return an ISO 8601 / EDTF value as the readers of ``locale`` write dates; any other value as it stands."""
    start, slash, end = value.partition("/")
    if slash:
        return _range(start, end, locale)
    grain = _grain(value)
    if grain is None:
        return value
    label = _point(value, grain, locale)
    if modifier is None:
        return label
    part = grain.value if grain in DIVIDED else "other"
    return catalogue.text(locale, f"date.part.{modifier.value}.{part}", date=label)


def _range(start: str, end: str, locale: str) -> str:
    grains = (_grain(start), _grain(end))
    if grains == (Grain.YEAR, Grain.YEAR):
        return catalogue.text(locale, "date.range-of-years", start=start, end=end)
    return catalogue.text(
        locale, "date.range", start=date_label(start, None, locale), end=date_label(end, None, locale)
    )


def _grain(value: str) -> Grain | None:
    return next((grain for grain, shape in SHAPES.items() if shape.fullmatch(value)), None)


def _point(value: str, grain: Grain, locale: str) -> str:
    """Return one value that has the shape of ``grain``."""
    found = SHAPES[grain].fullmatch(value)
    assert found is not None
    fields: dict[str, object] = dict(found.groupdict())
    match grain:
        case Grain.CENTURY:
            fields["century"] = Ordinal(int(found["century"]) + 1)
        case Grain.DECADE:
            fields["year"] = f"{found['year']}0"
        case Grain.SEASON:
            fields["season"] = catalogue.text(locale, f"date.season-name.{found['season']}")
        case Grain.QUARTER:
            fields["quarter"] = catalogue.text(locale, f"date.quarter-name.{found['quarter']}")
        case Grain.WEEK:
            fields["week"] = int(found["week"])
        case Grain.MONTH:
            fields["month"] = catalogue.text(locale, f"date.month-name.{found['month']}")
        case Grain.DAY:
            fields["month"] = catalogue.text(locale, f"date.month-name.{found['month']}")
            fields["day"] = int(found["day"])
    return catalogue.text(locale, f"date.{grain.value}", **fields)
