"""The loop that does what is due; any number of processes may run it on one database."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import StoreUnavailable
from bot.jobs.clock import Clock

LONGEST_SLEEP = timedelta(seconds=20)
"""Another process may add what is due sooner."""
SHORTEST_SLEEP = timedelta(seconds=1)

log = logging.getLogger(__name__)


class Worker(Protocol):
    """Does one thing after another that is due, each claimed in the worker's own name."""

    async def do_next(self) -> bool:
        """Do what is due the longest; False where nothing is due.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        ...

    async def free_from(self) -> datetime | None:
        """Return when the next thing may be claimed, perhaps an instant that is past; None where there is none."""
        ...


class Runner:
    """Lets workers of one kind do what is due; ``doing`` is what the log calls that."""

    def __init__(self, doing: str, workers: Sequence[Worker], clock: Clock) -> None:
        self._doing = doing
        self._workers = workers
        self._clock = clock

    async def run(self) -> None:
        """Do what is due and wait for more, until cancelled. What fails is logged, and tried again."""
        while True:
            await self.run_due()
            await self._clock.sleep((await self._until_next()).total_seconds())

    async def run_due(self) -> None:
        """Do everything that is due now."""
        await asyncio.gather(*(self._drain(worker) for worker in self._workers))

    async def _drain(self, worker: Worker) -> None:
        """Work until nothing is due; what fails unforeseen stays claimed for a while and holds up nothing else."""
        try:
            while await worker.do_next():
                pass
        except StoreUnavailable as failure:
            log.warning("%s wait for the database: %s", self._doing, failure)
        except Exception:
            log.exception("%s: one failed; it is tried again", self._doing)

    async def _until_next(self) -> timedelta:
        try:
            free_from = await self._workers[0].free_from()
        except StoreUnavailable:
            return LONGEST_SLEEP
        if free_from is None:
            return LONGEST_SLEEP
        return min(max(free_from - self._clock.now(), SHORTEST_SLEEP), LONGEST_SLEEP)
