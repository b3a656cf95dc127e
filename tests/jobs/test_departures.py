"""What a server ordered rests once it removed the bot, and all of it goes after a while, unless the bot is back."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.errors import DiscordRefused
from bot.jobs.departures import AFTER_FAILURE, EVERY, LEASE, Attendance, Caretaker
from bot.jobs.runner import Runner
from bot.model import Holdings, server_of
from bot.store import Store
from bot.store.rounds import Round
from tests.jobs.board import MORNING
from tests.jobs.newsroom import Newsroom, article
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC

HOUR = timedelta(hours=1)
KEPT = timedelta(days=30)


@dataclass
class Roll:
    """The servers that the bot is in no more; while ``silent``, nobody can tell."""

    gone_from: set[str] = field(default_factory=set)
    silent: bool = False
    asked: list[list[int]] = field(default_factory=list)

    async def gone(self, servers: Collection[int]) -> set[int]:
        """Answer as Discord does."""
        await asyncio.sleep(0)
        self.asked.append(sorted(servers))
        if self.silent:
            raise DiscordRefused("unreachable")
        return {server for server in servers if f"guild:{server}" in self.gone_from}


@dataclass
class House:
    """A newsroom with caretakers."""

    newsroom: Newsroom
    roll: Roll
    runner: Runner

    @property
    def store(self) -> Store:
        """What is kept."""
        return self.newsroom.store

    async def look(self, after: timedelta = EVERY) -> None:
        """Look for servers that are gone, if that is due after a while."""
        self.newsroom.board.clock.instant += after
        await self.runner.run_due()


@pytest.fixture
async def house(newsroom: Newsroom) -> House:
    """Return a newsroom whose server has an article, a feed and a digest."""
    roll, clock = Roll(), newsroom.board.clock
    caretakers = [Caretaker(newsroom.store, roll, clock, name, KEPT) for name in ("one", "other")]
    await newsroom.publish(article(1), library=GUILD)
    await newsroom.publish(article(2))
    await newsroom.subscribe()
    url = "https://example.com/feed"
    await newsroom.store.feeds.add(
        GUILD, url, title=None, created_by=None, locale=None, interval_s=600, now=clock.now()
    )
    await newsroom.store.preferences.change_server(OTHER_GUILD, {"locale": "zh-CN"})
    return House(newsroom, roll, Runner("departures", caretakers, clock))


async def test_every_server_of_which_anything_is_kept_is_asked_for_once_a_day(house: House) -> None:
    await house.look(timedelta())
    await house.look(EVERY - timedelta(seconds=1))
    await house.look(timedelta(seconds=1))

    assert house.roll.asked == [sorted(filter(None, map(server_of, (GUILD, OTHER_GUILD))))] * 2


async def test_what_a_server_that_left_ordered_rests_at_once_and_goes_on_when_it_is_back(house: House) -> None:
    house.roll.gone_from = {GUILD}
    await house.look(timedelta())
    clock = house.newsroom.board.clock

    assert await house.store.digests.free_from() is None
    assert await house.store.feeds.free_from() is None
    assert await house.store.feeds.claim("x", now=clock.now() + HOUR, until=clock.now() + 2 * HOUR) is None
    await house.newsroom.run_at(MORNING + HOUR)
    assert house.newsroom.board.posts == []

    house.roll.gone_from = set()
    await house.look()
    await house.newsroom.run_at(clock.now() + timedelta(days=1))

    assert len(house.newsroom.board.posts) == 1
    assert await house.store.feeds.free_from() is not None


async def test_all_that_is_kept_of_a_server_goes_after_a_while_and_nothing_else(house: House) -> None:
    house.roll.gone_from = {GUILD}
    await house.look(timedelta())
    await house.look(KEPT - timedelta(seconds=1))
    before = await house.store.holdings(GUILD)
    await house.look()

    assert before == Holdings(articles=1, feeds=1, digests=1)
    assert await house.store.holdings(GUILD) == Holdings(0, 0, 0)
    assert await house.store.departures.servers() == [OTHER_GUILD]
    assert await house.store.departures.overdue(house.newsroom.board.clock.now()) == []
    assert (await house.store.stats([PUBLIC])).articles == 1


async def test_a_server_that_comes_back_in_time_keeps_all(house: House) -> None:
    house.roll.gone_from = {GUILD}
    await house.look(timedelta())
    await house.look(KEPT - EVERY)
    house.roll.gone_from = set()
    await house.look(10 * EVERY)
    house.roll.gone_from = {GUILD}
    await house.look()

    assert await house.store.holdings(GUILD) == Holdings(articles=1, feeds=1, digests=1)


async def test_where_nobody_can_tell_nobody_has_left(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.roll.gone_from = {GUILD}
    await house.look(timedelta())
    house.roll.silent = True
    await house.look(KEPT + EVERY)

    assert await house.store.holdings(GUILD) == Holdings(articles=1, feeds=1, digests=1)
    assert "cannot be told which servers removed the bot" in caplog.text
    house.roll.silent = False
    await house.look(AFTER_FAILURE)
    assert await house.store.holdings(GUILD) == Holdings(0, 0, 0)


async def test_of_many_processes_one_looks_and_if_it_dies_another(house: House) -> None:
    clock = house.newsroom.board.clock
    assert await house.store.rounds.claim(Round.DEPARTURES, "dead", now=clock.now(), until=clock.now() + LEASE)
    await house.look(LEASE - timedelta(seconds=1))

    assert house.roll.asked == []
    await house.look(timedelta(seconds=1))
    assert len(house.roll.asked) == 1


async def test_a_server_where_somebody_asks_has_the_bot(house: House) -> None:
    attendance = Attendance(house.store)
    house.roll.gone_from = {GUILD, OTHER_GUILD}
    await house.look(timedelta())
    await attendance.seen(GUILD)
    await attendance.came(OTHER_GUILD)

    assert not await house.store.departures.has_left(GUILD)
    assert not await house.store.departures.has_left(OTHER_GUILD)
    assert await house.store.digests.free_from() is not None
