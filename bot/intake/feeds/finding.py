"""Which feed somebody means who names an address: the feed there, or the one that the page there links to."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from bot.errors import FeedRefused, InputRefused
from bot.intake.feeds.document import Document, read_feed
from bot.intake.formats.encoding import decode
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
    body = fetched.body or b""
    try:
        return Found(fetched.moved_to or url, read_feed(fetched.url, body))
    except FeedRefused:
        linked = feeds_of(fetched.url, body)
    if len(linked) > 1:
        raise FeedRefused(url, "several-feeds", candidates=tuple(linked))
    fetched = await fetch_feed(fetcher, linked[0])
    return Found(fetched.moved_to or linked[0], read_feed(fetched.url, fetched.body or b""))


def feeds_of(url: str, data: bytes) -> list[str]:
    """Return the addresses of the feeds that the page which was found at ``url`` links to, at least one.

    Raises:
        FeedRefused: ``not-a-feed`` where it is no page, ``page-without-feed`` where it links to none.
    """
    try:
        text = decode(url, data)
    except InputRefused as refused:
        raise FeedRefused(url, "not-a-feed", refused.reason) from refused
    if "<html" not in text.lower():
        raise FeedRefused(url, "not-a-feed")
    links = _Links()
    links.feed(text)
    found = list(dict.fromkeys(urljoin(url, link) for link in links.found))
    if not found:
        raise FeedRefused(url, "page-without-feed")
    return found[:MOST_CANDIDATES]


class _Links(HTMLParser):
    """Collects the feeds that a page names as another form of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        stated = {name: value or "" for name, value in attrs}
        is_alternate = tag == "link" and "alternate" in stated.get("rel", "").lower().split()
        if is_alternate and stated.get("type", "").strip().lower() in TYPES and stated.get("href", "").strip():
            self.found.append(stated["href"].strip())
