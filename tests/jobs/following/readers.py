"""Readers who follow people and topics: their direct messages and channels are places on the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import text

from bot.answers.conversion import Converter
from bot.answers.presented import Presented
from bot.jobs.contents import contents, readable
from bot.jobs.digests import deliverers
from bot.jobs.following.service import Destination, Following
from bot.jobs.following.watch import Watch
from bot.jobs.runner import Runner
from bot.model import PUBLIC_LIBRARY, Beginning, Subject, SubjectKind, visible_to
from bot.store import Store
from bot.store.records import Run
from tests.jobs.board import MORNING, Board, Post
from tests.store.press import PUBLIC, Print, deliver

READER = 7
MINUTE = timedelta(minutes=1)


@dataclass
class Readers:
    """Readers of one store, and the runners that tell them."""

    store: Store
    following: Following
    board: Board
    runners: tuple[Runner, Runner]

    @classmethod
    def of(cls, store: Store, converter: Converter, board: Board) -> Self:
        """Return the readers of a store."""
        clock = board.clock
        runners = (
            Runner("follows", [Watch(store, clock)], clock),
            Runner("digests", deliverers(store, converter, board, clock), clock),
        )
        return cls(store, Following(store, converter, clock), board, runners)

    async def follow(  # noqa: PLR0913 -- each has a default
        self,
        words: str,
        *,
        topic: bool = False,
        member: int = READER,
        channel: int | None = None,
        library: str = PUBLIC_LIBRARY,
        locale: str = "zh-TW",
        as_written: bool = False,
    ) -> Beginning:
        """Follow a person, or a topic, in a channel or in direct messages."""
        meant = await self.following.person(words, visible_to(library))
        subject = Subject(SubjectKind.TOPIC, words) if topic else meant
        assert isinstance(subject, Subject)
        to = Destination(channel or member * 1000, "", channel is None, locale, as_written)
        return await self.following.begin(subject, to, library=library, created_by=member)

    async def publish(self, *printed: Print, library: str = PUBLIC) -> None:
        """Store articles."""
        for each in printed:
            await deliver(self.store, library, each)

    async def run_at(self, *instants: datetime) -> None:
        """Do what is due, at one instant after the other."""
        for instant in instants:
            self.board.clock.instant = instant
            for runner in self.runners:
                await runner.run_due()

    async def run_for(self, length: timedelta, start: datetime = MORNING) -> None:
        """Do what is due, every minute from an instant on."""
        await self.run_at(*(start + number * MINUTE for number in range(length // MINUTE + 1)))

    async def shown(self, run: Run) -> Presented:
        """Return what a run holds, as its readers see it."""
        seen = await readable(self.store, self.board, run)
        return await contents(self.store, self.following.converter, run, seen)

    async def count_runs(self) -> int:
        """Count the runs that are kept."""
        return await self.store._database.read(  # noqa: SLF001 -- nothing else counts them
            lambda connection: connection.scalar(text("SELECT count(*) FROM digest_runs"))
        )

    @property
    def posts(self) -> Sequence[Post]:
        """What was told, oldest first."""
        return self.board.posts
