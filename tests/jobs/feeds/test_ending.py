"""A process that is to end leaves feeds and items to others, as if it had never begun them."""

import asyncio
from dataclasses import dataclass, field

from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.jobs.feeds.collecting import Collector
from bot.jobs.feeds.reading import MOST_ATTEMPTS, Reader
from bot.jobs.runner import Runner, Worker
from tests.intake.website import Website
from tests.jobs.feeds.desk import Desk
from tests.jobs.feeds.printing import item, rss
from tests.jobs.feeds.test_reading import page


@dataclass
class Silence:
    """An answer that begins and does not come."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, writer: asyncio.StreamWriter) -> None:
        """Send nothing."""
        del writer
        self.begun.set()
        await self.over.wait()


async def cut_off(desk: Desk, worker: Worker, silence: Silence) -> None:
    """Let a worker begin, and end its process."""
    working = asyncio.create_task(Runner("feeds", [worker], desk.clock).run())
    await silence.begun.wait()
    working.cancel()
    await asyncio.wait([working])
    silence.over.set()


async def test_a_feed_is_anothers_at_once(desk: Desk, site: Website) -> None:
    site.answers["/rss"] = rss(item("/1", "換帥"))
    await desk.add(site.at("/rss"))
    silence = Silence()
    site.answers["/rss"] = silence
    await desk.store.feeds.hasten(None, now=desk.clock.now())
    await cut_off(desk, Collector(desk.store, desk.fetcher, desk.clock, "ending"), silence)
    site.answers["/rss"] = rss(item("/1", "換帥"))

    assert await desk.collect() == 1
    assert (await desk.feed()).problem is None


async def test_an_item_is_anothers_at_once_however_often_it_was_begun(
    desk: Desk, site: Website, analyses: Here
) -> None:
    site.answers["/rss"] = rss(item("/1", "換帥"))
    await desk.add(site.at("/rss"))
    await desk.collect()
    for _ in range(MOST_ATTEMPTS + 1):
        silence = Silence()
        site.answers["/1"] = silence
        reader = Reader(desk.store, Archive(desk.store, analyses), desk.fetcher, desk.clock, "ending")
        await cut_off(desk, reader, silence)
    site.answers["/1"] = page()

    assert [brought.outcome for brought in await desk.read(analyses)] == ["added"]
