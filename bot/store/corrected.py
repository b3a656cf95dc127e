"""Quotes and dates as the reader's corrections have them: a query joins the newest that stands, if there is one."""

from typing import Any

from sqlalchemy import ColumnElement, Float, case, cast, func, select
from sqlalchemy.sql.expression import literal

from bot.model import SpeakerType
from bot.store.overlay import whose
from bot.store.schema import corrections, dates, quotes
from bot.store.visibility import VISIBLE

CERTAIN = 1.0
"""The confidence of an attribution that a moderator made."""
REASON = "corrected"

QUOTE_FIX = corrections.alias("quote_fix")
DATE_FIX = corrections.alias("date_fix")
_newest = corrections.alias("newest")


def _newest_of(subject: ColumnElement[int], item: ColumnElement[int]) -> ColumnElement[int]:
    return (
        select(func.max(_newest.c.id))
        .where(subject == item, _newest.c.undone_at.is_(None), _newest.c.library.in_(VISIBLE))
        .correlate_except(_newest)
        .scalar_subquery()
    )


IS_QUOTE_FIX = QUOTE_FIX.c.id == _newest_of(_newest.c.quote, quotes.c.id)
"""Joins the correction of a quote."""
IS_DATE_FIX = DATE_FIX.c.id == _newest_of(_newest.c.date, dates.c.id)
"""Joins the correction of a date."""

_fixed = QUOTE_FIX.c.id.is_not(None)
SPEAKER: ColumnElement[Any] = case((_fixed, QUOTE_FIX.c.other), else_=whose(quotes.c.article, quotes.c.speaker))
"""Whose words a quote is, a person of the archive; who was merged with them is not looked at."""
UNKNOWN_NAME: ColumnElement[Any] = case((_fixed, None), else_=quotes.c.speaker_name)
"""The name of the speaker as the article has it: what is left where the speaker is no person of the archive."""
SPEAKER_TYPE: ColumnElement[Any] = case(
    (QUOTE_FIX.c.other.is_not(None), SpeakerType.PERSON.value),
    (_fixed, SpeakerType.UNKNOWN.value),
    else_=quotes.c.speaker_type,
)
CONFIDENCE: ColumnElement[Any] = case((_fixed, cast(literal(CERTAIN), Float)), else_=quotes.c.confidence)
ATTRIBUTION: ColumnElement[Any] = case((_fixed, REASON), else_=quotes.c.reason)


def unless_fixed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column of ``quotes`` that tells of the speaker whom the analysis found, NULL where that is corrected."""
    return case((_fixed, None), else_=column)


def of_date(name: str) -> ColumnElement[Any]:
    """Return what a date is: one of the columns that ``dates`` and ``corrections`` share."""
    return case((DATE_FIX.c.id.is_not(None), DATE_FIX.c[name]), else_=dates.c[name])


_modifier: ColumnElement[Any] = case((DATE_FIX.c.id.is_not(None), None), else_=dates.c.modifier)
DATE_COLUMNS = (
    of_date("value").label("value"),
    of_date("grain").label("grain"),
    _modifier.label("modifier"),
    dates.c.event,
)
"""What ``reading.date_value`` reads; a corrected value means all of its period."""
