"""The index: what of the archive is found by words, kept up with the tables that it is derived from.

What it was built with is recorded as a version, and another version builds it again; so it has no migrations.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from types import ModuleType

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import TableClause

from bot.model import Span
from bot.store.engine import AnyRow
from bot.store.fulltext import counts, fts5, gin
from bot.store.fulltext.corpora import ARTICLES, BOUNDARY, DATES, GRAMS, NAMES, QUOTES, Row, row_id
from bot.store.fulltext.sought import Terms
from bot.store.schema import (
    aliases,
    articles,
    dates,
    key_sentences,
    libraries,
    quote_parts,
    quotes,
    search_index,
)
from bot.store.words import TOKEN, Tokenized, evenly_spaced, patterns, tokens

TABLES: Mapping[str, ModuleType] = {"sqlite": fts5, "postgresql": gin}
BATCH = 500
"""Rows that are indexed at a time when the index is built again."""
RANKED_LIMIT = 1500
"""Names of which a query computes the rank, however many the archive has: those who hold the rarest of its grams."""
CODE_POINTS = "".join(map(chr, chain(range(0xD800), range(0xE000, 0x30000))))
"""Every character that a script has; the surrogates between are none."""
SAMPLE = "Jakub Pachocki 山姆·奧特曼 欧阳修"
"""A name whose grams tell one version of ``name_grams`` from another."""

_ARTICLES = (
    select(articles.c.id, articles.c.published_day, articles.c.title, articles.c.body, libraries.c.key)
    .join(libraries, libraries.c.id == articles.c.library)
    .where(articles.c.id.in_(bindparam("articles", expanding=True)))
)
_KEY_SENTENCES = (
    select(key_sentences)
    .where(key_sentences.c.article.in_(bindparam("articles", expanding=True)))
    .order_by(key_sentences.c.start)
)
_QUOTES = (
    select(quotes.c.article, quotes.c.id, quotes.c.speaker_name, quote_parts.c.start, quote_parts.c.end)
    .join(quote_parts, quote_parts.c.quote == quotes.c.id)
    .where(quotes.c.article.in_(bindparam("articles", expanding=True)))
    .order_by(quotes.c.id, quote_parts.c.number)
)
_DATES = select(dates.c.article, dates.c.id, dates.c.sentence_start, dates.c.sentence_end).where(
    dates.c.article.in_(bindparam("articles", expanding=True))
)
_ALIASES = (
    select(aliases.c.id, aliases.c.weight, aliases.c.surface, libraries.c.key)
    .join(libraries, libraries.c.id == aliases.c.library)
    .where(aliases.c.id > bindparam("after"))
    .order_by(aliases.c.id)
    .limit(BATCH)
)
_NEXT = select(articles.c.id).where(articles.c.id > bindparam("after")).order_by(articles.c.id).limit(BATCH)
_FOLD_ALIAS = update(aliases).where(aliases.c.id == bindparam("alias")).values(folded=bindparam("folded_surface"))


@dataclass(frozen=True, slots=True)
class IndexedName:
    """What the index needs to know of an alias."""

    id: int
    weight: int
    library: str
    surface: str


@dataclass(frozen=True, slots=True)
class _Indexed:
    """An article, and its words: those of what was found in it are cut from them."""

    found: AnyRow
    text: Tokenized

    @classmethod
    def of(cls, found: AnyRow, fold: Callable[[str], str]) -> "_Indexed":
        return cls(found, Tokenized.of(fold(found.body)))

    def words(self, *where: Span) -> list[str]:
        return [token for span in where for token in self.text.within(span.start, span.end)]

    def parted_words(self, where: Iterable[Span]) -> list[str]:
        """Return the words of pieces, between which no phrase is found."""
        return [token for span in where for token in (*self.text.within(span.start, span.end), BOUNDARY)]

    def row(self, item: int, **words: Sequence[str]) -> Row:
        return Row(row_id(self.found.published_day, item), self.found.key, words)


@dataclass(frozen=True, slots=True)
class Index:
    """The index, with the two functions that it depends on."""

    fold: Callable[[str], str]
    name_grams: Callable[[str], Sequence[str]]

    def form(self, surface: str) -> str:
        """Return what tells a written form of a name from others: ``aliases.folded``."""
        return evenly_spaced(self.fold(surface))

    def holds(self, original: str, folded_words: str) -> bool:
        """Tell whether a text holds each of the words that spaces part, as what the index finds does."""
        folded = self.fold(original)
        return all(pattern.search(folded) for pattern in patterns(folded_words))

    async def add_articles(self, connection: AsyncConnection, ids: Sequence[int]) -> None:
        """Index articles, with what was found in them."""
        for corpus, rows in (await self._rows(connection, ids)).items():
            await _tables(connection).add(connection, corpus, rows)

    async def drop_articles(self, connection: AsyncConnection, ids: Sequence[int]) -> None:
        """Remove articles, while they and what was found in them are as they were indexed."""
        for corpus, rows in (await self._rows(connection, ids)).items():
            await _tables(connection).drop(connection, corpus, rows)

    async def add_names(self, connection: AsyncConnection, names: Iterable[IndexedName]) -> None:
        """Index aliases."""
        await _tables(connection).add(connection, NAMES, map(self._name, names))

    async def drop_names(self, connection: AsyncConnection, weights: Iterable[tuple[int, int]]) -> None:
        """Remove aliases, each by its weight and its id."""
        await _tables(connection).drop_names(connection, (row_id(*each) for each in weights))

    async def is_current(self, connection: AsyncConnection) -> bool:
        """Tell whether the index was built by this version."""
        return bool(await connection.scalar(select(search_index.c.version)) == self._version(connection))

    async def build(self, connection: AsyncConnection) -> None:
        """Build the index from the articles and aliases, in place of what there is; nothing where it is current."""
        if await self.is_current(connection):
            return
        await _tables(connection).create(connection)
        after = 0
        while ids := (await connection.scalars(_NEXT, {"after": after})).all():
            await self.add_articles(connection, ids)
            after = ids[-1]
        after = 0
        while names := (await connection.execute(_ALIASES, {"after": after})).all():
            await self.add_names(
                connection, (IndexedName(name.id, name.weight, name.key, name.surface) for name in names)
            )
            folded = [{"alias": name.id, "folded_surface": self.form(name.surface)} for name in names]
            await connection.execute(_FOLD_ALIAS, folded)
            after = names[-1].id
        await connection.execute(delete(search_index))
        await connection.execute(insert(search_index).values(version=self._version(connection)))

    def _version(self, connection: AsyncConnection) -> str:
        """Tell apart indexes that hold different words for the same articles."""
        definitions = repr(_tables(connection).DEFINITIONS)
        parts = [definitions, BOUNDARY, TOKEN.pattern, self.fold(CODE_POINTS), *self.name_grams(SAMPLE)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    async def _rows(self, connection: AsyncConnection, ids: Sequence[int]) -> dict[TableClause, list[Row]]:
        """Return the rows of articles, by the corpora that they are of."""
        values = {"articles": ids}
        found = {row.id: _Indexed.of(row, self.fold) for row in await connection.execute(_ARTICLES, values)}
        key: dict[int, list[Span]] = {each: [] for each in found}
        for row in await connection.execute(_KEY_SENTENCES, values):
            key[row.article].append(Span(row.start, row.end))
        said: dict[int, tuple[AnyRow, list[Span]]] = {}
        for row in await connection.execute(_QUOTES, values):
            said.setdefault(row.id, (row, []))[1].append(Span(row.start, row.end))
        return {
            ARTICLES: [
                article.row(
                    each,
                    title=self._tokens(article.found.title),
                    words=article.words(Span(0, len(article.found.body))),
                    key_words=article.parted_words(key[each]),
                )
                for each, article in found.items()
            ],
            QUOTES: [
                found[row.article].row(
                    quote, speaker=self._tokens(row.speaker_name or ""), words=found[row.article].words(*parts)
                )
                for quote, (row, parts) in said.items()
            ],
            DATES: [
                found[row.article].row(
                    row.id, words=found[row.article].words(Span(row.sentence_start, row.sentence_end))
                )
                for row in await connection.execute(_DATES, values)
            ],
        }

    def _name(self, name: IndexedName) -> Row:
        return Row(
            row_id(name.weight, name.id),
            name.library,
            {"words": self._tokens(name.surface), GRAMS: self.name_grams(name.surface)},
        )

    def _tokens(self, original: str) -> list[str]:
        return tokens(self.fold(original))


def is_derived(table_name: str) -> bool:
    """Tell whether a table belongs to the index, of whichever engine."""
    return any(tables.is_derived(table_name) for tables in TABLES.values())


async def frequencies(connection: AsyncConnection, where: str, terms: Iterable[str]) -> dict[str, int]:
    """Return how many names of all libraries have each term of a column, those that none has left out."""
    spelt = {_tables(connection).term(where, each): each for each in terms}
    return {spelt[term]: names for term, names in (await counts.of(connection, spelt)).items()}


def rarest(where: str, terms: Iterable[str], frequency: Mapping[str, int]) -> Terms | None:
    """Return what finds the names that share one of the rarest of some terms, None where nobody has any.

    The more names share a term the less it tells and the longer they take to rank, so the common ones are left out.
    """
    held = sorted({term for term in terms if term in frequency}, key=lambda term: (frequency[term], term))
    if not held:
        return None
    reached = accumulate(frequency[term] for term in held)
    telling = [term for term, names in zip(held, reached, strict=True) if names <= RANKED_LIMIT]
    return Terms(where, {term: frequency[term] for term in telling or held[:1]})


def _tables(connection: AsyncConnection) -> ModuleType:
    """Return what the index is to the engine of a connection."""
    return TABLES[connection.dialect.name]
