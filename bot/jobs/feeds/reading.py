"""Making articles of the items of feeds: claim, read, store, record.

An article and the note that its item brought it are not written at once: whoever dies in between leaves the item
waiting, and it is stored again, which changes nothing. An item that cannot be read is tried a few times and then told
by what the feed says of it, or given up; it never holds up the others.
"""

import asyncio
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import InputRefused, NotFetched
from bot.intake.archive import Archive
from bot.intake.feeds.articles import lead_of, read_item
from bot.intake.web import Fetcher
from bot.jobs.clock import Clock
from bot.model import Article
from bot.store import Store
from bot.store.records import DueItem, Outcome

LEASE = timedelta(minutes=10)
"""How long an item is its claimant's; longer than everything that is done with it."""
READ_TIMEOUT_S = 300
"""With waiting for one's turn at a host that all items of a feed are at."""
AT_ONCE = 4
"""Items that one process reads at a time."""
MOST_ATTEMPTS = 3
FIRST_REST = timedelta(minutes=10)
REST_GROWS = 6
"""How many times as long as the one before each rest is."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of an item: an article that was stored, or why it was not; ``again_at`` is when it is tried again."""

    item: DueItem
    outcome: Outcome | None
    why: InputRefused | NotFetched | None = None
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes articles of items in the name of one claimant, which no other has.

    ``library`` is the key of the library whose items are read, None for all of them.
    """

    store: Store
    archive: Archive
    fetcher: Fetcher
    clock: Clock
    claimant: str
    library: str | None = None

    async def do_next(self) -> str | None:
        """Read the item that waits the longest; return what came of it, None where none waits.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        brought = await self.read()
        if brought is None:
            return None
        if brought.outcome is not None:
            return brought.outcome
        return "refused" if brought.again_at is None else "put-off"

    async def free_from(self) -> datetime | None:
        """Return when the next item may be claimed; None where none waits."""
        return await self.store.feed_items.free_from()

    async def hand_back(self) -> None:
        """Let others read what was begun and is not done.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self.store.feed_items.hand_back(self.claimant)

    async def read(self) -> Brought | None:
        """Read the item that waits the longest and say what came of it; None where none waits.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        now = self.clock.now()
        due = await self.store.feed_items.claim(self.claimant, now=now, until=now + LEASE, library=self.library)
        if due is None:
            return None
        try:
            async with asyncio.timeout(READ_TIMEOUT_S):
                return await self._bring(due)
        except NotFetched as failure:
            return await self._put_off(due, failure)
        except TimeoutError:
            return await self._put_off(due, NotFetched(due.seen.source, "timeout"))
        except InputRefused as refused:
            return await self._give_up(due, refused)

    async def _bring(self, due: DueItem) -> Brought:
        """Store the article of an item.

        Raises:
            NotFetched: its page is needed and cannot be had.
            InputRefused: it cannot become an article.
        """
        if due.attempts > MOST_ATTEMPTS:  # whoever read it died with it
            raise InputRefused(due.seen.source, "unanalysed")
        if await self.store.feed_items.is_carried(due):
            await self.store.feed_items.take(due, self.claimant, kept_as=None, brought_at=None)
            return Brought(due, Outcome.UNCHANGED)
        article = await self._article(due)
        kept = replace(article, source=due.kept_as or article.source)
        outcome = await self.archive.add(kept, due.feed.library)
        brought_at = None if outcome is Outcome.UNCHANGED else self.clock.now()
        await self.store.feed_items.take(due, self.claimant, kept_as=kept.source, brought_at=brought_at)
        log.info("feed %d: %s %s", due.feed.id, kept.source, outcome)
        return Brought(due, outcome)

    async def _article(self, due: DueItem) -> Article:
        """Read an item, by its lead alone where nothing else is left and no article of it would be replaced by that."""
        outlet, now = due.feed.title, self.clock.now()
        try:
            return await read_item(due.seen, self.fetcher, outlet=outlet, now=now)
        except NotFetched as failure:
            if due.kept_as or due.attempts < MOST_ATTEMPTS:
                raise
            reason = failure.reason
        except InputRefused as refused:
            if due.kept_as:
                raise
            reason = refused.reason
        except Exception as error:
            log.exception("%s could not be read", due.seen.source)
            raise InputRefused(due.seen.source, "defect", repr(error)) from error
        return lead_of(due.seen, outlet=outlet, now=now, reason=reason)

    async def _put_off(self, due: DueItem, failure: NotFetched) -> Brought:
        if due.attempts >= MOST_ATTEMPTS:
            return await self._give_up(due, failure)
        rest = max(FIRST_REST * REST_GROWS ** (due.attempts - 1), timedelta(seconds=failure.retry_after_s or 0))
        again_at = self.clock.now() + rest
        await self.store.feed_items.put_off(due, self.claimant, problem=failure.reason, until=again_at)
        return Brought(due, None, failure, again_at)

    async def _give_up(self, due: DueItem, why: InputRefused | NotFetched) -> Brought:
        log.warning("feed %d: %s could not be read: %s %s", due.feed.id, due.seen.source, why.reason, why.detail)
        await self.store.feed_items.give_up(due, self.claimant, problem=why.reason)
        return Brought(due, None, why)


def readers(
    store: Store, archive: Archive, fetcher: Fetcher, clock: Clock, *, library: str | None = None
) -> list[Reader]:
    """Return those of one process."""
    return [Reader(store, archive, fetcher, clock, secrets.token_hex(8), library) for _ in range(AT_ONCE)]
