"""Fetching a feed: claim, fetch, record what is new in it and when it is due again.

A feed that fails is tried again, ever more rarely, once a day in the end, and never given up. Whoever added it is told
why once it has failed for a while, and told again when it works.
"""

import asyncio
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import FeedRefused, NotFetched
from bot.intake.feeds.document import Document
from bot.intake.feeds.finding import fetch_feed, read
from bot.intake.feeds.identity import seen
from bot.intake.feeds.times import instant
from bot.intake.web import Fetched, Fetcher, Validators, canonical
from bot.jobs.clock import Clock
from bot.jobs.feeds import rhythm
from bot.jobs.feeds.reporter import Reporter
from bot.model import Feed
from bot.store import Store
from bot.store.records import DueFeed

LEASE = timedelta(minutes=10)
"""How long a feed is its claimant's; longer than everything that is done with it."""
FETCH_TIMEOUT_S = 300
"""With waiting for one's turn at a host that has many feeds."""
FIRST_ITEMS = 30
"""Articles that a feed brings at first, so that a library is not flooded with what its archive holds."""
TOLD_AFTER_FAILURES = 6
"""Two and a half hours after the first."""
AT_ONCE = 4
"""Feeds that one process fetches at a time."""
FINAL = frozenset({"gone"})
"""What a server says that means it."""

log = logging.getLogger(__name__)
"""It tells feeds by their numbers: some addresses hold a key."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of fetching a feed: ``feed.problem`` says why it could not be read; ``new`` items wait to be read."""

    feed: Feed
    new: int


@dataclass(frozen=True, slots=True)
class Collector:
    """Fetches feeds in the name of one claimant, which no other has.

    ``reporter`` is None where nobody can be told: it is then left to a program that can. ``library`` is the key of the
    library whose feeds are fetched, None for all of them.
    """

    store: Store
    fetcher: Fetcher
    clock: Clock
    claimant: str
    reporter: Reporter | None = None
    library: str | None = None

    async def do_next(self) -> str | None:
        """Fetch the feed that is due the longest; return whether that went well, None where none is due.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        collected = await self.collect()
        if collected is None:
            return None
        return "fetched" if collected.feed.problem is None else "failed"

    async def free_from(self) -> datetime | None:
        """Return when the next feed may be claimed; None where there is none."""
        return await self.store.feeds.free_from()

    async def hand_back(self) -> None:
        """Let others fetch what was begun and is not done.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self.store.feeds.hand_back(self.claimant)

    async def collect(self) -> Collected | None:
        """Fetch the feed that is due the longest and say what came of it; None where none is due.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        now = self.clock.now()
        due = await self.store.feeds.claim(self.claimant, now=now, until=now + LEASE, library=self.library)
        if due is None:
            return None
        try:
            async with asyncio.timeout(FETCH_TIMEOUT_S):
                validators = Validators(due.etag, due.last_modified)
                fetched = await fetch_feed(self.fetcher, due.feed.url, validators)
                document = None if fetched.body is None else await read(fetched)
        except NotFetched as failure:
            return await self._fail(due, failure.reason, failure.detail, failure.retry_after_s)
        except FeedRefused as refused:
            return await self._fail(due, refused.reason, refused.detail)
        except TimeoutError:
            return await self._fail(due, "timeout")
        return await self._record(due, fetched, document)

    async def _record(self, due: DueFeed, fetched: Fetched, document: Document | None) -> Collected:
        now = self.clock.now()
        every = timedelta(seconds=due.interval_s)
        if document is not None:
            times = [time for item in document.items if item.published and (time := instant(item.published))]
            every = rhythm.interval(times, now, document.least_interval_s)
        rest = max(every, min(timedelta(seconds=fetched.fresh_s), rhythm.LONGEST))
        new = await self.store.feeds.record(
            due.feed.id,
            self.claimant,
            url=canonical(fetched.moved_to) if fetched.moved_to else due.feed.url,
            title=document.title if document else None,
            etag=fetched.validators.etag,
            last_modified=fetched.validators.last_modified,
            interval_s=int(every.total_seconds()),
            now=now,
            due_at=now + rhythm.jittered(rest),
            items=seen(document.items, due.feed.url) if document else (),
            first=FIRST_ITEMS,
        )
        if new is not None:
            log.info("feed %d: %s", due.feed.id, f"{new} new" if document else "unchanged")
            reporter = self._reporter(due)
            if reporter and await self.store.feeds.tell(due.feed.id, told=False):
                await reporter.tell_recovered(due.feed)
        return Collected(replace(due.feed, problem=None, problem_detail=""), new or 0)

    async def _fail(self, due: DueFeed, problem: str, detail: str = "", asked_s: float | None = None) -> Collected:
        failures = due.failures + 1
        due_at = self.clock.now() + rhythm.jittered(rhythm.rest(failures, asked_s))
        failing = replace(due.feed, problem=problem, problem_detail=detail, next_due_at=due_at)
        log.warning("feed %d, failure %d: %s %s", due.feed.id, failures, problem, detail)
        failed = await self.store.feeds.fail(due.feed.id, self.claimant, problem=problem, detail=detail, due_at=due_at)
        is_serious = problem in FINAL or failures >= TOLD_AFTER_FAILURES
        reporter = self._reporter(due) if failed and is_serious else None
        if reporter and await self.store.feeds.tell(due.feed.id, told=True):
            await reporter.tell_failing(failing)
        return Collected(failing, 0)

    def _reporter(self, due: DueFeed) -> Reporter | None:
        return self.reporter if due.feed.created_by is not None else None


def collectors(
    store: Store, fetcher: Fetcher, clock: Clock, *, reporter: Reporter | None = None, library: str | None = None
) -> list[Collector]:
    """Return those of one process."""
    return [Collector(store, fetcher, clock, secrets.token_hex(8), reporter, library) for _ in range(AT_ONCE)]
