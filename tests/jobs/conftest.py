"""A newsroom three hours before the digests are due."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.store import Store
from tests.jobs.board import MORNING, Board, SetClock
from tests.jobs.newsroom import Newsroom
from tests.store.press import grams


@pytest.fixture(scope="session")
def converter() -> Converter:
    return Converter.load()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file without articles, which saves each test its migrations."""
    path = tmp_path_factory.mktemp("migrated") / "archive.sqlite"

    async def create() -> None:
        await (await Store.open(f"sqlite:///{path}", fold=fold, name_grams=grams, likeness=likeness)).close()

    asyncio.run(create())
    return path


@pytest.fixture
def url(tmp_path: Path, migrated: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated, tmp_path)}"


@pytest.fixture
async def newsroom(url: str, converter: Converter) -> AsyncIterator[Newsroom]:
    opened = await Newsroom.open(url, converter, Board(SetClock(MORNING - timedelta(hours=3))))
    yield opened
    await opened.store.close()
