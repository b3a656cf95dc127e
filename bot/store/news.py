"""Queries for what is new of someone or something followed: what came between two articles, and what came before it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, func, literal, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import QuoteKind
from bot.store.copies import LENGTH_STEP
from bot.store.corrected import IS_QUOTE_FIX, QUOTE_FIX, SPEAKER
from bot.store.engine import Database
from bot.store.fulltext import MATCHING_ARTICLES, Index, match_phrases
from bot.store.overlay import Overlay, is_of, naming
from bot.store.quotes import SPOKEN, in_rows, of_chosen
from bot.store.reading import NEWEST_FIRST, holding, passage, passage_columns, words_of, words_sought
from bot.store.records import Passage, StoredQuote
from bot.store.schema import appearances, articles, copies, key_sentences, quote_people, quotes
from bot.store.search import hit
from bot.store.visibility import is_seen
from bot.store.words import Words, tokens

COMPARED_TOKENS = 40
"""How much of a text is looked for elsewhere: so many words in a row are another's only if they were taken from it."""

_CAME = (is_seen(articles), articles.c.id > bindparam("after"), articles.c.id <= bindparam("upto"))
_THEY: BindParameter[Any] = bindparam("people_all", expanding=True)
_named_in = quotes.alias("named_in")
_naming_them = (
    select(quote_people.c.quote)
    .join(_named_in, _named_in.c.id == quote_people.c.quote)
    .where(is_of("people", _named_in.c.article, quote_people.c.person))
)


@cache
def _quotes(*, by: bool, words: bool) -> Select[Any]:
    query = (
        select(quotes.c.id)
        .join_from(quotes, articles, articles.c.id == quotes.c.article)
        .outerjoin(QUOTE_FIX, IS_QUOTE_FIX)
        .where(quotes.c.article > bindparam("after"), quotes.c.article <= bindparam("upto"), *_CAME)
        .where(quotes.c.speaker_name.is_not(None), quotes.c.kind != QuoteKind.PARTIAL.value)
        .order_by(*NEWEST_FIRST, quotes.c.start, quotes.c.id)
        .limit(bindparam("limit"))
    )
    if words:
        query = query.where(*holding(SPOKEN))
    elif by:
        query = query.where(SPEAKER.in_(_THEY))
    else:
        others = or_(SPEAKER.is_(None), SPEAKER.not_in(_THEY))
        query = query.where(quotes.c.id.in_(_naming_them), others)
    return of_chosen(query.subquery("chosen"))


_IS_THEIRS = is_of("people", appearances.c.article, appearances.c.person)
_key = (
    select(key_sentences.c.article, key_sentences.c.start, key_sentences.c.end)
    .join_from(appearances, key_sentences, key_sentences.c.article == appearances.c.article)
    .join(articles, articles.c.id == appearances.c.article)
    .where(_IS_THEIRS, *_CAME)
    .where(naming("people", appearances.c.article, key_sentences.c.start, key_sentences.c.end))
)
_title = (
    select(articles.c.id, literal(0), func.length(articles.c.title))
    .join_from(appearances, articles, articles.c.id == appearances.c.article)
    .where(_IS_THEIRS, *_CAME)
    .where(naming("people", appearances.c.article, literal(0), func.length(articles.c.title)))
)
_named = union(_key, _title).subquery("named")
_NAMED = (
    select(*passage_columns(_named.c.start, _named.c.end))
    .join_from(_named, articles, articles.c.id == _named.c.article)
    .order_by(*NEWEST_FIRST, _named.c.start == 0, _named.c.start)
    .limit(bindparam("limit"))
)
_KEY_HOLDING = (
    select(*passage_columns(key_sentences.c.start, key_sentences.c.end))
    .join_from(key_sentences, articles, articles.c.id == key_sentences.c.article)
    .where(key_sentences.c.article > bindparam("after"), key_sentences.c.article <= bindparam("upto"), *_CAME)
    .where(*holding(words_of(key_sentences.c.start, key_sentences.c.end)))
    .order_by(*NEWEST_FIRST, key_sentences.c.start)
    .limit(bindparam("limit"))
)
_holding = MATCHING_ARTICLES.subquery("found")
_HITS = (
    select(articles.c.sentences, *passage_columns(literal(0), func.length(articles.c.body)))
    .join_from(_holding, articles, articles.c.id == _holding.c.article)
    .where(*_CAME)
    .order_by(*NEWEST_FIRST)
    .limit(bindparam("limit"))
)
_earlier = select(_holding.c.article).where(_holding.c.article <= bindparam("after")).limit(1)
_EARLIER = {
    True: _earlier.where(_holding.c.article.in_(select(appearances.c.article).where(_IS_THEIRS))),
    False: _earlier,
}
_lesser, _fuller = articles.alias("lesser"), articles.alias("fuller")
_REPEATS = (
    select(copies.c.article, copies.c.fuller)
    .join_from(copies, _lesser, _lesser.c.id == copies.c.article)
    .join(_fuller, _fuller.c.id == copies.c.fuller)
    .where(
        or_(
            and_(
                copies.c.article.in_(bindparam("articles", expanding=True)),
                copies.c.fuller <= bindparam("after"),
                is_seen(_fuller),
            ),
            and_(
                copies.c.fuller.in_(bindparam("articles", expanding=True)),
                copies.c.article <= bindparam("after"),
                is_seen(_lesser),
                func.length(_fuller.c.body) <= LENGTH_STEP * func.length(_lesser.c.body),
            ),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Came:
    """The articles after one, up to another, that the readers of some libraries see."""

    after: int
    upto: int
    libraries: Sequence[str]

    def values(self, limit: int = 0) -> dict[str, Any]:
        """Return what the queries bind."""
        return {"after": self.after, "upto": self.upto, "libraries": self.libraries, "limit": limit}


@dataclass(frozen=True, slots=True)
class News:
    """What is new in articles that came; everything newest published first, at most ``limit`` of it."""

    database: Database
    index: Index

    async def said_by(self, people: Collection[int], came: Came, limit: int) -> list[StoredQuote]:
        """Return what was said by people; mere fragments are left out."""
        return await self._quotes(_quotes(by=True, words=False), people, came.values(limit))

    async def said_about(self, people: Collection[int], came: Came, limit: int) -> list[StoredQuote]:
        """Return what others said who name people; what is unattributed, or a mere fragment, is left out."""
        return await self._quotes(_quotes(by=False, words=False), people, came.values(limit))

    async def said_with(self, folded_words: str, came: Came, limit: int) -> list[StoredQuote]:
        """Return what was said that holds each of the words; what is unattributed, or a mere fragment, is left out."""
        sought = words_sought(folded_words, came.libraries)
        if not sought:
            return []
        return await self._quotes(_quotes(by=False, words=True), (), sought | came.values(limit))

    async def _quotes(self, query: Select[Any], people: Collection[int], values: dict[str, Any]) -> list[StoredQuote]:
        async def work(connection: AsyncConnection) -> list[StoredQuote]:
            overlay = await Overlay.of(connection, values["libraries"])
            return in_rows(await connection.execute(query, values | _kin(overlay, people)), overlay)

        return await self.database.read(work)

    async def naming(self, people: Collection[int], came: Came, limit: int) -> list[Passage]:
        """Return the key sentences that name one of the people, those of an article before its title if that does."""

        async def work(connection: AsyncConnection) -> list[Passage]:
            kin = _kin(await Overlay.of(connection, came.libraries), people)
            rows = await connection.execute(_NAMED, kin | came.values(limit))
            return [passage(row) for row in rows]

        return await self.database.read(work)

    async def holding(self, folded_words: str, came: Came, limit: int) -> list[Passage]:
        """Return the sentences that hold each of the words: the key ones, then where else the words stand."""
        sought = words_sought(folded_words, came.libraries)
        if not sought:
            return []
        words = Words.of(folded_words)

        async def work(connection: AsyncConnection) -> list[Passage]:
            values = sought | came.values(limit)
            key = [passage(row) for row in await connection.execute(_KEY_HOLDING, values)]
            rows = await connection.execute(_HITS, values)
            return [*key, *(hit(passage(row), row.sentences, words, self.index.fold).passage for row in rows)]

        return await self.database.read(work)

    async def stood_before(
        self, texts: Sequence[str], came: Came, *, people: Collection[int] = (), folded_words: str = ""
    ) -> bool:
        """Tell whether the words of all texts stand in one article that came before, of the same people or words.

        Only the beginning of a long text is looked for.
        """
        begun = (tokens(self.index.fold(text))[:COMPARED_TOKENS] for text in texts)
        chunks = [chunk for chunk in (*map(tuple, begun), *Words.of(folded_words).chunks) if chunk]
        if not chunks:
            return False
        values = {"match": match_phrases("words", chunks, came.libraries)} | came.values()

        async def work(connection: AsyncConnection) -> bool:
            kin = _kin(await Overlay.of(connection, came.libraries), people)
            return await connection.scalar(_EARLIER[bool(people)], values | kin) is not None

        return await self.database.read(work)

    async def repeating(self, ids: Collection[int], came: Came) -> set[int]:
        """Return those of the articles whose text, as far as it goes, is that of one that came before."""

        async def work(connection: AsyncConnection) -> set[int]:
            rows = (await connection.execute(_REPEATS, {"articles": sorted(ids)} | came.values())).all()
            return {each for row in rows for each in (row.article, row.fuller) if each in ids}

        return await self.database.read(work)


def _kin(overlay: Overlay, people: Collection[int]) -> dict[str, list[int]]:
    """Return the values by which ``is_of`` tells any of some people, as the reader takes them."""
    every = [overlay.kin(person) for person in people]
    return {
        "people_found": sorted({person for kin in every for person in kin.found}),
        "people_all": sorted({person for kin in every for person in kin.members}),
    }
