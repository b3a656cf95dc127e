"""Servers that removed the bot: what they ordered rests from then on, and all of it goes after a while.

One process at a time looks for them. Instants are in UTC, of whole seconds.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import SERVER_PREFIX
from bot.store import claims
from bot.store.engine import Database
from bot.store.schema import departures, libraries, rounds
from bot.store.schema.ownership import keyed_by_library

ROUND = "departures"

_IS_ROUND = rounds.c.name == ROUND
_FREE_FROM = select(claims.first_free_from(rounds.c.claimed_until, rounds.c.due_at)).where(_IS_ROUND)
_CLAIM = (
    update(rounds)
    .where(_IS_ROUND, rounds.c.due_at <= bindparam("now"), claims.is_free(rounds.c.claimed_until))
    .values(claimed_by=bindparam("claimant"), claimed_until=bindparam("until"))
)
_END = (
    update(rounds)
    .where(_IS_ROUND, rounds.c.claimed_by == bindparam("claimant"))
    .values(due_at=bindparam("next_due_at"), claimed_by=None, claimed_until=None)
)
_HAND_BACK = (
    update(rounds).where(rounds.c.claimed_by == bindparam("claimant")).values(claimed_by=None, claimed_until=None)
)
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

    async def free_from(self) -> datetime | None:
        """Return when they may be looked for next, perhaps an instant that is past."""
        return await claims.instant(self._database, _FREE_FROM)

    async def claim(self, claimant: str, *, now: datetime, until: datetime) -> bool:
        """Take the looking for them until an instant; False where it is not due, or another's.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await claims.change(self._database, _CLAIM, {"claimant": claimant, "now": now, "until": until})

    async def end(self, claimant: str, *, next_due_at: datetime) -> None:
        """Have them looked for at an instant again; nothing happens where it is no longer the claimant's.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _END, {"claimant": claimant, "next_due_at": next_due_at})

    async def hand_back(self, claimant: str) -> None:
        """Let anyone look for them at once, where a claimant was about to.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _HAND_BACK, {"claimant": claimant})

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
