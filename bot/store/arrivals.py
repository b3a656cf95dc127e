"""The queries for what came in between two articles: the stories that it tells.

A story stands for those of its reports that came. Sources are counted once: a copy of a text is none of its own, and
what one outlet tells again is none either.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.articles import article_columns, stored_article
from bot.store.fulltext import Index
from bot.store.reading import NEWEST_FIRST, NO_END, passage, passage_columns
from bot.store.records import Arrived, ArrivedStory, StoredArticle, Wanted
from bot.store.schema import articles, copies, key_sentences, quotes, reports
from bot.store.visibility import is_seen
from bot.store.wanted import Narrowing

_ARRIVED = (
    is_seen(articles),
    articles.c.id > bindparam("after"),
    articles.c.id <= bindparam("upto"),
)
_fuller = articles.alias("fuller")
_IS_COPY = (
    select(copies.c.fuller)
    .join(_fuller, _fuller.c.id == copies.c.fuller)
    .where(copies.c.article == articles.c.id, is_seen(_fuller))
    .correlate(articles)
    .exists()
)
_STORY = func.coalesce(reports.c.story, -articles.c.id).label("story")
"""An article of an older analysis may be in no story yet: it is one by itself."""
_SAID = (
    select(func.count())
    .where(quotes.c.article == articles.c.id, quotes.c.speaker_name.is_not(None))
    .correlate(articles)
    .scalar_subquery()
)
_key = key_sentences.alias("key")
_first_start = (
    select(func.min(_key.c.start)).where(_key.c.article == articles.c.id).correlate(articles).scalar_subquery()
)


@cache
def _stories(conditions: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    """Return the query for the first report of each story, in the order of ``arrived``, and how many tell it."""
    came = (
        select(
            articles.c.id,
            _STORY,
            articles.c.published_day.label("day"),
            func.coalesce(articles.c.outlet, "").label("outlet"),
            case((_IS_COPY, 1), else_=0).label("copied"),
            _SAID.label("said"),
        )
        .outerjoin(reports, reports.c.article == articles.c.id)
        .where(*_ARRIVED, *conditions)
        .cte("came")
    )
    # Windows all the way: a join of what was counted with what was counted would take the square of the time.
    speaks = func.row_number().over(partition_by=(came.c.story, came.c.copied, came.c.outlet), order_by=came.c.id)
    told = select(came, speaks.label("speaks")).subquery("told")

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0)).over(partition_by=told.c.story)

    is_own = told.c.copied == 0
    fullest_first = (told.c.copied, told.c.day.desc(), told.c.said.desc(), told.c.id.desc())
    placed = select(
        told,
        counted(is_own).label("reports"),
        counted(is_own & (told.c.speaks == 1)).label("sources"),
        func.row_number().over(partition_by=told.c.story, order_by=fullest_first).label("place"),
    ).subquery("placed")
    turn = func.row_number().over(
        partition_by=(placed.c.sources, placed.c.reports, placed.c.day, placed.c.outlet),
        order_by=(placed.c.said.desc(), placed.c.id.desc()),
    )
    heads = select(placed, turn.label("turn")).where(placed.c.place == 1).subquery("heads")
    weight = (heads.c.sources.desc(), heads.c.reports.desc(), heads.c.day.desc(), heads.c.turn, heads.c.said.desc())
    first = select(
        heads,
        func.count().over().label("all_stories"),
        func.row_number().over(order_by=(*weight, heads.c.id.desc())).label("rank"),
    ).subquery("first")
    start = func.coalesce(key_sentences.c.start, 0)
    end = func.coalesce(key_sentences.c.end, func.length(articles.c.title))  # a body begins with its title
    return (
        select(first.c.story, first.c.sources, first.c.all_stories, *passage_columns(start, end))
        .join_from(first, articles, articles.c.id == first.c.id)
        .outerjoin(key_sentences, (key_sentences.c.article == articles.c.id) & (key_sentences.c.start == _first_start))
        .where(first.c.rank <= bindparam("limit"))
        .order_by(first.c.rank)
    )


@cache
def _others(conditions: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    """Return the query for the reports of stories that came."""
    return (
        select(reports.c.story, *article_columns(articles))
        .join_from(reports, articles, articles.c.id == reports.c.article)
        .where(reports.c.story.in_(bindparam("stories", expanding=True)), *_ARRIVED, *conditions)
        .order_by(*NEWEST_FIRST)
    )


@cache
def _newest(conditions: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    return (
        select(articles.c.id)
        .where(is_seen(articles), *conditions)
        .order_by(articles.c.id.desc())
        .offset(bindparam("back"))
        .limit(1)
    )


async def arrived(  # noqa: PLR0913 -- two marks and what is wanted of what lies between
    connection: AsyncConnection,
    index: Index,
    after: int,
    upto: int | None,
    visible: Sequence[str],
    *,
    wanted: Wanted,
    limit: int,
) -> Arrived:
    """Return the stories of what came after one article, up to another."""
    narrowing = await Narrowing.to(connection, index, wanted, visible)
    marks = narrowing.values | {"after": after, "upto": NO_END if upto is None else upto, "libraries": visible}
    rows = (await connection.execute(_stories(narrowing.conditions), marks | {"limit": limit})).all()
    others: dict[int, list[StoredArticle]] = {row.story: [] for row in rows}
    for row in await connection.execute(_others(narrowing.conditions), marks | {"stories": list(others)}):
        others[row.story].append(stored_article(row))
    stories = tuple(
        ArrivedStory(
            passage(row), tuple(each for each in others[row.story] if each.id != row.article), max(1, row.sources)
        )
        for row in rows
    )
    return Arrived(stories, rows[0].all_stories - len(rows) if rows else 0)


async def before_newest(
    connection: AsyncConnection, index: Index, visible: Sequence[str], *, wanted: Wanted, count: int
) -> int:
    """Return the id after which so many of what is wanted came, 0 where there is no more."""
    narrowing = await Narrowing.to(connection, index, wanted, visible)
    values = narrowing.values | {"libraries": visible, "back": count}
    return await connection.scalar(_newest(narrowing.conditions), values) or 0
