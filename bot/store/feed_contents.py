"""What is in a feed, compared with what was in it: within the transaction of the caller."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import ItemState, SeenItem
from bot.store.schema import feed_items

KEPT = timedelta(days=90)
"""How long an item is remembered that is no longer in its feed: some feeds bring old ones back."""
SEEN_EVERY = timedelta(days=1)
"""How exactly it is known when an item was last in its feed."""

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


async def note(connection: AsyncConnection, feed: int, items: Sequence[SeenItem], *, now: datetime, first: int) -> int:
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
