"""A database as whoever has its address may open it, beside the store."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.schema import metadata


@asynccontextmanager
async def database(address: str) -> AsyncIterator[Database]:
    """Open a database, whatever it holds."""
    opened = Database.at(address)
    try:
        yield opened
    finally:
        await opened.close()


async def execute(address: str, *statements: str) -> list[Sequence[Any]]:
    """Execute statements in one transaction; return the rows of the last."""

    async def work(connection: AsyncConnection) -> list[Sequence[Any]]:
        results = [await connection.exec_driver_sql(statement) for statement in statements]
        return [*results[-1]] if results[-1].returns_rows else []

    async with database(address) as opened:
        return await opened.write(work)


async def tables(address: str) -> list[str]:
    """Return the names of a database's tables."""

    def names(connection: Connection) -> list[str]:
        return inspect(connection).get_table_names()

    async with database(address) as opened:
        return await opened.read(lambda connection: connection.run_sync(names))


async def everything(address: str) -> str:
    """Return what a database holds, whatever its tables."""

    async def work(connection: AsyncConnection) -> str:
        held = {name: await connection.execute(select(each)) for name, each in metadata.tables.items()}
        return "\n".join(f"{name} {row}" for name, rows in held.items() for row in sorted(map(str, rows)))

    async with database(address) as opened:
        return await opened.read(work)
