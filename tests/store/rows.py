"""All that a database holds, to compare what was before something with what is after it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import Store
from bot.store.schema import metadata

Rows = dict[str, list[str]]


async def every_row(store: Store) -> Rows:
    """Return the rows of every table, each as text."""

    async def work(connection: AsyncConnection) -> Rows:
        return {
            table.name: sorted(map(repr, await connection.execute(select(table)))) for table in metadata.sorted_tables
        }

    return await store._database.read(work)  # noqa: SLF001 -- nothing else shows all of it
