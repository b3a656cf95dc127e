"""Why something was not taken in, in a member's words; pure. What was found there is text of a stranger."""

from bot.answers.printable import on_one_line
from bot.errors import FeedRefused, InputRefused, NotFetched
from bot.strings import catalogue

DETAIL_CHARS = 60
OF_FEEDS = frozenset({"defect", "known", "not-a-feed", "page-without-feed", "several-feeds", "too-many"})
"""The codes of ``FeedRefused``; no code of ``NotFetched`` is among them."""


def reason(why: InputRefused | NotFetched | FeedRefused, locale: str) -> str:
    """Say why a thing was refused, with what was found where that tells more; not escaped."""
    if isinstance(why, InputRefused):
        return _text("input", why.reason, why.detail, locale)
    return feed_reason(why.reason, why.detail, locale)


def feed_reason(code: str, detail: str, locale: str) -> str:
    """Say why a feed, or an address of the web, cannot be read; not escaped."""
    return _text("feed" if code in OF_FEEDS else "web", code, detail, locale)


def _text(kind: str, code: str, detail: str, locale: str) -> str:
    return catalogue.text(locale, f"{kind}.reason.{code}", detail=on_one_line(detail, DETAIL_CHARS))
