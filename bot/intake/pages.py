"""Pages of the web as articles, each known by its canonical address."""

import asyncio
from dataclasses import dataclass, replace

from yarl import URL

from bot.errors import NotFetched
from bot.intake.formats import read_article
from bot.intake.web import Fetched, Fetcher, canonical
from bot.model import Article


@dataclass(frozen=True, slots=True)
class Page:
    """A page that should become an article; ``source`` is an address that leads to it."""

    source: str
    fetcher: Fetcher

    async def article(self, *, published_on: str | None = None, outlet: str | None = None) -> Article:
        """Fetch and read it; the arguments are those of ``read_article``.

        Raises:
            NotFetched: it cannot be had.
            InputRefused: there is no article in it.
        """
        fetched = await self.fetcher.fetch(self.source)
        return await asyncio.to_thread(article_of, fetched, published_on=published_on, outlet=outlet)


def article_of(fetched: Fetched, *, published_on: str | None = None, outlet: str | None = None) -> Article:
    """Read what was fetched, with its canonical address as its source; the arguments are those of ``read_article``.

    Raises:
        InputRefused: there is no article in it.
    """
    assert fetched.body is not None
    address = canonical(fetched.url)
    article = read_article(
        address,
        fetched.body,
        charset=fetched.charset,
        address=address,
        published_on=published_on,
        outlet=outlet,
    )
    own = _own(article.url, address)
    return replace(article, source=own, url=own)


def _own(stated: str | None, address: str) -> str:
    """Return the address that a page states as its own, if it can speak for it: one of its host.

    Some sites name their front page on every page of theirs, by which all would be one.
    """
    try:
        own = canonical(stated or address)
    except NotFetched:
        return address
    is_front = URL(own).path_qs == "/"
    return own if URL(own).host == URL(address).host and not is_front else address
