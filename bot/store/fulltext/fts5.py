"""The index in SQLite: everything that only FTS5 understands.

The tables of articles, quotes and dates keep no text (``content=''``), so a row is deleted by giving its words again.
In every table the library is a token of a column, tested inside MATCH.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import TableClause, column, table

from bot.store.fulltext import counts
from bot.store.fulltext.corpora import ARTICLES, DATES, GRAMS, NAMES, QUOTES, Row, words_of
from bot.store.words import may_continue

KEEPS_NO_TEXT = "content='', columnsize=0, tokenize='ascii'"
"""``ascii`` takes every character beyond ASCII as part of a token: what a token is, ``words`` alone says."""
DEFINITIONS = {
    **{
        each.name: f"CREATE VIRTUAL TABLE {each.name} USING fts5(library, {', '.join(words_of(each))}, {KEEPS_NO_TEXT})"
        for each in (ARTICLES, QUOTES, DATES)
    },
    "names_fts": "CREATE VIRTUAL TABLE names_fts USING fts5(library, words, grams, prefix='1 2', tokenize='ascii')",
    counts.NAME: counts.DEFINITION,
}
_NAME = select(NAMES.c.words, NAMES.c.grams).where(NAMES.c.rowid == bindparam("row"))


def is_derived(table_name: str) -> bool:
    """Tell whether a table belongs to the index: one of its own, or one that FTS5 keeps it in."""
    return any(table_name == name or table_name.startswith(f"{name}_") for name in DEFINITIONS)


async def create(connection: AsyncConnection) -> None:
    """Make the tables, empty, in place of those that are there."""
    for name, definition in DEFINITIONS.items():
        await connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        await connection.exec_driver_sql(definition)


async def add(connection: AsyncConnection, corpus: TableClause, rows: Iterable[Row]) -> None:
    """Add rows to a corpus."""
    if values := [_values(corpus, row) for row in rows]:
        await connection.execute(insert(_with_library(corpus)), values)
        if corpus is NAMES:
            await counts.count(connection, (_terms(each["words"], each["grams"]) for each in values), 1)


async def drop(connection: AsyncConnection, corpus: TableClause, rows: Iterable[Row]) -> None:
    """Remove rows from a corpus that keeps no text; they have to be as they were added."""
    if values := [_values(corpus, row) | {corpus.name: "delete"} for row in rows]:
        await connection.execute(insert(_with_library(corpus, corpus.name)), values)


async def drop_names(connection: AsyncConnection, rows: Iterable[int]) -> None:
    """Remove names by their rows."""
    if values := [{"row": each} for each in rows]:
        gone = [(await connection.execute(_NAME, each)).one() for each in values]
        await counts.count(connection, (_terms(name.words, name.grams) for name in gone), -1)
        await connection.execute(delete(NAMES).where(NAMES.c.rowid == bindparam("row")), values)


def term(where: str, token: str) -> str:
    """Return how the index spells a token of a column: grams have characters that FTS5 would part."""
    return _opaque(token) if where == GRAMS else token


def phrases(where: str, wanted: Iterable[Sequence[str]], visible: Iterable[str], *, anchored: bool) -> str:
    """Return the expression for rows of visible libraries whose column holds every phrase, or begins with it.

    Nothing typed becomes syntax: a token holds letters and digits only.
    """
    each = " AND ".join(_phrase(phrase, anchored=anchored) for phrase in wanted)
    return _visible(visible) + (f" AND {where} : ({each})" if each else "")


def any_term(where: str, wanted: Iterable[str]) -> str:
    """Return the expression for rows whose column has one of the tokens."""
    return f"{where} : ({_any(term(where, each) for each in wanted)})"


def _terms(*columns: str) -> list[str]:
    return " ".join(columns).split()


def _phrase(phrase: Sequence[str], *, anchored: bool) -> str:
    return "^ " * anchored + f'"{" ".join(phrase)}"' + " *" * may_continue(phrase[-1])


def _visible(visible: Iterable[str]) -> str:
    return f"library : ({_any(map(_opaque, visible))})"


def _any(terms: Iterable[str]) -> str:
    return " OR ".join(f'"{each}"' for each in terms)


def _values(corpus: TableClause, row: Row) -> dict[str, Any]:
    words = {name: " ".join(term(name, token) for token in row.tokens[name]) for name in words_of(corpus)}
    return {"rowid": row.id, "library": _opaque(row.library), **words}


def _with_library(corpus: TableClause, *commands: str) -> TableClause:
    names = ("rowid", "library", *words_of(corpus), *commands)
    return table(corpus.name, *map(column, names))


def _opaque(text: str) -> str:
    """Return a token that stands for ``text`` and no other, whatever characters it has."""
    return text.encode().hex()
