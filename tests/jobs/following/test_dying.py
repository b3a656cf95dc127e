"""A process may be killed at any place: news are still told once."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.jobs.digests import LEASE
from bot.jobs.following.pace import GATHERING
from bot.store import Store
from tests.jobs.board import MORNING, FileBoard, SetClock, read
from tests.jobs.following.readers import MINUTE, Readers
from tests.jobs.newsroom import article, sentence
from tests.jobs.test_dying import ARCHIVE, BOARD, PLACES, die
from tests.store.press import grams


async def reopen(folder: Path, converter: Converter) -> Readers:
    """Open the readers of what a dead process left."""
    store = await Store.open(f"sqlite:///{folder / ARCHIVE}", fold=fold, name_grams=grams, likeness=likeness)
    return Readers.of(store, converter, FileBoard(folder / BOARD, SetClock(MORNING)))


@pytest.mark.parametrize("place", PLACES)
async def test_news_are_told_once_wherever_the_process_dies(
    migrated: Path, tmp_path: Path, converter: Converter, place: str
) -> None:
    shutil.copy(migrated, tmp_path / ARCHIVE)
    readers = await reopen(tmp_path, converter)
    await readers.follow("開幕", topic=True)
    await readers.publish(article(1))
    await readers.run_at(MORNING)
    await readers.store.close()
    await asyncio.to_thread(die, tmp_path, MORNING + GATHERING, place)
    readers = await reopen(tmp_path, converter)
    await readers.publish(article(2))
    await readers.run_for(40 * MINUTE, MORNING + GATHERING + LEASE + timedelta(seconds=1))
    await readers.store.close()

    assert sorted(text for post in read(tmp_path / BOARD) for text in post.texts) == [sentence(1), sentence(2)]
