"""A store on a real database; whatever engine there is, the same tests hold."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.store import Store
from tests.store.press import grams


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file without articles, which saves each test its migrations."""
    path = tmp_path_factory.mktemp("migrated") / "archive.sqlite"

    async def create() -> None:
        await (await Store.open(f"sqlite:///{path}", fold=fold, name_grams=grams, likeness=likeness)).close()

    asyncio.run(create())
    return path


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database that is not there yet."""
    return f"{request.param}:///{tmp_path / 'archive.sqlite'}"


@pytest.fixture
async def store(url: str, migrated: Path, tmp_path: Path) -> AsyncIterator[Store]:
    shutil.copy(migrated, tmp_path)
    opened = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    yield opened
    await opened.close()
