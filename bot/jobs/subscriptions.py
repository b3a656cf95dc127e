"""What moderators do with digests: order, change, list, look ahead, let rest, remove."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.answers.presented import Presented
from bot.answers.subjects import BETWEEN_NAMES, JOINT, read_people, read_words, wanted
from bot.jobs.clock import Clock
from bot.jobs.contents import contents, told_of
from bot.jobs.schedule import next_run
from bot.model import Order, Rhythm, Subject, SubjectKind, Subscription, visible_to
from bot.store import Store
from bot.store.records import Run

LIMIT = 25
"""Digests of one library: as many as a list of choices holds in Discord."""
OFFERED = 25
"""Names that a typed one may become."""
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
    """The digests of servers, each the reader of one library; what comes of itself is none of them."""

    store: Store
    converter: Converter
    clock: Clock

    async def add(self, library: str, order: Order, *, created_by: int) -> Upcoming | None:
        """Subscribe a channel; None where the library has as many digests as it may have."""
        if len(await self.of(library)) >= LIMIT:
            return None
        added = await self.store.digests.subscribe(
            library,
            order,
            created_by=created_by,
            due_at=next_run(order, self.clock.now()),
            after=await self._before(library, order, FIRST_BACK),
        )
        return next(upcoming for upcoming in await self.of(library) if upcoming.subscription.id == added)

    async def change(self, subscription: Subscription, order: Order) -> bool:
        """Put another order in the place of a subscription's, from the next digest on; False where it is no more.

        The next digest holds what came since the last one, whatever that was about.
        """
        moved = (order.local_time, order.zone, order.rhythm, order.weekday) != (
            subscription.local_time,
            subscription.zone,
            subscription.rhythm,
            subscription.weekday,
        )
        due_at = next_run(order, self.clock.now()) if moved else None
        return await self.store.digests.change(subscription.library, subscription.id, order, due_at=due_at)

    async def of(self, library: str | None) -> list[Upcoming]:
        """Return the digests of a library, or of every one, the oldest first."""
        runs = await self.store.digests.next_runs(library)
        return [
            Upcoming(run.subscription, run.id, run.due_at)
            for run in runs
            if run.subscription.rhythm is not Rhythm.AS_IT_COMES
        ]

    async def pause(self, subscription: Subscription) -> bool:
        """Let a digest rest; False where it is no more."""
        return await self.store.digests.pause(subscription.library, subscription.id)

    async def resume(self, subscription: Subscription) -> bool:
        """Let a digest go on, the next time that it is due; False where it is no more."""
        due_at = next_run(subscription, self.clock.now())
        return await self.store.digests.resume(subscription.library, subscription.id, due_at=due_at)

    async def remove(self, library: str, subscription: int) -> bool:
        """Remove a subscription; False where the library has no such."""
        return await self.store.digests.unsubscribe(library, subscription)

    async def subjects(self, library: str, kind: SubjectKind, typed: str) -> tuple[Subject, ...]:
        """Return what was typed as subjects of one kind, as many as commas part.

        Raises:
            SubjectUnclear: somebody is not known, could be several people, or nothing can be looked for by a word.
        """
        if kind is SubjectKind.PERSON:
            return await read_people(self.store, typed, visible_to(library))
        return read_words(kind, typed)

    async def complete(self, library: str, kind: SubjectKind, typed: str) -> list[str]:
        """Return what the last of several names may become, after those that stand before it."""
        *before, last = BETWEEN_NAMES.split(typed)
        visible, begun = visible_to(library), fold(last.strip())
        if kind is SubjectKind.PERSON:
            found = [person.name for person in await self.store.people_starting(begun, visible, OFFERED)]
        else:
            found = await self.store.outlets(visible, begun, OFFERED)
        return [JOINT.join((*(name.strip() for name in before), name)) for name in dict.fromkeys(found)]

    async def show(
        self,
        run: str,
        libraries: Sequence[str],
        *,
        newest: int | None = None,
        locale: str | None = None,
        as_written: bool = False,
    ) -> Presented | None:
        """Return a digest as it was posted, or one to come as it would be posted now; None where it is not known.

        Args:
            run: its id.
            libraries: the keys of those that the reader may see: it is not shown more.
            newest: how many of the articles that came last to show in the place of its own.
            locale: the reader's, the subscription's if not given.
            as_written: whether the articles stay in their own script.
        """
        found = await self.store.digests.run(run)
        if found is None:
            return None
        if newest is not None:
            found = replace(
                found, after=await self._before(found.subscription.library, found.subscription, newest), upto=None
            )
        return await contents(self.store, self.converter, found, libraries, locale=locale, as_written=as_written)

    async def try_out(self, library: str, order: Order, newest: int) -> Presented:
        """Return what an order of a library would tell of so many of the newest articles that it is about."""
        fields = {name: getattr(order, name) for name in Order.__dataclass_fields__}
        subscription = Subscription(**fields, id=0, library=library, created_by=0)
        after = await self._before(library, order, newest)
        run = Run("", subscription, next_run(order, self.clock.now()), after, None, 0)
        return await contents(self.store, self.converter, run, visible_to(library))

    async def _before(self, library: str, order: Order, newest: int) -> int:
        """Return the id after which so many articles came last of which an order tells."""
        visible = told_of(library, order)
        asked = await wanted(self.store, order.subjects, visible)
        return await self.store.before_newest(visible, wanted=asked, count=newest)
