"""What makes an item the same as an earlier one, and its article the same as another feed's."""

import hashlib
import json
from contextlib import suppress

from bot.errors import NotFetched
from bot.intake.feeds.document import plain
from bot.intake.web import canonical
from bot.model import FeedItem
from bot.store.records import SeenItem


def seen(item: FeedItem, feed_url: str) -> SeenItem:
    """Return an item of the feed at ``feed_url`` with what it is known by."""
    return SeenItem(digest(item), source_of(item, feed_url), item)


def digest(item: FeedItem) -> str:
    """Return what is another when the item says something else, whatever its markup, spaces and trackers."""
    said = [item.title, plain(item.content or ""), plain(item.lead or ""), item.updated, _canonical(item)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def source_of(item: FeedItem, feed_url: str) -> str:
    """Return what identifies an item's article: its address, whatever feed names it; else the feed's, and its key."""
    return _canonical(item) or f"{feed_url}#{item.key}"


def _canonical(item: FeedItem) -> str | None:
    if item.address:
        with suppress(NotFetched):
            return canonical(item.address)
    return None
