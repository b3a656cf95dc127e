"""The errors that members flagged, until a moderator closes them. Instants are in UTC, of whole seconds."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Flag
from bot.store import claims
from bot.store.engine import AnyRow, Database
from bot.store.schema import flags

_OPEN = flags.c.closed_at.is_(None)
_OPEN_OF = select(flags).where(flags.c.library == bindparam("key"), _OPEN).order_by(flags.c.id)
_COUNTS = select(
    func.count().label("every"), func.count().filter(flags.c.made_by == bindparam("by")).label("theirs")
).where(flags.c.library == bindparam("key"), _OPEN)
_CLOSE = (
    update(flags)
    .where(flags.c.id == bindparam("flag"), flags.c.library == bindparam("key"), _OPEN)
    .values(closed_by=bindparam("by"), closed_at=bindparam("at"))
)


class Flags:
    """The flags of every library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(  # noqa: PLR0913 -- all of it is one flag
        self,
        library: str,
        question: Mapping[str, str],
        *,
        page: int,
        marked: str,
        note: str,
        made_by: int,
        now: datetime,
        most: int,
        most_each: int,
    ) -> bool:
        """Keep a flag; False where as many are open as may be: ``most`` of a library, ``most_each`` of one member.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> bool:
            counts = (await connection.execute(_COUNTS, {"key": library, "by": made_by})).one()
            if counts.every >= most or counts.theirs >= most_each:
                return False
            row = {
                "library": library,
                "question": json.dumps(question, ensure_ascii=False, sort_keys=True),
                "page": page,
                "marked": marked,
                "note": note,
                "made_by": made_by,
                "made_at": now,
            }
            await connection.execute(insert(flags), row)
            return True

        return await self._database.write(work)

    async def of(self, library: str) -> list[Flag]:
        """Return a library's open flags, the oldest first."""

        async def work(connection: AsyncConnection) -> list[Flag]:
            return [_flag(row) for row in await connection.execute(_OPEN_OF, {"key": library})]

        return await self._database.read(work)

    async def close(self, library: str, flag: int, *, by: int, now: datetime) -> bool:
        """Close a flag; False where the library has no such open one.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await claims.change(self._database, _CLOSE, {"key": library, "flag": flag, "by": by, "at": now})


def _flag(row: AnyRow) -> Flag:
    return Flag(
        id=row.id,
        library=row.library,
        question=json.loads(row.question),
        page=row.page,
        marked=row.marked,
        note=row.note,
        made_by=row.made_by,
        made_at=row.made_at,
    )
