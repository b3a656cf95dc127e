"""The processes that run the bot: each writes its row again and again, and takes it away when it ends well.

Instants are in UTC, of whole seconds.
"""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import claims
from bot.store.engine import Database
from bot.store.records import Pulse
from bot.store.schema import pulses

_IS_OF = (pulses.c.host == bindparam("of_host"), pulses.c.runs == bindparam("that_runs"))
_END = delete(pulses).where(*_IS_OF)
_FORGET = delete(pulses).where(pulses.c.beaten_at < bindparam("forgotten"))
_ALL = select(pulses).order_by(pulses.c.host, pulses.c.runs)


class Pulses:
    """The last pulse of each process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def beat(self, pulse: Pulse, *, forgotten: datetime) -> None:
        """Write a process's pulse in place of its last; those of others that are older than an instant go.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {name: getattr(pulse, name) for name in pulses.c.keys()}  # noqa: SIM118 -- names of columns

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(_FORGET, {"forgotten": forgotten})
            await connection.execute(_END, {"of_host": pulse.host, "that_runs": pulse.runs})
            await connection.execute(insert(pulses), values)

        await self._database.change(work)

    async def end(self, host: str, runs: str) -> None:
        """Take a process's pulse away.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _END, {"of_host": host, "that_runs": runs})

    async def all(self) -> list[Pulse]:
        """Return the last pulse of every process, by computer and shards."""

        async def work(connection: AsyncConnection) -> list[Pulse]:
            return [Pulse(**row._mapping) for row in await connection.execute(_ALL)]  # noqa: SLF001 -- its public name

        return await self._database.read(work)
