"""The date expressions of three public test sets with the days that they mean.

- glossed: reporters' own glosses in Chinese news, 今日（29日）, about 2 % of them noise. The words before the bracket
  have to resolve, in their context and with the publication date, to the gloss; of a range (昨天到今天) either end is
  right. ``glossed`` cuts the bracket out of the context; ``glossed-whole`` leaves it in; ``glossed-weekdays`` are the
  weekdays of ``glossed`` in traditional script that name no week.
- recognizers: Microsoft Recognizers-Text, Chinese (MIT). The items of the parser and model suites of type ``date`` and
  ``daterange`` that the suite resolves. Left out, because they are no dates of news or no dates by this project's
  definition: lunar days, reign years and years before 1000 (``LUNAR``), stretches counted from now and vague words
  (``STRETCH``), figures without a year or with two for it (``SHORTHAND``), open ends (2015年之后: ``Mod``). Right with
  any resolution that the suite lists; a range's end may count in or out, as it does there.
- duckling: Duckling's Chinese corpus (BSD). The items whose grain is a day or coarser, without holidays, shorthand and
  intervals counted from now. Duckling takes a weekday, or a month without its year, for the coming one and news for the
  last one: where the words have no direction, both are right.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.analysis.dates.periods import Period
from bot.model import Grain, Span

LUNAR = re.compile("农历|正月|大年|初[一二三四五六七八九十]|神龙|康熙|雍正|三六七年|789年")
STRETCH = re.compile(r"最近|过去|未来|近 ?[三\d]|^[前后上下]\d|最後|最后 ?\d|的前\d|= ")
SHORTHAND = re.compile(r"\d{1,2}[-/]\d{1,2}(?:[-/]\d{1,2})?")
HOLIDAY = re.compile("国庆|國慶")
UNDIRECTED_WEEKDAY = re.compile("(?:星期|禮拜|礼拜|周|週).(?:,.*)?")
UNDIRECTED_MONTH = re.compile(r"[\d二三十]+月[^年]*|\d+/\d+")
BARE_WEEKDAY = re.compile("(?:周|週|星期|禮拜)[一二三四五六日天].{0,2}")
WEEK = timedelta(days=7)

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Item:
    """Words at ``span`` of ``text``, read on the day ``published_on``, and the stretches of days that are right.

    ``by_ends``: a range that begins or ends with an expected day is right too.
    """

    text: str
    span: Span
    published_on: date
    expected: tuple[Days, ...]
    is_traditional: bool = False
    by_ends: bool = False

    @property
    def words(self) -> str:
        """The words to be read."""
        return self.span.of(self.text)

    def accepts(self, days: Days) -> bool:
        """Tell whether the stretch is one of the expected ones."""
        return days in self.expected or (self.by_ends and any((day, day) in self.expected for day in days))


def glossed(folder: Path, *, whole: bool = False) -> Iterator[Item]:
    """Yield the glossed expressions of news with the days that they mean."""
    for record in _records(folder / "dates_glossed.jsonl"):
        relative, absolute, context = re.escape(record["rel"]), re.escape(record["abs"]), record["ctx"]
        match = re.search(rf"({relative})\s*[（(]\s*{absolute}[^）)\n]*[）)]?", context)
        match = match or re.search(rf"({absolute})\s*[（(]\s*{relative}[^）)\n]*[）)]?", context)
        assert match is not None, record
        text = context if whole else context[: match.end(1)] + context[match.end() :]
        day = date.fromisoformat(record["gold"])
        yield Item(
            text,
            Span(*match.span(1)),
            date.fromisoformat(record["pub"]),
            ((day, day),),
            record["script"] == "hant",
            by_ends=True,
        )


def glossed_whole(folder: Path) -> Iterator[Item]:
    """Yield the same with the glosses left in their contexts."""
    yield from glossed(folder, whole=True)


def glossed_weekdays(folder: Path) -> Iterator[Item]:
    """Yield the glossed weekdays in traditional script that name no week."""
    for item in glossed(folder):
        if BARE_WEEKDAY.fullmatch(item.words) and item.is_traditional:
            yield item


def recognizers(folder: Path) -> Iterator[Item]:
    """Yield the dates and ranges of dates that the parser and model suites resolve."""
    for record in _records(folder / "dates_recognizers_zh.jsonl"):
        if record["ref"] is None or "Holiday" in record["suite"]:
            continue
        for gold in record["gold"]:
            kind = (gold.get("Type") or gold["TypeName"]).removeprefix("datetimeV2.")
            expected = tuple(_resolutions(gold)) if kind in ("date", "daterange") else ()
            words = gold["Text"]
            if expected and not (LUNAR.search(words) or STRETCH.search(words) or SHORTHAND.fullmatch(words)):
                span = Span(gold["Start"], gold["Start"] + len(gold["Text"]))
                yield Item(record["text"], span, date.fromisoformat(record["ref"][:10]), expected)


def _resolutions(gold: dict[str, Any]) -> Iterator[Days]:
    """Yield the stretches of days that an item lists; the end of a range both as counted in and as counted out."""
    if "Value" in gold:
        values = [gold["Value"]["PastResolution"], gold["Value"]["FutureResolution"]]
    else:
        values = gold["Resolution"]["values"]
    for value in values:
        if "Mod" in value:
            continue
        days = [text for text in (value.get(key) for key in ("date", "value", "startDate", "start")) if text]
        ends = [text for text in (value.get(key) for key in ("endDate", "end")) if text] or days
        if not days or days[0] == "not resolved" or days[0] == "0001-01-01":
            continue
        start, end = date.fromisoformat(days[0]), date.fromisoformat(ends[0])
        yield start, end
        if ends is not days:
            yield start, end - timedelta(days=1)
            yield from _whole_periods(start, end)


def _whole_periods(start: date, end: date) -> Iterator[Days]:
    """Yield the range with its last year or month counted in: 2016年至2018年 is stated as to 2018-01-01."""
    if end.day == 1:
        yield start, Period.of(end, Grain.MONTH).last
        if start.month == start.day == end.month == 1:
            yield start, Period.of(end, Grain.YEAR).last


def duckling(folder: Path) -> Iterator[Item]:
    """Yield the dates of a day or more."""
    grains = {grain.value: grain for grain in Grain}
    for record in _records(folder / "dates_duckling_zh.jsonl"):
        if record["kind"] != "datetime" or record["grain"] not in grains or HOLIDAY.search(record["text"]):
            continue
        text = record["text"]
        if SHORTHAND.fullmatch(text):
            continue
        start = date.fromisoformat(record["gold"][0][:10])
        period = Period.of(start, grains[record["grain"]])
        expected = [(period.first, period.last)]
        if UNDIRECTED_WEEKDAY.fullmatch(text):
            expected.append((period.first - WEEK, period.last - WEEK))
        if UNDIRECTED_MONTH.fullmatch(text):
            earlier = _year_before(period, keeps_weekday="星期" in text)
            expected.append((earlier.first, earlier.last))
        yield Item(text, Span(0, len(text)), date.fromisoformat(record["ref"][:10]), tuple(expected))


def _year_before(period: Period, *, keeps_weekday: bool) -> Period:
    """Return the same period of the year before; 十月第一个星期一 is the same week of its month, not the same day."""
    if not keeps_weekday:
        return Period.of(period.first.replace(year=period.first.year - 1), period.grain)
    of_month = Period.of(period.first.replace(day=1, year=period.first.year - 1), Grain.DAY)
    day = of_month.shifted((period.first.weekday() - of_month.first.weekday()) % 7)
    return day.shifted((period.first.day - 1) // 7 * 7)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


SETS = {
    "glossed": glossed,
    "glossed-weekdays": glossed_weekdays,
    "glossed-whole": glossed_whole,
    "recognizers": recognizers,
    "duckling": duckling,
}
"""The reader of each set, from the folder that holds it."""
