"""aiosqlite with one crossing to a connection's thread for a statement, where SQLAlchemy's own use of it has four.

It asks for a cursor, the execution, the rows and the cursor's end one by one, and each time both threads wait for each
other: half of what a look-up in a small archive takes (``benchmarks.scale``: the share of the driver).
"""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Self, TypeVar

import aiosqlite

AT_ONCE = 1_000
"""Rows that come with the execution; of more, the others when they are asked for."""
T = TypeVar("T")
Description = tuple[tuple[Any, ...], ...] | None
Execute = Callable[..., sqlite3.Cursor]


class Statement:
    """A cursor, with the first rows of what was executed at hand."""

    def __init__(self, connection: "Crossing") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self._left: sqlite3.Cursor | None = None
        self.description: Description = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        """Return the cursor, for which nothing is to be prepared."""
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> Self:
        """Execute a statement."""
        return await self._do(sqlite3.Connection.execute, statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Iterable[Any]]) -> Self:
        """Execute a statement for each of the parameters."""
        return await self._do(sqlite3.Connection.executemany, statement, parameters)

    async def fetchone(self) -> Any:  # noqa: ANN401 -- a row
        """Return the next row, None after the last."""
        found = await self.fetchmany(1)
        return found[0] if found else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return the next rows."""
        size = size or self.arraysize
        if self._left is not None and len(self._rows) < size:
            self._rows += await self._connection.cross(self._left.fetchmany, max(size, AT_ONCE))
        found, self._rows = self._rows[:size], self._rows[size:]
        return found

    async def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        found, self._rows = self._rows, []
        return found if self._left is None else found + await self._connection.cross(self._left.fetchall)

    async def close(self) -> None:
        """Let the rows go."""
        self._rows = []
        if self._left is not None:
            await self._connection.cross(self._left.close)

    async def _do(self, execute: Execute, statement: str, parameters: Iterable[Any]) -> Self:
        found = await self._connection.cross(_executed, execute, self._connection, statement, parameters)
        self.description, self.rowcount, self.lastrowid, self._rows, self._left = found
        return self


class Crossing(aiosqlite.Connection):
    """A connection whose cursors are statements."""

    @classmethod
    def to(cls, path: str, **options: Any) -> "Crossing":  # noqa: ANN401 -- those of sqlite3
        """Prepare to connect to a file."""
        made = cls(lambda: sqlite3.connect(path, **options), AT_ONCE)
        made._thread.daemon = True  # as SQLAlchemy has it: a connection that nobody closed does not keep the program
        return made

    def cursor(self) -> Statement:  # type: ignore[override]
        """Return a cursor."""
        return Statement(self)

    async def cross(self, work: Callable[..., T], *given: Any) -> T:  # noqa: ANN401 -- what the work takes
        """Do work in the thread."""
        done: T = await self._execute(work, *given)  # type: ignore[no-untyped-call]
        return done


def _executed(
    execute: Execute, connection: Crossing, statement: str, parameters: Iterable[Any]
) -> tuple[Description, int, int | None, list[Any], sqlite3.Cursor | None]:
    """Return what is to know of an executed statement, its first rows, and its cursor where there may be more."""
    cursor = execute(connection._conn, statement, parameters)  # noqa: SLF001 -- the one that this module is about
    rows = cursor.fetchmany(AT_ONCE) if cursor.description else []
    left = cursor if len(rows) == AT_ONCE else None
    return cursor.description, cursor.rowcount, cursor.lastrowid, rows, left
