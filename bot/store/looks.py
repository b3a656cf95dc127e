"""What each member has seen of what is new: how far they had come when they last looked, for each topic apart.

Ids of articles grow as they come in, so the newest article of a look tells what came after it; its day of publication
does not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.schema import looks

KEPT_DAYS = 365
MOST_TOPICS = 200
"""Topics of one member that are kept, those last looked at."""

_IS_SAME = (
    (looks.c.member == bindparam("of"))
    & (looks.c.library == bindparam("of_library"))
    & (looks.c.topic == bindparam("of_topic"))
)
_LAST = select(looks).where(_IS_SAME)
_AGAIN = (
    update(looks)
    .where(_IS_SAME)
    .values(upto=bindparam("now_upto"), looked_at=bindparam("now"), shown_since=bindparam("now_shown"))
    .returning(looks.c.member)
)
_FIRST = insert(looks).values(
    member=bindparam("of"),
    library=bindparam("of_library"),
    topic=bindparam("of_topic"),
    upto=bindparam("now_upto"),
    looked_at=bindparam("now"),
    shown_since=bindparam("now_shown"),
)
_DROP_OLD = delete(looks).where(looks.c.looked_at < bindparam("oldest"))
_surplus = (
    select(looks.c.looked_at)
    .where(looks.c.member == bindparam("of"))
    .order_by(looks.c.looked_at.desc())
    .offset(MOST_TOPICS)
    .limit(1)
    .scalar_subquery()
)
_DROP_SURPLUS = delete(looks).where(looks.c.member == bindparam("of"), looks.c.looked_at <= _surplus)


@dataclass(frozen=True, slots=True)
class Look:
    """A look at what is new on a topic, of every article up to the id ``upto``; ``at`` is an instant in UTC.

    ``shown_since`` is from when on it was told what was new, as ``Changes.since`` has it: by this look, or by the last
    one at which something was. None where nothing ever was.
    """

    upto: int
    at: datetime
    shown_since: str | None


class Looks:
    """The last looks of every member."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, member: int, library: str, topic: str) -> Look | None:
        """Return a member's last look at a topic from where they see a library; None where there is none."""

        async def work(connection: AsyncConnection) -> Look | None:
            row = (await connection.execute(_LAST, _key(member, library, topic))).one_or_none()
            return None if row is None else Look(row.upto, row.looked_at, row.shown_since)

        return await self._database.read(work)

    async def record(self, member: int, library: str, topic: str, look: Look) -> None:
        """Keep a look in place of the last one; those of a year ago go, of everyone, and a member's surplus ones.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        key = _key(member, library, topic)
        values = key | {"now_upto": look.upto, "now": look.at, "now_shown": look.shown_since}

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(_DROP_OLD, {"oldest": look.at - timedelta(days=KEPT_DAYS)})
            if await connection.scalar(_AGAIN, values) is None:
                await connection.execute(_FIRST, values)
                await connection.execute(_DROP_SURPLUS, {"of": member})

        await self._database.change(work)


def _key(member: int, library: str, topic: str) -> dict[str, object]:
    return {"of": member, "of_library": library, "of_topic": topic}
