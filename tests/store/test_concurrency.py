"""Readers and writers do not stop one another, in one process or several."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.errors import StoreUnavailable
from bot.store import Store
from bot.store.engine.postgresql import SESSION
from bot.store.records import Outcome
from tests.store.archive import LEAVING
from tests.store.databases import database
from tests.store.press import PUBLIC, Print, deliver, grams


def numbered(number: int) -> Print:
    return replace(LEAVING, source=str(number), body=f"{LEAVING.body}\n第{number}號。")


async def test_articles_may_be_added_at_once(store: Store) -> None:
    added = await asyncio.gather(*(deliver(store, PUBLIC, numbered(number)) for number in range(20)))

    assert len({each.article for each in added}) == 20
    assert (await store.stats([PUBLIC])).people == 2


async def test_one_article_added_at_once_is_added_once(store: Store) -> None:
    added = await asyncio.gather(*(deliver(store, PUBLIC, LEAVING) for _ in range(8)))

    assert sorted(each.outcome for each in added) == [Outcome.ADDED] + [Outcome.UNCHANGED] * 7


async def test_several_stores_may_create_a_database_at_once(url: str) -> None:
    stores = await asyncio.gather(*(Store.open(url, fold=fold, name_grams=grams, likeness=likeness) for _ in range(4)))
    await asyncio.gather(*(deliver(store, PUBLIC, numbered(number)) for number, store in enumerate(stores)))

    assert [(await store.stats([PUBLIC])).articles for store in stores] == [4] * 4
    for store in stores:
        await store.close()


async def test_readers_see_whole_articles_while_others_are_written(store: Store) -> None:
    async def write() -> None:
        for number in range(30):
            await deliver(store, PUBLIC, numbered(number))

    async def read() -> None:
        while not writing.done():
            counts = await store.stats([PUBLIC])

            assert counts.quotes == counts.articles
            assert counts.dates == 2 * counts.articles

    writing = asyncio.create_task(write())
    await asyncio.gather(writing, *(read() for _ in range(4)))


@asynccontextmanager
async def written(address: str, *statements: str) -> AsyncIterator[None]:
    """Write to a database in another transaction, which ends only with this."""
    begun, ended = asyncio.Event(), asyncio.Event()

    async def work(connection: AsyncConnection) -> None:
        for statement in statements:
            await connection.exec_driver_sql(statement)
        begun.set()
        await ended.wait()

    async with database(address) as other:
        writing = asyncio.create_task(other.write(work))
        await begun.wait()
        yield
        ended.set()
        await writing


async def test_a_reader_does_not_wait_for_a_writer(store: Store, address: str) -> None:
    await deliver(store, PUBLIC, LEAVING)
    async with written(address, "DELETE FROM quotes"), asyncio.timeout(5):
        assert (await store.stats([PUBLIC])).quotes == 1


async def test_a_database_that_stays_locked_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.engine.sqlite.PRAGMAS", ("PRAGMA busy_timeout = 50",))
    monkeypatch.setitem(SESSION, "lock_timeout", "50ms")
    store = await Store.open(address, fold=fold, name_grams=grams, likeness=likeness)
    async with written(address):
        with pytest.raises(StoreUnavailable, match="lock"):
            await deliver(store, PUBLIC, LEAVING)
    await store.close()


@pytest.mark.parametrize("after_s", [0, 0.001, 0.003, 0.01, 0.02, 0.05])
async def test_whoever_gives_up_waiting_does_not_leave_the_store_locked(store: Store, after_s: float) -> None:
    writing = [asyncio.create_task(deliver(store, PUBLIC, numbered(number))) for number in range(6)]
    reading = [asyncio.create_task(store.search("灯塔", [PUBLIC], 9)) for _ in range(6)]
    await asyncio.sleep(after_s)
    for task in (*writing, *reading):
        task.cancel()

    async with asyncio.timeout(10):
        assert (await deliver(store, PUBLIC, numbered(9))).outcome is Outcome.ADDED


async def test_what_is_read_in_a_snapshot_is_of_one_state(store: Store) -> None:
    await deliver(store, PUBLIC, numbered(1))

    async def reading() -> tuple[int, int]:
        before = (await store.stats([PUBLIC])).articles
        await asyncio.create_task(deliver(store, PUBLIC, numbered(2)), context=Context())
        return before, (await store.stats([PUBLIC])).articles

    assert await store.snapshot(reading) == (1, 1)
    assert (await store.stats([PUBLIC])).articles == 2


async def test_what_is_within_a_snapshot_may_be_one(store: Store) -> None:
    await deliver(store, PUBLIC, LEAVING)

    assert (await store.snapshot(lambda: store.snapshot(lambda: store.stats([PUBLIC])))).articles == 1


async def test_nothing_is_written_within_a_snapshot(store: Store) -> None:
    with pytest.raises(AssertionError):
        await store.snapshot(lambda: deliver(store, PUBLIC, LEAVING))
    assert (await store.stats([PUBLIC])).articles == 0


async def test_whatever_is_written_makes_another_revision_and_what_is_remembered_none(store: Store) -> None:
    before = store.revision
    await deliver(store, PUBLIC, LEAVING)
    written = store.revision
    await store.questions.remember([{"command": "who"}], [PUBLIC], date(2026, 1, 1))

    assert before != written == store.revision
