"""A store on a real database; whatever engine there is, the same tests hold."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.analysis.script import fold
from bot.store import Store
from tests.store.press import grams


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database."""
    return f"{request.param}:///{tmp_path / 'archive.sqlite'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await Store.open(url, fold=fold, name_grams=grams)
    yield opened
    await opened.close()
