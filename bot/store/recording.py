"""Inserting rows: what was found in one article, or in a thousand."""

from collections.abc import Sequence

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import rows
from bot.store.schema import (
    appearances,
    dates,
    key_sentences,
    mentions,
    quote_parts,
    quote_people,
    quotes,
    roles,
)


async def record(connection: AsyncConnection, library: int, built: Sequence[rows.Rows]) -> None:
    """Write what was found in articles of a library."""
    await note(connection, appearances, [row for each in built for row in each.appearances(library)])
    await note(connection, mentions, [row for each in built for row in each.mentions()])
    await note(connection, roles, [row for each in built for row in each.roles(library)])
    await note(connection, dates, [row for each in built for row in each.dates()])
    await note(connection, key_sentences, [row for each in built for row in each.key_sentences()])
    ids = iter(await added(connection, quotes, [row for each in built for row in each.quotes()]))
    said = [(each, [next(ids) for _ in each.findings.quotes]) for each in built]
    await note(connection, quote_parts, [row for each, quoted in said for row in each.quote_parts(quoted)])
    await note(connection, quote_people, [row for each, quoted in said for row in each.quote_people(quoted)])


async def note(connection: AsyncConnection, table: Table, found: Sequence[rows.Row]) -> None:
    """Insert rows."""
    if found:
        await connection.execute(insert(table), list(found))


async def added(connection: AsyncConnection, table: Table, found: Sequence[rows.Row]) -> list[int]:
    """Insert rows; return their ids, in order."""
    if not found:
        return []
    query = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return [*(await connection.scalars(query, list(found))).all()]
