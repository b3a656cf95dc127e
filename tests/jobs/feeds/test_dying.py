"""A process may be killed at any place: every item of a feed becomes one article."""

import asyncio
import signal
import sys
from datetime import datetime
from pathlib import Path

import pytest

from bot.intake.bulk import Here
from bot.jobs.feeds.reading import LEASE
from tests.intake.website import Website
from tests.jobs.feeds.desk import Desk
from tests.jobs.feeds.printing import feed_answer, item, paragraphs, rss

ROOT = Path(__file__).parents[3]
TITLES = ["新聞一", "新聞二", "新聞三"]
PLACES = [
    "before the feed is fetched",
    "after the feed was fetched",
    "before an item is claimed",
    "before an article is stored",
    "after an article was stored",
    "when all is done",
]


def the_feed() -> bytes:
    """Return a feed of three articles that says whether it changed."""
    texts = [paragraphs([f"{title}說，晨星航運董事長王大明週一宣布辭職。"] * 20) for title in TITLES]
    items = [item(f"/{number}", title, content=texts[number]) for number, title in enumerate(TITLES)]
    return feed_answer(rss(*items).partition(b"\r\n\r\n")[2].decode(), ETag='"a"')


async def die(url: str, now: datetime, place: str) -> None:
    """Run a process that is killed at a place."""
    program = [sys.executable, "-m", "tests.jobs.feeds.dying", url, now.isoformat(), place]
    process = await asyncio.create_subprocess_exec(*program, cwd=ROOT)

    assert await process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("place", PLACES)
async def test_each_item_becomes_one_article_wherever_the_process_dies(
    desk: Desk, site: Website, url: str, analyses: Here, place: str
) -> None:
    site.answers["/rss"] = the_feed()
    await desk.add(site.at("/rss"))
    await die(url, desk.clock.now(), place)
    await desk.collect(after=LEASE)
    await desk.read(analyses)
    await desk.collect(after=2 * LEASE)
    await desk.read(analyses)

    assert sorted(article.title for article in await desk.articles()) == sorted(TITLES)
    assert await desk.store.feed_items.free_from() is None


async def test_dying_again_and_again_loses_and_doubles_nothing(
    desk: Desk, site: Website, url: str, analyses: Here
) -> None:
    site.answers["/rss"] = the_feed()
    await desk.add(site.at("/rss"))
    for place in PLACES:
        await die(url, desk.clock.now(), place)
        desk.clock.instant += LEASE
    await desk.collect()
    await desk.read(analyses)

    assert sorted(article.title for article in await desk.articles()) == sorted(TITLES)
    assert await desk.store.feed_items.free_from() is None
