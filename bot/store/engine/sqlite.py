"""SQLite: one file, which many read while one writes."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreUnavailable
from bot.store.engine.crossing import Crossing
from bot.store.engine.kind import Connections, Kind

BUSY_TIMEOUT_S = 30
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)


class SQLite(Kind):
    """A file in the format of SQLite; its name is a path."""

    DRIVER = "sqlite+aiosqlite"

    @staticmethod
    def connections(address: URL, name: str) -> Connections:
        """Prepare to connect; the file and its folder are created."""
        path = SQLite.path(address)
        if path is not None:
            _touch(path, name)
        engine = create_async_engine(address)
        event.listen(engine.sync_engine, "do_connect", _cross)
        event.listen(engine.sync_engine, "connect", _configure)
        event.listen(engine.sync_engine, "begin", _begin)
        return Connections(engine, engine, engine.execution_options(begin="BEGIN IMMEDIATE"), None)

    @staticmethod
    def path(address: URL) -> Path | None:
        """Return the file; None where the database lives in memory."""
        return Path(address.database) if address.database and address.database != ":memory:" else None

    @staticmethod
    def failure(error: Exception) -> str | None:
        """Return what SQLite says of a file that is locked, full, unreadable or none."""
        if isinstance(error, OperationalError) or type(error) is DatabaseError:
            return str(error.orig)
        return None

    @staticmethod
    def met_another(error: Exception) -> bool:
        """Tell that none did: of those that write there is one at a time."""
        del error
        return False


def _touch(path: Path, name: str) -> None:
    """Open a file once, before there is a connection whose thread might outlive a failure to open it.

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


def _cross(_dialect: Dialect, _record: ConnectionPoolEntry, _given: Sequence[Any], options: dict[str, Any]) -> None:
    """Connect by ``Crossing``."""
    options["async_creator_fn"] = Crossing.to


def _configure(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Set up a new connection, and leave the beginning of transactions to ``_begin``."""
    connection.isolation_level = None
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
