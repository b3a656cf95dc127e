"""Queries for sentences: those that name a person, those that an article amounts to, and all of it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Span
from bot.store.articles import article_columns, stored_article
from bot.store.corrected import DATE_COLUMNS, DATE_FIX, IS_DATE_FIX, of_date
from bot.store.engine import in_order
from bot.store.findings import publication_date
from bot.store.fulltext import ARTICLES, Index
from bot.store.overlay import NEWEST, Overlay, is_of, naming, newest_naming
from bot.store.quotes import in_articles
from bot.store.reading import (
    NEWEST_FIRST,
    NO_END,
    cut,
    date_value,
    found_in,
    passage,
    passage_columns,
    words_of,
    words_sought,
)
from bot.store.records import AboutPassage, DateValue, Excerpts, Passage, StoredQuote
from bot.store.schema import aliases, articles, dates, mentions, quote_parts, quotes, roles
from bot.store.schema import key_sentences as key_table
from bot.store.visibility import is_seen

_naming_articles = newest_naming("person").limit(bindparam("limit")).subquery("naming_articles")
"""As many articles as sentences are wanted: each has one at least."""
_chosen = (
    select(
        mentions.c.article,
        mentions.c.sentence_start.label("start"),
        mentions.c.sentence_end.label("end"),
        func.min(mentions.c.start).label("first"),
    )
    .join_from(_naming_articles, mentions, mentions.c.article == _naming_articles.c.article)
    .join(aliases, aliases.c.id == mentions.c.alias)
    .where(is_of("person", mentions.c.article, aliases.c.person))
    .group_by(_naming_articles.c.published_day, mentions.c.article, mentions.c.sentence_start, mentions.c.sentence_end)
    .order_by(_naming_articles.c.published_day.desc(), mentions.c.article.desc(), mentions.c.sentence_start)
    .limit(bindparam("limit"))
    .subquery("chosen")
)
_recent = newest_naming("person").limit(NEWEST).subquery("recent")
_quoted = (
    select(quote_parts.c.quote)
    .join_from(quotes, quote_parts, quote_parts.c.quote == quotes.c.id)
    .where(
        quotes.c.article == _chosen.c.article,
        quote_parts.c.start <= _chosen.c.first,
        quote_parts.c.end > _chosen.c.first,
    )
    .correlate(_chosen)
    .exists()
)
_role = (
    select(roles.c.text)
    .where(
        roles.c.article == _chosen.c.article,
        is_of("person", roles.c.article, roles.c.person),
        roles.c.start >= _chosen.c.start,
        roles.c.end <= _chosen.c.end,
    )
    .order_by(roles.c.start)
    .limit(1)
    .correlate(_chosen)
    .scalar_subquery()
)
_ABOUT = (
    select(
        _chosen.c.first,
        _quoted.label("quoted"),
        _role.label("role"),
        *passage_columns(_chosen.c.start, _chosen.c.end),
    )
    .join_from(_chosen, articles, articles.c.id == _chosen.c.article)
    .order_by(*NEWEST_FIRST, _chosen.c.start)
)
_DATES_OF = (
    select(dates.c.article, dates.c.sentence_start, *DATE_COLUMNS)
    .outerjoin_from(dates, DATE_FIX, IS_DATE_FIX)
    .where(dates.c.article.in_(bindparam("articles", expanding=True)), of_date("value").is_not(None))
    .order_by(dates.c.article, dates.c.start)
)

_SENTENCES = (
    select(articles.c.sentences, *passage_columns(literal(0), func.length(articles.c.body)))
    .where(articles.c.id.in_(bindparam("articles", expanding=True)), is_seen(articles))
    .order_by(articles.c.id)
)
_WHOLE = (
    select(
        *(column.label(f"article_{column.name}") for column in article_columns(articles)),
        articles.c.published_grain,
        articles.c.published_source,
        articles.c.published_evidence,
        *passage_columns(literal(0), func.length(articles.c.body)),
    )
    .where(articles.c.id.in_(bindparam("articles", expanding=True)), is_seen(articles))
    .order_by(articles.c.id)
)


async def about(connection: AsyncConnection, person: int, visible: Sequence[str], limit: int) -> list[AboutPassage]:
    """Return the sentences that name a person: newest published first, within an article in its order."""
    kin = (await Overlay.of(connection, visible)).kin(person)
    values = {"libraries": visible, "limit": limit} | kin.values("person")
    rows = (await connection.execute(_ABOUT, values)).all()
    given: dict[tuple[int, int], list[DateValue]] = {}
    for row in await connection.execute(
        _DATES_OF, {"articles": sorted({row.article for row in rows}), "libraries": visible}
    ):
        given.setdefault((row.article, row.sentence_start), []).append(date_value(row))
    return [
        AboutPassage(
            passage=passage(row),
            offset=row.first - row.start,
            quoted=bool(row.quoted),
            role=row.role,
            dates=tuple(given.get((row.article, row.start), ())),
        )
        for row in rows
    ]


async def sentences(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[Passage]:
    """Return every sentence of articles, in the order of their ids and of each body."""
    rows = await connection.execute(_SENTENCES, {"articles": ids, "libraries": visible})
    return [
        cut(whole, Span(*bounds))
        for row in rows
        for whole in (passage(row),)
        for bounds in zip(row.sentences[::2], row.sentences[1::2], strict=True)
    ]


async def excerpts(
    connection: AsyncConnection, places: Mapping[int, Sequence[Span]], visible: Sequence[str]
) -> list[Excerpts]:
    """Return the paragraphs of articles that hold places in them, in the order of the articles' ids."""
    rows = await connection.execute(_WHOLE, {"articles": list(places), "libraries": visible})
    found: dict[int, list[StoredQuote]] = {}
    for quote in await in_articles(connection, list(places), visible):
        article, start = quote.parts[0].article, quote.parts[0].start
        if any(place.start == start for place in places[article]):
            found.setdefault(article, []).append(quote)
    return [
        Excerpts(
            stored_article(row, "article_"),
            publication_date(row),
            tuple(cut(whole, paragraph) for paragraph in _paragraphs(whole.text, places[row.article])),
            tuple(found.get(row.article, ())),
        )
        for row in rows
        for whole in (passage(row),)
    ]


def _paragraphs(body: str, places: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines that hold the places, in order, as one where a place runs over several; none is held twice."""
    end = -1
    for place in sorted(places):
        if place.end > end and place.start < len(body):
            start = max(body.rfind("\n", 0, place.start), end) + 1
            end = body.find("\n", max(place.end, start))
            end = len(body) if end < 0 else end
            yield Span(start, end)


_OF_KEY = articles.c.id == key_table.c.article
_KEY_FIRST = in_order(key_table, articles, _OF_KEY)


@cache
def _key_sentences(*, article: bool, person: bool, places: bool) -> Select[Any]:
    query = (
        select(key_table.c.article, key_table.c.start, key_table.c.end)
        .select_from(_KEY_FIRST if places else key_table.join(articles, _OF_KEY))
        .where(is_seen(articles))
        .limit(bindparam("limit"))
    )
    newest_first: Sequence[ColumnElement[Any]] = (*NEWEST_FIRST, key_table.c.start)
    if article:
        query = query.where(key_table.c.article == bindparam("article"))
    if places:
        # SQLite finds rows by one column's values, and by pairs only as it reads them.
        query = query.where(
            key_table.c.article.in_(bindparam("articles", expanding=True)),
            tuple_(key_table.c.article, key_table.c.start).in_(bindparam("places", expanding=True)),
        )
    if person:
        query = query.join(_recent, _recent.c.article == articles.c.id)
        query = query.where(naming("person", key_table.c.article, key_table.c.start, key_table.c.end))
        newest_first = (_recent.c.published_day.desc(), _recent.c.article.desc(), key_table.c.start)
    chosen = query.order_by(*newest_first).subquery("chosen")
    return (
        select(*passage_columns(chosen.c.start, chosen.c.end))
        .join_from(chosen, articles, articles.c.id == chosen.c.article)
        .order_by(*NEWEST_FIRST, chosen.c.start)
    )


_HOLDING = (
    found_in(ARTICLES, "key_words")
    .where(ARTICLES.c.rowid < bindparam("below"))
    .order_by(ARTICLES.c.rowid.desc())
    .limit(bindparam("limit"))
)
"""The newest rows of articles of which a key sentence holds each of the words."""
_KEY_TEXTS = (
    select(
        key_table.c.article,
        key_table.c.start,
        words_of(key_table.c.start, key_table.c.end).label("text"),
    )
    .select_from(_KEY_FIRST)
    .where(key_table.c.article.in_(bindparam("articles", expanding=True)), is_seen(articles))
    .order_by(*NEWEST_FIRST, key_table.c.start)
)


async def key_sentences(  # noqa: PLR0913 -- each filter is an option of one question
    connection: AsyncConnection,
    index: Index,
    *,
    article: int | None,
    person: int | None,
    folded_words: str | None,
    libraries: Sequence[str],
    limit: int,
) -> list[Passage]:
    """Return key sentences: newest published first, within an article in its order; by one of the filters, or none."""
    values: dict[str, Any] = {"article": article, "libraries": libraries, "limit": limit}
    if person is not None:
        values |= (await Overlay.of(connection, libraries)).kin(person).values("person")
    if folded_words is not None:
        places = await _places_of(connection, index, folded_words, libraries, limit)
        values |= {"places": places, "articles": [*{article for article, _ in places}]}
    query = _key_sentences(article=article is not None, person=person is not None, places=folded_words is not None)
    return [passage(row) for row in await connection.execute(query, values)]


async def _places_of(
    connection: AsyncConnection, index: Index, folded_words: str, libraries: Sequence[str], limit: int
) -> list[tuple[int, int]]:
    """Return article and start of the newest key sentences that hold words."""
    sought = words_sought(folded_words, libraries, where="key_words")
    found: list[tuple[int, int]] = []
    below = NO_END
    while sought is not None and len(found) < limit:
        rows = (await connection.execute(_HOLDING, sought | {"below": below, "limit": limit})).all()
        holding = {"articles": [row.item for row in rows], "libraries": libraries}
        # The index tells that the key sentences of an article hold the words, not which of them do.
        found += (
            (row.article, row.start)
            for row in await connection.execute(_KEY_TEXTS, holding)
            if index.holds(row.text, folded_words)
        )
        if len(rows) < limit:
            break
        below = rows[-1].row
    return found[:limit]
