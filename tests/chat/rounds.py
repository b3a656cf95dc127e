"""The rounds in which the jobs of the bot are done, at instants that Discord shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.digests.poster import DiscordPoster
from bot.jobs.runner import Runner
from bot.jobs.subscriptions import Subscriptions
from bot.store import Store
from bot.store.records import Run
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import GUILD
from tests.jobs.board import SetClock


@dataclass
class Rounds:
    """The runner's rounds, at instants that Discord shares."""

    discord: WireDiscord
    store: Store
    subscriptions: Subscriptions
    poster: DiscordPoster
    runner: Runner
    clock: SetClock

    async def open_runs(self) -> Sequence[Run]:
        """Return the next digest of each of the server's subscriptions."""
        return await self.store.digests.next_runs(f"guild:{GUILD.id}")

    async def due(self) -> datetime:
        """Return when the server's first digest is due."""
        return (await self.open_runs())[0].due_at

    async def run_at(self, *instants: datetime) -> None:
        """Post whatever is due, at one instant after the other."""
        for instant in instants:
            self.discord.clock.advance(instant.timestamp() - self.discord.clock.now())
            self.clock.instant = instant
            await self.runner.run_due()


def minutes(start: datetime, count: int) -> list[datetime]:
    """Return so many minutes from an instant on."""
    return [start + timedelta(minutes=number) for number in range(count)]
