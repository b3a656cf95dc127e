"""What makes an item the same as an earlier one, and its article the same as another feed's."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from bot.errors import NotFetched
from bot.intake.feeds.document import plain
from bot.intake.web import canonical
from bot.model import FeedItem
from bot.store.records import SeenItem


def seen(items: Sequence[FeedItem], feed_url: str) -> list[SeenItem]:
    """Return the items of the feed at ``feed_url`` with what they are known by, in their order.

    The source is an item's address, whatever feed names it; the feed's address and the item's key where it has none, or
    one that others of the feed have too.
    """
    addresses = [address_of(item) for item in items]
    shared = {address for address, count in Counter(addresses).items() if count > 1}
    return [
        SeenItem(digest(item), address if address and address not in shared else f"{feed_url}#{item.key}", item)
        for item, address in zip(items, addresses, strict=True)
    ]


def digest(item: FeedItem) -> str:
    """Return what is another when the item says something else, whatever its markup, spaces and trackers."""
    said = [item.title, plain(item.content or ""), plain(item.lead or ""), item.updated, address_of(item)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def address_of(item: FeedItem) -> str | None:
    """Return the canonical address of an item; None where it has none of the web."""
    if item.address:
        with suppress(NotFetched):
            return canonical(item.address)
    return None
