"""Servers that removed the bot: what they ordered rests from then on, and all of it goes after a while.

Instants are in UTC, of whole seconds.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import SERVER_PREFIX
from bot.store import claims
from bot.store.engine import Database
from bot.store.schema import departures, libraries
from bot.store.schema.ownership import keyed_by_library

_KEYS = union(select(libraries.c.key), *(select(table.c.library) for table in keyed_by_library())).subquery()
_SERVERS = select(_KEYS).where(_KEYS.c[0].startswith(SERVER_PREFIX)).order_by(_KEYS.c[0])
_DEPARTED = select(departures.c.library)
_OVERDUE = _DEPARTED.where(departures.c.noticed_at <= bindparam("before")).order_by(departures.c.library)
_RETURN = delete(departures).where(departures.c.library == bindparam("key"))


def is_here(library: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell whether a library is of no server that removed the bot."""
    return ~exists().where(departures.c.library == library)


class Departures:
    """The servers that removed the bot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def servers(self) -> list[str]:
        """Return the keys of the libraries of servers of which anything is kept."""

        async def work(connection: AsyncConnection) -> list[str]:
            return [*await connection.scalars(_SERVERS)]

        return await self._database.read(work)

    async def record(self, gone: Collection[str], *, now: datetime) -> None:
        """Note which servers are gone, all others are not; of those that were gone before it stays known since when.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> None:
            before = {*await connection.scalars(_DEPARTED)}
            for library in sorted(before.difference(gone)):
                await connection.execute(_RETURN, {"key": library})
            noticed = [{"library": library, "noticed_at": now} for library in sorted({*gone} - before)]
            if noticed:
                await connection.execute(insert(departures), noticed)

        await self._database.write(work)

    async def has_left(self, library: str) -> bool:
        """Tell whether a server is taken to have removed the bot."""

        async def work(connection: AsyncConnection) -> bool:
            return library in {*await connection.scalars(_DEPARTED.where(departures.c.library == library))}

        return await self._database.read(work)

    async def overdue(self, before: datetime) -> list[str]:
        """Return the servers that have been gone since an instant or longer."""

        async def work(connection: AsyncConnection) -> list[str]:
            return [*await connection.scalars(_OVERDUE, {"before": before})]

        return await self._database.read(work)

    async def forget(self, library: str) -> None:
        """Take a server for one that has the bot, or of which nothing is kept.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _RETURN, {"key": library})
