"""The full-text index: everything that only SQLite's FTS5 understands.

Its tables are derived from the others. What they were built with is recorded as a version, and another version builds
them again; so they have no migrations.

``articles_fts`` has a row an article, whose id is the publication day above the article's id: newest published first is
the order of the rows, which costs nothing. It keeps no text (``content=''``), so a row is deleted by giving its words
again. ``names_fts`` has a row an alias. In both the library is a token of a column, tested inside MATCH.
``names_terms`` tells how many aliases hold a token.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

from sqlalchemy import Float, Integer, Text, bindparam, case, column, delete, insert, select, table, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import TableClause

from bot.store.schema import aliases, articles, libraries, search_index
from bot.store.visibility import HIDDEN
from bot.store.words import TOKEN, Words, evenly_spaced, may_continue, patterns, run_of, tokens

DEFINITIONS = {
    "articles_fts": "fts5(library, title, words, content='', columnsize=0, tokenize='ascii')",
    "names_fts": "fts5(library, words, grams, prefix='1 2', tokenize='ascii')",
    "names_terms": "fts5vocab(names_fts, row)",
}
"""``ascii`` takes every character beyond ASCII as part of a token: what a token is, ``words`` alone says."""
ID_BITS = 40
"""Bits of an article's id within a row's id; a day takes 22 more, and SQLite has 63."""
BATCH = 500
"""Rows that are indexed at a time when the index is built again."""
ALIASES_RANKED_LIMIT = 5000
"""Aliases of whom a query computes the rank, however many the archive has: those who hold the rarest of its grams."""
CODE_POINTS = "".join(map(chr, chain(range(0xD800), range(0xE000, 0x30000))))
"""Every character that a script has; the surrogates between are none."""
SAMPLE = "Jakub Pachocki 山姆·奧特曼 欧阳修"
"""A name whose grams tell one version of ``name_grams`` from another."""


def _virtual(name: str, *columns: str) -> TableClause:
    """Describe a full-text table; the column of its own name takes MATCH and commands."""
    typed = [column(each, Text) for each in (name, *columns)]
    return table(name, column("rowid", Integer), column("rank", Float), *typed)


articles_fts = _virtual("articles_fts", "library", "title", "words")
names_fts = _virtual("names_fts", "library", "words", "grams")
names_terms = table("names_terms", column("term", Text), column("doc", Integer))

_MATCH_ARTICLES = articles_fts.c.articles_fts.op("MATCH", is_comparison=True)
_MATCH_NAMES = names_fts.c.names_fts.op("MATCH", is_comparison=True)
_ARTICLE = articles_fts.c.rowid.op("&")((1 << ID_BITS) - 1)
_ROW = [articles_fts.c.rowid.label("row"), _ARTICLE.label("article")]
_NOT_HIDDEN = _ARTICLE.not_in(HIDDEN)

MATCHING_ARTICLES = select(*_ROW).where(_MATCH_ARTICLES(bindparam("match")))
"""The ids of the articles that ``match`` describes."""
PHRASE_ELSE_EACH = select(*_ROW).where(
    _MATCH_ARTICLES(
        case(
            (
                select(articles_fts.c.rowid).where(_MATCH_ARTICLES(bindparam("phrase")), _NOT_HIDDEN).exists(),
                bindparam("phrase"),
            ),
            else_=bindparam("each"),
        )
    ),
    _NOT_HIDDEN,
)
"""The ids of the articles, of those not hidden, that ``phrase`` describes, or where there are none, ``each``."""
ALIASES_MATCHING = select(names_fts.c.rowid.label("alias")).where(_MATCH_NAMES(bindparam("match")))
"""The ids of the aliases that ``match`` describes."""
ALIASES_RANKED = ALIASES_MATCHING.add_columns(names_fts.c.rank.label("distance")).order_by(names_fts.c.rank)
"""The same, nearest first."""

_ADD_ARTICLE = insert(articles_fts).values({name: bindparam(name) for name in ("rowid", "library", "title", "words")})
_DROP_ARTICLE = insert(articles_fts).values(
    {"articles_fts": "delete"} | {name: bindparam(name) for name in ("rowid", "library", "title", "words")}
)
_ADD_NAME = insert(names_fts).values({name: bindparam(name) for name in ("rowid", "library", "words", "grams")})
_FREQUENCIES = select(names_terms).where(names_terms.c.term.in_(bindparam("terms", expanding=True)))
_DROP_NAME = delete(names_fts).where(names_fts.c.rowid == bindparam("alias"))

_ARTICLES = (
    select(articles.c.id, articles.c.published_day, articles.c.title, articles.c.body, libraries.c.key)
    .join(libraries, libraries.c.id == articles.c.library)
    .where(articles.c.id > bindparam("after"))
    .order_by(articles.c.id)
    .limit(BATCH)
)
_ALIASES = (
    select(aliases.c.id, aliases.c.surface, libraries.c.key)
    .join(libraries, libraries.c.id == aliases.c.library)
    .where(aliases.c.id > bindparam("after"))
    .order_by(aliases.c.id)
    .limit(BATCH)
)
_FOLD_ALIAS = update(aliases).where(aliases.c.id == bindparam("alias")).values(folded=bindparam("folded_surface"))


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """What the index needs to know of an article."""

    id: int
    library: str
    published_day: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class IndexedName:
    """What the index needs to know of an alias."""

    id: int
    library: str
    surface: str


@dataclass(frozen=True, slots=True)
class Index:
    """The index, with the two functions that it depends on."""

    fold: Callable[[str], str]
    name_grams: Callable[[str], Sequence[str]]

    @property
    def version(self) -> str:
        """Tell apart indexes that hold different words for the same articles."""
        parts = [*DEFINITIONS.values(), TOKEN.pattern, self.fold(CODE_POINTS), *self.name_grams(SAMPLE)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def form(self, surface: str) -> str:
        """Return what tells a written form of a name from others: ``aliases.folded``."""
        return evenly_spaced(self.fold(surface))

    def holds(self, original: str | None, folded_words: str) -> bool:
        """Tell whether a text holds each of the words that spaces part; the database calls this ``holds``.

        What is not there (the name of an unknown speaker) holds nothing.
        """
        if original is None:
            return False
        folded = self.fold(original)
        return all(pattern.search(folded) for pattern in patterns(folded_words))

    async def add_article(self, connection: AsyncConnection, article: IndexedArticle) -> None:
        """Index an article."""
        await connection.execute(_ADD_ARTICLE, self._article(article))

    async def drop_article(self, connection: AsyncConnection, article: IndexedArticle) -> None:
        """Remove an article, which has to be as it was indexed."""
        await connection.execute(_DROP_ARTICLE, self._article(article))

    async def add_names(self, connection: AsyncConnection, names: Iterable[IndexedName]) -> None:
        """Index aliases."""
        if rows := [self._name(name) for name in names]:
            await connection.execute(_ADD_NAME, rows)

    async def drop_names(self, connection: AsyncConnection, ids: Iterable[int]) -> None:
        """Remove aliases."""
        if rows := [{"alias": each} for each in ids]:
            await connection.execute(_DROP_NAME, rows)

    async def is_current(self, connection: AsyncConnection) -> bool:
        """Tell whether the index was built by this version."""
        return bool(await connection.scalar(select(search_index.c.version)) == self.version)

    async def build(self, connection: AsyncConnection) -> None:
        """Build the index from the articles and aliases, in place of what there is."""
        for name, definition in DEFINITIONS.items():
            await connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
            await connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING {definition}")
        await self._fill(connection)
        await connection.execute(delete(search_index))
        await connection.execute(insert(search_index).values(version=self.version))

    async def _fill(self, connection: AsyncConnection) -> None:
        after = 0
        while rows := (await connection.execute(_ARTICLES, {"after": after})).all():
            indexed = [IndexedArticle(row.id, row.key, row.published_day, row.title, row.body) for row in rows]
            await connection.execute(_ADD_ARTICLE, [self._article(article) for article in indexed])
            after = rows[-1].id
        after = 0
        while names := (await connection.execute(_ALIASES, {"after": after})).all():
            await self.add_names(connection, (IndexedName(name.id, name.key, name.surface) for name in names))
            folded = [{"alias": name.id, "folded_surface": self.form(name.surface)} for name in names]
            await connection.execute(_FOLD_ALIAS, folded)
            after = names[-1].id

    def _article(self, article: IndexedArticle) -> dict[str, Any]:
        return {
            "rowid": article.published_day << ID_BITS | article.id,
            "library": _opaque(article.library),
            "title": " ".join(tokens(self.fold(article.title))),
            "words": " ".join(tokens(self.fold(article.body))),
        }

    def _name(self, name: IndexedName) -> dict[str, Any]:
        return {
            "rowid": name.id,
            "library": _opaque(name.library),
            "words": " ".join(tokens(self.fold(name.surface))),
            "grams": " ".join(map(_opaque, self.name_grams(name.surface))),
        }


def is_derived(table_name: str) -> bool:
    """Tell whether a table belongs to the index: one of the full-text tables, or one that it keeps itself in."""
    return any(table_name == name or table_name.startswith(f"{name}_") for name in DEFINITIONS)


def match_phrases(where: str, phrases: Iterable[Sequence[str]], visible: Sequence[str]) -> str:
    """Describe rows of the visible libraries whose column ``where`` holds every phrase.

    Letters that end a phrase may be the beginning of a word. Nothing typed becomes syntax: a token holds
    letters and digits only. There have to be a phrase and a library.
    """
    wanted = " AND ".join(map(_phrase, phrases))
    return f"{_visible(visible)} AND {where} : ({wanted})"


def match_any_of(where: str, wanted: Iterable[Iterable[Sequence[str]]], visible: Sequence[str]) -> str:
    """Describe rows of the visible libraries whose column ``where`` holds every phrase of any of what is wanted."""
    each = (" AND ".join(map(_phrase, phrases)) for phrases in wanted)
    return f"{_visible(visible)} AND {where} : ({' OR '.join(f'({phrases})' for phrases in each)})"


def phrase_else_each(where: str, words: Words, visible: Sequence[str]) -> dict[str, str | Sequence[str]]:
    """Return the values that ``PHRASE_ELSE_EACH`` binds."""
    return {
        "libraries": visible,
        "phrase": match_phrases(where, [words.phrase], visible),
        "each": match_phrases(where, words.chunks, visible),
    }


def match_beginning(phrase: Sequence[str], visible: Sequence[str]) -> str:
    """Describe names that begin so; of a Latin beginning, names of which any word does."""
    anchor = "" if run_of(phrase[0]) else "^ "
    return f"{_visible(visible)} AND words : {anchor}{_phrase(phrase)}"


async def frequencies(connection: AsyncConnection, grams: Iterable[str]) -> dict[str, int]:
    """Return in how many aliases of all libraries each gram is, those in none left out."""
    named = {_opaque(gram): gram for gram in grams}
    rows = await connection.execute(_FREQUENCIES, {"terms": list(named)})
    return {named[row.term]: row.doc for row in rows}


def match_grams(grams: Iterable[str], frequency: Mapping[str, int], visible: Sequence[str]) -> str | None:
    """Describe names that share one of the rarest grams, None where nobody has any.

    The more names share a gram the less it tells and the longer they take to rank, so the common ones are left out.
    """
    held = sorted((gram for gram in grams if gram in frequency), key=lambda gram: frequency[gram])
    reached = accumulate(frequency[gram] for gram in held)
    telling = [gram for gram, aliases in zip(held, reached, strict=True) if aliases <= ALIASES_RANKED_LIMIT]
    return f"{_visible(visible)} AND grams : ({_any(telling or held[:1])})" if held else None


def match_any_word(words: Iterable[str], visible: Sequence[str]) -> str:
    """Describe names that have one of the words."""
    wanted = " OR ".join(f'"{word}"' for word in words)
    return f"{_visible(visible)} AND words : ({wanted})"


def _phrase(phrase: Sequence[str]) -> str:
    return f'"{" ".join(phrase)}"' + (" *" if may_continue(phrase[-1]) else "")


def _visible(visible: Sequence[str]) -> str:
    return f"library : ({_any(visible)})"


def _any(terms: Iterable[str]) -> str:
    return " OR ".join(f'"{_opaque(term)}"' for term in terms)


def _opaque(term: str) -> str:
    """Return a token that stands for ``term`` and no other, whatever characters it has."""
    return term.encode().hex()
