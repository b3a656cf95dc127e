"""The items of feeds that are to become articles. Instants are in UTC, of whole seconds.

An item that is new or changed waits, with all that it says, until whoever claims it has made an article of it or given
it up. An article may be stored and its item not yet closed; then it is stored again, which changes nothing.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Feed, FeedItem
from bot.store import claims
from bot.store.departures import is_here
from bot.store.engine import AnyRow, Database
from bot.store.feeds import feed_of
from bot.store.records import DueItem, ItemState, SeenItem
from bot.store.schema import feed_items, feeds

_WAITING = feed_items.c.state == ItemState.WAITING.value
_FREE_FROM = (
    select(claims.first_free_from(feed_items.c.claimed_until, feed_items.c.due_at))
    .join_from(feed_items, feeds, feeds.c.id == feed_items.c.feed)
    .where(_WAITING, ~feeds.c.paused, is_here(feeds.c.library))
)
_LONGEST_DUE = claims.longest_due(
    select(feed_items.c.id)
    .join_from(feed_items, feeds, feeds.c.id == feed_items.c.feed)
    .where(
        _WAITING,
        ~feeds.c.paused,
        is_here(feeds.c.library),
        feed_items.c.due_at <= bindparam("now"),
        claims.is_free(feed_items.c.claimed_until),
        claims.is_of(feeds.c.library, bound_to="of_library"),
    )
    .order_by(feed_items.c.due_at, feed_items.c.id),
    feed_items,
)
_CLAIM = (
    update(feed_items)
    .where(feed_items.c.id == _LONGEST_DUE)
    .values(claimed_by=bindparam("claimant"), claimed_until=bindparam("until"), attempts=feed_items.c.attempts + 1)
    .returning(*feed_items.c)
)
_FEED: Select[Any] = select(feeds).where(feeds.c.id == bindparam("of"))
_elsewhere = feeds.alias("elsewhere")
_IS_CARRIED = select(
    exists().where(
        feed_items.c.source == bindparam("address"),
        feed_items.c.state == ItemState.TAKEN.value,
        feed_items.c.feed == feeds.c.id,
        feeds.c.library == bindparam("of_library"),
        feeds.c.id != bindparam("of"),
    )
)
_HELD = (feed_items.c.id == bindparam("of"), feed_items.c.claimed_by == bindparam("claimant"))
_CLOSE = (
    update(feed_items)
    .where(*_HELD, feed_items.c.digest == bindparam("read"))
    .values(
        state=bindparam("became"),
        problem=bindparam("reason"),
        kept_as=func.coalesce(bindparam("kept"), feed_items.c.kept_as),
        item=None,
        due_at=None,
        claimed_by=None,
        claimed_until=None,
    )
)
_RELEASE = (
    update(feed_items)
    .where(*_HELD)
    .values(
        kept_as=func.coalesce(bindparam("kept"), feed_items.c.kept_as),
        claimed_by=None,
        claimed_until=None,
    )
)
_PUT_OFF = (
    update(feed_items)
    .where(*_HELD)
    .values(problem=bindparam("reason"), due_at=bindparam("due"), claimed_by=None, claimed_until=None)
)
_HAND_BACK = (
    update(feed_items)
    .where(_WAITING, feed_items.c.claimed_by == bindparam("claimant"))
    .values(claimed_by=None, claimed_until=None, attempts=feed_items.c.attempts - 1)
)
_BROUGHT = update(feeds).where(feeds.c.id == bindparam("of")).values(last_article_at=bindparam("now"))
_PASS_OVER = (
    update(feed_items)
    .where(
        or_(feed_items.c.kept_as == bindparam("address"), feed_items.c.source == bindparam("address")),
        feed_items.c.feed.in_(select(feeds.c.id).where(feeds.c.library == bindparam("of_library"))),
    )
    .values(state=ItemState.PASSED.value, item=None, due_at=None, claimed_by=None, claimed_until=None)
)


async def pass_over(connection: AsyncConnection, library: str, source: str) -> None:
    """Pass over the items that bring a library's article of a source, so that it does not come back once forgotten."""
    await connection.execute(_PASS_OVER, {"address": source, "of_library": library})


class FeedItems:
    """The items of every feed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def free_from(self) -> datetime | None:
        """Return when the next item may be claimed, perhaps an instant that is past; None where none waits."""
        return await claims.instant(self._database, _FREE_FROM)

    async def claim(
        self, claimant: str, *, now: datetime, until: datetime, library: str | None = None
    ) -> DueItem | None:
        """Take the item that waits the longest and is nobody else's, until an instant; None where there is none.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {"claimant": claimant, "now": now, "until": until, "of_library": library}

        async def work(connection: AsyncConnection) -> DueItem | None:
            row = (await connection.execute(_CLAIM, values)).one_or_none()
            if row is None:
                return None
            feed = feed_of((await connection.execute(_FEED, {"of": row.feed})).one())
            return _due(row, feed)

        return await self._database.change(work)

    async def is_carried(self, due: DueItem) -> bool:
        """Tell whether another feed of the same library has brought the article of an item already."""
        values = {"address": due.seen.source, "of_library": due.feed.library, "of": due.feed.id}

        async def work(connection: AsyncConnection) -> bool:
            return bool(await connection.scalar(_IS_CARRIED, values))

        return await self._database.read(work)

    async def take(self, due: DueItem, claimant: str, *, kept_as: str | None, brought_at: datetime | None) -> None:
        """Record that an item is in the library; one that changed meanwhile goes on waiting.

        Args:
            due: the item as it was claimed.
            claimant: whose claim it is; it ends. Nothing happens where it was lost.
            kept_as: the source of its article, None where another feed brought that.
            brought_at: when the article was added or changed by it, None where it was as it is.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self._close(due, claimant, ItemState.TAKEN, kept_as=kept_as, brought_at=brought_at)

    async def give_up(self, due: DueItem, claimant: str, *, problem: str) -> None:
        """Record that an item cannot be read; one that changed meanwhile goes on waiting.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self._close(due, claimant, ItemState.FAILED, problem=problem)

    async def _close(  # noqa: PLR0913 -- all of it becomes of one item
        self,
        due: DueItem,
        claimant: str,
        state: ItemState,
        *,
        problem: str | None = None,
        kept_as: str | None = None,
        brought_at: datetime | None = None,
    ) -> None:
        held = {"of": due.id, "claimant": claimant}
        values = held | {"read": due.seen.digest, "became": state.value, "reason": problem, "kept": kept_as}

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(_CLOSE, values)
            await connection.execute(_RELEASE, held | {"kept": kept_as})
            if brought_at is not None:
                await connection.execute(_BROUGHT, {"of": due.feed.id, "now": brought_at})

        await self._database.change(work)

    async def put_off(self, due: DueItem, claimant: str, *, problem: str, until: datetime) -> None:
        """Let an item wait until an instant; nothing happens where the claim was lost.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {"of": due.id, "claimant": claimant, "reason": problem, "due": until}
        await claims.change(self._database, _PUT_OFF, values)

    async def hand_back(self, claimant: str) -> None:
        """Let anyone have at once what a claimant holds; it does not count as tried.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _HAND_BACK, {"claimant": claimant})


def _due(row: AnyRow, feed: Feed) -> DueItem:
    item = FeedItem(**row.item | {"authors": tuple(row.item["authors"])})
    return DueItem(row.id, feed, SeenItem(row.digest, row.source, item), row.kept_as, row.attempts)
