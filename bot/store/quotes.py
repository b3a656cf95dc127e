"""The query for quotes: by speaker, by whom they name, by words."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, Subquery, bindparam, func, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import QuoteKind, SpeakerType
from bot.store.corrected import (
    ATTRIBUTION,
    CONFIDENCE,
    IS_QUOTE_FIX,
    QUOTE_FIX,
    SPEAKER,
    SPEAKER_TYPE,
    UNKNOWN_NAME,
    unless_fixed,
)
from bot.store.engine import AnyRow
from bot.store.fulltext import QUOTES, holds, item_of
from bot.store.overlay import Overlay, is_of
from bot.store.reading import (
    NEWEST_FIRST,
    passage,
    passage_columns,
    words_of,
    words_sought,
)
from bot.store.records import StoredQuote
from bot.store.schema import articles, corrections, people, quote_parts, quote_people
from bot.store.schema import quotes as quotes_table
from bot.store.visibility import VISIBLE, is_seen

_ORDER = (
    quotes_table.c.published_day.desc(),
    quotes_table.c.article.desc(),
    quotes_table.c.start,
    quotes_table.c.id,
)
_IS_SPOKEN = quotes_table.c.speaker.in_(bindparam("speaker_found", expanding=True))
_IS_GIVEN = quotes_table.c.id.in_(
    select(corrections.c.quote).where(
        corrections.c.other.in_(bindparam("speaker_all", expanding=True)),
        corrections.c.library.in_(VISIBLE),
        corrections.c.quote.is_not(None),
    )
)


@cache
def _quotes(*, speaker: bool, named: bool, about: bool, words: bool, among: bool) -> Select[Any]:
    query = (
        select(quotes_table.c.id, quotes_table.c.published_day, quotes_table.c.article, quotes_table.c.start)
        .join_from(quotes_table, articles, articles.c.id == quotes_table.c.article)
        .where(is_seen(articles))
    )
    if named or words:
        query = query.join(QUOTES, item_of(QUOTES.c.rowid) == quotes_table.c.id)
    if speaker or named:
        query = query.outerjoin(QUOTE_FIX, IS_QUOTE_FIX)
    if named:
        query = query.where(quotes_table.c.speaker.is_(None), UNKNOWN_NAME.is_not(None))
        query = query.where(holds(QUOTES, "speaker", "name"))
    if about:
        query = query.join(quote_people, quote_people.c.quote == quotes_table.c.id).distinct()
        query = query.where(is_of("about", quotes_table.c.article, quote_people.c.person))
    if words:
        query = query.where(holds(QUOTES, "words"))
    if among:
        query = query.where(articles.c.id.in_(bindparam("among", expanding=True)))
    if speaker:
        query = query.where(SPEAKER.in_(bindparam("speaker_all", expanding=True)))
        spoken = query.where(_IS_SPOKEN).order_by(*_ORDER).limit(bindparam("reach")).subquery("spoken")
        chosen = union(select(spoken), query.where(_IS_GIVEN)).subquery("either")
        newest_first = (chosen.c.published_day.desc(), chosen.c.article.desc(), chosen.c.start, chosen.c.id)
        query = select(chosen.c.id).order_by(*newest_first)
    elif (words or named) and not about:
        query = query.order_by(QUOTES.c.rowid.desc())
    else:
        query = query.order_by(*_ORDER)
    return of_chosen(query.limit(bindparam("limit")).offset(bindparam("offset")).subquery("chosen"))


def of_chosen(chosen: Subquery) -> Select[Any]:
    """Return the query whose rows ``in_rows`` reads: the quotes with the ids of ``chosen``, newest published first."""
    return (
        select(
            quotes_table.c.id,
            quotes_table.c.kind,
            SPEAKER.label("speaker"),
            func.coalesce(people.c.name, UNKNOWN_NAME).label("speaker_name"),
            SPEAKER_TYPE.label("speaker_type"),
            CONFIDENCE.label("confidence"),
            ATTRIBUTION.label("reason"),
            unless_fixed(words_of(quotes_table.c.surface_start, quotes_table.c.surface_end)).label("surface"),
            words_of(quotes_table.c.cue_start, quotes_table.c.cue_end).label("cue"),
            *passage_columns(quote_parts.c.start, quote_parts.c.end),
        )
        .join_from(chosen, quotes_table, quotes_table.c.id == chosen.c.id)
        .join(articles, articles.c.id == quotes_table.c.article)
        .join(quote_parts, quote_parts.c.quote == quotes_table.c.id)
        .outerjoin(QUOTE_FIX, IS_QUOTE_FIX)
        .outerjoin(people, people.c.id == SPEAKER)
        .order_by(*NEWEST_FIRST, quotes_table.c.start, quotes_table.c.id, quote_parts.c.number)
    )


_IN_ARTICLES = of_chosen(
    select(quotes_table.c.id)
    .join_from(quotes_table, articles, articles.c.id == quotes_table.c.article)
    .where(quotes_table.c.article.in_(bindparam("articles", expanding=True)), is_seen(articles))
    .subquery("chosen")
)


async def in_articles(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[StoredQuote]:
    """Return all quotes of articles, newest published first, within an article in its order."""
    rows = await connection.execute(_IN_ARTICLES, {"articles": ids, "libraries": visible})
    return in_rows(rows, await Overlay.of(connection, visible))


async def quotes(  # noqa: PLR0913 -- each filter is an option of one question
    connection: AsyncConnection,
    *,
    speaker: int | None,
    folded_speaker: str | None,
    about: int | None,
    folded_words: str | None,
    libraries: Sequence[str],
    limit: int,
    offset: int,
    among: Collection[int] | None = None,
) -> list[StoredQuote]:
    """Return quotes, newest published first, within an article in its order; ``among``: only of these articles."""
    named = words_sought(folded_speaker, libraries, where="speaker", bound_to="name")
    sought = words_sought(folded_words, libraries)
    if named is None or sought is None:
        return []
    query = _quotes(
        speaker=speaker is not None,
        named=folded_speaker is not None,
        about=about is not None,
        words=folded_words is not None,
        among=among is not None,
    )
    overlay = await Overlay.of(connection, libraries)
    values: dict[str, Any] = {"among": list(among or ()), "libraries": libraries, "limit": limit, "offset": offset}
    values["reach"] = limit + offset
    for role, person in (("speaker", speaker), ("about", about)):
        if person is not None:
            values |= overlay.kin(person).values(role)
    rows = await connection.execute(query, values | named | sought)
    return in_rows(rows, overlay)


def in_rows(rows: Iterable[AnyRow], overlay: Overlay) -> list[StoredQuote]:
    """Read quotes, a row a part."""
    return [_quote(list(parts), overlay) for _, parts in groupby(rows, attrgetter("id"))]


def _quote(rows: list[AnyRow], overlay: Overlay) -> StoredQuote:
    row = rows[0]
    person = None if row.speaker is None else overlay.shown(row.speaker)
    return StoredQuote(
        id=row.id,
        kind=QuoteKind(row.kind),
        parts=tuple(map(passage, rows)),
        speaker=row.speaker_name if person is None else overlay.name(person, row.speaker_name),
        speaker_type=SpeakerType(row.speaker_type),
        person=person,
        surface=row.surface,
        cue=row.cue,
        confidence=row.confidence,
        reason=row.reason,
    )
