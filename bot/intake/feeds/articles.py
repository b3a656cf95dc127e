"""From an item to the article that it announces: the text of the feed where it is all there, else that of the page."""

import asyncio
import re
from dataclasses import replace
from datetime import datetime

from bot.errors import InputRefused
from bot.intake.feeds.document import plain
from bot.intake.feeds.identity import address_of
from bot.intake.feeds.times import publication
from bot.intake.formats import read_record
from bot.intake.pages import Page
from bot.intake.web import Fetcher
from bot.model import Article, DateSource, FeedItem
from bot.store.records import SeenItem

WHOLE_CHARS = 200
"""What a feed calls the content is a lead where it is shorter."""
LONG_CHARS = 600
"""What a feed calls the summary, or has twice, is the whole where it is longer."""
REFERENCE_CHARS = 150
"""A paragraph that leads to the page and is longer tells something."""
LEAD_CHARS = 20
"""What is shorter tells nothing."""
CUT_OFF = re.compile(r"(?:…|\.{3}|。{3})[^。！？!?]{0,20}$")
"""Text that goes on elsewhere ends so, perhaps with the words of a link to it."""
PARAGRAPH = re.compile(r"<p\b[^>]*>(?:(?!</?p\b).)*</p\s*>\s*$", re.DOTALL | re.IGNORECASE)


async def read_item(seen: SeenItem, fetcher: Fetcher, *, outlet: str | None, now: datetime) -> Article:
    """Return the article that an item announces.

    Args:
        seen: the item.
        fetcher: asks for its page where the feed has not the whole text.
        outlet: the feed's title, which serves where the article states none.
        now: the instant: an item cannot be of a later day.

    Raises:
        NotFetched: the page is needed and cannot be had.
        InputRefused: there is no article, neither in the feed nor at the page.
    """
    whole = whole_of(seen.item)
    if whole is not None:
        return _completed(await asyncio.to_thread(_read, seen, whole), seen.item, outlet, now)
    address = address_of(seen.item)
    if address is None:
        raise InputRefused(seen.source, "empty", "no address and no text")
    page = await Page(address, fetcher).article()
    if len(page.body) < len(plain(seen.item.lead or "")):
        raise InputRefused(seen.source, "empty", "the page says less than the feed")
    return _completed(page, seen.item, outlet, now)


def lead_of(seen: SeenItem, *, outlet: str | None, now: datetime, reason: str) -> Article:
    """Return an article of what the feed says alone, with a warning that says why.

    Raises:
        InputRefused: it says too little.
    """
    html = max(seen.item.lead or "", seen.item.content or "", key=lambda said: len(plain(said)))
    if len(plain(html)) < LEAD_CHARS:
        raise InputRefused(seen.source, "empty", reason)
    article = _completed(_read(seen, html), seen.item, outlet, now)
    return replace(article, warnings=(*article.warnings, f"lead only: {reason}"))


def whole_of(item: FeedItem) -> str | None:
    """Return the whole text as the feed has it; None where it has only a lead."""
    says_more = plain(item.content or "") != plain(item.lead or "")
    for html, least_chars in ((item.content, WHOLE_CHARS if says_more else LONG_CHARS), (item.lead, LONG_CHARS)):
        own = _without_reference(html or "", item.address)
        text = plain(own)
        if len(text) >= least_chars and not CUT_OFF.search(text):
            return own
    return None


def _without_reference(html: str, address: str | None) -> str:
    """Drop the last paragraph where it only leads to the page: generators say there what appeared first where."""
    last = PARAGRAPH.search(html)
    if last is None or address is None or address not in last[0] or len(plain(last[0])) > REFERENCE_CHARS:
        return html
    return html[: last.start()]


def _read(seen: SeenItem, html: str) -> Article:
    # Within an element all of it is read as HTML, and nothing as Markdown.
    return read_record(
        seen.source, {"title": seen.item.title, "text": f"<div>{html}</div>", "url": address_of(seen.item)}
    )


def _completed(article: Article, item: FeedItem, outlet: str | None, now: datetime) -> Article:
    """Return an article with what it does not state itself as the feed states it."""
    known = article.published_on
    if known is None or known.source is DateSource.INFERRED:
        known = publication(item.published or "", now) or known
    return replace(article, outlet=article.outlet or outlet, byline=article.byline or item.authors, published_on=known)
