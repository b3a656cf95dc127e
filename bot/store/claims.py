"""What the queues have in common: a row that is due is one claimant's until an instant, and then anyone's again.

Whoever lost a claim changes nothing by it, which the number of changed rows tells.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, ScalarSelect, Select, Table, bindparam, case, func, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database


def is_free(claimed_until: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell whether a row is nobody's at the instant that is bound to ``now``."""
    return or_(claimed_until.is_(None), claimed_until <= bindparam("now"))


def first_free_from(claimed_until: ColumnElement[Any], due_at: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the first instant at which a row is both due and nobody's."""
    return func.min(case((claimed_until > due_at, claimed_until), else_=due_at))


def is_of(library: ColumnElement[Any], bound_to: str) -> ColumnElement[bool]:
    """Tell whether a row is of the library whose key is bound so, which every row is where that is None."""
    key = bindparam(bound_to, type_=library.type)
    return or_(key.is_(None), library == key)


def longest_due(query: Select[Any], queue: Table) -> ScalarSelect[Any]:
    """Narrow a query that orders what is due in a queue to its first row that nobody else is just taking."""
    return query.limit(1).with_for_update(skip_locked=True, of=queue).scalar_subquery()


async def change(database: Database, query: Executable, values: Mapping[str, object]) -> bool:
    """Execute a statement in a transaction of its own; return whether it changed a row.

    Raises:
        StoreUnavailable: the database cannot be written.
    """

    async def work(connection: AsyncConnection) -> bool:
        return bool((await connection.execute(query, values)).rowcount)

    return await database.change(work)


async def instant(
    database: Database, query: Select[Any], values: Mapping[str, object] | None = None
) -> datetime | None:
    """Return the instant that a query is of; None where it finds no row."""

    async def work(connection: AsyncConnection) -> datetime | None:
        found: datetime | None = await connection.scalar(query, values)
        return found

    return await database.read(work)
