"""Whatever a process does when it is killed, nothing is lost, doubled or half there.

``KILLS`` of each kind here; ``python -m benchmarks.faults`` kills hundreds.
"""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.store import Store
from tests.faults.killing import killed
from tests.faults.soundness import faults
from tests.faults.working import numbered
from tests.jobs.board import MORNING, FileBoard, SetClock, read
from tests.jobs.newsroom import Newsroom, sentence
from tests.store.press import PUBLIC, deliver, grams

KILLS = 3
CHANNELS = (100, 200, 300)
FEW = 6
"""Articles of the archive that is analysed again, or corrected."""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return tmp_path / "board.jsonl"


@pytest.fixture
def chance() -> random.Random:
    seed = random.randrange(1 << 30)  # noqa: S311 -- no secret
    print(f"seed {seed}")  # noqa: T201 -- shown where the test fails
    return random.Random(seed)  # noqa: S311 -- as above


async def opened(address: str) -> Store:
    return await Store.open(address, fold=fold, name_grams=grams, likeness=likeness)


async def filled(address: str) -> None:
    """Store a few articles."""
    store = await opened(address)
    for number in range(FEW):
        await deliver(store, PUBLIC, numbered(number))
    await store.close()


async def test_loading(address: str, board: Path, chance: random.Random) -> None:
    done = -1
    for _ in range(KILLS):
        done = await killed(address, "load", done + 1, board, chance)
        assert await faults(address) == []

        store = await opened(address)
        stored = (await store.stats([PUBLIC])).articles
        assert done + 1 <= stored <= done + 2  # one may be stored and not yet told of
        if done >= 0:
            assert len(await store.search(fold(f"第{done}號"), [PUBLIC], 9)) == 1
        await store.close()


@pytest.mark.parametrize("kind", ["renew", "correct"])
async def test_analysing_again_and_correcting(address: str, board: Path, chance: random.Random, kind: str) -> None:
    await filled(address)
    done = 1
    for _ in range(KILLS):
        done = await killed(address, kind, done + 1, board, chance)
        assert await faults(address) == []

        store = await opened(address)
        assert (await store.stats([PUBLIC])).articles == FEW
        assert len(await store.search(fold("燈塔"), [PUBLIC], 9)) == FEW
        await store.close()


async def test_delivering(address: str, board: Path, chance: random.Random) -> None:
    newsroom = await Newsroom.open(address, Converter.load(), FileBoard(board, SetClock(MORNING - timedelta(hours=2))))
    for channel in CHANNELS:
        await newsroom.subscribe(channel)
    day = -1
    for _ in range(KILLS):
        day = await killed(address, "post", day + 1, board, chance)
        assert await faults(address) == []

    await newsroom.publish()
    newsroom.board.posts[:] = read(board)
    await newsroom.run_at(MORNING + timedelta(days=day + 2))
    await newsroom.store.close()
    posts = list(read(board))
    assert len({post.run for post in posts}) == len(posts)
    for channel in CHANNELS:
        told = [text for post in posts if post.channel == channel for text in post.texts]
        published = [sentence(number) for number in range(day + 2) if sentence(number) in told]
        assert published[: day + 1] == [sentence(number) for number in range(day + 1)]
        assert all(told.count(each) == 1 for each in published)
