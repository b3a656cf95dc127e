"""A newsroom: a store on a real database, moderators who subscribe, a runner, a board, and a clock that is set."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any, Self

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.answers.presented import Presented
from bot.jobs.digests import deliverers
from bot.jobs.runner import Runner
from bot.jobs.subscriptions import Subscriptions
from bot.model import Order, Subscription
from bot.store import Store
from tests.jobs.board import Board
from tests.store.press import GUILD, PUBLIC, Print, deliver, grams

NEWS = 100
OWNER = 7
AT_NINE = Order(channel=0, channel_name="news", locale="zh-TW", local_time=time(9), zone="Asia/Taipei")


def article(number: int) -> Print:
    """Return an article of its own, of one key sentence."""
    return Print(f"新聞{number}\n\n{sentence(number)}", source=f"{number}.txt", key_sentences=[sentence(number)])


def sentence(number: int) -> str:
    """Return the key sentence of an article."""
    return f"第{number}號宣布開幕。"


def texts(presented: Presented | None) -> list[str]:
    """Return every line of a digest."""
    return [line.text for section in presented.sections for line in section.lines] if presented else []


@dataclass
class Newsroom:
    """What a digest needs; several may share a database and a board."""

    store: Store
    subscriptions: Subscriptions
    runner: Runner
    board: Board

    @classmethod
    async def open(cls, url: str, converter: Converter, board: Board) -> Self:
        """Open a newsroom on a database."""
        store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
        subscriptions = Subscriptions(store, converter, board.clock)
        return cls(
            store,
            subscriptions,
            Runner("digests", deliverers(store, converter, board, board.clock), board.clock),
            board,
        )

    async def subscribe(self, channel: int = NEWS, library: str = GUILD, **wishes: Any) -> Subscription:  # noqa: ANN401 -- any field of an order
        """Subscribe a channel to what is new at nine in Taipei."""
        added = await self.subscriptions.add(library, replace(AT_NINE, channel=channel, **wishes), created_by=OWNER)
        assert added is not None
        return added.subscription

    async def publish(self, *printed: Print, library: str = PUBLIC) -> None:
        """Store articles."""
        for each in printed:
            await deliver(self.store, library, each)

    async def run_at(self, instant: datetime) -> None:
        """Deliver what is due at an instant."""
        self.board.clock.instant = instant
        await self.runner.run_due()

    async def next_due(self, library: str = GUILD) -> list[datetime]:
        """Return when each subscription is due."""
        return [upcoming.due_at for upcoming in await self.subscriptions.of(library)]

    async def problems(self, library: str = GUILD) -> list[str | None]:
        """Return why each subscription could not be posted."""
        return [upcoming.subscription.problem for upcoming in await self.subscriptions.of(library)]
