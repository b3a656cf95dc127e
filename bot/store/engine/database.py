"""A database: its transactions, and its failures as the house's exceptions."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Row, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreUnavailable
from bot.store.engine.kind import Connections, Kind
from bot.store.engine.postgresql import PostgreSQL
from bot.store.engine.sqlite import SQLite

AnyRow = Row[*tuple[Any, ...]]
"""A row of whatever columns."""
T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]
"""What is done with a connection, within one transaction."""

KINDS: dict[str, type[Kind]] = {"sqlite": SQLite, "postgresql": PostgreSQL}
FORMS = "sqlite+aiosqlite:///PATH or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE"
KNOWN = "jianbao_known"
"""The option of a connection that holds what was read in a snapshot, for ``known``."""
ATTEMPTS = 5
"""How often a transaction is tried that meets others."""


class Database:
    """A database; ``name`` is its address without a password.

    ``revision`` is another one after each ``write`` from here; what others write leaves it.
    """

    def __init__(self, kind: type[Kind], address: URL) -> None:
        self.revision = 0
        self.name = public(address)
        self.path = kind.path(address)
        self._kind = kind
        self._connections: Connections = kind.connections(address, self.name)
        self._running: set[asyncio.Task[Any]] = set()
        self._turn = asyncio.Lock()
        self._seen: ContextVar[AsyncConnection | None] = ContextVar("seen", default=None)

    @classmethod
    def at(cls, url: str) -> "Database":
        """Prepare to connect; a SQLite file and its folder are created.

        Raises:
            StoreUnavailable: the address is not one, of a kind that is not supported, or of no SQLite file.
        """
        try:
            address = make_url(url)
        except ArgumentError as error:
            # It is not repeated, since it may hold a password.
            raise StoreUnavailable("DATABASE_URL", f"not a database address such as {FORMS}") from error
        kind = KINDS.get(address.get_backend_name())
        if kind is None or address.drivername not in {address.get_backend_name(), kind.DRIVER}:
            raise StoreUnavailable(public(address), f"not supported: use {FORMS}")
        return cls(kind, address.set(drivername=kind.DRIVER))

    async def close(self) -> None:
        """Close every connection, once what is running has ended."""
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._connections.engine.dispose()

    async def read(self, work: Work[T]) -> T:
        """Do ``work`` in a transaction that sees one state of the database, whatever is written meanwhile.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        if (seen := self._seen.get()) is not None:
            return await work(seen)
        return await self._to_its_end(self._read(work))

    async def snapshot(self, reading: Callable[[], Awaitable[T]]) -> T:
        """Do ``reading``, whose reads, one after another, are one transaction: they see one state of the database.

        Nothing is written within.

        Raises:
            StoreUnavailable: the database cannot be read.
        """

        async def work(connection: AsyncConnection) -> T:
            self._seen.set(connection)  # it ends with the task that this runs in
            await connection.execution_options(**{KNOWN: {}})
            return await reading()

        return await (reading() if self._seen.get() is not None else self._to_its_end(self._read(work)))

    async def write(self, work: Work[T]) -> T:
        """Do ``work`` in a transaction that is the only one to write here; it is committed if ``work`` raises nothing.

        It waits for the others before it begins, those of this program in turn: one that began by reading could not
        wait at its first write. So it may act on whatever it reads of what is written so.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await self._to_its_end(self._revised(work))

    async def change(self, work: Work[T]) -> T:
        """Do ``work`` in a transaction beside others, each of whose statements has to hold by itself.

        Such are claims, and rows that a constraint keeps apart. It is done again where it met another transaction.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        if self._connections.in_turn is None:
            return await self._to_its_end(self._write(work))
        return await self._to_its_end(self._change(work))

    async def _read(self, work: Work[T]) -> T:
        async with self._translated(), self._connections.reading.connect() as connection:
            return await work(connection)

    async def _revised(self, work: Work[T]) -> T:
        try:
            return await self._write(work)
        finally:
            self.revision += 1  # whether it was committed is not known of a connection that broke

    async def _write(self, work: Work[T]) -> T:
        assert self._seen.get() is None, "written within a snapshot, which would not see it"
        async with self._turn, self._translated(), self._connections.writing.begin() as connection:
            if self._connections.in_turn is not None:
                await connection.execute(self._connections.in_turn)
            return await work(connection)

    async def _change(self, work: Work[T]) -> T:
        assert self._seen.get() is None, "changed within a snapshot, which would not see it"
        async with self._translated():
            for _ in range(ATTEMPTS - 1):
                try:
                    return await self._begun(work)
                except Exception as error:
                    if not self._kind.met_another(error):
                        raise
            return await self._begun(work)

    async def _begun(self, work: Work[T]) -> T:
        async with self._connections.writing.begin() as connection:
            return await work(connection)

    async def _to_its_end(self, transaction: Coroutine[Any, Any, T]) -> T:
        """Run a transaction to its end even if whoever waits for it is cancelled.

        A connection that is cut off in between may be left to the pool's care with its transaction open, and then locks
        the database for everyone.
        """
        task = asyncio.create_task(transaction)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def copy_file(self, target: Path) -> None:
        """Write a copy of a SQLite file, as it stands, to a path where there is nothing.

        Raises:
            StoreUnavailable: the copy cannot be written.
        """
        bare = self._connections.engine.execution_options(begin=None)  # VACUUM runs in no transaction
        async with self._translated(), bare.connect() as connection:
            await connection.exec_driver_sql("VACUUM INTO ?", (str(target),))

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        try:
            yield
        except PoolTimeout as error:
            raise StoreUnavailable(self.name, "every connection is in use") from error
        except Exception as error:
            failure = self._kind.failure(error)
            if failure is None:
                raise
            raise StoreUnavailable(self.name, failure) from error


async def known(connection: AsyncConnection, asked: Hashable, read: Callable[[], Awaitable[T]]) -> T:
    """Return what is read; within a snapshot, where it cannot change, once for all who ask."""
    assert connection.sync_connection is not None, "not begun"
    kept: dict[Hashable, T] | None = connection.sync_connection.get_execution_options().get(KNOWN)
    if kept is None:
        return await read()
    if asked not in kept:
        kept[asked] = await read()
    return kept[asked]


def public(address: URL) -> str:
    """Return an address as it may be shown."""
    return address.set(password=None, query={}).render_as_string()
