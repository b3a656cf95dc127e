"""The feeds of every library, and which are due. Instants are in UTC, of whole seconds.

Whoever claims a feed has it to themselves for a while. What is new in it is recorded in one transaction with when it is
due again, so that nothing is lost or taken in twice wherever the program stops.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Feed
from bot.store import claims
from bot.store.departures import is_here
from bot.store.engine import AnyRow, Database
from bot.store.feed_contents import note
from bot.store.records import DueFeed, SeenItem
from bot.store.schema import feeds

_FEED: Select[Any] = select(feeds)
_OF = _FEED.where(feeds.c.library == bindparam("key")).order_by(feeds.c.id)
_EVERY = _FEED.order_by(feeds.c.library, feeds.c.id)
_IS_KNOWN = _FEED.where(feeds.c.library == bindparam("key"), feeds.c.url == bindparam("address"))
_ONE = (feeds.c.id == bindparam("of"), feeds.c.library == bindparam("key"))
_PAUSE = update(feeds).where(*_ONE).values(paused=True)
_RESUME = update(feeds).where(*_ONE).values(paused=False, next_due_at=bindparam("now"))
_REMOVE = delete(feeds).where(*_ONE)

_IN_LIBRARY = claims.is_of(feeds.c.library, bound_to="key")
_HASTEN = update(feeds).where(_IN_LIBRARY, ~feeds.c.paused).values(next_due_at=bindparam("now"))
_IS_READ = and_(~feeds.c.paused, is_here(feeds.c.library))
_FREE_FROM = select(claims.first_free_from(feeds.c.claimed_until, feeds.c.next_due_at)).where(_IS_READ)
_LONGEST_DUE = claims.longest_due(
    select(feeds.c.id)
    .where(_IS_READ, feeds.c.next_due_at <= bindparam("now"), claims.is_free(feeds.c.claimed_until), _IN_LIBRARY)
    .order_by(feeds.c.next_due_at, feeds.c.id),
    feeds,
)
_CLAIM = (
    update(feeds)
    .where(feeds.c.id == _LONGEST_DUE)
    .values(claimed_by=bindparam("claimant"), claimed_until=bindparam("until"))
    .returning(*feeds.c)
)
_HELD = (feeds.c.id == bindparam("of"), feeds.c.claimed_by == bindparam("claimant"))
_other = feeds.alias("other")
_IS_TAKEN = exists().where(_other.c.library == feeds.c.library, _other.c.url == bindparam("address"))
_RECORD = (
    update(feeds)
    .where(*_HELD)
    .values(
        url=case((_IS_TAKEN, feeds.c.url), else_=bindparam("address")),
        title=func.coalesce(bindparam("named"), feeds.c.title),
        etag=bindparam("tag"),
        last_modified=bindparam("modified"),
        interval_s=bindparam("every_s"),
        next_due_at=bindparam("due"),
        last_fetched_at=bindparam("now"),
        problem=None,
        problem_detail="",
        failures=0,
        claimed_by=None,
        claimed_until=None,
    )
)

_FAIL = (
    update(feeds)
    .where(*_HELD)
    .values(
        problem=bindparam("reason"),
        problem_detail=bindparam("found"),
        failures=feeds.c.failures + 1,
        next_due_at=bindparam("due"),
        claimed_by=None,
        claimed_until=None,
    )
)
_HAND_BACK = (
    update(feeds).where(feeds.c.claimed_by == bindparam("claimant")).values(claimed_by=None, claimed_until=None)
)
_TELL = (
    update(feeds)
    .where(feeds.c.id == bindparam("of"), feeds.c.told != bindparam("now_told"))
    .values(told=bindparam("now_told"))
)


class Feeds:
    """The feeds of every library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(  # noqa: PLR0913 -- all of it is one feed
        self,
        library: str,
        url: str,
        *,
        title: str | None,
        created_by: int | None,
        locale: str | None,
        interval_s: int,
        now: datetime,
    ) -> Feed | None:
        """Store a feed that is due at once; None where the library has one of that address.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {
            "library": library,
            "url": url,
            "title": title,
            "created_by": created_by,
            "locale": locale,
            "added_at": now,
            "paused": False,
            "interval_s": interval_s,
            "next_due_at": now,
            "problem_detail": "",
            "failures": 0,
            "told": False,
        }

        async def work(connection: AsyncConnection) -> Feed | None:
            if (await connection.execute(_IS_KNOWN, {"key": library, "address": url})).one_or_none() is not None:
                return None
            return feed_of((await connection.execute(insert(feeds).returning(*feeds.c), values)).one())

        return await self._database.write(work)

    async def of(self, library: str | None = None) -> list[Feed]:
        """Return the feeds of a library, the oldest first; of all of them, one library after another, without one."""

        async def work(connection: AsyncConnection) -> list[Feed]:
            query = _EVERY if library is None else _OF
            return [feed_of(row) for row in await connection.execute(query, {"key": library})]

        return await self._database.read(work)

    async def pause(self, library: str, feed: int) -> bool:
        """Let a feed rest until it is resumed; False where the library has no such."""
        return await claims.change(self._database, _PAUSE, {"of": feed, "key": library})

    async def resume(self, library: str, feed: int, *, now: datetime) -> bool:
        """Make a feed due at once; False where the library has no such."""
        return await claims.change(self._database, _RESUME, {"of": feed, "key": library, "now": now})

    async def remove(self, library: str, feed: int) -> bool:
        """Remove a feed with its items; its articles stay. False where the library has no such."""
        return await claims.change(self._database, _REMOVE, {"of": feed, "key": library})

    async def hasten(self, library: str | None, *, now: datetime) -> None:
        """Make the feeds of a library (None: of all) due at once, but for those that are paused."""
        await claims.change(self._database, _HASTEN, {"key": library, "now": now})

    async def free_from(self) -> datetime | None:
        """Return when the next feed may be claimed, perhaps an instant that is past; None where there is none."""
        return await claims.instant(self._database, _FREE_FROM)

    async def claim(
        self, claimant: str, *, now: datetime, until: datetime, library: str | None = None
    ) -> DueFeed | None:
        """Take the feed that is due the longest and nobody else's, until an instant; None where there is none.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {"claimant": claimant, "now": now, "until": until, "key": library}

        async def work(connection: AsyncConnection) -> DueFeed | None:
            row = (await connection.execute(_CLAIM, values)).one_or_none()
            if row is None:
                return None
            return DueFeed(feed_of(row), row.etag, row.last_modified, row.interval_s, row.failures)

        return await self._database.change(work)

    async def record(  # noqa: PLR0913 -- all of it is one fetch
        self,
        feed: int,
        claimant: str,
        *,
        url: str,
        title: str | None,
        etag: str | None,
        last_modified: str | None,
        interval_s: int,
        now: datetime,
        due_at: datetime,
        items: Sequence[SeenItem],
        first: int,
    ) -> int | None:
        """Record a fetch that succeeded, and the items that are new or changed.

        Args:
            feed: its id.
            claimant: whose claim it is; it ends.
            url: where the feed is from now on, unless the library has another feed there.
            title: the feed's own, None to keep what there is.
            etag: what the server is asked with the next time.
            last_modified: as ``etag``.
            interval_s: the time between two fetches.
            now: when it was fetched.
            due_at: when it is to be fetched again.
            items: what is in it, the newest first; none where nothing changed.
            first: how many of them are taken in when there were none before; the others are passed over.

        Returns:
            How many items are to become articles by it; None where the claim was lost, and nothing is recorded.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {
            "of": feed,
            "claimant": claimant,
            "address": url,
            "named": title,
            "tag": etag,
            "modified": last_modified,
            "every_s": interval_s,
            "due": due_at,
            "now": now,
        }

        async def work(connection: AsyncConnection) -> int | None:
            if (await connection.execute(_RECORD, values)).rowcount != 1:
                return None
            return await note(connection, feed, items, now=now, first=first)

        return await self._database.change(work)

    async def fail(self, feed: int, claimant: str, *, problem: str, detail: str, due_at: datetime) -> bool:
        """Record a fetch that failed, and why; False where the claim was lost.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {"of": feed, "claimant": claimant, "reason": problem, "found": detail, "due": due_at}
        return await claims.change(self._database, _FAIL, values)

    async def hand_back(self, claimant: str) -> None:
        """Let anyone have at once what a claimant holds.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _HAND_BACK, {"claimant": claimant})

    async def tell(self, feed: int, *, told: bool) -> bool:
        """Note that a feed's problem was told, or that it has gone; False where that is noted already."""
        return await claims.change(self._database, _TELL, {"of": feed, "now_told": told})


def feed_of(row: AnyRow) -> Feed:
    """Read a feed from the columns of its table."""
    return Feed(
        id=row.id,
        library=row.library,
        url=row.url,
        title=row.title,
        paused=row.paused,
        problem=row.problem,
        problem_detail=row.problem_detail,
        created_by=row.created_by,
        added_at=row.added_at,
        last_fetched_at=row.last_fetched_at,
        last_article_at=row.last_article_at,
        next_due_at=row.next_due_at,
        locale=row.locale,
    )
