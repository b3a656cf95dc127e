"""The loop that does what is due; any number of processes may run it on one database."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import StoreUnavailable
from bot.jobs.clock import Clock

LONGEST_SLEEP = timedelta(seconds=20)
"""Another process may add what is due sooner."""
SHORTEST_SLEEP = timedelta(seconds=1)

log = logging.getLogger(__name__)

job: ContextVar[str | None] = ContextVar("job", default=None)
"""The id of what is being done, by which whatever is logged meanwhile is found."""

Observe = Callable[[str, str, float], None]
"""Is told of each thing that was done: what kind it is, in one word what became of it, how many seconds it took."""


class Worker(Protocol):
    """Does one thing after another that is due, each claimed in the worker's own name."""

    async def do_next(self) -> str | None:
        """Do what is due the longest; return in one of few words what became of it, None where nothing is due.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        ...

    async def free_from(self) -> datetime | None:
        """Return when the next thing may be claimed, perhaps an instant that is past; None where there is none."""
        ...

    async def hand_back(self) -> None:
        """Let others have at once what this worker claimed and did not bring to an end.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        ...


def unobserved(doing: str, outcome: str, took_s: float) -> None:
    """Tell nobody."""
    del doing, outcome, took_s


class Runner:
    """Lets workers of one kind do what is due; ``doing`` is what the log calls that."""

    def __init__(self, doing: str, workers: Sequence[Worker], clock: Clock, observe: Observe = unobserved) -> None:
        self._doing = doing
        self._workers = workers
        self._clock = clock
        self._observe = observe
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Do what is due and wait for more, until stopped or cancelled. What fails is logged, and tried again.

        In the end what is not done is handed back.
        """
        try:
            while not self._stopping.is_set():
                await self.run_due()
                await self._rest()
        finally:
            await self._hand_back()

    def stop(self) -> None:
        """Begin nothing more: ``run`` ends once what was begun is done."""
        self._stopping.set()

    async def run_due(self) -> None:
        """Do everything that is due now."""
        await asyncio.gather(*(self._drain(worker) for worker in self._workers))

    async def _drain(self, worker: Worker) -> None:
        """Work until nothing is due; what fails unforeseen stays claimed for a while and holds up nothing else."""
        while not self._stopping.is_set():
            job.set(f"{self._doing} {secrets.token_hex(4)}")
            began_s = time.monotonic()
            outcome = await self._do_next(worker)
            if outcome is not None:
                self._observe(self._doing, outcome, time.monotonic() - began_s)
            if outcome in {None, "unavailable", "defect"}:
                return

    async def _do_next(self, worker: Worker) -> str | None:
        try:
            return await worker.do_next()
        except StoreUnavailable as failure:
            log.warning("%s wait for the database: %s", self._doing, failure)
            return "unavailable"
        except Exception:
            log.exception("%s: one failed; it is tried again", self._doing)
            return "defect"

    async def _rest(self) -> None:
        """Wait until something may be due, or no more."""
        seconds = (await self._until_next()).total_seconds()
        waits = [asyncio.create_task(self._clock.sleep(seconds)), asyncio.create_task(self._stopping.wait())]
        try:
            over, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        await over.pop()

    async def _until_next(self) -> timedelta:
        try:
            free_from = await self._workers[0].free_from()
        except StoreUnavailable:
            return LONGEST_SLEEP
        if free_from is None:
            return LONGEST_SLEEP
        return min(max(free_from - self._clock.now(), SHORTEST_SLEEP), LONGEST_SLEEP)

    async def _hand_back(self) -> None:
        for worker in self._workers:
            try:
                await worker.hand_back()
            except StoreUnavailable as failure:
                log.warning("%s stay claimed for a while: %s", self._doing, failure)
                return
