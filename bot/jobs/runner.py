"""The loop that does what is due; any number of processes may run it on one database."""

import asyncio
import logging
import secrets
from datetime import timedelta

from bot.answers.conversion import Converter
from bot.errors import StoreUnavailable
from bot.jobs.clock import Clock
from bot.jobs.digests import Deliverer
from bot.jobs.poster import Poster
from bot.store import Store

LONGEST_SLEEP = timedelta(seconds=20)
"""Another process may add what is due sooner."""
SHORTEST_SLEEP = timedelta(seconds=1)
AT_ONCE = 4
"""Digests that one process delivers at a time: most are due at the same minute."""

log = logging.getLogger(__name__)


class Runner:
    """Delivers digests when they are due."""

    def __init__(self, store: Store, converter: Converter, poster: Poster, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._deliverers = [
            Deliverer(store, converter, poster, clock, claimant=secrets.token_hex(8)) for _ in range(AT_ONCE)
        ]

    async def run(self) -> None:
        """Deliver what is due and wait for more, until cancelled. What fails is logged, and tried again."""
        while True:
            await self.run_due()
            await self._clock.sleep((await self._until_next()).total_seconds())

    async def run_due(self) -> None:
        """Deliver every digest that is due now."""
        await asyncio.gather(*(self._drain(deliverer) for deliverer in self._deliverers))

    async def _drain(self, deliverer: Deliverer) -> None:
        """Deliver until nothing is due; what fails unforeseen stays claimed for a while and holds up nothing else."""
        try:
            while await deliverer.deliver_next():
                pass
        except StoreUnavailable as failure:
            log.warning("digests wait for the database: %s", failure)
        except Exception:
            log.exception("a digest could not be delivered; it is tried again")

    async def _until_next(self) -> timedelta:
        try:
            free_from = await self._store.digests.free_from()
        except StoreUnavailable:
            return LONGEST_SLEEP
        if free_from is None:
            return LONGEST_SLEEP
        return min(max(free_from - self._clock.now(), SHORTEST_SLEEP), LONGEST_SLEEP)
