"""Feeds, lists of feeds, their times, and addresses of the web."""

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime

from bot.errors import FeedRefused, InputRefused, NotFetched
from bot.intake.feeds.articles import lead_of, whole_of
from bot.intake.feeds.document import read_feed
from bot.intake.feeds.finding import feeds_of
from bot.intake.feeds.identity import seen
from bot.intake.feeds.opml import read_opml
from bot.intake.feeds.times import AHEAD, publication
from bot.intake.web import LONGEST_CHARS, Fetched, Validators, canonical, is_address
from tests.fuzz.target import Target, of_text, plain, utf8
from tests.fuzz.targets.reading import assert_article

URL = "https://news.example/feed"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
MARKS = (
    *"<rss> <channel> <item> </item> <title> </title> <link> </link> <guid> <pubDate> <description>".split(),
    *"<entry> <id> <updated> <summary> <content:encoded> <rdf:RDF 2023-01-02T10:00:00Z &lt;p&gt; &b;".split(),
    *("<ttl>", "<author>", "<![CDATA[", "]]>"),
    *("Mon, 02 Jan 2023 10:00:00 +0800", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<!DOCTYPE a [<!ENTITY b '"),
    *('{"version":"https://jsonfeed.org/version/1.1","items":[', '{"id":', '"content_html":', '"url":', '"authors":'),
)
LIST = ("<opml version='2.0'>", "<body>", "<outline ", "xmlUrl=", "'https://a.example/feed'", "title=", "/>", "&amp;")
SIMPLE = b"<rss version='2.0'><channel><title>a</title><item><title>b</title></item></channel></rss>"


def feed(data: bytes) -> None:
    """Read a feed and make articles of its items."""
    try:
        document = read_feed(URL, data)
    except FeedRefused:
        return
    keys = [item.key for item in document.items]
    assert all(keys)
    assert len(keys) == len(set(keys))
    for item in seen(document.items, URL):
        whole_of(item.item)
        json.dumps(asdict(item.item), ensure_ascii=False).encode()
        with suppress(InputRefused):
            assert_article(lead_of(item, outlet=document.title, now=NOW, reason="empty"))


def linked(data: bytes) -> None:
    """Look for the feeds that a page links to."""
    with suppress(FeedRefused):
        assert all(
            feeds_of(Fetched(URL, None, b"<html><head><link rel=alternate " + data, "text/html", None, Validators()))
        )


def opml(data: bytes) -> None:
    """Read a list of feeds."""
    with suppress(InputRefused):
        for listed in read_opml(data):
            assert listed.url.encode()
            (listed.title or "").encode()


def times(text: str) -> None:
    """Read when an item was published."""
    published = publication(text, NOW)
    assert published is None or date.fromisoformat(published.value) <= (NOW + AHEAD).date()


def address(text: str) -> None:
    """Find the one form of an address."""
    for typed in (text, f"https://a.example/{text}", f"https://{text}/"):
        is_address(typed)
        with suppress(NotFetched):
            found = canonical(typed)
            assert found.isascii()
            assert len(found) > LONGEST_CHARS or canonical(found) == found


TARGETS = (
    Target("feeds", 30_000, plain(feed), utf8, words=MARKS, seeds=lambda: [SIMPLE]),
    Target(
        "feed-links", 90_000, plain(linked), utf8, words=("type=application/rss+xml ", "href=", "<base href=", "<link ")
    ),
    Target("opml", 90_000, plain(opml), utf8, words=LIST),
    of_text("feed-times", 110_000, plain(times)),
    of_text("addresses", 60_000, plain(address)),
)
