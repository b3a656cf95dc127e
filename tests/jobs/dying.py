"""A process that delivers what is due and is killed at a place of its choosing: ``dying.py URL BOARD NOW PLACE``."""

import asyncio
import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.answers.presented import Presented
from bot.jobs.digests import deliverers
from bot.jobs.poster import Posted
from bot.jobs.runner import Runner
from bot.model import Subscription
from bot.store import Store
from tests.jobs.board import FileBoard, SetClock
from tests.store.press import grams


def die() -> None:
    """End as a process does when the machine takes it away."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingClock(SetClock):
    """Dies when it is first asked, before anything is claimed, or when all is done."""

    def __init__(self, instant: datetime, place: str) -> None:
        super().__init__(instant)
        self._place = place

    def now(self) -> datetime:
        """Return the instant, or die."""
        if self._place == "before the claim":
            die()
        return super().now()

    async def sleep(self, seconds: float) -> None:
        """Die: everything is done."""
        del seconds
        die()


class DyingBoard(FileBoard):
    """Dies as the post is to be made, or when it has been."""

    def __init__(self, path: Path, clock: SetClock, place: str) -> None:
        super().__init__(path, clock)
        self._place = place

    async def post(self, subscription: Subscription, presented: Presented, run: str) -> Posted:
        """Post, or die before or after."""
        if self._place == "after the claim":
            die()
        message = await super().post(subscription, presented, run)
        if self._place == "after the post":
            die()
        return message


async def main(url: str, board: str, now: str, place: str) -> None:
    """Deliver until killed."""
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    instant = datetime.fromisoformat(now)
    poster = DyingBoard(Path(board), SetClock(instant), place)
    clock = DyingClock(instant, place)
    await Runner("digests", deliverers(store, Converter.load(), poster, clock), clock).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
