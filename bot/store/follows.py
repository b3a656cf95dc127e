"""What members follow.

A follow is a subject of a subscription that is posted as it comes; what one member follows in direct messages, or what
is followed in one channel, is of one subscription where its language is the same. Instants are in UTC.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import PUBLIC_LIBRARY, Began, Beginning, Follow, Followed, Order, Rhythm, Subject, SubjectKind
from bot.store import claims, waiting
from bot.store.digests import LAST_ARTICLE, subscribe, subscription_of
from bot.store.engine import AnyRow, Database
from bot.store.fulltext import Index
from bot.store.records import Run, RunState
from bot.store.schema import digest_runs, subjects, subscriptions

STANDS = (subscriptions.c.rhythm == Rhythm.AS_IT_COMES.value, subjects.c.upto.is_(None))
_told_at = (
    select(func.max(digest_runs.c.due_at))
    .where(digest_runs.c.subscription == subscriptions.c.id, digest_runs.c.state == RunState.POSTED.value)
    .scalar_subquery()
)
_FOLLOWED: Select[Any] = (
    select(
        subjects.c.id.label("follow"),
        *(subjects.c[name] for name in ("kind", "words", "person", "after", "upto", "since")),
        subjects.c.library.label("seen_in"),
        subscriptions.c.id.label("of"),
        *(column for column in subscriptions.c if column is not subscriptions.c.id),
        _told_at.label("told_at"),
    )
    .join_from(subjects, subscriptions, subscriptions.c.id == subjects.c.subscription)
    .order_by(subscriptions.c.id, subjects.c.id)
)
_OF_MEMBER = (subscriptions.c.is_direct, subscriptions.c.created_by == bindparam("member"))
_OF_LIBRARY = (~subscriptions.c.is_direct, subscriptions.c.library == bindparam("key"))
_ONE = _FOLLOWED.where(subjects.c.id == bindparam("follow"), *STANDS)
_DIRECT = _FOLLOWED.where(*_OF_MEMBER, *STANDS)
_IN_CHANNELS = _FOLLOWED.where(*_OF_LIBRARY, *STANDS)
_run_upto = bindparam("run_upto", type_=Integer)
_IN_RUN = _FOLLOWED.where(
    subscriptions.c.id == bindparam("of"),
    or_(_run_upto.is_(None), subjects.c.after < _run_upto),
    or_(subjects.c.upto.is_(None), subjects.c.upto > bindparam("run_after")),
)
_told = (
    select(func.coalesce(func.max(digest_runs.c.after), 0))
    .where(digest_runs.c.subscription == subjects.c.subscription, digest_runs.c.state == RunState.OPEN.value)
    .scalar_subquery()
)
_STOP = update(subjects).where(subjects.c.id == bindparam("follow"), subjects.c.upto.is_(None)).values(upto=_told)
_WIDEN = update(subjects).where(subjects.c.id == bindparam("follow")).values(library=bindparam("key"))
_RECOVER = update(subscriptions).where(subscriptions.c.id == bindparam("of")).values(problem=None, rests_until=None)
_HASTEN = (
    update(digest_runs)
    .where(
        digest_runs.c.subscription == bindparam("of"),
        digest_runs.c.state == RunState.OPEN.value,
        digest_runs.c.due_at > bindparam("now"),
        digest_runs.c.due_at < waiting.NEVER,
    )
    .values(due_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Follows:
    """What is followed, of every member and channel."""

    database: Database
    index: Index

    async def begin(  # noqa: PLR0913 -- all of it is one follow
        self, subject: Subject, order: Order, *, seen_in: str, created_by: int, now: datetime, limit: int
    ) -> Beginning:
        """Let a channel, or a member in direct messages, follow something that comes from now on.

        What they follow there already is left as it is, but where another language is asked for; a public follow of a
        member who now begins it in a server is widened to what is seen there.

        Args:
            subject: whom or what.
            order: where and in which language; what it is about is not looked at.
            seen_in: the key of the library that is seen where this is asked; a channel's subscription belongs to it.
            created_by: who asks.
            now: when, in UTC.
            limit: how many the member, or the library in its channels, may have.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        library = PUBLIC_LIBRARY if order.is_direct else seen_in

        async def work(connection: AsyncConnection) -> Beginning:
            query, values = (_DIRECT, {"member": created_by}) if order.is_direct else (_IN_CHANNELS, {"key": library})
            standing = [_followed(row) for row in await connection.execute(query, values)]
            there = [each for each in standing if each.subscription.channel == order.channel]
            for known in there:
                if not self._is_same(known.follow, subject, seen_in):
                    continue
                if (known.subscription.locale, known.subscription.as_written) != (order.locale, order.as_written):
                    await connection.execute(_STOP, {"follow": known.follow.id})
                    standing.remove(known)
                    break
                if seen_in in {known.follow.library, PUBLIC_LIBRARY}:
                    return Beginning(Began.KNOWN, known.follow.id)
                await connection.execute(_WIDEN, {"follow": known.follow.id, "key": seen_in})
                return Beginning(Began.WIDENED, known.follow.id)
            if len(standing) >= limit:
                return Beginning(Began.TOO_MANY, None)
            subscription = await self._subscription(connection, there, order, library, created_by)
            row = {
                "subscription": subscription,
                "kind": subject.kind.value,
                "words": subject.words,
                "person": subject.person,
                "library": seen_in,
                "after": await connection.scalar(select(LAST_ARTICLE)),
                "since": now,
            }
            begun = (await connection.scalars(insert(subjects).returning(subjects.c.id), row)).one()
            return Beginning(Began.NEW, int(begun))

        return await self.database.write(work)

    def _is_same(self, follow: Follow, subject: Subject, seen_in: str) -> bool:
        """Tell whether two are one, and seen in one library or the public one."""
        known = follow.subject
        if known.kind is not subject.kind or len({follow.library, seen_in} - {PUBLIC_LIBRARY}) > 1:
            return False
        if known.person is not None and subject.person is not None:
            return known.person == subject.person
        return self.index.form(known.words) == self.index.form(subject.words)

    async def _subscription(
        self, connection: AsyncConnection, there: Iterable[Followed], order: Order, library: str, created_by: int
    ) -> int:
        for known in (each.subscription for each in there):
            if (known.locale, known.as_written) == (order.locale, order.as_written):
                return known.id
        after = await connection.scalar(select(LAST_ARTICLE)) or 0
        order = replace(order, rhythm=Rhythm.AS_IT_COMES, subjects=())
        return await subscribe(connection, library, order, created_by, due_at=waiting.NEVER, after=after)

    async def stop(self, follow: int) -> bool:
        """Follow something no more: nothing is told of it that was not told yet; False where that was so already.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await claims.change(self.database, _STOP, {"follow": follow})

    async def recover(self, subscription: int, now: datetime) -> None:
        """Forget what was wrong with a subscription; what rests because of it is due at once.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(_RECOVER, {"of": subscription})
            await connection.execute(_HASTEN, {"of": subscription, "now": now})

        await self.database.change(work)

    async def one(self, follow: int) -> Followed | None:
        """Return a follow that stands."""
        found = await self._listed(_ONE, {"follow": follow})
        return found[0] if found else None

    async def of_member(self, member: int) -> list[Followed]:
        """Return what a member follows in direct messages, by subscription, the oldest first."""
        return await self._listed(_DIRECT, {"member": member})

    async def of_library(self, library: str) -> list[Followed]:
        """Return what is followed in the channels of a library's server, by subscription, the oldest first."""
        return await self._listed(_IN_CHANNELS, {"key": library})

    async def in_run(self, run: Run) -> list[Follow]:
        """Return what a run's subscription followed while the run's articles came, the oldest first."""
        values = {"of": run.subscription.id, "run_after": run.after, "run_upto": run.upto}
        return [each.follow for each in await self._listed(_IN_RUN, values)]

    async def _listed(self, query: Select[Any], values: Mapping[str, object]) -> list[Followed]:
        async def work(connection: AsyncConnection) -> list[Followed]:
            return [_followed(row) for row in await connection.execute(query, values)]

        return await self.database.read(work)


def _followed(row: AnyRow) -> Followed:
    subject = Subject(SubjectKind(row.kind), row.words, row.person)
    subscription = subscription_of(row, (subject,))
    follow = Follow(row.follow, subject, row.seen_in or row.library, row.after, row.upto, row.since)
    return Followed(follow, subscription, row.told_at)
