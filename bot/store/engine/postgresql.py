"""PostgreSQL: a server that many processes on many machines share."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import StoreUnavailable
from bot.store.engine.kind import Connections, Kind

LOCK_TIMEOUT_S = 30
"""For how long a transaction waits for another, as with SQLite."""
COMMAND_TIMEOUT_S = 600
"""For how long a statement may take: building the search index of a large archive anew is one."""
TURN = 0x6A69616E62616F
"""The advisory lock of who writes articles: "jianbao"."""
STATEMENTS = 512
"""Prepared statements that a connection keeps, more than the program has."""
SESSION = {
    "application_name": "jianbao",
    "lock_timeout": f"{LOCK_TIMEOUT_S}s",
    # Whether a word is frequent decides how it is best looked for, so plans are made for the values.
    "plan_cache_mode": "force_custom_plan",
    # It takes longer than the statements.
    "jit": "off",
}
OWN_FAILURES = {"08", "25", "28", "3D", "53", "55", "57", "58", "F0", "XX"}
"""Classes of SQLSTATE that tell of the server: no connection, read-only, not allowed in, no such database, no room or
memory, locked, shut down, an error of the system, of its settings or its files."""
NO_PRIVILEGE = "42501"
MEETINGS = {"40001", "40P01", "23505"}
"""SQLSTATEs of a transaction that another one got in the way of: not serializable, a deadlock, the same new row."""


class PostgreSQL(Kind):
    """A database of a PostgreSQL server."""

    DRIVER = "postgresql+asyncpg"

    @staticmethod
    def connections(address: URL, name: str) -> Connections:
        """Prepare to connect; nothing is asked of the server yet."""
        try:
            engine = create_async_engine(
                address.update_query_dict({"prepared_statement_cache_size": str(STATEMENTS)}),
                connect_args={"server_settings": SESSION, "command_timeout": COMMAND_TIMEOUT_S},
                pool_pre_ping=True,  # a server that was restarted closes what is in the pool
            )
        except ModuleNotFoundError as error:
            raise StoreUnavailable(name, "PostgreSQL needs the extra: pip install 'jianbao[postgresql]'") from error
        event.listen(engine.sync_engine, "before_cursor_execute", _without_nul, retval=True)
        reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        return Connections(engine, reading, engine, select(func.pg_advisory_xact_lock(TURN)))

    @staticmethod
    def path(address: URL) -> Path | None:
        """Return None: where the files are is the server's business."""
        del address
        return None

    @staticmethod
    def failure(error: Exception) -> str | None:
        """Return what the server, or the way to it, says of a failure that is no statement's."""
        if isinstance(error, OSError):  # a connection that is refused or takes too long
            return str(error) or type(error).__name__
        state = _state(error)
        if state is None:
            return _words(error) if isinstance(error, DBAPIError) and error.connection_invalidated else None
        return _words(error) if state[:2] in OWN_FAILURES or state == NO_PRIVILEGE else None

    @staticmethod
    def met_another(error: Exception) -> bool:
        """Tell whether another transaction changed or made the same rows."""
        return _state(error) in MEETINGS


def _without_nul(*executed: Any) -> tuple[str, Any]:  # noqa: ANN401 -- as SQLAlchemy calls it
    """Bind a replacement character for NUL: PostgreSQL keeps none, so nothing that is sought has one."""
    _, _, statement, parameters, *_ = executed
    return statement, _kept(parameters)


def _kept(values: object) -> object:
    if isinstance(values, str):
        return values.replace("\0", "\ufffd") if "\0" in values else values
    return type(values)(map(_kept, values)) if isinstance(values, tuple | list) else values


def _state(error: Exception) -> str | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    state: str | None = getattr(cause, "sqlstate", None)
    return state


def _words(error: Exception) -> str:
    """Return what a driver's error says; SQLAlchemy's own adds the statement with its values."""
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    return said.rpartition("'>: ")[2] or type(error).__name__  # it also puts the class before what it wraps
