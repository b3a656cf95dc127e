"""Readers in the morning, with an archive that names those whom they follow."""

from collections.abc import AsyncIterator

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.store import Store
from tests.jobs.board import MORNING, Board, SetClock
from tests.jobs.following.readers import Readers
from tests.store.archive import LEAVING
from tests.store.press import grams


@pytest.fixture
async def readers(url: str, converter: Converter) -> AsyncIterator[Readers]:
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    opened = Readers.of(store, converter, Board(SetClock(MORNING)))
    await opened.publish(LEAVING)
    await opened.run_at(MORNING)
    yield opened
    await store.close()
