"""A process may be killed at any place: each digest is still posted once, and the next begins where it ended."""

import asyncio
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.conversion import Converter
from bot.jobs.digests import LEASE
from tests.jobs.board import MORNING, Board, FileBoard, SetClock, read
from tests.jobs.newsroom import Newsroom, article, sentence

ROOT = Path(__file__).parents[2]
DAY = timedelta(days=1)
ARCHIVE, BOARD = "archive.sqlite", "board.jsonl"
PLACES = ["before the claim", "after the claim", "after the post", "after the record"]
AGAIN_AFTER = {
    "at once": timedelta(seconds=1),
    "when the claim has ended": LEASE,
    "when the nonce is forgotten": timedelta(minutes=20),
    "hours later": timedelta(hours=5),
}


def die(folder: Path, now: datetime, place: str) -> None:
    """Run a process that is killed at a place."""
    program = [sys.executable, "-m", "tests.jobs.dying", f"sqlite:///{folder / ARCHIVE}", str(folder / BOARD)]
    died = subprocess.run([*program, now.isoformat(), place], cwd=ROOT, check=False)

    assert died.returncode == -signal.SIGKILL


async def reopen(folder: Path, converter: Converter) -> Newsroom:
    """Open a newsroom on what a dead process left."""
    board = FileBoard(folder / BOARD, SetClock(MORNING))
    return await Newsroom.open(f"sqlite:///{folder / ARCHIVE}", converter, board)


@pytest.fixture(scope="module")
def subscribed(tmp_path_factory: pytest.TempPathFactory, migrated: Path, converter: Converter) -> Path:
    """Return a folder with an archive of one article and one subscription."""
    folder = tmp_path_factory.mktemp("subscribed")
    shutil.copy(migrated, folder / ARCHIVE)

    async def fill() -> None:
        board = Board(SetClock(MORNING - DAY / 2))
        newsroom = await Newsroom.open(f"sqlite:///{folder / ARCHIVE}", converter, board)
        await newsroom.subscribe()
        await newsroom.publish(article(1))
        await newsroom.store.close()

    asyncio.run(fill())
    return folder


@pytest.fixture(scope="module", params=PLACES)
def left_behind(request: pytest.FixtureRequest, subscribed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a process leaves that is killed when the digest is due."""
    folder = tmp_path_factory.mktemp("left") / "behind"
    shutil.copytree(subscribed, folder)
    die(folder, MORNING, request.param)
    return folder


@pytest.mark.parametrize("again_after", AGAIN_AFTER.values(), ids=AGAIN_AFTER.keys())
async def test_each_digest_is_posted_once_wherever_the_process_dies(
    left_behind: Path, tmp_path: Path, converter: Converter, again_after: timedelta
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(left_behind, folder)
    newsroom = await reopen(folder, converter)
    await newsroom.publish(article(2))
    for instant in (MORNING + again_after, MORNING + again_after + LEASE, MORNING + DAY):
        await newsroom.run_at(instant)
    await newsroom.store.close()

    assert sorted(text for post in read(folder / BOARD) for text in post.texts) == [sentence(1), sentence(2)]


async def test_dying_again_and_again_posts_once(subscribed: Path, tmp_path: Path, converter: Converter) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(subscribed, folder)
    now = MORNING
    for place in ("after the claim", "after the post", "after the post"):
        await asyncio.to_thread(die, folder, now, place)
        now += LEASE
    newsroom = await reopen(folder, converter)
    await newsroom.run_at(now)
    following = await newsroom.next_due()
    await newsroom.store.close()

    assert [post.texts for post in read(folder / BOARD)] == [(sentence(1),)]
    assert following == [MORNING + DAY]
