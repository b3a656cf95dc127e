"""Subscriptions and the digests that are due for them.

Of each subscription one run is open: the next digest. Whoever claims it has it to themselves for a while; closing it
makes the next one, in the same transaction. Instants are in UTC, of whole seconds.
"""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from datetime import datetime, time
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Order, Rhythm, Subject, SubjectKind, Subscription
from bot.store import claims, waiting
from bot.store.departures import is_here
from bot.store.engine import AnyRow, Database
from bot.store.records import Run, RunState
from bot.store.schema import articles, digest_runs, subjects, subscriptions

ID_BYTES = 12
"""Of a run's id: as hexadecimal digits it fits Discord's nonce of 25 characters, and is never drawn twice."""

_OPEN = digest_runs.c.state == RunState.OPEN.value
LAST_ARTICLE = select(func.coalesce(func.max(articles.c.id), 0)).scalar_subquery()
"""Writers take turns, so whatever is stored later has a greater id."""
_RUNS: Select[Any] = select(
    digest_runs.c.id,
    digest_runs.c.due_at,
    digest_runs.c.after,
    digest_runs.c.upto,
    digest_runs.c.attempts,
    subscriptions.c.id.label("of"),
    *(column for column in subscriptions.c if column is not subscriptions.c.id),
).join_from(digest_runs, subscriptions, subscriptions.c.id == digest_runs.c.subscription)
_RUN = _RUNS.where(digest_runs.c.id == bindparam("run"))
_SUBJECTS = (
    select(subjects)
    .where(subjects.c.subscription.in_(bindparam("subscriptions", expanding=True)))
    .order_by(subjects.c.id)
)
_NEXT = _RUNS.where(
    _OPEN, claims.is_of(subscriptions.c.library, "key"), subscriptions.c.rhythm != Rhythm.AS_IT_COMES.value
).order_by(subscriptions.c.id)
_IS_TOLD = (_OPEN, ~subscriptions.c.paused, is_here(subscriptions.c.library))
_FREE_FROM = (
    select(claims.first_free_from(digest_runs.c.claimed_until, digest_runs.c.due_at))
    .join_from(digest_runs, subscriptions, subscriptions.c.id == digest_runs.c.subscription)
    .where(*_IS_TOLD)
)
_LONGEST_DUE = claims.longest_due(
    select(digest_runs.c.id)
    .join_from(digest_runs, subscriptions, subscriptions.c.id == digest_runs.c.subscription)
    .where(*_IS_TOLD, digest_runs.c.due_at <= bindparam("now"), claims.is_free(digest_runs.c.claimed_until))
    .order_by(digest_runs.c.due_at, digest_runs.c.id),
    digest_runs,
)
_CLAIM = (
    update(digest_runs)
    .where(digest_runs.c.id == _LONGEST_DUE)
    .values(
        claimed_by=bindparam("claimant"),
        claimed_until=bindparam("until"),
        attempts=digest_runs.c.attempts + 1,
        upto=func.coalesce(digest_runs.c.upto, LAST_ARTICLE),
    )
    .returning(digest_runs.c.id)
)
_HELD = (digest_runs.c.id == bindparam("run"), _OPEN, digest_runs.c.claimed_by == bindparam("claimant"))
_CLOSE = (
    update(digest_runs)
    .where(*_HELD)
    .values(state=bindparam("became"), message=bindparam("posted_as"), claimed_until=None)
    .returning(digest_runs.c.subscription, digest_runs.c.after, digest_runs.c.upto)
)
_PUT_OFF = update(digest_runs).where(*_HELD).values(claimed_by=None, claimed_until=bindparam("until"))
_HAND_BACK = (
    update(digest_runs)
    .where(_OPEN, digest_runs.c.claimed_by == bindparam("claimant"))
    .values(claimed_by=None, claimed_until=None)
)
_LAST_POSTED = (
    select(func.max(digest_runs.c.due_at))
    .join_from(digest_runs, subscriptions, subscriptions.c.id == digest_runs.c.subscription)
    .where(
        digest_runs.c.state == RunState.POSTED.value,
        subscriptions.c.rhythm != Rhythm.AS_IT_COMES.value,
    )
)
_TROUBLED = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"), subscriptions.c.problem.is_(None))
    .values(problem=bindparam("reason"))
)
_WITH_PROBLEM = update(subscriptions).where(subscriptions.c.id == bindparam("of")).values(problem=bindparam("left_out"))
_OWN = (subscriptions.c.id == bindparam("of"), subscriptions.c.library == bindparam("key"))
_CHANGE = update(subscriptions).where(*_OWN)
_PAUSE = _CHANGE.values(paused=True)
_RESUME = _CHANGE.values(paused=False)
_UNTRIED = (digest_runs.c.subscription == bindparam("of"), _OPEN, digest_runs.c.attempts == 0)
_MOVE = update(digest_runs).where(*_UNTRIED).values(due_at=bindparam("new_due_at"))
"""One that was tried may have been posted, and is looked for since it was due: it keeps its instant."""
_WAKE = (
    update(digest_runs)
    .where(digest_runs.c.subscription == bindparam("of"), _OPEN, digest_runs.c.claimed_by.is_(None))
    .values(claimed_until=None)
)
_FORGET_SUBJECTS = delete(subjects).where(subjects.c.subscription == bindparam("of"))
_UNSUBSCRIBE = delete(subscriptions).where(*_OWN)


class Digests:
    """The subscriptions of every library, and their runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Subscriptions

    async def subscribe(self, library: str, order: Order, *, created_by: int, due_at: datetime, after: int) -> int:
        """Store a subscription and its first run; return its id.

        Args:
            library: the key of the library that it belongs to.
            order: what is posted where and when.
            created_by: who is told when the channel cannot be posted to.
            due_at: the first instant.
            after: the id of the article after which all are new to the first digest.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> int:
            return await subscribe(connection, library, order, created_by, due_at=due_at, after=after)

        return await self._database.change(work)

    async def change(self, library: str, subscription: int, order: Order, *, due_at: datetime | None) -> bool:
        """Put another order in the place of one, which keeps its chain; False where the library has no such.

        Whatever was wrong is forgotten, and a digest that waits for another attempt is tried at once.

        Args:
            library: the key of the library that it belongs to.
            subscription: its id.
            order: what is posted where and when from now on.
            due_at: when the next is due, if it is not being posted already; None leaves that as it is.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> bool:
            its = {"of": subscription, "key": library}
            if not (await connection.execute(_CHANGE.values(problem=None, **_columns(order)), its)).rowcount:
                return False
            await connection.execute(_FORGET_SUBJECTS, {"of": subscription})
            await _note_subjects(connection, subscription, order)
            await connection.execute(_WAKE, {"of": subscription})
            if due_at is not None:
                await connection.execute(_MOVE, {"of": subscription, "new_due_at": due_at})
            return True

        return await self._database.change(work)

    async def pause(self, library: str, subscription: int) -> bool:
        """Let a subscription rest; False where the library has no such."""
        return await claims.change(self._database, _PAUSE, {"of": subscription, "key": library})

    async def resume(self, library: str, subscription: int, *, due_at: datetime) -> bool:
        """Let a subscription go on, with all that came meanwhile, at an instant; False where there is no such."""

        async def work(connection: AsyncConnection) -> bool:
            if not (await connection.execute(_RESUME, {"of": subscription, "key": library})).rowcount:
                return False
            await connection.execute(_MOVE, {"of": subscription, "new_due_at": due_at})
            return True

        return await self._database.change(work)

    async def unsubscribe(self, library: str, subscription: int) -> bool:
        """Remove a subscription with its runs; False where the library has no such."""
        return await claims.change(self._database, _UNSUBSCRIBE, {"of": subscription, "key": library})

    async def next_runs(self, library: str | None) -> list[Run]:
        """Return the open run of each subscription of a library, or of every one, the oldest subscription first."""

        async def work(connection: AsyncConnection) -> list[Run]:
            return await _runs(connection, await connection.execute(_NEXT, {"key": library}))

        return await self._database.read(work)

    # Runs

    async def free_from(self) -> datetime | None:
        """Return when the next run may be claimed, perhaps an instant that is past; None where nothing is open."""
        return await claims.instant(self._database, _FREE_FROM)

    async def claim(self, claimant: str, *, now: datetime, until: datetime) -> Run | None:
        """Take the run that is due the longest and nobody else's, until an instant; None where there is none.

        The first claim fixes which articles the run holds: all that are stored by then. A run whose claimant did not
        close it in time is claimed again by anyone.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> Run | None:
            claimed = await connection.scalar(_CLAIM, {"claimant": claimant, "now": now, "until": until})
            if claimed is None:
                return None
            [run] = await _runs(connection, await connection.execute(_RUN, {"run": claimed}))
            return run

        return await self._database.change(work)

    async def close(  # noqa: PLR0913 -- what became of one run
        self,
        run: str,
        claimant: str,
        state: RunState,
        *,
        message: int | None = None,
        left_out: str | None = None,
        following: Callable[[Order], datetime],
    ) -> bool:
        """End a run and open the next one of its subscription; False where it is no longer the claimant's.

        After one that was posted or had nothing to tell the next begins with later articles, else with the same.

        Args:
            run: its id.
            claimant: who holds it.
            state: what became of it.
            message: as what it was posted.
            left_out: the code of what could not be posted with it.
            following: tells when the next is due, from the order as it now stands.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> bool:
            values = {"run": run, "claimant": claimant, "became": state.value, "posted_as": message}
            closed = (await connection.execute(_CLOSE, values)).one_or_none()
            if closed is None:
                return False
            if state is RunState.POSTED:
                await connection.execute(_WITH_PROBLEM, {"of": closed.subscription, "left_out": left_out})
            after = closed.upto if state.is_told else closed.after
            [now] = await _runs(connection, await connection.execute(_RUN, {"run": run}))
            if state is RunState.EMPTY:
                await waiting.forget_empty(connection, run)
            due_at = await waiting.due_at(connection, closed.subscription, following(now.subscription), after)
            await _open(connection, closed.subscription, due_at, after)
            return True

        return await self._database.change(work)

    async def put_off(self, run: str, claimant: str, *, until: datetime) -> None:
        """Let a run rest until an instant; nothing happens where it is no longer the claimant's.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _PUT_OFF, {"run": run, "claimant": claimant, "until": until})

    async def hand_back(self, claimant: str) -> None:
        """Let anyone have at once what a claimant holds; it counts as tried, and may have been posted.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _HAND_BACK, {"claimant": claimant})

    async def last_posted(self) -> datetime | None:
        """Return when the last digest that was posted had been due; None where none was. News is no digest."""
        return await claims.instant(self._database, _LAST_POSTED)

    async def trouble(self, subscription: int, reason: str) -> bool:
        """Note why a subscription's digests cannot be posted; False where something was noted since the last that was.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await claims.change(self._database, _TROUBLED, {"of": subscription, "reason": reason})

    async def run(self, run: str) -> Run | None:
        """Return a run, open or closed; None where its subscription was removed."""

        async def work(connection: AsyncConnection) -> Run | None:
            found = await _runs(connection, await connection.execute(_RUN, {"run": run}))
            return found[0] if found else None

        return await self._database.read(work)


async def subscribe(  # noqa: PLR0913 -- all of it is one subscription
    connection: AsyncConnection, library: str, order: Order, created_by: int, *, due_at: datetime, after: int
) -> int:
    """Store a subscription and its first run, which holds the articles ``after`` one; return its id."""
    query = insert(subscriptions).returning(subscriptions.c.id)
    values = _columns(order) | {"library": library, "created_by": created_by}
    subscription = int((await connection.scalars(query, values)).one())
    await _note_subjects(connection, subscription, order)
    await _open(connection, subscription, due_at, after)
    return subscription


def _columns(order: Order) -> dict[str, object]:
    """Return an order as columns of its subscription."""
    values = {each.name: getattr(order, each.name) for each in fields(Order) if each.name in subscriptions.c}
    return values | {"local_time": order.local_time.isoformat("minutes"), "rhythm": order.rhythm.value}


async def _note_subjects(connection: AsyncConnection, subscription: int, order: Order) -> None:
    if order.subjects:
        rows = [asdict(subject) | {"subscription": subscription} for subject in order.subjects]
        await connection.execute(insert(subjects), rows)


async def _open(connection: AsyncConnection, subscription: int, due_at: datetime, after: int) -> None:
    values = {
        "id": secrets.token_hex(ID_BYTES),
        "subscription": subscription,
        "due_at": due_at,
        "state": RunState.OPEN.value,
        "after": after,
        "attempts": 0,
    }
    await connection.execute(insert(digest_runs), values)


async def _runs(connection: AsyncConnection, found: Iterable[AnyRow]) -> list[Run]:
    """Read runs with what their subscriptions are about."""
    rows = list(found)
    about: dict[int, list[Subject]] = defaultdict(list)
    for row in await connection.execute(_SUBJECTS, {"subscriptions": [row.of for row in rows]}):
        about[row.subscription].append(Subject(SubjectKind(row.kind), row.words, row.person))
    return [_run(row, about[row.of]) for row in rows]


def _run(row: AnyRow, about: Iterable[Subject]) -> Run:
    return Run(
        id=row.id,
        subscription=subscription_of(row, about),
        due_at=row.due_at,
        after=row.after,
        upto=row.upto,
        attempts=row.attempts,
    )


def subscription_of(row: AnyRow, about: Iterable[Subject]) -> Subscription:
    """Read a subscription from its columns, with its id as ``of``."""
    names = {each.name for each in fields(Subscription)} & set(subscriptions.c.keys()) - {"id"}
    own = {name: getattr(row, name) for name in names}
    own |= {"id": row.of, "local_time": time.fromisoformat(row.local_time), "rhythm": Rhythm(row.rhythm)}
    return Subscription(**own, subjects=tuple(about))
