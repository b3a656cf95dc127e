"""Queries for what is new of someone or something followed: what came between two articles, and what came before it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, func, literal, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import QuoteKind
from bot.store import quotes
from bot.store.copies import LENGTH_STEP
from bot.store.engine import Database
from bot.store.fulltext import ARTICLES, Index, Phrases
from bot.store.overlay import Overlay, is_of, naming
from bot.store.reading import NEWEST_FIRST, found_in, passage, passage_columns, words_sought
from bot.store.records import Passage, StoredQuote
from bot.store.schema import appearances, articles, copies, key_sentences
from bot.store.search import hit
from bot.store.visibility import is_seen
from bot.store.words import Words, tokens

COMPARED_TOKENS = 16
"""How much of a text is looked for elsewhere, from its middle as many begin alike: so many words in a row are taken
from another, and each takes a millisecond to look for."""

_AMONG = bindparam("among", type_=Integer, expanding=True)
_CAME = (is_seen(articles), articles.c.id > bindparam("after"), articles.c.id <= bindparam("upto"))
_held = found_in(ARTICLES).subquery("held")
_OF_PERSON = (
    select(articles.c.id)
    .join_from(appearances, articles, articles.c.id == appearances.c.article)
    .where(is_of("person", appearances.c.article, appearances.c.person), *_CAME)
    .group_by(articles.c.id, articles.c.published_day)
    .order_by(*NEWEST_FIRST)
    .limit(bindparam("limit"))
)
_OF_WORDS = (
    select(articles.c.id)
    .join_from(_held, articles, articles.c.id == _held.c.item)
    .where(*_CAME)
    .order_by(*NEWEST_FIRST)
    .limit(bindparam("limit"))
)

_key = select(key_sentences.c.article, key_sentences.c.start, key_sentences.c.end).where(
    key_sentences.c.article.in_(_AMONG),
    naming("person", key_sentences.c.article, key_sentences.c.start, key_sentences.c.end),
)
_title_end = func.length(articles.c.title)
_title = select(articles.c.id, literal(0), _title_end).where(
    articles.c.id.in_(_AMONG), naming("person", articles.c.id, literal(0), _title_end)
)
_named = union(_key, _title).subquery("named")
_NAMING = (
    select(*passage_columns(_named.c.start, _named.c.end))
    .join_from(_named, articles, articles.c.id == _named.c.article)
    .where(is_seen(articles))
    .order_by(*NEWEST_FIRST, _named.c.start == 0, _named.c.start)
)
_KEY = (
    select(*passage_columns(key_sentences.c.start, key_sentences.c.end))
    .join_from(key_sentences, articles, articles.c.id == key_sentences.c.article)
    .where(articles.c.id.in_(_AMONG), is_seen(articles))
    .order_by(*NEWEST_FIRST, key_sentences.c.start)
)
_WHOLE = (
    select(articles.c.sentences, *passage_columns(literal(0), func.length(articles.c.body)))
    .where(articles.c.id.in_(_AMONG), is_seen(articles))
    .order_by(*NEWEST_FIRST)
)
_EARLIER = (
    select(_held.c.item)
    .join_from(_held, articles, articles.c.id == _held.c.item)
    .where(_held.c.item <= bindparam("after"), is_seen(articles))
    .limit(1)
)
_EARLIER_OF_PERSON = _EARLIER.where(
    _held.c.item.in_(select(appearances.c.article).where(is_of("person", appearances.c.article, appearances.c.person)))
)
_lesser, _fuller = articles.alias("lesser"), articles.alias("fuller")
_REPEATS: Select[Any] = (
    select(copies.c.article, copies.c.fuller)
    .join_from(copies, _lesser, _lesser.c.id == copies.c.article)
    .join(_fuller, _fuller.c.id == copies.c.fuller)
    .where(
        is_seen(_lesser),
        is_seen(_fuller),
        or_(
            and_(copies.c.article.in_(_AMONG), copies.c.fuller <= bindparam("after")),
            and_(
                copies.c.fuller.in_(_AMONG),
                copies.c.article <= bindparam("after"),
                func.length(_fuller.c.body) <= LENGTH_STEP * func.length(_lesser.c.body),
            ),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Came:
    """The articles after one, up to another, that the readers of some libraries see."""

    after: int
    upto: int
    libraries: Sequence[str]

    @property
    def values(self) -> dict[str, Any]:
        """What the queries bind."""
        return {"after": self.after, "upto": self.upto, "libraries": self.libraries}


@dataclass(frozen=True, slots=True)
class News:
    """What is new in articles that came; everything newest published first."""

    database: Database
    index: Index

    async def naming(self, person: int, came: Came, limit: int) -> list[int]:
        """Return the articles that came and name a person."""

        async def work(connection: AsyncConnection) -> list[int]:
            kin = await _kin(connection, person, came.libraries)
            return [*await connection.scalars(_OF_PERSON, {"limit": limit} | kin | came.values)]

        return await self.database.read(work)

    async def holding(self, folded_words: str, came: Came, limit: int) -> list[int]:
        """Return the articles that came and hold each of the words."""
        sought = words_sought(folded_words, came.libraries)
        if not sought:
            return []

        async def work(connection: AsyncConnection) -> list[int]:
            return [*await connection.scalars(_OF_WORDS, {"limit": limit} | sought | came.values)]

        return await self.database.read(work)

    async def said(  # noqa: PLR0913 -- whose, about whom, with which words, where
        self,
        libraries: Sequence[str],
        limit: int,
        *,
        speaker: int | None = None,
        about: int | None = None,
        folded_words: str | None = None,
        among: Collection[int] | None = None,
    ) -> list[StoredQuote]:
        """Return quotes as ``Store.quotes`` does, those of some articles; without the unattributed, and fragments."""
        found = await self.database.read(
            lambda connection: quotes.quotes(
                connection,
                speaker=speaker,
                folded_speaker=None,
                about=about,
                folded_words=folded_words,
                libraries=libraries,
                limit=limit,
                offset=0,
                among=among,
            )
        )
        return [quote for quote in found if quote.speaker is not None and quote.kind is not QuoteKind.PARTIAL]

    async def sentences_naming(self, person: int, among: Collection[int], libraries: Sequence[str]) -> list[Passage]:
        """Return the key sentences of articles that name a person, those of each before its title if that does."""

        async def work(connection: AsyncConnection) -> list[Passage]:
            kin = await _kin(connection, person, libraries)
            values = kin | {"among": sorted(among), "libraries": libraries}
            return [passage(row) for row in await connection.execute(_NAMING, values)]

        return await self.database.read(work)

    async def sentences_holding(
        self, folded_words: str, among: Collection[int], libraries: Sequence[str]
    ) -> list[Passage]:
        """Return the sentences of articles that hold each of the words: the key ones, then where else words stand."""
        sought = words_sought(folded_words, libraries)
        if not sought:
            return []
        words = Words.of(folded_words)

        async def work(connection: AsyncConnection) -> list[Passage]:
            values = sought | {"among": sorted(among), "libraries": libraries}
            given = map(passage, await connection.execute(_KEY, values))
            key = [sentence for sentence in given if self.index.holds(sentence.text, folded_words)]
            rows = await connection.execute(_WHOLE, values)
            return [*key, *(hit(passage(row), row.sentences, words, self.index.fold).passage for row in rows)]

        return await self.database.read(work)

    async def stood_before(
        self, texts: Sequence[str], came: Came, *, person: int | None = None, folded_words: str = ""
    ) -> bool:
        """Tell whether the words of all texts stand in one article that came before, of the same person or words.

        Only the middle of a long text is looked for.
        """
        middles = (_middle(tokens(self.index.fold(text))) for text in texts)
        chunks = [chunk for chunk in (*middles, *Words.of(folded_words).chunks) if chunk]
        if not chunks or not came.libraries:
            return False
        values = Phrases.of("words", chunks, came.libraries).bound_to("match") | came.values

        async def work(connection: AsyncConnection) -> bool:
            if person is None:
                return await connection.scalar(_EARLIER, values) is not None
            kin = await _kin(connection, person, came.libraries)
            return await connection.scalar(_EARLIER_OF_PERSON, values | kin) is not None

        return await self.database.read(work)

    async def repeating(self, ids: Collection[int], came: Came) -> set[int]:
        """Return those of the articles whose text, as far as it goes, is that of one that came before."""

        async def work(connection: AsyncConnection) -> set[int]:
            rows = (await connection.execute(_REPEATS, {"among": sorted(ids)} | came.values)).all()
            return {each for row in rows for each in (row.article, row.fuller) if each in ids}

        return await self.database.read(work)


async def _kin(connection: AsyncConnection, person: int, libraries: Sequence[str]) -> dict[str, list[int]]:
    return (await Overlay.of(connection, libraries)).kin(person).values("person")


def _middle(found: Sequence[str]) -> tuple[str, ...]:
    first = max((len(found) - COMPARED_TOKENS) // 2, 0)
    return tuple(found[first : first + COMPARED_TOKENS])
