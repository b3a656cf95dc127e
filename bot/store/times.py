"""The queries for date expressions: by whom their sentences name, by words, by article, by the days to come."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, bindparam, cast, func, select
from sqlalchemy import Text as TextType
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Span
from bot.store.reading import (
    NEWEST_FIRST,
    NO_END,
    VISIBLE,
    AnyRow,
    date_value,
    holding,
    naming,
    passage,
    passage_columns,
    words_of,
    words_sought,
)
from bot.store.records import StoredDate, Wanted
from bot.store.schema import aliases, articles, dates, key_sentences, mentions
from bot.store.wanted import Narrowing

_SENTENCE = dates.c.sentence_start, dates.c.sentence_end
_PEOPLE = (
    select(func.aggregate_strings(cast(aliases.c.person, TextType), " "))
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
def _dated(*, person: bool, words: bool, events_only: bool) -> Select[Any]:
    query = (
        select(dates.c.id)
        .join_from(dates, articles, articles.c.id == dates.c.article)
        .where(articles.c.library.in_(VISIBLE), dates.c.first_day.is_not(None))
        .order_by(*NEWEST_FIRST, dates.c.start)
        .limit(bindparam("limit"))
    )
    if person:
        query = query.where(naming(bindparam("person"), dates.c.article, *_SENTENCE))
    if words:
        query = query.where(*holding(words_of(*_SENTENCE)))
    if events_only:
        query = query.where(dates.c.event)
    return _given(query.subquery("chosen"))


def _given(chosen: Subquery, *order: ColumnElement[Any]) -> Select[Any]:
    """Return the query whose rows ``_date`` reads: the dates with the ids of ``chosen``, by their days.

    Those of the same days come in the order that is given, then the newest published first.
    """
    return (
        select(
            dates.c.start.label("date_start"),
            dates.c.end.label("date_end"),
            dates.c.value,
            dates.c.grain,
            dates.c.modifier,
            dates.c.event,
            dates.c.anchor,
            _PEOPLE.label("people"),
            *passage_columns(*_SENTENCE),
        )
        .join_from(chosen, dates, dates.c.id == chosen.c.id)
        .join(articles, articles.c.id == dates.c.article)
        .order_by(dates.c.first_day, dates.c.last_day, *order, *NEWEST_FIRST, dates.c.start)
    )


_IS_KEY = (
    select(key_sentences.c.article)
    .where(key_sentences.c.article == dates.c.article, key_sentences.c.start == dates.c.sentence_start)
    .correlate(dates)
    .exists()
)
_EVENTS = (
    select(dates.c.id)
    .join_from(dates, articles, articles.c.id == dates.c.article)
    .where(articles.c.library.in_(VISIBLE), dates.c.event, dates.c.first_day.is_not(None))
)
_DATED_IN = _given(_EVENTS.where(dates.c.article.in_(bindparam("articles", expanding=True))).subquery("chosen"))


@cache
def _announced(conditions: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    """Return the query for a few events of each day: those of key sentences first, then those told last."""
    rank = func.row_number().over(
        partition_by=(dates.c.first_day, dates.c.last_day), order_by=(_IS_KEY.desc(), *NEWEST_FIRST, dates.c.start)
    )
    told = (
        _EVENTS.where(
            dates.c.first_day.between(bindparam("first"), bindparam("last")),
            dates.c.last_day <= bindparam("last"),
            articles.c.published_day < dates.c.first_day,
            articles.c.id <= bindparam("upto"),
            *conditions,
        )
        .add_columns(rank.label("rank"))
        .subquery("told")
    )
    chosen = select(told).where(told.c.rank <= bindparam("each")).subquery("chosen")
    return _given(chosen, chosen.c.rank)


async def dated_in(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[StoredDate]:
    """Return the dated events of articles, by the day on which what they denote begins."""
    return [_date(row) for row in await connection.execute(_DATED_IN, {"articles": ids, "libraries": visible})]


async def announced(  # noqa: PLR0913 -- which days, by whom, of what
    connection: AsyncConnection,
    days: tuple[date, date],
    upto: int | None,
    visible: Sequence[str],
    *,
    wanted: Wanted,
    each: int,
) -> list[StoredDate]:
    """Return events that lie within ``days``, the first and the last, told before they began."""
    narrowing = Narrowing.to(wanted, visible)
    first, last = (day.toordinal() for day in days)
    values = {"first": first, "last": last, "upto": NO_END if upto is None else upto, "libraries": visible}
    rows = await connection.execute(_announced(narrowing.conditions), narrowing.values | values | {"each": each})
    return [_date(row) for row in rows]


async def dated(  # noqa: PLR0913 -- each filter is an option of one question
    connection: AsyncConnection,
    *,
    person: int | None,
    folded_words: str | None,
    events_only: bool,
    libraries: Sequence[str],
    limit: int,
) -> list[StoredDate]:
    """Return date expressions by the day on which what they denote begins."""
    sought = words_sought(folded_words, libraries)
    if sought is None:
        return []
    query = _dated(person=person is not None, words=folded_words is not None, events_only=events_only)
    values = {"person": person, "libraries": libraries, "limit": limit}
    return [_date(row) for row in await connection.execute(query, values | sought)]


def _date(row: AnyRow) -> StoredDate:
    return StoredDate(
        sentence=passage(row),
        span=Span(row.date_start - row.start, row.date_end - row.start),
        date=date_value(row),
        anchor=row.anchor,
        people=tuple(sorted({int(person) for person in (row.people or "").split()})),
    )
