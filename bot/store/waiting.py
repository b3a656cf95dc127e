"""When what is posted as it comes is due: never, until an article comes that it is about.

Of such a subscription it is known which article that it is about came last (``news``). A run that holds nothing waits
without being due, so that any number of them cost nothing; one that ends while more has come is followed by one that is
due after a rest.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Rhythm
from bot.store.records import RunState
from bot.store.schema import digest_runs, subscriptions

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""When a run is due that waits."""

_AS_IT_COMES = subscriptions.c.rhythm == Rhythm.AS_IT_COMES.value
_REST = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"), _AS_IT_COMES)
    .values(rests_until=bindparam("until"))
    .returning(subscriptions.c.news)
)
_NOTE = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"), subscriptions.c.news < bindparam("article"))
    .values(news=bindparam("article"))
)
_rest = select(subscriptions.c.rests_until).where(subscriptions.c.id == digest_runs.c.subscription).scalar_subquery()
_soon = bindparam("soon", type_=digest_runs.c.due_at.type)
_before = bindparam("before", type_=digest_runs.c.after.type)
_WAKE = (
    update(digest_runs)
    .where(
        digest_runs.c.subscription == bindparam("of"),
        digest_runs.c.state == RunState.OPEN.value,
        digest_runs.c.due_at == NEVER,
    )
    .values(
        due_at=case((_rest > _soon, _rest), else_=_soon),
        after=case((digest_runs.c.after < _before, _before), else_=digest_runs.c.after),
    )
)
_FORGET = delete(digest_runs).where(
    digest_runs.c.id == bindparam("run"),
    digest_runs.c.subscription.in_(select(subscriptions.c.id).where(_AS_IT_COMES)),
)


async def due_at(connection: AsyncConnection, subscription: int, next_due_at: datetime, after: int) -> datetime:
    """Return when a subscription's next run is due that holds the articles ``after`` one.

    What is posted as it comes rests until ``next_due_at`` at least.
    """
    resting = (await connection.execute(_REST, {"of": subscription, "until": next_due_at})).one_or_none()
    return next_due_at if resting is None or resting.news > after else NEVER


async def wake(connection: AsyncConnection, news: Mapping[int, int], *, before: int, soon: datetime) -> None:
    """Note the last article that each subscription is about; runs that waited are due soon, or after their rest.

    Args:
        connection: of a transaction that writes.
        news: the id of the article, by the subscription's.
        before: up to which article nothing had come for those that waited.
        soon: the earliest instant.
    """
    if not news:
        return
    await connection.execute(_NOTE, [{"of": each, "article": article} for each, article in news.items()])
    await connection.execute(_WAKE, [{"of": each, "soon": soon, "before": before} for each in news])


async def forget_empty(connection: AsyncConnection, run: str) -> None:
    """Remove a closed run that told nothing, if it was of what is posted as it comes: there are many of those."""
    await connection.execute(_FORGET, {"run": run})
