"""A store on a real database; whatever engine there is, the same tests hold."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.store import Store
from tests.postgres import Server
from tests.store.press import grams


async def create(url: str) -> None:
    """Bring a database to the schema of this version."""
    await (await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)).close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file without articles, which saves each test its migrations."""
    path = tmp_path_factory.mktemp("migrated") / "archive.sqlite"
    asyncio.run(create(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def template(postgres: Server) -> str:
    """Return the name of a database without articles, which others are copies of."""
    database = postgres.create()
    asyncio.run(create(postgres.url(database)))
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Return the name of an engine: what holds of one holds of each."""
    name: str = request.param
    return name


@pytest.fixture
def url(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database that is not there yet, or empty."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'archive.sqlite'}"
        return
    postgres: Server = request.getfixturevalue("postgres")
    database = postgres.create()
    yield postgres.url(database)
    postgres.drop(database)


@pytest.fixture
def address(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database of this version's schema, without articles."""
    if engine == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), tmp_path)
        yield f"sqlite:///{tmp_path / 'archive.sqlite'}"
        return
    postgres: Server = request.getfixturevalue("postgres")
    database = postgres.create(request.getfixturevalue("template"))
    yield postgres.url(database)
    postgres.drop(database)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    opened = await Store.open(address, fold=fold, name_grams=grams, likeness=likeness)
    yield opened
    await opened.close()
