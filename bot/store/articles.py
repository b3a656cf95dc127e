"""Queries for articles as wholes."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, DateSource, Grain, PublicationDate, Script, Span
from bot.store.fulltext import PHRASE_ELSE_EACH, phrase_else_each
from bot.store.reading import NEWEST_FIRST, VISIBLE, AnyRow
from bot.store.records import Outdated, Stats, StoredArticle
from bot.store.schema import aliases, dates, libraries, quotes, reports, set_off
from bot.store.schema import articles as articles_table
from bot.store.words import Words

_SAME = (
    select(articles_table.c.source, articles_table.c.content_hash, articles_table.c.analysis_version)
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
    select(func.count()).select_from(articles_table).where(articles_table.c.library.in_(VISIBLE)).scalar_subquery(),
    select(func.count(aliases.c.person.distinct())).where(aliases.c.library.in_(VISIBLE)).scalar_subquery(),
    select(func.count())
    .join_from(quotes, articles_table, articles_table.c.id == quotes.c.article)
    .where(articles_table.c.library.in_(VISIBLE))
    .scalar_subquery(),
    select(func.count())
    .join_from(dates, articles_table, articles_table.c.id == dates.c.article)
    .where(articles_table.c.library.in_(VISIBLE))
    .scalar_subquery(),
    select(func.count())
    .select_from(
        select(reports.c.story)
        .join_from(reports, articles_table, articles_table.c.id == reports.c.article)
        .where(articles_table.c.library.in_(VISIBLE))
        .group_by(reports.c.story)
        .having(func.count() > 1)
        .subquery("told")
    )
    .scalar_subquery(),
)

_COUNT_OUTDATED = (
    select(func.count()).select_from(articles_table).where(articles_table.c.analysis_version != bindparam("version"))
)
_SET_OFF = select(set_off).where(set_off.c.article.in_(bindparam("articles", expanding=True))).order_by(set_off.c.start)
_OUTDATED = (
    select(articles_table, libraries.c.key)
    .join(libraries, libraries.c.id == articles_table.c.library)
    .where(articles_table.c.analysis_version != bindparam("version"), articles_table.c.id > bindparam("after"))
    .order_by(articles_table.c.id)
    .limit(bindparam("limit"))
)


def article_columns(table: FromClause) -> list[ColumnElement[Any]]:
    """Return the columns that ``stored_article`` reads."""
    return [table.c[field.name] for field in fields(StoredArticle)]


@cache
def _articles(*, ids: bool, title: bool) -> Select[Any]:
    query = (
        select(*article_columns(articles_table))
        .where(articles_table.c.library.in_(VISIBLE))
        .order_by(*NEWEST_FIRST)
        .limit(bindparam("limit"))
    )
    if ids:
        query = query.where(articles_table.c.id.in_(bindparam("ids", expanding=True)))
    if title:
        query = query.where(articles_table.c.id.in_(select(PHRASE_ELSE_EACH.subquery("found").c.article)))
    return query


async def is_unchanged(
    connection: AsyncConnection, library: str, source: str, content_hash: str, analysis_version: int
) -> bool:
    """Tell whether storing the article would change nothing."""
    values = {"library": library, "source": source, "content_hash": content_hash}
    rows = (await connection.execute(_SAME, values)).all()
    return len(rows) == 1 and rows[0].content_hash == content_hash and rows[0].analysis_version == analysis_version


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
        values |= phrase_else_each("title", words, visible)
    query = _articles(ids=ids is not None, title=folded_title is not None)
    return [stored_article(row) for row in await connection.execute(query, values)]


async def count_outdated(connection: AsyncConnection, analysis_version: int) -> int:
    """Count the articles whose findings are of another version of the analysis."""
    return int((await connection.execute(_COUNT_OUTDATED, {"version": analysis_version})).scalar_one())


async def outdated(connection: AsyncConnection, analysis_version: int, after: int, limit: int) -> list[Outdated]:
    """Return articles whose findings are of another version of the analysis, by id."""
    values = {"version": analysis_version, "after": after, "limit": limit}
    rows = (await connection.execute(_OUTDATED, values)).all()
    quoted: dict[int, list[Span]] = {}
    for row in await connection.execute(_SET_OFF, {"articles": [row.id for row in rows]}):
        quoted.setdefault(row.article, []).append(Span(row.start, row.end))
    return [Outdated(row.id, row.key, _as_loaded(row, quoted.get(row.id, ())), row.content_hash) for row in rows]


def _as_loaded(row: AnyRow, quoted: Sequence[Span]) -> Article:
    stated = row.published_on is not None and row.published_source != DateSource.INFERRED
    return Article(
        source=row.source,
        title=row.title,
        body=row.body,
        outlet=row.outlet,
        byline=tuple(row.byline),
        url=row.url,
        published_on=PublicationDate(
            row.published_on, Grain(row.published_grain), DateSource(row.published_source), row.published_evidence
        )
        if stated
        else None,
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
    return Stats(*row)
