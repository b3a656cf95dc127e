"""Delivering a digest: claim, post, record, so that each is posted once wherever the program stops.

A run is claimed for a while. Whoever dies with it leaves it open; it is claimed again, and nobody knows whether it was
posted. That cannot have been before it was due, so:

- within ``NONCE_KEPT`` of that instant it is posted again with the same nonce, of which Discord makes one message;
- later our own message is looked for, and recorded where it is found; in a forum, where no nonce is taken, always;
- later than its order's ``patience`` it is not posted any more: the next digest begins where this one did.
"""

import asyncio
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.answers.answer import Status
from bot.answers.conversion import Converter
from bot.errors import NotDelivered
from bot.jobs.clock import Clock
from bot.jobs.contents import DigestAnswers, contents, readable
from bot.jobs.following import pace
from bot.jobs.poster import Posted, Poster
from bot.jobs.schedule import next_run
from bot.model import Order, Rhythm, Subscription
from bot.store import Store
from bot.store.records import Run, RunState

LEASE = timedelta(seconds=90)
"""How long a run is its claimant's; longer than everything that is done with it."""
POST_TIMEOUT_S = 30
NONCE_KEPT = timedelta(minutes=2)
"""Discord speaks of a few minutes."""
LATE = timedelta(minutes=10)
"""From then on a digest says that it is late."""
TOO_LATE = timedelta(hours=6)
TOO_LATE_IN_THE_WEEK = timedelta(days=2)
FIRST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(hours=1)
TOLD_AFTER_ATTEMPTS = 3
AT_ONCE = 12
"""Digests that one process delivers at a time: most are due at the same minute."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Delivers digests in the name of one claimant, which no other has."""

    store: Store
    converter: Converter
    poster: Poster
    clock: Clock
    claimant: str
    answers: DigestAnswers

    async def do_next(self) -> str | None:
        """Deliver the digest that is due the longest; return what became of it, None where none is due.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        now = self.clock.now()
        run = await self.store.digests.claim(self.claimant, now=now, until=now + LEASE)
        if run is None:
            return None
        try:
            async with asyncio.timeout(POST_TIMEOUT_S):
                state, posted = await self._deliver(run)
        except NotDelivered as failure:
            return await self._put_off(run, failure.reason)
        except TimeoutError:
            return await self._put_off(run, "unreachable")
        await self._close(run, state, posted)
        is_late = state is RunState.POSTED and self.clock.now() - run.due_at > LATE
        return "posted-late" if is_late else state

    async def free_from(self) -> datetime | None:
        """Return when the next digest may be claimed; None where nobody subscribed."""
        return await self.store.digests.free_from()

    async def hand_back(self) -> None:
        """Let others deliver what was begun and is not done: they find out whether it was posted.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self.store.digests.hand_back(self.claimant)

    async def _deliver(self, run: Run) -> tuple[RunState, Posted | None]:
        """Post a digest, unless it was posted or is not to be; return what became of it, and as what it was posted.

        Raises:
            NotDelivered: as far as can be told.
        """
        order = run.subscription
        late = self.clock.now() - run.due_at
        if late > NONCE_KEPT or order.is_forum:
            posted = await self.poster.find(order, run.id, run.due_at)
            if posted is not None:
                return RunState.POSTED, posted
        if late > patience(order):
            return RunState.SKIPPED, None
        libraries = await readable(self.store, self.poster, run)
        presented = await contents(self.store, self.converter, run, libraries, late=late > LATE, answers=self.answers)
        if presented.status is not Status.FOUND and not order.posts_empty:
            return RunState.EMPTY, None
        return RunState.POSTED, await self.poster.post(order, presented, run.id)

    async def _close(self, run: Run, state: RunState, posted: Posted | None = None) -> None:
        """Record what became of a run, and when the next is due: perhaps a moment ago, and then it is late too.

        What could not be posted with it is told to whoever made the subscription, once.
        """
        now = self.clock.now()
        closed = await self.store.digests.close(
            run.id,
            self.claimant,
            state,
            message=None if posted is None else posted.message,
            left_out=None if posted is None else posted.left_out,
            following=lambda order: _following(order, run.due_at, state, now),
        )
        if not closed:
            return
        log.info("digest %s of subscription %d: %s", run.id, run.subscription.id, state)
        if posted is not None and posted.left_out is not None and posted.left_out != run.subscription.problem:
            await self.poster.tell(run.subscription, posted.left_out)

    async def _put_off(self, run: Run, reason: str) -> str:
        """Try again later, ever more rarely until it is too late; say so once to whoever made the subscription.

        Return what became of it.
        """
        log.warning("digest %s to channel %d, attempt %d: %s", run.id, run.subscription.channel, run.attempts, reason)
        now = self.clock.now()
        rest = min(FIRST_REST * 2 ** min(run.attempts - 1, 16), LONGEST_REST)
        closed = pace.is_closed(run.subscription, reason)
        given_up = closed or now + rest - run.due_at > patience(run.subscription)
        if given_up:
            await self._close(run, RunState.FAILED)
        else:
            await self.store.digests.put_off(run.id, self.claimant, until=now + rest)
        if closed or run.attempts >= TOLD_AFTER_ATTEMPTS:
            await self._tell(run.subscription, reason)
        return RunState.FAILED if given_up else "put-off"

    async def _tell(self, subscription: Subscription, reason: str) -> None:
        """Note what is wrong with a subscription, and tell whoever made it once; news would not reach them either."""
        if await self.store.digests.trouble(subscription.id, reason) and not subscription.is_direct:
            await self.poster.tell(subscription, reason)


def _following(order: Order, due_at: datetime, state: RunState, now: datetime) -> datetime:
    """Return when what follows a run is due: perhaps a moment ago, and then it is late too."""
    if order.rhythm is Rhythm.AS_IT_COMES:
        return pace.next_due(state, now)
    return next_run(order, max(due_at, now - patience(order)))


def patience(order: Order) -> timedelta:
    """Return how late a digest of an order is still posted."""
    if not order.catches_up:
        return LATE
    return TOO_LATE_IN_THE_WEEK if order.rhythm is Rhythm.WEEKLY else TOO_LATE


def deliverers(store: Store, converter: Converter, poster: Poster, clock: Clock) -> list[Deliverer]:
    """Return those of one process."""
    answers = DigestAnswers(store)
    return [Deliverer(store, converter, poster, clock, secrets.token_hex(8), answers) for _ in range(AT_ONCE)]
