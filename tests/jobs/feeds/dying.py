"""A process that takes in feeds and is killed at a place of its choosing: ``dying.py DATABASE NOW PLACE``."""

import asyncio
import os
import signal
import sys
from datetime import datetime
from ipaddress import ip_network

from bot.analysis import likeness
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold
from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.intake.web import Fetched, Fetcher, Validators
from bot.jobs.feeds.collecting import Collector
from bot.jobs.feeds.reading import Reader
from bot.jobs.runner import Runner
from bot.model import Article
from bot.store import Store
from bot.store.records import Outcome
from tests.jobs.board import SetClock
from tests.store.press import grams

NOTHING = Validators()


def die() -> None:
    """End as a process does when the machine takes it away."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingFetcher(Fetcher):
    """Dies as a feed is to be fetched, or when it has been."""

    place = ""

    async def fetch(  # noqa: D102 -- as it is there
        self, url: str, *, validators: Validators = NOTHING, accept: str = "", limit_bytes: int = 2**20
    ) -> Fetched:
        if self.place == "before the feed is fetched":
            die()
        fetched = await super().fetch(url, validators=validators, accept=accept, limit_bytes=limit_bytes)
        if self.place == "after the feed was fetched":
            die()
        return fetched


class DyingArchive(Archive):
    """Dies as the second article is to be stored, or when it has been."""

    place = ""
    stored = 0

    async def add(self, article: Article, library: str) -> Outcome:
        """Store, or die before or after."""
        self.stored += 1
        if self.stored == 2 and self.place == "before an article is stored":
            die()
        outcome = await super().add(article, library)
        if self.stored == 2 and self.place == "after an article was stored":
            die()
        return outcome


async def main(url: str, now: str, place: str) -> None:
    """Take in what is due until killed."""
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    clock = SetClock(datetime.fromisoformat(now))
    async with DyingFetcher(permitted=[ip_network("127.0.0.1/32")], pause_s=0) as fetcher:
        fetcher.place = place
        await Runner("feeds", [Collector(store, fetcher, clock, "dying")], clock).run_due()
        if place == "before an item is claimed":
            die()
        archive = DyingArchive(store, Here(Analyzer.load()))
        archive.place = place
        await Runner("articles", [Reader(store, archive, fetcher, clock, "dying")], clock).run_due()
    die()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
