"""A desk for feeds on a real database, with a website on loopback that it may ask."""

from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from bot.analysis import likeness
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold
from bot.intake.bulk import Here
from bot.intake.web import Fetcher
from bot.store import Store
from tests.intake.website import Website
from tests.jobs.board import MORNING, SetClock
from tests.jobs.feeds.desk import Desk
from tests.store.press import grams


@pytest.fixture(scope="session")
def analyses() -> Here:
    return Here(Analyzer.load())


@pytest.fixture
async def site() -> AsyncIterator[Website]:
    async with Website() as website:
        yield website


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    async with Fetcher(permitted=[ip_network("127.0.0.0/8")], pause_s=0) as fetcher:
        yield Desk(store, fetcher, SetClock(MORNING))
    await store.close()
