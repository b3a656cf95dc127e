"""What moderators do with digests: subscribe a channel, list, look ahead, remove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers.conversion import Converter
from bot.answers.present import Presented
from bot.jobs.clock import Clock
from bot.jobs.contents import contents
from bot.jobs.schedule import next_due
from bot.model import Order, Subscription, visible_to
from bot.store import Store

LIMIT = 25
"""Subscriptions of one library: as many as a list of choices holds in Discord."""
FIRST_BACK = 10
"""Articles that are new to a subscription's first digest, so that it shows what is to be expected."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A subscription, and the id of its next digest and when that is due, in UTC."""

    subscription: Subscription
    run: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The subscriptions of servers, each the reader of one library."""

    store: Store
    converter: Converter
    clock: Clock

    async def add(self, library: str, order: Order, *, created_by: int) -> Upcoming | None:
        """Subscribe a channel; None where the library has as many subscriptions as it may have."""
        if len(await self.of(library)) >= LIMIT:
            return None
        added = await self.store.digests.subscribe(
            library,
            order,
            created_by=created_by,
            due_at=next_due(order.local_time, ZoneInfo(order.zone), self.clock.now()),
            visible=visible_to(library),
            back=FIRST_BACK,
        )
        return next(upcoming for upcoming in await self.of(library) if upcoming.subscription.id == added)

    async def of(self, library: str) -> list[Upcoming]:
        """Return the subscriptions of a library, the oldest first."""
        runs = await self.store.digests.next_runs(library)
        return [Upcoming(run.subscription, run.id, run.due_at) for run in runs]

    async def remove(self, library: str, subscription: int) -> bool:
        """Remove a subscription; False where the library has no such."""
        return await self.store.digests.unsubscribe(library, subscription)

    async def show(
        self, run: str, libraries: Sequence[str], *, locale: str | None = None, as_written: bool = False
    ) -> Presented | None:
        """Return a digest as it was posted, or one to come as it would be posted now; None where it is not known.

        Args:
            run: its id.
            libraries: the keys of those that the reader may see: it is not shown more.
            locale: the reader's, the subscription's if not given.
            as_written: whether the articles stay in their own script.
        """
        found = await self.store.digests.run(run)
        if found is None:
            return None
        return await contents(self.store, self.converter, found, libraries, locale=locale, as_written=as_written)
