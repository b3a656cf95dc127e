"""Copying everything from one database into another, of whichever engine, and telling that it is all there.

One transaction reads, one writes: what is copied is one state, and where it ends early the target is as it was. The
search index is built anew from what was copied.
"""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, column, delete, func, insert, literal, select, table, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreUnavailable
from bot.store.engine import Database
from bot.store.fulltext import Index
from bot.store.schema import looked_through, metadata, pulses, rounds, search_index

BATCH = 1000
"""Rows that are read and written at a time."""
MADE_EMPTY = {looked_through, rounds}
"""Tables whose rows the migrations made: those of a new database are replaced."""
TABLES = [each for each in metadata.sorted_tables if each not in {search_index, pulses}]
"""Every table whose rows are copied, each after those that it refers to: not what the index was built with, nor which
processes run."""

_counters = table("sqlite_sequence", column("name"), column("seq"))
_REACHED = text("SELECT pg_sequence_last_value(CAST(:sequence AS regclass))")
_SET = text("SELECT setval(CAST(:sequence AS regclass), :last)")


@dataclass(frozen=True, slots=True)
class Transferred:
    """A table that was copied, and how many rows it has."""

    table: str
    rows: int


@dataclass(slots=True)
class _Tally:
    """How many rows there are, and a sum that is the same for the same rows in whatever order."""

    rows: int = 0
    total: int = 0

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.rows += len(rows)
        for row in rows:
            digest = hashlib.blake2b(repr(tuple(row.values())).encode(), digest_size=16).digest()
            self.total = (self.total + int.from_bytes(digest)) % (1 << 128)


async def transfer(source: Database, target: Database, index: Index) -> list[Transferred]:
    """Copy what one database holds into another, whose schema is the same and which is empty.

    Raises:
        StoreUnavailable: a database cannot be read or written, the target holds something, or it does not hold the same
            in the end.
    """

    async def reading(connection: AsyncConnection) -> list[Transferred]:
        return await target.write(lambda writing: _copy(connection, writing, target.name, index))

    return await source.read(reading)


async def _copy(reading: AsyncConnection, writing: AsyncConnection, name: str, index: Index) -> list[Transferred]:
    await _make_empty(writing, name)
    tallies = {}
    for each in TABLES:
        tallies[each.name] = tally = _Tally()
        async with _batches(reading, each) as batches:
            async for rows in batches:
                tally.add(rows)
                await writing.execute(insert(each), rows)
        if "id" in each.c and each.c.id.type.python_type is int:
            await _go_on_from(reading, writing, each)
    for each in TABLES:
        arrived = _Tally()
        async with _batches(writing, each) as batches:
            async for rows in batches:
                arrived.add(rows)
        if arrived != tallies[each.name]:
            raise StoreUnavailable(name, f"{each.name} does not hold what was copied into it")
    await writing.execute(delete(search_index))
    await index.build(writing)
    return [Transferred(each, tally.rows) for each, tally in tallies.items()]


async def _make_empty(connection: AsyncConnection, name: str) -> None:
    for each in TABLES:
        if each in MADE_EMPTY:
            await connection.execute(delete(each))
        elif await connection.scalar(select(literal(1)).select_from(each).limit(1)):
            raise StoreUnavailable(name, f"it is not empty: {each.name} has rows")


@asynccontextmanager
async def _batches(connection: AsyncConnection, of: Table) -> AsyncIterator[AsyncIterator[list[dict[str, Any]]]]:
    """Give the rows of a table, some at a time, those that were made first first."""
    async with connection.stream(select(of).order_by(*of.primary_key.columns)) as found:
        yield ([dict(row) for row in rows] async for rows in found.mappings().partitions(BATCH))


async def _go_on_from(reading: AsyncConnection, writing: AsyncConnection, of: Table) -> None:
    """Let new rows have ids above all that there ever were, so that an id in a button is never another's."""
    last = await _last_id(reading, of)
    if writing.dialect.name == "postgresql":
        if last:
            await writing.execute(_SET, {"sequence": _sequence(of), "last": last})
    elif last and of.dialect_options["sqlite"]["autoincrement"]:
        counter = _counters.c.name == of.name
        if not (await writing.execute(update(_counters).where(counter).values(seq=last))).rowcount:
            await writing.execute(insert(_counters).values(name=of.name, seq=last))


async def _last_id(connection: AsyncConnection, of: Table) -> int:
    if connection.dialect.name == "postgresql":
        return await connection.scalar(_REACHED, {"sequence": _sequence(of)}) or 0
    counted = await connection.scalar(select(_counters.c.seq).where(_counters.c.name == of.name)) or 0
    return max(counted, await connection.scalar(select(func.max(of.c.id))) or 0)


def _sequence(of: Table) -> str:
    return f"{of.name}_id_seq"
