"""What is said about feeds, to moderators; pure. What a feed says of itself is text of a stranger."""

from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlsplit

from discord.utils import format_dt

from bot.answers.present import BETWEEN
from bot.answers.printable import on_one_line
from bot.chat import lists
from bot.chat.cards import QUIET, Page
from bot.chat.markdown import escape, link
from bot.chat.moderating import LONGEST_CHOICE
from bot.chat.reasons import feed_reason, reason
from bot.errors import FeedRefused, NotFetched
from bot.jobs.feeds.service import Added, Imported
from bot.model import Feed
from bot.strings import catalogue

TITLE_CHARS = 80
SITE_CHARS = 60
URL_CHARS = 120
REFUSED_SHOWN = 10


def subscribed(added: Added, locale: str, *, feeds: str) -> Page:
    """Say that a feed is subscribed to, what it brings at first and when, and by which command one sees it."""
    title = catalogue.text(locale, "feed.added", feed=_named(added.feed))
    if added.articles:
        following = catalogue.text(locale, "feed.added-first", count=added.articles, list=feeds)
    else:
        following = catalogue.text(locale, "feed.added-empty", list=feeds)
    return Page(f"{title}\n{following}", (), "", QUIET)


def candidates(refused: FeedRefused, locale: str) -> Page:
    """Ask which of the feeds of a page is meant; list them, as a menu cannot show long addresses."""
    asked = catalogue.text(locale, "feed.candidates", site=escape(_host(refused.url)))
    lines = "\n".join(f"- {escape(on_one_line(url, URL_CHARS))}" for url in refused.candidates)
    return Page(asked, ((lines,),), "", QUIET)


def listed(feeds: Sequence[Feed], locale: str, *, add: str) -> list[Page]:
    """List feeds in pages, with how each is doing; where there are none, say by which command one is added."""
    if not feeds:
        return [Page(catalogue.text(locale, "feed.none", add=add), (), "", QUIET)]
    title = f"## {catalogue.text(locale, 'feed.list-title', count=len(feeds))}"
    entries = (f"**{link(_title(feed), feed.url)}**\n-# {_state(feed, locale)}" for feed in feeds)
    return lists.listed(title, entries, locale)


def paused(feed: Feed, locale: str, *, resume: str) -> Page:
    """Say that a feed rests, and by which command it goes on."""
    return Page(catalogue.text(locale, "feed.paused", feed=_named(feed), resume=resume), (), "", QUIET)


def resumed(feed: Feed, locale: str) -> Page:
    """Say that a feed goes on."""
    return Page(catalogue.text(locale, "feed.resumed", feed=_named(feed)), (), "", QUIET)


def removed(feed: Feed, locale: str) -> Page:
    """Say that a feed is no more."""
    return Page(catalogue.text(locale, "feed.removed", feed=_named(feed)), (), "", QUIET)


def imported(result: Imported, locale: str) -> Page:
    """Say what became of the feeds of a file."""
    lines = [catalogue.text(locale, "feed.import-added", count=len(result.added))]
    if result.known:
        lines.append(catalogue.text(locale, "feed.import-known", count=len(result.known)))
    if not result.refused:
        return Page("\n".join(lines), (), "", QUIET)
    refused = [catalogue.text(locale, "feed.import-refused")]
    told = (catalogue.text(locale, "refusal.not-added", **refusal(each, locale)) for each in result.refused)
    refused += [f"- {escape(line)}" for line in islice(told, REFUSED_SHOWN)]
    if (more := len(result.refused) - REFUSED_SHOWN) > 0:
        refused.append(f"-# {catalogue.text(locale, 'feed.import-more', count=more)}")
    return Page("\n".join(lines), (("\n".join(refused),),), "", QUIET)


def exported(feeds: Sequence[Feed], locale: str) -> Page:
    """Say what is in the file below."""
    return Page(catalogue.text(locale, "feed.exported", count=len(feeds)), (), "", QUIET)


def failing(feed: Feed, locale: str, *, remove: str, add: str) -> Page:
    """Say why a feed cannot be read, what will be done, and what its owner can do."""
    why = escape(feed_reason(feed.problem or "", feed.problem_detail, locale))
    title = catalogue.text(locale, "feed.trouble", feed=_named(feed), reason=why)
    hint = catalogue.text(locale, "feed.trouble-hint", when=format_dt(feed.next_due_at, "R"), remove=remove, add=add)
    return Page(title, (), f"-# {hint}", QUIET)


def recovered(feed: Feed, locale: str) -> Page:
    """Say that a feed can be read again."""
    title = catalogue.text(locale, "feed.recovered", feed=_named(feed))
    return Page(title, (), f"-# {catalogue.text(locale, 'feed.recovered-hint')}", QUIET)


def refusal(refused: FeedRefused | NotFetched, locale: str) -> dict[str, str]:
    """Return what is named where an address was not added: the address, and why."""
    url = on_one_line(refused.url, SITE_CHARS)
    return {"url": url, "why": reason(refused, locale)}


def labels(feeds: Sequence[Feed]) -> dict[int, str]:
    """Return feeds as a list to choose from, by their numbers."""
    return {feed.id: on_one_line(_label(feed), LONGEST_CHOICE) for feed in feeds}


def _label(feed: Feed) -> str:
    return BETWEEN.join((on_one_line(feed.title, TITLE_CHARS), _host(feed.url))) if feed.title else feed.url


def _named(feed: Feed) -> str:
    """Return a feed as a link: its title, which may be anything, and the site that it really is of."""
    title, host = _title(feed), _host(feed.url)
    return link(title, feed.url) + (f" ({escape(host)})" if title != host else "")


def _title(feed: Feed) -> str:
    return on_one_line(feed.title or "", TITLE_CHARS) or _host(feed.url)


def _host(url: str) -> str:
    try:
        return on_one_line(urlsplit(url).netloc or url, SITE_CHARS)
    except ValueError:
        return on_one_line(url, SITE_CHARS)


def _state(feed: Feed, locale: str) -> str:
    told = [escape(_host(feed.url)), _doing(feed, locale)]
    if feed.last_fetched_at is not None and (feed.problem or feed.paused):
        told.append(catalogue.text(locale, "feed.state.read", when=format_dt(feed.last_fetched_at, "R")))
    if feed.last_article_at is not None:
        told.append(catalogue.text(locale, "feed.last-article", when=format_dt(feed.last_article_at, "R")))
    return BETWEEN.join(told)


def _doing(feed: Feed, locale: str) -> str:
    following = format_dt(feed.next_due_at, "R")
    if feed.paused:
        return catalogue.text(locale, "feed.state.paused")
    if feed.problem is not None:
        why = escape(feed_reason(feed.problem, feed.problem_detail, locale))
        return catalogue.text(locale, "feed.state.failing", reason=why, when=following)
    if feed.last_fetched_at is None:
        return catalogue.text(locale, "feed.state.first", when=following)
    return catalogue.text(locale, "feed.state.read", when=format_dt(feed.last_fetched_at, "R"))
