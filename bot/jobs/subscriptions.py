"""What moderators do with digests: subscribe a channel, list, look ahead, remove."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.answers.conversion import Converter
from bot.answers.digest import Digest, answer, present_digest
from bot.answers.present import Presented
from bot.jobs.clock import Clock
from bot.jobs.digests import visible_to
from bot.jobs.schedule import next_due
from bot.model import Subscription
from bot.store import Store

LIMIT = 25
"""Subscriptions of one library: as many as a list of choices holds in Discord."""
FIRST_BACK = 10
"""Articles that are new to a subscription's first digest, so that it shows what is to be expected."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A subscription and when its next digest is due, in UTC."""

    subscription: Subscription
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The subscriptions of servers, each the reader of one library."""

    store: Store
    converter: Converter
    clock: Clock

    async def add(  # noqa: PLR0913 -- all of it is one subscription
        self, library: str, *, channel: int, local_time: time, zone: str, locale: str, created_by: int
    ) -> Upcoming | None:
        """Subscribe a channel; None where the library has as many subscriptions as it may have."""
        if len(await self.of(library)) >= LIMIT:
            return None
        added = await self.store.digests.subscribe(
            library,
            channel=channel,
            locale=locale,
            local_time=local_time,
            zone=zone,
            created_by=created_by,
            due_at=next_due(local_time, ZoneInfo(zone), self.clock.now()),
            visible=visible_to(library),
            back=FIRST_BACK,
        )
        return next(upcoming for upcoming in await self.of(library) if upcoming.subscription.id == added)

    async def of(self, library: str) -> list[Upcoming]:
        """Return the subscriptions of a library, the oldest first."""
        return [Upcoming(run.subscription, run.due_at) for run in await self.store.digests.next_runs(library)]

    async def remove(self, library: str, subscription: int) -> bool:
        """Remove a subscription; False where the library has no such."""
        return await self.store.digests.unsubscribe(library, subscription)

    async def preview(self, library: str, subscription: int) -> Presented | None:
        """Return what a subscription's next digest would hold now; None where the library has no such."""
        runs = await self.store.digests.next_runs(library)
        run = next((run for run in runs if run.subscription.id == subscription), None)
        if run is None:
            return None
        told = await answer(self.store, Digest(run.after), visible_to(library))
        due = run.due_at.astimezone(ZoneInfo(run.subscription.zone))
        return present_digest(told, run.subscription.locale, self.converter, due=due)

    async def again(self, run: str, locale: str) -> Presented | None:
        """Return a digest that was posted, for the readers of ``locale``; None where it is no longer known."""
        found = await self.store.digests.run(run)
        if found is None or found.upto is None:
            return None
        told = await answer(self.store, Digest(found.after, found.upto), visible_to(found.subscription.library))
        due = found.due_at.astimezone(ZoneInfo(found.subscription.zone))
        return present_digest(told, locale, self.converter, due=due)
