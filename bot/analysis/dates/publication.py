"""When an article appeared that does not say so: inferred from its own words, or left out.

Two kinds of evidence are taken. A dateline is a line near the top that holds little but a full date. A weekday beside
a day and month without a year agrees with few years; the years that the text mentions leave one of them or none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from bot.analysis.dates.events import outlook_of
from bot.analysis.dates.periods import Period, day_of
from bot.analysis.dates.phrases import Phrase
from bot.analysis.dates.resolution import Outlook
from bot.analysis.dates.terms import Base
from bot.analysis.document import Document
from bot.model import DateSource, Grain, PublicationDate, Span

HEAD_PARAGRAPHS = 6
"""A dateline stands among the first paragraphs."""
DATELINE = re.compile(
    r"(?P<label>(?:(?:发布|发表|发稿|出版|刊登|date|published|posted)(?:日期|时间| on)?|日期|时间)"
    r"[: ]{1,2})?"
    r"(?P<date>(?P<year>(?:19|20)\d\d)(?:[-/.]| ?年 ?)(?P<month>1[0-2]|0?[1-9])(?:[-/.]| ?月 ?)"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?: ?日)?)"
    r"(?P<time>[t ,]{0,3}\d{1,2}:\d\d(?::\d\d)?)?(?P<name>[ |]{1,3}[^。,;!?\n]{1,30})?"
)
LEAD_PARAGRAPHS = 4
"""The news itself is dated among the first paragraphs, the title counted."""


def datelines(document: Document) -> list[tuple[Span, Period]]:
    """Return the dates of the lines near the top that hold nothing else but a time and a name, in order."""
    found = []
    for paragraph in islice(document.paragraphs, HEAD_PARAGRAPHS):
        match = DATELINE.fullmatch(document.folded, paragraph.start, paragraph.end)
        if match is None or not _is_metadata(match):
            continue
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
        dated = day_of(year, month, day)
        if dated is not None:
            found.append((Span(*match.span("date")), dated))
    return found


def _is_metadata(match: re.Match[str]) -> bool:
    """Tell a dateline from a heading of a chronicle: 2022-02-28 某报 and 2022年2月28日 10:33, not 1989年6月4日 北京."""
    return bool(match["label"] or match["time"] or (match["name"] and "年" not in match["date"]))


def infer_from(document: Document, phrases: Sequence[Phrase]) -> PublicationDate | None:
    """Infer the publication date of ``document`` from its date expressions; None where the evidence does not do."""
    dated = datelines(document)
    if dated:
        span, day = dated[0]
        return _inferred(document, span, day)
    return _from_weekdays(document, phrases)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A day and month as a phrase states them, perhaps with their weekday, without a year."""

    span: Span
    month: int
    day: int
    weekday: int | None

    @classmethod
    def of(cls, phrase: Phrase) -> "_Stated | None":
        numbers = {(term.base, term.grain): term.number for term in (*phrase.terms, *phrase.gloss)}
        month, day = numbers.pop((Base.ORDINAL, Grain.MONTH), None), numbers.pop((Base.ORDINAL, Grain.DAY), None)
        weekday = numbers.pop((Base.WEEKDAY, Grain.DAY), None)
        return (
            None if month is None or day is None or numbers or phrase.until else cls(phrase.span, month, day, weekday)
        )

    def in_year(self, year: int) -> Period | None:
        """Return the day in ``year``, None where that year has none or the weekday is another."""
        day = day_of(year, self.month, self.day)
        return day if day is not None and self.weekday in (None, day.first.isoweekday()) else None


def _from_weekdays(document: Document, phrases: Sequence[Phrase]) -> PublicationDate | None:
    """Take the latest day whose weekday agrees with the year that the text names last, or with the one after it.

    An article mostly names its own year or the one before. Exactly one of the two has to agree with every weekday that
    is stated; a later day without its weekday means that the article is younger than the evidence.
    """
    told = [phrase for phrase in phrases if outlook_of(document.folded, phrase.span) is not Outlook.FUTURE]
    years = [phrase.terms[0].number for phrase in told if _names_year(phrase)]
    stated = [found for phrase in told if (found := _Stated.of(phrase)) is not None]
    checked = [found for found in stated if found.weekday is not None]
    if not years or not any(_is_in_lead(document, found.span) for found in checked):
        return None
    plausible = (max(years), max(years) + 1)
    agreeing = [year for year in plausible if all(found.in_year(year) is not None for found in checked)]
    if len(agreeing) != 1:
        return None
    dated = [(day, found) for found in stated if (day := found.in_year(agreeing[0])) is not None]
    day, evidence = max(dated, key=lambda pair: pair[0].index)
    is_news = evidence.weekday is not None and _is_in_lead(document, evidence.span)
    return _inferred(document, evidence.span, day) if is_news else None


def _is_in_lead(document: Document, span: Span) -> bool:
    return span.start < document.paragraphs[:LEAD_PARAGRAPHS][-1].end


def _names_year(phrase: Phrase) -> bool:
    return phrase.until is None and phrase.terms[0].base is Base.ABSOLUTE and phrase.terms[0].grain is Grain.YEAR


def _inferred(document: Document, span: Span, day: Period) -> PublicationDate:
    return PublicationDate(day.iso, Grain.DAY, DateSource.INFERRED, span.of(document.body))
