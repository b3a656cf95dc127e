"""The pulse: each process writes every few seconds that it lives, and looks at what waits to be done.

A row that is written tells more than a process that runs: its loop turns, and the database takes what it is given. It
says too how many of its shards hear Discord, so that any other process can tell how this one is.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import StoreUnavailable
from bot.jobs.clock import Clock
from bot.store import Store
from bot.store.records import Pulse

EVERY = timedelta(seconds=10)
SOON = timedelta(seconds=2)
"""While a shard does not hear Discord, so that it is soon known when it does."""
FORGOTTEN_AFTER = timedelta(hours=1)
"""How long a process that fell silent is remembered."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard of this process: whether it hears Discord, and how long its last heartbeat took to be answered."""

    id: int
    is_ready: bool
    latency_s: float | None


class Queue(StrEnum):
    """What waits to be claimed."""

    DIGESTS = "digests"
    FEEDS = "feeds"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Waiting:
    """From when on the first thing of each queue may be claimed, perhaps later than now; when the last digest was due.

    A queue that holds nothing is missing. Digests are those that are told as they come too.
    """

    free_from: Mapping[Queue, datetime] = field(default_factory=dict)
    last_digest: datetime | None = None

    def longest(self, queue: Queue, now: datetime) -> timedelta:
        """Return for how long something could have been claimed and was not."""
        return max(now - self.free_from.get(queue, now), timedelta(0))


async def look(store: Store) -> Waiting:
    """Return what waits.

    Raises:
        StoreUnavailable: the database cannot be read.
    """
    free_from = {
        Queue.DIGESTS: await store.digests.free_from(),
        Queue.FEEDS: await store.feeds.free_from(),
        Queue.ARTICLES: await store.feed_items.free_from(),
    }
    found = {queue: instant for queue, instant in free_from.items() if instant is not None}
    return Waiting(found, await store.digests.last_posted())


class Heart:
    """Beats for one process, which is told from others by the computer's name and by its shards.

    Attributes:
        beaten_at: When the database last took a beat; None before the first.
        problem: Why it did not take the last one; None where it did.
        write_s: How long the last one that it took was written.
        waiting: What waited then.
    """

    def __init__(
        self, store: Store, shards: Callable[[], tuple[Shard, ...]], clock: Clock, *, host: str, runs: str
    ) -> None:
        self._store = store
        self._shards = shards
        self._clock = clock
        self._host = host
        self._runs = runs
        self._next_at = clock.now()
        self.beaten_at: datetime | None = None
        self.problem: str | None = None
        self.write_s = 0.0
        self.waiting = Waiting()

    @property
    def shards(self) -> tuple[Shard, ...]:
        """The shards of this process, as they are now."""
        return self._shards()

    async def do_next(self) -> str | None:
        """Beat; None where it is not time.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        now = self._clock.now()
        if now < self._next_at:
            return None
        shards = self.shards
        ready = sum(shard.is_ready for shard in shards)
        self._next_at = now + (EVERY if shards and ready == len(shards) else SOON)
        try:
            await self._beat(Pulse(self._host, self._runs, len(shards), ready, now))
        except StoreUnavailable as failure:
            self.problem = failure.detail
            raise
        return "beaten"

    async def free_from(self) -> datetime | None:
        """Return when the next beat is due."""
        return self._next_at

    async def hand_back(self) -> None:
        """Let it be known that this process has ended well.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self._store.pulses.end(self._host, self._runs)

    async def _beat(self, pulse: Pulse) -> None:
        began_s = time.monotonic()
        await self._store.pulses.beat(pulse, forgotten=pulse.beaten_at - FORGOTTEN_AFTER)
        self.write_s = time.monotonic() - began_s
        self.beaten_at, self.problem = self._clock.now(), None
        self.waiting = await look(self._store)
