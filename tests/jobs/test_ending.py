"""A process that is to end finishes what it began; what it is cut off from, others do at once, and once."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.answers.conversion import Converter
from bot.answers.presented import Presented
from bot.jobs.departures import Caretaker
from bot.jobs.following.watch import Watch
from bot.jobs.poster import Posted
from bot.jobs.runner import Runner
from bot.model import Subscription
from bot.store.rounds import Round
from tests.jobs.board import MORNING, Board, SetClock
from tests.jobs.newsroom import Newsroom, article


@dataclass
class HeldUp(Board):
    """A board that takes its time, before it posts or before it says so."""

    posts_first: bool = False
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, subscription: Subscription, presented: Presented, run: str) -> Posted:
        """Post before or after the wait."""
        if self.posts_first:
            await super().post(subscription, presented, run)
        self.begun.set()
        await self.let_go.wait()
        return await super().post(subscription, presented, run)


async def begin(url: str, converter: Converter, board: HeldUp) -> tuple[Newsroom, asyncio.Task[None]]:
    """Return a newsroom, and its runner at work on a digest."""
    newsroom = await Newsroom.open(url, converter, board)
    await newsroom.subscribe()
    await newsroom.publish(article(1))
    board.clock.instant = MORNING
    working = asyncio.create_task(newsroom.runner.run())
    await board.begun.wait()
    return newsroom, working


async def test_what_was_begun_is_finished_and_nothing_more_begun(url: str, converter: Converter) -> None:
    board = HeldUp(SetClock(MORNING - timedelta(hours=3)))
    newsroom, working = await begin(url, converter, board)
    newsroom.runner.stop()
    board.clock.instant += timedelta(days=1)
    board.let_go.set()
    await working

    assert len(board.posts) == 1
    assert await newsroom.store.digests.free_from() == MORNING + timedelta(days=1)
    await newsroom.store.close()


@pytest.mark.parametrize("posts_first", [False, True], ids=["before the post", "after the post"])
async def test_what_is_cut_off_is_posted_by_another_at_once_and_once(
    url: str, converter: Converter, *, posts_first: bool
) -> None:
    board = HeldUp(SetClock(MORNING - timedelta(hours=3)), posts_first=posts_first)
    newsroom, working = await begin(url, converter, board)
    working.cancel()
    await asyncio.wait([working])
    board.let_go.set()
    other = await Newsroom.open(url, converter, board)
    await other.runner.run_due()

    assert len(board.posts) == 1
    assert await newsroom.store.digests.free_from() == MORNING + timedelta(days=1)
    await newsroom.store.close()
    await other.store.close()


async def test_a_runner_that_rests_ends_at_once(newsroom: Newsroom) -> None:
    class Resting(SetClock):
        async def sleep(self, seconds: float) -> None:
            """Wait for ever."""
            del seconds
            await asyncio.Event().wait()

    clock = Resting(MORNING)
    runner = Runner("follows", [Watch(newsroom.store, clock)], clock)
    working = asyncio.create_task(runner.run())
    await asyncio.sleep(0)
    runner.stop()
    async with asyncio.timeout(10):
        await working


async def test_looking_for_servers_that_is_cut_off_is_anothers_at_once(newsroom: Newsroom) -> None:
    class Silent:
        begun = asyncio.Event()

        async def gone(self, servers: Collection[int]) -> set[int]:
            """Never answer."""
            self.begun.set()
            await asyncio.Event().wait()
            return {*servers}

    clock, rounds = newsroom.board.clock, newsroom.store.rounds
    due_at = await rounds.free_from(Round.DEPARTURES)
    caretaker = Caretaker(newsroom.store, Silent(), clock, "one", timedelta(days=30))
    working = asyncio.create_task(Runner("departures", [caretaker], clock).run())
    await Silent.begun.wait()
    working.cancel()
    await asyncio.wait([working])

    assert await rounds.free_from(Round.DEPARTURES) == due_at
    assert await rounds.claim(Round.DEPARTURES, "other", now=clock.now(), until=clock.now() + timedelta(minutes=1))
