"""From a feed's bytes to what it says: RSS 0.9 to 2.0, RDF, Atom and JSON Feed.

The encoding is told as for files, since what feeds declare is often wrong. What is broken is read as far as it goes.
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

import feedparser

from bot.errors import FeedRefused, InputRefused
from bot.intake.feeds import json_feed
from bot.intake.feeds.times import instant
from bot.intake.formats.encoding import decode
from bot.model import FeedItem

MOST_ITEMS = 5000
"""Of one document; what stands below is not read."""
PERIODS_S = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
"""Of RSS's module syndication."""
FEW = 10
"""NUL bytes that are fewer than one in so many are no part of UTF-16, where half of any markup is."""
ROOT = re.compile(r"<(?:\w+:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
ROOT_WITHIN_CHARS = 20_000
"""Where the root of a feed begins, after whatever comments: nothing else is worth parsing."""
LONGEST_KEY_CHARS = 500
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--(?:(?!<!--).)*?-->", re.DOTALL)
ESCAPED_TAG = re.compile(r"&lt;/?(?:a|b|br|div|em|figure|h[1-6]|img|li|p|section|span|strong|ul)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as it is now; its items are the newest first where they all tell when they are from.

    ``least_interval_s`` is how long it asks to be left alone between two fetches.
    """

    title: str | None
    items: tuple[FeedItem, ...]
    least_interval_s: int | None = None


def read_feed(url: str, data: bytes, charset: str | None = None) -> Document:
    """Read the feed that was found at ``url``; ``charset`` is the encoding that its server states.

    Raises:
        FeedRefused: ``not-a-feed``.
    """
    try:
        text = decode(url, data.replace(b"\0", b"") if data.count(0) < len(data) / FEW else data, charset).lstrip()
    except InputRefused as refused:
        raise FeedRefused(url, "not-a-feed", refused.reason) from refused
    document = _json(url, text) if text.startswith("{") else _xml(url, text)
    items = tuple(_told_apart(document.items[:MOST_ITEMS]))
    if len(items) > 1 and len({item.updated for item in items}) == 1:
        # That is when the feed was generated, and says nothing of the items.
        items = tuple(replace(item, updated=None) for item in items)
    return replace(document, items=_newest_first(items))


def _json(url: str, text: str) -> Document:
    title, items = json_feed.read(url, text)
    return Document(title, tuple(items))


def _xml(url: str, text: str) -> Document:
    if not ROOT.search(text, 0, ROOT_WITHIN_CHARS):
        raise FeedRefused(url, "not-a-feed", "HTML" if "<html" in text[:ROOT_WITHIN_CHARS].lower() else "")
    # Given a stream: anything else it might take for an address to fetch or a file to open.
    stream = io.BytesIO(text.encode())
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version and not parsed.entries:
        raise FeedRefused(url, "not-a-feed")
    said = dict(parsed.feed)
    is_rss = not parsed.version.startswith("atom")
    items = (_item(dict(entry), is_rss=is_rss) for entry in parsed.entries[:MOST_ITEMS])
    return Document(plain(said.get("title", "")) or None, tuple(items), _least_interval_s(said))


def _item(entry: Mapping[str, Any], *, is_rss: bool) -> FeedItem:
    address = (entry.get("feedburner_origlink") or entry.get("link") or "").strip() or None
    content = max(map(_html, entry.get("content", ())), key=len, default=None)
    updated = entry.get("updated")
    named = (author.get("name") for author in entry.get("authors", ()))
    return FeedItem(
        key=entry.get("id", ""),
        address=address,
        title=plain(entry.get("title", "")),
        content=content or None,
        lead=_html(entry["summary_detail"]) if "summary_detail" in entry else None,
        # What RSS says of time beside pubDate is Dublin Core's date, by which it means the same.
        published=entry.get("published") or (updated if is_rss else None),
        updated=None if is_rss else updated,
        authors=tuple(filter(None, named)),
    )


def _html(detail: Mapping[str, Any]) -> str:
    """Return a text as HTML, whose lines are lines also where it has no tags, or was escaped once too often."""
    value: str = detail.get("value", "").strip()
    if TAG.search(value):
        return value
    if ESCAPED_TAG.search(value):
        return unescape(value)
    return (escape(value) if detail.get("type") == "text/plain" else value).replace("\n", "<br>")


def plain(html: str) -> str:
    """Return the text of a line that may hold HTML."""
    return " ".join(unescape(TAG.sub("", html)).split())


def _told_apart(items: Sequence[FeedItem]) -> Iterator[FeedItem]:
    """Give each item a key of its own: its id, else its address, else its words; drop those that stand twice."""
    counts = Counter(item.key for item in items)
    distinct = all(count == 1 for key, count in counts.items() if key)
    seen = set()
    for item in items:
        key = (item.key if distinct else "") or item.address or item.title or plain(item.lead or "")
        if len(key) > LONGEST_KEY_CHARS:
            key = hashlib.sha256(key.encode()).hexdigest()
        if key and key not in seen:
            seen.add(key)
            yield replace(item, key=key)


def _newest_first(items: tuple[FeedItem, ...]) -> tuple[FeedItem, ...]:
    times = {item.key: time for item in items if (time := instant(item.published or item.updated or ""))}
    if len(times) < len(items):
        return items
    return tuple(sorted(items, key=lambda item: times[item.key], reverse=True))


def _least_interval_s(said: Mapping[str, Any]) -> int | None:
    """Return how long RSS asks a reader to wait: its ``ttl`` in minutes, or how often it says that it is updated."""
    ttl = str(said.get("ttl", "")).strip()
    if ttl.isdecimal():
        return int(ttl[:6]) * 60
    period_s = PERIODS_S.get(str(said.get("sy_updateperiod", "")).strip().lower())
    if period_s is None:
        return None
    frequency = str(said.get("sy_updatefrequency", "")).strip()
    return period_s // max(1, int(frequency[:4]) if frequency.isdecimal() else 1)
