"""The query for articles that hold words, and where in them."""

from collections.abc import Callable, Sequence

from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Span
from bot.store.fulltext import ARTICLES, Phrases, holds, item_of
from bot.store.reading import cut, found_in, passage, passage_columns
from bot.store.records import Hit, Passage
from bot.store.schema import articles
from bot.store.visibility import HIDDEN
from bot.store.words import Words, place

_SEEN = item_of(ARTICLES.c.rowid).not_in(HIDDEN)
_IS_PHRASE = {
    where: select(select(ARTICLES.c.rowid).where(holds(ARTICLES, where), _SEEN).exists())
    for where in ("title", "words")
}
_found = (
    found_in(ARTICLES)
    .where(_SEEN)
    .order_by(ARTICLES.c.rowid.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
    .subquery("found")
)
_HITS = (
    select(articles.c.sentences, *passage_columns(literal(0), func.length(articles.c.body)))
    .join_from(_found, articles, articles.c.id == _found.c.item)
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
    sought = await phrase_else_each(connection, "words", words, visible)
    values = sought | {"libraries": visible, "limit": limit, "offset": offset}
    return [hit(passage(row), row.sentences, words, fold) for row in await connection.execute(_HITS, values)]


async def phrase_else_each(
    connection: AsyncConnection, where: str, words: Words, visible: Sequence[str]
) -> dict[str, Phrases]:
    """Return the values by which articles are found: that hold the words as one phrase, or if none does, each of them.

    There have to be words and a library; those of articles that are hidden do not count.
    """
    phrase = Phrases.of(where, [words.phrase], visible).bound_to("match")
    if len(words.chunks) == 1 or await connection.scalar(_IS_PHRASE[where], phrase | {"libraries": visible}):
        return phrase
    return Phrases.of(where, words.chunks, visible).bound_to("match")


def hit(whole: Passage, bounds: list[int], words: Words, fold: Callable[[str], str]) -> Hit:
    """Cut the sentence that holds the words from the whole body; a body without sentences is one."""
    sentences = [Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=True)]
    sentence, found = place(words, fold(whole.text), sentences or [Span(0, whole.end)])
    return Hit(cut(whole, sentence), Span(found.start - sentence.start, found.end - sentence.start))
