"""The query for articles that hold words, and where in them."""

from collections.abc import Callable, Sequence

from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Span
from bot.store.fulltext import PHRASE_ELSE_EACH, phrase_else_each
from bot.store.reading import cut, passage, passage_columns
from bot.store.records import Hit, Passage
from bot.store.schema import articles
from bot.store.words import Words, place

_found = (
    PHRASE_ELSE_EACH.order_by(PHRASE_ELSE_EACH.selected_columns.row.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
    .subquery("found")
)
_HITS = (
    select(articles.c.sentences, *passage_columns(literal(0), func.length(articles.c.body)))
    .join_from(_found, articles, articles.c.id == _found.c.article)
    .order_by(_found.c.row.desc())
)


async def search(  # noqa: PLR0913 -- a page of one question
    connection: AsyncConnection,
    fold: Callable[[str], str],
    folded_words: str,
    visible: Sequence[str],
    *,
    limit: int,
    offset: int,
) -> list[Hit]:
    """Return the articles that hold the words, newest published first."""
    words = Words.of(folded_words)
    if not words.chunks or not visible:
        return []
    values = phrase_else_each("words", words, visible) | {"limit": limit, "offset": offset}
    return [hit(passage(row), row.sentences, words, fold) for row in await connection.execute(_HITS, values)]


def hit(whole: Passage, bounds: list[int], words: Words, fold: Callable[[str], str]) -> Hit:
    """Cut the sentence that holds the words from the whole body; a body without sentences is one."""
    sentences = [Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=True)]
    sentence, found = place(words, fold(whole.text), sentences or [Span(0, whole.end)])
    return Hit(cut(whole, sentence), Span(found.start - sentence.start, found.end - sentence.start))
