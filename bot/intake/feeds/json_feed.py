"""JSON Feed 1 and 1.1, which the parser of the others does not read. Source: https://jsonfeed.org/version/1.1."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from bot.errors import FeedRefused
from bot.intake.formats.encoding import clean
from bot.intake.formats.page.markup import leads_to
from bot.model import FeedItem

VERSION = "jsonfeed.org/version/"


def read(url: str, text: str) -> tuple[str | None, list[FeedItem]]:
    """Return a feed's title and items.

    Raises:
        FeedRefused: ``not-a-feed``.
    """
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedRefused(url, "not-a-feed", "JSON that is broken") from error
    if VERSION not in str(feed.get("version")) or not isinstance(feed.get("items"), list):
        raise FeedRefused(url, "not-a-feed", "JSON that is no JSON Feed")
    base = leads_to(url, _text(feed, "home_page_url") or "") or url
    return _text(feed, "title"), [_item(item, base) for item in feed["items"] if isinstance(item, dict)]


def _item(item: Mapping[str, Any], base: str) -> FeedItem:
    address = _text(item, "url") or _text(item, "external_url")
    return FeedItem(
        key=_text(item, "id") or "",
        address=leads_to(base, address) if address else None,
        title=_text(item, "title") or "",
        content=_text(item, "content_html") or _escaped(_text(item, "content_text")),
        lead=_escaped(_text(item, "summary")),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        authors=tuple(_authors(item)),
    )


def _text(said: Mapping[str, Any], name: str) -> str | None:
    value = said.get(name)
    return clean(str(value)).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None


def _escaped(text: str | None) -> str | None:
    return escape(text).replace("\n", "<br>") if text else None


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    stated = item.get("authors", [item.get("author")])
    for author in stated if isinstance(stated, list) else ():
        if isinstance(author, dict) and (name := _text(author, "name")):
            yield name
