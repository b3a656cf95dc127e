"""A database that is full, cut off, or asked by many at once costs what was being done, and nothing else."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import make_url

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.errors import StoreUnavailable
from bot.model import Order
from bot.store import Store
from bot.store.engine import sqlite
from bot.store.records import RunState
from tests.faults.soundness import faults
from tests.faults.working import numbered
from tests.postgres import Server
from tests.store.databases import execute
from tests.store.press import GUILD, PUBLIC, deliver, grams

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
ORDER = Order(channel=1, channel_name="news", locale="zh-TW", local_time=time(9), zone="UTC")
CUTS, ARTICLES = 10, 40
DUE, CLAIMANTS = 60, 12


async def opened(address: str) -> Store:
    return await Store.open(address, fold=fold, name_grams=grams, likeness=likeness)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_full_disk_costs_what_no_longer_fits(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [(pages,)] = await execute(address, "PRAGMA page_count")
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, f"PRAGMA max_page_count = {pages + 60}"))
    full = await opened(address)
    stored = 0
    with pytest.raises(StoreUnavailable, match="full"):  # noqa: PT012 -- whichever it is that no longer fits
        while True:
            await deliver(full, PUBLIC, numbered(stored))
            stored += 1
    assert (await full.stats([PUBLIC])).articles == stored
    await full.close()
    assert stored > 0
    assert await faults(address) == []

    monkeypatch.undo()
    store = await opened(address)
    await deliver(store, PUBLIC, numbered(stored))
    assert (await store.stats([PUBLIC])).articles == stored + 1
    await store.close()
    assert await faults(address) == []


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_connections_that_are_cut_are_made_again(address: str, postgres: Server) -> None:
    store = await opened(address)
    database = make_url(address).database
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"  # noqa: S608 -- ours
    told = 0
    for number in range(CUTS):
        some = range(number * ARTICLES // CUTS, (number + 1) * ARTICLES // CUTS)
        writing = [asyncio.create_task(deliver(store, PUBLIC, numbered(each))) for each in some]
        await asyncio.sleep(0.01 * number)
        await asyncio.to_thread(postgres.execute, cut)
        outcomes = await asyncio.gather(*writing, return_exceptions=True)
        told += sum(isinstance(outcome, StoreUnavailable) for outcome in outcomes)
        assert all(
            not isinstance(outcome, BaseException | None) or isinstance(outcome, StoreUnavailable)
            for outcome in outcomes
        )
    for number in range(ARTICLES):
        await deliver(store, PUBLIC, numbered(number))

    assert told > 0
    assert (await store.stats([PUBLIC])).articles == ARTICLES
    await store.close()
    assert await faults(address) == []


async def test_many_who_claim_at_once_never_claim_the_same(address: str) -> None:
    stores = [await opened(address) for _ in range(3)]
    for number in range(DUE):
        due_at = NOW + timedelta(seconds=number)
        await stores[0].digests.subscribe(GUILD, ORDER, created_by=1, due_at=due_at, after=0)
    later = NOW + timedelta(minutes=5)

    async def claim(number: int) -> list[str]:
        digests, mine = stores[number % len(stores)].digests, []
        while run := await digests.claim(f"claimant {number}", now=later, until=later + timedelta(minutes=1)):
            mine.append(run.id)
            assert await digests.close(
                run.id, f"claimant {number}", RunState.POSTED, message=1, following=lambda _: later + timedelta(days=1)
            )
        return mine

    claimed = [run for mine in await asyncio.gather(*map(claim, range(CLAIMANTS))) for run in mine]

    assert len(claimed) == len(set(claimed)) == DUE
    for store in stores:
        await store.close()
    assert await faults(address) == []
