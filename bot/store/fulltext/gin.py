"""The index in PostgreSQL: grams under GIN, and the words themselves to tell whether these stand side by side.

``to_tsvector`` forgets what stands after position 16,383 and all but 256 places of a token, which characters exceed.
Here a row has as grams its tokens, its pairs of tokens side by side, and the beginnings of its words of letters; what a
query finds by them is looked at again in the words.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import TableClause, column, table

from bot.store.fulltext import counts
from bot.store.fulltext.corpora import ARTICLES, DATES, GRAMS, NAMES, QUOTES, Row, words_of
from bot.store.words import may_continue

LONGEST = 64
"""Code points of a token within a gram: what GIN keeps as a key is bounded."""
BEGINNINGS = 4
"""Letters of the beginnings of words that are grams; a longer one that is typed is looked at in the words."""
STATISTICS = 1000
"""Of how many frequent grams the planner knows how frequent they are."""
EVERY_NAME = 1_000_000
"""Names of which a gram that one of them has tells the most."""
MEAN_TERMS = 30
"""Terms of a name, of which a longer one tells less."""


def _phrased(corpus: TableClause) -> list[str]:
    """Return the columns whose words are looked for as phrases."""
    return [name for name in words_of(corpus) if name != GRAMS]


DEFINITIONS = {
    **{
        each.name: (
            f"CREATE TABLE {each.name} (rowid BIGINT PRIMARY KEY, "
            + "".join(f"{name} TEXT NOT NULL, " for name in _phrased(each))
            + "terms TEXT[] NOT NULL)",
            f"CREATE INDEX {each.name}_terms ON {each.name} USING gin (terms)",
            f"ALTER TABLE {each.name} ALTER COLUMN terms SET STATISTICS {STATISTICS}",
        )
        for each in (ARTICLES, QUOTES, DATES, NAMES)
    },
    counts.NAME: (counts.DEFINITION,),
}
_names = table(NAMES.name, column("rowid", BigInteger), column("terms", ARRAY(Text)))
_DROP_NAMES = delete(_names).where(_names.c.rowid.in_(bindparam("rows", expanding=True))).returning(_names.c.terms)


def is_derived(table_name: str) -> bool:
    """Tell whether a table belongs to the index."""
    return table_name in DEFINITIONS


async def create(connection: AsyncConnection) -> None:
    """Make the tables, empty, in place of those that are there."""
    for name, statements in DEFINITIONS.items():
        await connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        for statement in statements:
            await connection.exec_driver_sql(statement)


async def add(connection: AsyncConnection, corpus: TableClause, rows: Iterable[Row]) -> None:
    """Add rows to a corpus."""
    if values := [_values(corpus, row) for row in rows]:
        await connection.execute(insert(_with_terms(corpus)), values)
        if corpus is NAMES:
            await counts.count(connection, (each["terms"] for each in values), 1)


async def drop(connection: AsyncConnection, corpus: TableClause, rows: Iterable[Row]) -> None:
    """Remove rows from a corpus."""
    ids = [row.id for row in rows]
    await connection.execute(delete(corpus).where(corpus.c.rowid.in_(ids)))


async def drop_names(connection: AsyncConnection, rows: Iterable[int]) -> None:
    """Remove names by their rows."""
    if dropped := list(rows):
        await counts.count(connection, await connection.scalars(_DROP_NAMES, {"rows": dropped}), -1)


def term(where: str, token: str) -> str:
    """Return the gram of a token of a column."""
    return _gram(where, token)


def terms_sought(where: str, wanted: Iterable[Sequence[str]], *, anchored: bool) -> list[str]:
    """Return the grams of a row whose column holds every phrase, or begins with it."""
    return sorted({gram for phrase in wanted for gram in _of_phrase(where, phrase, anchored=anchored)})


def patterns(wanted: Iterable[Sequence[str]], *, anchored: bool) -> list[str]:
    """Return the patterns that a column matches that holds every phrase, or begins with it."""
    return [
        "%" * (not anchored) + f" {' '.join(phrase)}" + " " * (not may_continue(phrase[-1])) + "%" for phrase in wanted
    ]


def libraries(visible: Iterable[str]) -> list[str]:
    """Return the grams of libraries."""
    return [_gram("library", key) for key in visible]


def weight(names: int) -> float:
    """Return what a gram tells that so many names have."""
    return math.log1p(EVERY_NAME / max(names, 1))


def _of_phrase(where: str, phrase: Sequence[str], *, anchored: bool) -> Iterator[str]:
    *whole, last = phrase
    if may_continue(last):
        yield _beginning(where, last)
    else:
        whole.append(last)
    yield from (_gram(where, *pair) for pair in pairwise(whole))
    if len(whole) == 1:
        yield _gram(where, *whole)
    if anchored:
        yield _gram(f"{where}^", phrase[0]) if whole else _beginning(f"{where}^", last)


def _of_column(where: str, tokens: Sequence[str]) -> Iterator[str]:
    yield from (_gram(where, token) for token in tokens)
    yield from (_gram(where, *pair) for pair in pairwise(tokens))
    for token in filter(may_continue, tokens):
        yield from (_beginning(where, token[:end]) for end in range(1, BEGINNINGS + 1))
    if tokens:
        yield _gram(f"{where}^", tokens[0])
        if may_continue(tokens[0]):
            yield from (_beginning(f"{where}^", tokens[0][:end]) for end in range(1, BEGINNINGS + 1))


def _gram(where: str, *tokens: str) -> str:
    return " ".join((where, *(token[:LONGEST] for token in tokens)))


def _beginning(where: str, token: str) -> str:
    return f"{where} {token[:BEGINNINGS]}*"


def _values(corpus: TableClause, row: Row) -> dict[str, Any]:
    words = {name: f" {' '.join(row.tokens[name])} " for name in _phrased(corpus)}
    terms = {term for name in words for term in _of_column(name, row.tokens[name])}
    terms |= {_gram(GRAMS, gram) for gram in row.tokens.get(GRAMS, ())}
    return {"rowid": row.id, **words, "terms": sorted({*terms, _gram("library", row.library)})}


def _with_terms(corpus: TableClause) -> TableClause:
    return table(
        corpus.name,
        column("rowid", BigInteger),
        *(column(name, Text) for name in _phrased(corpus)),
        column("terms", ARRAY(Text)),
    )
