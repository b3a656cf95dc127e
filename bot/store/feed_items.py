"""What was in feeds, and which items are to become articles. Instants are in UTC, of whole seconds.

What is new or changed in a feed is recorded in one transaction with when the feed is due again, so that nothing is lost
or taken in twice wherever the program stops. Such an item waits, with all that it says, until whoever claims it has
made an article of it or given it up. An article may be stored and its item not yet closed; then it is stored again,
which changes nothing.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, case, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Feed, FeedItem
from bot.store.engine import Database
from bot.store.feeds import HELD, feed_of
from bot.store.reading import AnyRow
from bot.store.records import DueItem, ItemState, SeenItem
from bot.store.schema import feed_items, feeds

KEPT = timedelta(days=90)
"""How long an item is remembered that is no longer in its feed: some feeds bring old ones back."""
SEEN_EVERY = timedelta(days=1)
"""How exactly it is known when an item was last in its feed."""

_other = feeds.alias("other")
_IS_TAKEN = exists().where(_other.c.library == feeds.c.library, _other.c.url == bindparam("address"))
_RECORD = (
    update(feeds)
    .where(*HELD)
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

_KNOWN = select(
    feed_items.c.key, feed_items.c.source, feed_items.c.digest, feed_items.c.state, feed_items.c.seen_at
).where(feed_items.c.feed == bindparam("of"))
_CHANGE = (
    update(feed_items)
    .where(feed_items.c.feed == bindparam("of"), feed_items.c.key == bindparam("named"))
    .values(
        digest=bindparam("now_digest"),
        source=bindparam("now_source"),
        item=bindparam("now_item"),
        state=ItemState.WAITING.value,
        attempts=0,
        due_at=bindparam("now"),
        seen_at=bindparam("now"),
        problem=None,
    )
)
_SEE = (
    update(feed_items)
    .where(feed_items.c.feed == bindparam("of"), feed_items.c.key == bindparam("named"))
    .values(seen_at=bindparam("now"))
)
_FORGET = delete(feed_items).where(
    feed_items.c.feed == bindparam("of"),
    feed_items.c.seen_at < bindparam("before"),
    feed_items.c.state != ItemState.WAITING.value,
)

_WAITING = feed_items.c.state == ItemState.WAITING.value
_FREE_FROM = (
    select(
        func.min(
            case(
                (feed_items.c.claimed_until > feed_items.c.due_at, feed_items.c.claimed_until),
                else_=feed_items.c.due_at,
            )
        )
    )
    .join_from(feed_items, feeds, feeds.c.id == feed_items.c.feed)
    .where(_WAITING, ~feeds.c.paused)
)
_LONGEST_DUE = (
    select(feed_items.c.id)
    .join_from(feed_items, feeds, feeds.c.id == feed_items.c.feed)
    .where(
        _WAITING,
        ~feeds.c.paused,
        feed_items.c.due_at <= bindparam("now"),
        or_(feed_items.c.claimed_until.is_(None), feed_items.c.claimed_until <= bindparam("now")),
        or_(bindparam("of_library", type_=feeds.c.library.type).is_(None), feeds.c.library == bindparam("of_library")),
    )
    .order_by(feed_items.c.due_at, feed_items.c.id)
    .limit(1)
    .scalar_subquery()
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
            return await _note(connection, feed, items, now=now, first=first)

        return await self._database.write(work)

    async def free_from(self) -> datetime | None:
        """Return when the next item may be claimed, perhaps an instant that is past; None where none waits."""

        async def work(connection: AsyncConnection) -> datetime | None:
            found: datetime | None = await connection.scalar(_FREE_FROM)
            return found

        return await self._database.read(work)

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

        return await self._database.write(work)

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

        await self._database.write(work)

    async def put_off(self, due: DueItem, claimant: str, *, problem: str, until: datetime) -> None:
        """Let an item wait until an instant; nothing happens where the claim was lost.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> None:
            values = {"of": due.id, "claimant": claimant, "reason": problem, "due": until}
            await connection.execute(_PUT_OFF, values)

        await self._database.write(work)


async def _note(connection: AsyncConnection, feed: int, items: Sequence[SeenItem], *, now: datetime, first: int) -> int:
    """Store the items that are new or changed, and that the others are still there; return how many wait by that."""
    known = {row.key: row for row in await connection.execute(_KNOWN, {"of": feed})}
    # Some feeds give their items other ids each time.
    said = {(row.source, row.digest) for row in known.values()}
    added, changed, still = [], [], []
    for number, seen in enumerate(items):
        key = seen.item.key
        if key not in known and (seen.source, seen.digest) in said:
            continue
        if key not in known:
            taken = bool(known) or number < first
            added.append(_new(feed, seen, now, ItemState.WAITING if taken else ItemState.PASSED))
        elif known[key].digest != seen.digest and known[key].state != ItemState.PASSED:
            changed.append(
                {
                    "of": feed,
                    "named": key,
                    "now_digest": seen.digest,
                    "now_source": seen.source,
                    "now_item": asdict(seen.item),
                    "now": now,
                }
            )
        elif known[key].seen_at <= now - SEEN_EVERY:
            still.append({"of": feed, "named": key, "now": now})
    for query, rows in ((insert(feed_items), added), (_CHANGE, changed), (_SEE, still)):
        if rows:
            await connection.execute(query, rows)
    if items:
        await connection.execute(_FORGET, {"of": feed, "before": now - KEPT})
    return len(changed) + sum(row["state"] == ItemState.WAITING.value for row in added)


def _new(feed: int, seen: SeenItem, now: datetime, state: ItemState) -> dict[str, object]:
    waits = state is ItemState.WAITING
    return {
        "feed": feed,
        "key": seen.item.key,
        "digest": seen.digest,
        "source": seen.source,
        "state": state.value,
        "seen_at": now,
        "item": asdict(seen.item) if waits else None,
        "due_at": now if waits else None,
        "attempts": 0,
    }


def _due(row: AnyRow, feed: Feed) -> DueItem:
    item = FeedItem(**row.item | {"authors": tuple(row.item["authors"])})
    return DueItem(row.id, feed, SeenItem(row.digest, row.source, item), row.kept_as, row.attempts)
