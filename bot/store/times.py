"""The queries for date expressions: by whom their sentences name, by words, by the days to come."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Subquery, bindparam, cast, func, or_, select
from sqlalchemy import Text as TextType
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Span
from bot.store.corrected import DATE_COLUMNS, DATE_FIX, IS_DATE_FIX, of_date
from bot.store.engine import AnyRow
from bot.store.fulltext import DATES, Index, holds, item_of
from bot.store.overlay import NEWEST, Overlay, naming, newest_naming, whose
from bot.store.reading import (
    NEWEST_FIRST,
    NO_END,
    date_value,
    passage,
    passage_columns,
    words_sought,
)
from bot.store.records import StoredDate, Wanted
from bot.store.schema import aliases, articles, corrections, dates, key_sentences, mentions
from bot.store.visibility import VISIBLE, is_seen
from bot.store.wanted import Narrowing

_recent = newest_naming("person").limit(NEWEST).subquery("recent")
_SENTENCE = dates.c.sentence_start, dates.c.sentence_end
_PEOPLE = (
    select(func.aggregate_strings(cast(whose(mentions.c.article, aliases.c.person), TextType), " "))
    .join_from(mentions, aliases, aliases.c.id == mentions.c.alias)
    .where(
        mentions.c.article == dates.c.article,
        mentions.c.start >= dates.c.sentence_start,
        mentions.c.end <= dates.c.sentence_end,
    )
    .correlate(dates)
    .scalar_subquery()
)
"""The ids of those whom the sentence names, parted by spaces, one for each mention."""


@cache
def _dated(*, person: bool, words: bool, events_only: bool, among: bool) -> Select[Any]:
    query = (
        select(dates.c.id)
        .join_from(dates, articles, articles.c.id == dates.c.article)
        .outerjoin(DATE_FIX, IS_DATE_FIX)
        .where(is_seen(articles), of_date("first_day").is_not(None))
        .limit(bindparam("limit"))
    )
    newest_first: Sequence[ColumnElement[Any]] = (*NEWEST_FIRST, dates.c.start)
    if words:
        query = query.join(DATES, item_of(DATES.c.rowid) == dates.c.id).where(holds(DATES, "words"))
        newest_first = (DATES.c.rowid.desc(),)
    if person:
        query = query.join(_recent, _recent.c.article == articles.c.id)
        query = query.where(naming("person", dates.c.article, *_SENTENCE))
        newest_first = (_recent.c.published_day.desc(), _recent.c.article.desc(), dates.c.start)
    query = query.order_by(*newest_first)
    if events_only:
        query = query.where(dates.c.event)
    if among:
        query = query.where(articles.c.id.in_(bindparam("among", expanding=True)))
    return _given(query.subquery("chosen"))


def _given(chosen: Subquery, *order: ColumnElement[Any]) -> Select[Any]:
    """Return the query whose rows ``_date`` reads: the dates with the ids of ``chosen``, by their days.

    Those of the same days come in the order that is given, then the newest published first.
    """
    return (
        select(
            dates.c.start.label("date_start"),
            dates.c.end.label("date_end"),
            *DATE_COLUMNS,
            dates.c.anchor,
            _PEOPLE.label("people"),
            *passage_columns(*_SENTENCE),
        )
        .join_from(chosen, dates, dates.c.id == chosen.c.id)
        .join(articles, articles.c.id == dates.c.article)
        .outerjoin(DATE_FIX, IS_DATE_FIX)
        .order_by(of_date("first_day"), of_date("last_day"), *order, *NEWEST_FIRST, dates.c.start)
    )


_FIRST: BindParameter[int] = bindparam("first")
_LAST: BindParameter[int] = bindparam("last")
_BEGINS_AHEAD = or_(
    dates.c.first_day.between(_FIRST, _LAST),
    dates.c.id.in_(
        select(corrections.c.date).where(
            corrections.c.library.in_(VISIBLE),
            corrections.c.date.is_not(None),
            corrections.c.first_day.between(_FIRST, _LAST),
        )
    ),
)
"""What may begin within these days, as it was found or as a correction has it; the first by the index of that day."""
_IS_KEY = (
    select(key_sentences.c.article)
    .where(key_sentences.c.article == dates.c.article, key_sentences.c.start == dates.c.sentence_start)
    .correlate(dates)
    .exists()
)


@cache
def _announced(conditions: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    """Return the query for a few events of each day: those of key sentences first, then those told last."""
    begins, ends = of_date("first_day"), of_date("last_day")
    order = (_IS_KEY.desc(), *NEWEST_FIRST, dates.c.start)
    told = (
        select(dates.c.id, func.row_number().over(partition_by=(begins, ends), order_by=order).label("rank"))
        .join_from(dates, articles, articles.c.id == dates.c.article)
        .outerjoin(DATE_FIX, IS_DATE_FIX)
        .where(
            _BEGINS_AHEAD,
            begins >= _FIRST,
            ends <= _LAST,
            dates.c.event,
            articles.c.published_day < begins,
            articles.c.id <= bindparam("upto"),
            is_seen(articles),
            *conditions,
        )
        .subquery("told")
    )
    chosen = select(told).where(told.c.rank <= bindparam("each")).subquery("chosen")
    return _given(chosen, chosen.c.rank)


async def dated(  # noqa: PLR0913 -- each filter is an option of one question
    connection: AsyncConnection,
    *,
    person: int | None,
    folded_words: str | None,
    events_only: bool,
    libraries: Sequence[str],
    limit: int,
    among: Collection[int] | None = None,
) -> list[StoredDate]:
    """Return date expressions by the day on which what they denote begins; ``among``: only of these articles."""
    sought = words_sought(folded_words, libraries)
    if sought is None:
        return []
    query = _dated(
        person=person is not None,
        words=folded_words is not None,
        events_only=events_only,
        among=among is not None,
    )
    overlay = await Overlay.of(connection, libraries)
    values: dict[str, Any] = {"libraries": libraries, "limit": limit, "among": list(among or ())} | sought
    if person is not None:
        values |= overlay.kin(person).values("person")
    return [_date(row, overlay) for row in await connection.execute(query, values)]


async def announced(  # noqa: PLR0913 -- which days, by whom, of what
    connection: AsyncConnection,
    index: Index,
    days: tuple[date, date],
    upto: int | None,
    visible: Sequence[str],
    *,
    wanted: Wanted,
    each: int,
) -> list[StoredDate]:
    """Return events that lie within ``days``, the first and the last, told before they began."""
    narrowing = await Narrowing.to(connection, index, wanted, visible)
    first, last = (day.toordinal() for day in days)
    values = {"first": first, "last": last, "upto": NO_END if upto is None else upto, "libraries": visible}
    rows = await connection.execute(_announced(narrowing.conditions), narrowing.values | values | {"each": each})
    overlay = await Overlay.of(connection, visible)
    return [_date(row, overlay) for row in rows]


def _date(row: AnyRow, overlay: Overlay) -> StoredDate:
    named = {overlay.shown(int(person)) for person in (row.people or "").split()}
    return StoredDate(
        sentence=passage(row),
        span=Span(row.date_start - row.start, row.date_end - row.start),
        date=date_value(row),
        anchor=row.anchor,
        people=tuple(sorted(named)),
    )
