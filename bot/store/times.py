"""The query for date expressions: by whom their sentences name, by words."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, cast, func, select
from sqlalchemy import Text as TextType
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Span
from bot.store.corrected import DATE_COLUMNS, DATE_FIX, IS_DATE_FIX, of_date
from bot.store.overlay import Overlay, naming, whose
from bot.store.reading import (
    NEWEST_FIRST,
    AnyRow,
    date_value,
    holding,
    passage,
    passage_columns,
    words_of,
    words_sought,
)
from bot.store.records import StoredDate
from bot.store.schema import aliases, articles, dates, mentions
from bot.store.visibility import is_seen

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
        .order_by(*NEWEST_FIRST, dates.c.start)
        .limit(bindparam("limit"))
    )
    if person:
        query = query.where(naming("person", dates.c.article, *_SENTENCE))
    if words:
        query = query.where(*holding(words_of(*_SENTENCE)))
    if events_only:
        query = query.where(dates.c.event)
    if among:
        query = query.where(articles.c.id.in_(bindparam("among", expanding=True)))
    chosen = query.subquery("chosen")
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
        .order_by(of_date("first_day"), of_date("last_day"), *NEWEST_FIRST, dates.c.start)
    )


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


def _date(row: AnyRow, overlay: Overlay) -> StoredDate:
    named = {overlay.shown(int(person)) for person in (row.people or "").split()}
    return StoredDate(
        sentence=passage(row),
        span=Span(row.date_start - row.start, row.date_end - row.start),
        date=date_value(row),
        anchor=row.anchor,
        people=tuple(sorted(named)),
    )
