"""The query for what came in between two articles: the articles, and what was said in them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import QuoteKind
from bot.store.corrected import CONFIDENCE, IS_QUOTE_FIX, QUOTE_FIX, SPEAKER, UNKNOWN_NAME
from bot.store.overlay import Overlay
from bot.store.quotes import in_rows, of_chosen
from bot.store.reading import NEWEST_FIRST, passage, passage_columns
from bot.store.records import Arrived
from bot.store.schema import articles, key_sentences, quote_parts, quotes
from bot.store.visibility import is_seen

NO_END = (1 << 63) - 1
"""Above every id."""
LONG_CHARS = 200
"""A quote beyond this is taken only where an article has no shorter ones."""

_ARRIVED = (
    is_seen(articles),
    articles.c.id > bindparam("after"),
    articles.c.id <= bindparam("upto"),
)
_first = (
    select(key_sentences.c.article, func.min(key_sentences.c.start).label("start"))
    .where(key_sentences.c.article > bindparam("after"), key_sentences.c.article <= bindparam("upto"))
    .group_by(key_sentences.c.article)
    .subquery("first")
)
_start = func.coalesce(key_sentences.c.start, 0)
_end = func.coalesce(key_sentences.c.end, func.length(articles.c.title))  # a body begins with its title
_ARTICLES: Select[Any] = (
    select(func.count().over().label("total"), *passage_columns(_start, _end))
    .select_from(articles)
    .outerjoin(_first, _first.c.article == articles.c.id)
    .outerjoin(key_sentences, (key_sentences.c.article == articles.c.id) & (key_sentences.c.start == _first.c.start))
    .where(*_ARRIVED)
    .order_by(*NEWEST_FIRST)
    .limit(bindparam("limit"))
)
_length = (
    select(func.sum(quote_parts.c.end - quote_parts.c.start))
    .where(quote_parts.c.quote == quotes.c.id)
    .correlate(quotes)
    .scalar_subquery()
)
_rank = func.row_number().over(
    partition_by=quotes.c.article, order_by=(_length > LONG_CHARS, CONFIDENCE.desc(), quotes.c.start)
)
_said = (
    select(quotes.c.id, quotes.c.start, articles.c.id.label("article"), articles.c.published_day, _rank.label("rank"))
    .join_from(quotes, articles, articles.c.id == quotes.c.article)
    .outerjoin(QUOTE_FIX, IS_QUOTE_FIX)
    .where(*_ARRIVED, func.coalesce(SPEAKER, UNKNOWN_NAME).is_not(None), quotes.c.kind != QuoteKind.PARTIAL.value)
    .subquery("said")
)
_QUOTES = of_chosen(
    select(_said.c.id)
    .where(_said.c.rank <= bindparam("each"))
    .order_by(_said.c.published_day.desc(), _said.c.article.desc(), _said.c.start, _said.c.id)
    .limit(bindparam("limit"))
    .subquery("chosen")
)


async def arrived(  # noqa: PLR0913 -- two marks and the limits
    connection: AsyncConnection,
    after: int,
    upto: int | None,
    visible: Sequence[str],
    *,
    limit_articles: int,
    limit_quotes: int,
    quotes_each: int,
) -> Arrived:
    """Return what came after one article, up to another."""
    marks = {"after": after, "upto": NO_END if upto is None else upto, "libraries": visible}
    came = (await connection.execute(_ARTICLES, marks | {"limit": limit_articles})).all()
    rows = await connection.execute(_QUOTES, marks | {"limit": limit_quotes, "each": quotes_each})
    return Arrived(
        passages=tuple(map(passage, came)),
        quotes=tuple(in_rows(rows, await Overlay.of(connection, visible))),
        more_articles=came[0].total - len(came) if came else 0,
    )
