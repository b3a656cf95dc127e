"""How fast digests go out that are all due in one minute, each of another server, and what memory that takes.

Invented articles, a SQLite file on a disk, one process as it delivers them. Messages go to a poster that keeps the
limit that Discord has for a whole bot (50 requests a second) and takes as long as a request to Discord does.

    python -m benchmarks.fanout [--digests 10000] [--articles 200] [--quick] [--format json]

``of the limit`` is what share of the requests that Discord would have taken were made; memory is what the process has
after a tenth of the digests and after all of them.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as local_time
from pathlib import Path

from benchmarks.following import CHARACTERS, invented
from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.answers.presented import Presented
from bot.jobs.clock import SystemClock
from bot.jobs.digests import deliverers
from bot.jobs.poster import Posted
from bot.jobs.runner import Runner
from bot.model import PUBLIC_LIBRARY, Order, Subscription
from bot.store import Store
from tests.store.press import deliver

DIGESTS, ARTICLES = 10_000, 200
QUICK = 40, 10
A_SECOND = 50
"""Requests that Discord takes of a bot, whatever they are for."""
LATENCY_S = 0.15
NAMED = 4


@dataclass
class Limited:
    """A poster that waits for its turn and for the answer; ``rss_mb`` is the memory at each post."""

    posted: int = 0
    began_s: float = field(default_factory=time.perf_counter)
    rss_mb: list[float] = field(default_factory=list)

    async def post(self, subscription: Subscription, presented: Presented, run: str) -> Posted:
        """Post when the limit allows."""
        del subscription, presented, run
        self.posted += 1
        turn_s = self.began_s + self.posted / A_SECOND
        await asyncio.sleep(max(turn_s - time.perf_counter(), 0) + LATENCY_S)
        self.rss_mb.append(_rss_mb())
        return Posted(self.posted)

    async def find(self, subscription: Subscription, run: str, since: datetime) -> Posted | None:
        """Find nothing: nothing was posted before."""
        del subscription, run, since
        return None

    async def tell(self, subscription: Subscription, reason: str) -> None:
        """Fail: nothing goes wrong here."""
        raise AssertionError(subscription, reason)

    async def may_see(self, member: int, library: str) -> bool:
        """Tell that everybody is where they were."""
        del member, library
        return True


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


async def measure(digests: int, articles: int) -> dict[str, float]:
    """Order the digests, and deliver them all."""
    drawn = random.Random(1)  # noqa: S311 -- invented texts, no secrets
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'archive.db')}"
        store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
        for number in range(articles):
            people = ["".join(drawn.sample(CHARACTERS, 3)) for _ in range(NAMED)]
            await deliver(store, PUBLIC_LIBRARY, invented(drawn, f"{number}", people))
        due_at = datetime.now(UTC) - timedelta(minutes=1)
        for number in range(digests):
            order = Order(
                channel=number + 1, channel_name="news", locale="zh-TW", local_time=local_time(9), zone="Asia/Taipei"
            )
            when = due_at + timedelta(seconds=number * 60 // digests)
            await store.digests.subscribe(f"guild:{number}", order, created_by=1, due_at=when, after=0)
        poster, clock = Limited(), SystemClock()
        began_s = time.perf_counter()
        await Runner("digests", deliverers(store, Converter.load(), poster, clock), clock).run_due()
        took_s = time.perf_counter() - began_s
        await store.close()
    return {
        "digests": poster.posted,
        "seconds": took_s,
        "a second": poster.posted / took_s,
        "of the limit": poster.posted / took_s / A_SECOND,
        "MB after a tenth": poster.rss_mb[len(poster.rss_mb) // 10],
        "MB in the end": poster.rss_mb[-1],
    }


def main() -> int:
    """Measure and print; return 1 where a digest was not posted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--digests", type=int)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    digests, articles = QUICK if options.quick else (DIGESTS, ARTICLES)
    wanted = options.digests or digests
    found = asyncio.run(measure(wanted, options.articles or articles))
    print(json.dumps(found) if options.format == "json" else "\n".join(f"{k:<18}{v:>10.2f}" for k, v in found.items()))
    return int(found["digests"] != wanted)


if __name__ == "__main__":
    sys.exit(main())
