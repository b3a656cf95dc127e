"""Queries for articles as wholes."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, DateSource, Grain, Script, Span
from bot.store.engine import AnyRow
from bot.store.findings import findings, publication_date
from bot.store.forms import count_people
from bot.store.fulltext import ARTICLES, Index, holds, item_of
from bot.store.overlay import Overlay, whose
from bot.store.reading import NEWEST_FIRST
from bot.store.records import FindingCounts, Kept, Outdated, Stats, StoredArticle
from bot.store.schema import appearances, dates, libraries, quotes, reports, set_off
from bot.store.schema import articles as articles_table
from bot.store.search import phrase_else_each
from bot.store.visibility import is_seen
from bot.store.words import Words

_SAME = (
    select(articles_table.c.id, articles_table.c.content_hash, articles_table.c.analysis_version)
    .join(libraries, libraries.c.id == articles_table.c.library)
    .where(
        libraries.c.key == bindparam("library"),
        or_(
            articles_table.c.source == bindparam("source"),
            articles_table.c.content_hash == bindparam("content_hash"),
        ),
    )
)

_STATS = select(
    select(func.count()).select_from(articles_table).where(is_seen(articles_table)).scalar_subquery().label("articles"),
    select(func.count())
    .join_from(quotes, articles_table, articles_table.c.id == quotes.c.article)
    .where(is_seen(articles_table))
    .scalar_subquery()
    .label("quotes"),
    select(func.count())
    .join_from(dates, articles_table, articles_table.c.id == dates.c.article)
    .where(is_seen(articles_table))
    .scalar_subquery()
    .label("dates"),
    select(func.count())
    .select_from(
        select(reports.c.story)
        .join_from(reports, articles_table, articles_table.c.id == reports.c.article)
        .where(is_seen(articles_table))
        .group_by(reports.c.story)
        .having(func.count() > 1)
        .subquery("told")
    )
    .scalar_subquery()
    .label("stories"),
)

_COUNT_FOUND = select(
    *(select(func.count()).where(table.c.article == articles_table.c.id).scalar_subquery() for table in (quotes, dates))
).where(articles_table.c.id == bindparam("article"), is_seen(articles_table))
_NAMED_IN = select(whose(appearances.c.article, appearances.c.person)).where(
    appearances.c.article == bindparam("article")
)
_COUNT_OUTDATED = (
    select(func.count()).select_from(articles_table).where(articles_table.c.analysis_version < bindparam("version"))
)
_SET_OFF = select(set_off).where(set_off.c.article.in_(bindparam("articles", expanding=True))).order_by(set_off.c.start)
_WHOLE = (
    select(articles_table, libraries.c.key)
    .join(libraries, libraries.c.id == articles_table.c.library)
    .where(articles_table.c.id > bindparam("after"))
    .order_by(articles_table.c.id)
    .limit(bindparam("limit"))
)
_OUTDATED = _WHOLE.where(articles_table.c.analysis_version < bindparam("version"))
_KEPT = _WHOLE.where(libraries.c.key == bindparam("library"))

_OUTLETS = (
    select(articles_table.c.outlet)
    .where(is_seen(articles_table), articles_table.c.outlet.is_not(None))
    .group_by(articles_table.c.outlet)
    .order_by(func.count().desc(), articles_table.c.outlet)
)


def article_columns(table: FromClause) -> list[ColumnElement[Any]]:
    """Return the columns that ``stored_article`` reads."""
    return [table.c[field.name] for field in fields(StoredArticle)]


@cache
def _articles(*, ids: bool, title: bool) -> Select[Any]:
    query = select(*article_columns(articles_table)).where(is_seen(articles_table)).limit(bindparam("limit"))
    if ids:
        query = query.where(articles_table.c.id.in_(bindparam("ids", expanding=True)))
    if title:
        query = query.join(ARTICLES, item_of(ARTICLES.c.rowid) == articles_table.c.id).where(holds(ARTICLES, "title"))
        return query.order_by(ARTICLES.c.rowid.desc())
    return query.order_by(*NEWEST_FIRST)


async def unchanged(
    connection: AsyncConnection, library: str, source: str, content_hash: str, analysis_version: int
) -> int | None:
    """Return the stored article that storing this one would leave as it is; None where something would change."""
    values = {"library": library, "source": source, "content_hash": content_hash}
    rows = (await connection.execute(_SAME, values)).all()
    same = [row.id for row in rows if (row.content_hash, row.analysis_version) == (content_hash, analysis_version)]
    return same[0] if len(rows) == len(same) == 1 else None


async def articles(
    connection: AsyncConnection,
    ids: Sequence[int] | None,
    folded_title: str | None,
    visible: Sequence[str],
    limit: int,
) -> list[StoredArticle]:
    """Return articles, newest published first."""
    values: dict[str, Any] = {"ids": ids, "libraries": visible, "limit": limit}
    if folded_title is not None:
        words = Words.of(folded_title)
        if not words.chunks or not visible:
            return []
        values |= await phrase_else_each(connection, "title", words, visible)
    query = _articles(ids=ids is not None, title=folded_title is not None)
    return [stored_article(row) for row in await connection.execute(query, values)]


async def count_found(connection: AsyncConnection, article: int, visible: Sequence[str]) -> FindingCounts | None:
    """Count what was found in an article; None where the reader cannot see it."""
    values = {"article": article, "libraries": visible}
    row = (await connection.execute(_COUNT_FOUND, values)).one_or_none()
    if row is None:
        return None
    overlay = await Overlay.of(connection, visible)
    named = {overlay.shown(person) for person in await connection.scalars(_NAMED_IN, values)}
    return FindingCounts(len(named), *row)


async def count_outdated(connection: AsyncConnection, analysis_version: int) -> int:
    """Count the articles whose findings are of an older version of the analysis."""
    return int((await connection.execute(_COUNT_OUTDATED, {"version": analysis_version})).scalar_one())


async def outdated(connection: AsyncConnection, analysis_version: int, after: int, limit: int) -> list[Outdated]:
    """Return articles whose findings are of an older version of the analysis, by id."""
    values = {"version": analysis_version, "after": after, "limit": limit}
    rows = (await connection.execute(_OUTDATED, values)).all()
    quoted = await _set_off(connection, rows)
    return [Outdated(row.id, row.key, _as_loaded(row, quoted.get(row.id, ())), row.content_hash) for row in rows]


async def kept(connection: AsyncConnection, library: str, after: int, limit: int) -> list[Kept]:
    """Return articles of a library with what was found in them, by id."""
    rows = (await connection.execute(_KEPT, {"library": library, "after": after, "limit": limit})).all()
    quoted = await _set_off(connection, rows)
    found = await findings(connection, rows)
    return [Kept(row.id, _as_loaded(row, quoted.get(row.id, ())), found[row.id]) for row in rows]


async def _set_off(connection: AsyncConnection, rows: Sequence[AnyRow]) -> dict[int, list[Span]]:
    quoted: dict[int, list[Span]] = {}
    for row in await connection.execute(_SET_OFF, {"articles": [row.id for row in rows]}):
        quoted.setdefault(row.article, []).append(Span(row.start, row.end))
    return quoted


def _as_loaded(row: AnyRow, quoted: Sequence[Span]) -> Article:
    published_on = publication_date(row)
    stated = published_on is not None and published_on.source is not DateSource.INFERRED
    return Article(
        source=row.source,
        title=row.title,
        body=row.body,
        outlet=row.outlet,
        byline=tuple(row.byline),
        url=row.url,
        published_on=published_on if stated else None,
        warnings=tuple(row.warnings),
        quoted=tuple(quoted),
    )


def stored_article(row: AnyRow, prefix: str = "") -> StoredArticle:
    """Read an article from the columns of ``article_columns``, whose names may have a prefix."""
    values = {field.name: getattr(row, prefix + field.name) for field in fields(StoredArticle)}
    grain = values["published_grain"]
    return StoredArticle(
        **values
        | {
            "byline": tuple(values["byline"]),
            "published_grain": Grain(grain) if grain else None,
            "script": Script(values["script"]),
        }
    )


async def stats(connection: AsyncConnection, visible: Sequence[str]) -> Stats:
    """Count what the reader can see."""
    row = (await connection.execute(_STATS, {"libraries": visible})).one()
    return Stats(row.articles, await count_people(connection, visible), row.quotes, row.dates, row.stories)


async def outlets(
    connection: AsyncConnection, index: Index, visible: Sequence[str], folded_words: str, limit: int | None = None
) -> list[str]:
    """Return the outlets whose names hold the words, those with the most articles first."""
    found = await connection.scalars(_OUTLETS, {"libraries": visible})
    return [outlet for outlet in found if index.holds(outlet, folded_words)][:limit]
