"""Which feed somebody means who names an address: the feed there, or the one that the page there links to."""

import asyncio
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.errors import FeedRefused, InputRefused
from bot.intake.feeds.document import Document, read_feed
from bot.intake.formats.encoding import decode
from bot.intake.formats.page import is_page
from bot.intake.formats.page.markup import leads_to, parse
from bot.intake.web import Fetched, Fetcher, Validators

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)
NOTHING = Validators()
TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
LIMIT_BYTES = 6 * 2**20
"""Of a feed: what is larger takes too long to parse, if it means harm."""
MOST_CANDIDATES = 10

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """A feed, and where it is from now on."""

    url: str
    document: Document


async def fetch_feed(fetcher: Fetcher, url: str, validators: Validators = NOTHING) -> Fetched:
    """Return what is at the address of a feed, or that it has not changed since ``validators`` were given.

    Raises:
        NotFetched: the address did not give what is there.
    """
    return await fetcher.fetch(url, validators=validators, accept=ACCEPT, limit_bytes=LIMIT_BYTES)


async def find_feed(fetcher: Fetcher, url: str) -> Found:
    """Return the feed at an address, or the only one that the page there links to.

    Raises:
        NotFetched: the address, or the feed that it links to, did not give what is there.
        FeedRefused: ``not-a-feed``, ``page-without-feed``, or ``several-feeds`` with their addresses.
    """
    fetched = await fetch_feed(fetcher, url)
    try:
        return Found(fetched.moved_to or url, await read(fetched))
    except FeedRefused:
        linked = await asyncio.to_thread(feeds_of, fetched)
    if len(linked) > 1:
        raise FeedRefused(url, "several-feeds", candidates=tuple(linked))
    fetched = await fetch_feed(fetcher, linked[0])
    return Found(fetched.moved_to or linked[0], await read(fetched))


async def read(fetched: Fetched) -> Document:
    """Return the feed that was fetched.

    Raises:
        FeedRefused: ``not-a-feed``, or ``defect`` where reading it fails in a way that nobody foresaw.
    """
    try:
        return await asyncio.to_thread(read_feed, fetched.url, fetched.body or b"", fetched.charset)
    except FeedRefused:
        raise
    except Exception as error:
        log.exception("a feed of %s could not be read", urlsplit(fetched.url).hostname)
        raise FeedRefused(fetched.url, "defect", repr(error)) from error


def feeds_of(fetched: Fetched) -> list[str]:
    """Return the addresses of the feeds that a page which was fetched links to, at least one.

    Raises:
        FeedRefused: ``not-a-feed`` where it is no page, ``page-without-feed`` where it links to none.
    """
    try:
        text = decode(fetched.url, fetched.body or b"", fetched.charset)
        if not is_page(text):
            raise FeedRefused(fetched.url, "not-a-feed")
        root = parse(fetched.url, text)
    except InputRefused as refused:
        raise FeedRefused(fetched.url, "not-a-feed", refused.reason) from refused
    base = next((leads_to(fetched.url, element.get("href", "")) for element in root.iter("base")), None) or fetched.url
    links = (leads_to(base, element.get("href", "")) for element in root.iter("link") if _is_feed(element))
    found = list(dict.fromkeys(filter(None, links)))
    if not found:
        raise FeedRefused(fetched.url, "page-without-feed")
    return found[:MOST_CANDIDATES]


def _is_feed(link: HtmlElement) -> bool:
    """Tell whether a page names what it links to as another form of itself that is a feed."""
    is_alternate = "alternate" in link.get("rel", "").lower().split()
    return is_alternate and link.get("type", "").strip().lower() in TYPES and bool(link.get("href", "").strip())
