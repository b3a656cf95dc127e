"""A database: its connections and transactions, and its failures as the house's exceptions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreUnavailable

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]
"""What is done with a connection, within one transaction."""

DRIVER = "sqlite+aiosqlite"
BUSY_TIMEOUT_S = 30
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)


class Database:
    """An engine; ``name`` is its address without a password."""

    def __init__(self, engine: AsyncEngine, name: str) -> None:
        self.name = name
        self._engine = engine
        self._running: set[asyncio.Task[Any]] = set()
        self._turn = asyncio.Lock()
        self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")

    @classmethod
    def at(cls, url: str, holds: Callable[[str | None, str], bool]) -> "Database":
        """Prepare to connect; a SQLite file and its folder are created, statements may call ``holds``.

        Raises:
            StoreUnavailable: the address is not one, of an engine that is not supported, or of no SQLite file.
        """
        address = _address(url)
        if address.database:
            _touch(Path(address.database), _public(address))
        engine = create_async_engine(address)
        event.listen(engine.sync_engine, "connect", partial(_configure, holds))
        event.listen(engine.sync_engine, "begin", _begin)
        return cls(engine, _public(address))

    @property
    def path(self) -> Path | None:
        """The file, where the database is one."""
        database = self._engine.url.database
        return Path(database) if database and database != ":memory:" else None

    async def close(self) -> None:
        """Close every connection, once what is running has ended."""
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._engine.dispose()

    async def read(self, work: Work[T]) -> T:
        """Do ``work`` in a transaction that sees one state of the database, whatever is written meanwhile.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        return await self._to_its_end(self._read(work))

    async def write(self, work: Work[T]) -> T:
        """Do ``work`` in a transaction that is the only one to write; it is committed if ``work`` raises nothing.

        It waits for the others before it begins, those of this program in turn: one that began by reading could not
        wait at its first write.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await self._to_its_end(self._write(work))

    async def _read(self, work: Work[T]) -> T:
        async with self._translated(), self._engine.connect() as connection:
            return await work(connection)

    async def _write(self, work: Work[T]) -> T:
        async with self._turn, self._translated(), self._writer.begin() as connection:
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

    async def back_up(self, label: str) -> Path | None:
        """Copy a SQLite file beside itself as it stands, under a name that holds ``label`` and was not taken.

        Raises:
            StoreUnavailable: the copy cannot be written.
        """
        if self.path is None:
            return None
        copies = (f"{self.path.stem}-{label}{number}{self.path.suffix}" for number in ("", *range(2, 1000)))
        target = next(path for name in copies if not (path := self.path.with_name(name)).exists())
        bare = self._engine.execution_options(begin=None)  # VACUUM runs in no transaction
        async with self._translated(), bare.connect() as connection:
            await connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
        return target

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        try:
            yield
        except PoolTimeout as error:
            raise StoreUnavailable(self.name, "every connection is in use") from error
        except DatabaseError as error:
            # Mistakes in a statement or its values are ours and stay what they are.
            if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
                raise
            raise StoreUnavailable(self.name, str(error.orig)) from error


def _address(url: str) -> URL:
    """Read an address; it is not repeated in an error, since it may hold a password.

    Raises:
        StoreUnavailable: it is not an address, or of an engine that is not supported.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreUnavailable("DATABASE_URL", "not a database address such as sqlite:///path") from error
    if address.drivername not in {"sqlite", DRIVER}:
        raise StoreUnavailable(_public(address), "not supported: use sqlite:///path")
    return address.set(drivername=DRIVER)


def _touch(path: Path, name: str) -> None:
    """Open a SQLite file once, before there is a connection whose thread might outlive a failure to open it.

    The file keeps its journal mode. Connections that each set it would wait for one another while one has begun.

    Raises:
        StoreUnavailable: it cannot be opened or created, or holds something else.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    except OSError as error:
        raise StoreUnavailable(name, f"{error.strerror}: {error.filename}") from error
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(name, str(error)) from error


def _public(address: URL) -> str:
    return address.set(password=None, query={}).render_as_string()


def _configure(
    holds: Callable[[str | None, str], bool], connection: DBAPIConnection, _record: ConnectionPoolEntry
) -> None:
    """Set up a new connection, and leave the beginning of transactions to ``_begin``."""
    connection.isolation_level = None
    connection.create_function("holds", 2, holds, deterministic=True)
    cursor = connection.cursor()
    try:
        for pragma in PRAGMAS:
            cursor.execute(pragma)
    except BaseException:
        connection.close()  # the pool does not: its thread would outlive the event loop
        raise
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN")
    if statement is not None:
        connection.exec_driver_sql(statement)
