"""Servers that removed the bot: noticed once a day, and after a while all that was kept of them is deleted.

Nothing tells the bot that it was removed, as it keeps no servers. So one process a day asks Discord where it is, and
asks again for each server that is missing there, so that a list that fails or is cut off makes nobody gone. What such
a server ordered rests at once; it is deleted for good after ``kept``, unless the bot is there again before.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cachetools import TTLCache

from bot.errors import DiscordRefused
from bot.jobs.clock import Clock
from bot.jobs.forgetting import Forgetting
from bot.model import library_of, server_of
from bot.store import Store
from bot.store.rounds import Round

EVERY = timedelta(days=1)
AFTER_FAILURE = timedelta(hours=1)
LEASE = timedelta(minutes=10)
"""How long looking is one process's; where it takes longer, another begins too, which does no harm."""

EVERY_SEEN_S = 3600
MOST_KNOWN = 10_000
"""Servers of which it is remembered that they were looked up."""

log = logging.getLogger(__name__)


class Servers(Protocol):
    """Where the bot is."""

    async def gone(self, servers: Collection[int]) -> set[int]:
        """Return those of the servers that the bot is surely in no more.

        Raises:
            DiscordRefused: that cannot be told now.
        """
        ...


class Attendance:
    """Notes that a server has the bot: such as have its commands alone are on no list of Discord's."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lately: TTLCache[str, bool] = TTLCache(MOST_KNOWN, EVERY_SEEN_S)

    async def seen(self, library: str) -> None:
        """Take a server for one that has the bot, as it is used there; looked up once an hour."""
        if library in self._lately:
            return
        if await self._store.departures.has_left(library):
            await self.came(library)
        self._lately[library] = True

    async def came(self, library: str) -> None:
        """Take a server for one that has the bot, as it was just added.

        Raises:
            StoreUnavailable: the database cannot be written; the next look tells.
        """
        await self._store.departures.forget(library)


@dataclass(frozen=True, slots=True)
class Caretaker:
    """Looks for servers that are gone, in the name of one claimant, which no other has."""

    store: Store
    servers: Servers
    clock: Clock
    claimant: str
    kept: timedelta

    async def do_next(self) -> str | None:
        """Look for servers that are gone, and delete what was kept of them long enough; None where that is not due.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        now = self.clock.now()
        if not await self.store.rounds.claim(Round.DEPARTURES, self.claimant, now=now, until=now + LEASE):
            return None
        try:
            await self._look(now)
        except DiscordRefused as refused:
            log.warning("it cannot be told which servers removed the bot; asking again in an hour: %s", refused)
            await self.store.rounds.end(Round.DEPARTURES, self.claimant, next_due_at=now + AFTER_FAILURE)
            return "put-off"
        await self.store.rounds.end(Round.DEPARTURES, self.claimant, next_due_at=now + EVERY)
        return "looked"

    async def free_from(self) -> datetime | None:
        """Return when that is due next."""
        return await self.store.rounds.free_from(Round.DEPARTURES)

    async def hand_back(self) -> None:
        """Let another look, where this one did not come to an end.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self.store.rounds.hand_back(Round.DEPARTURES, self.claimant)

    async def _look(self, now: datetime) -> None:
        """Note which servers are gone, and delete what is kept of those that have been for long.

        Raises:
            DiscordRefused: it cannot be told which.
        """
        known = [server_of(library) for library in await self.store.departures.servers()]
        gone = {library_of(server) for server in await self.servers.gone([each for each in known if each is not None])}
        await self.store.departures.record(gone, now=now)
        for library in await self.store.departures.overdue(now - self.kept):
            articles = await Forgetting(self.store).library(library)
            await self.store.departures.forget(library)
            log.info("%s removed the bot and was deleted, with %d articles", library, articles)
