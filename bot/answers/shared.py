"""What is looked up once for all who ask the same within a few seconds."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

from cachetools import TTLCache

from bot.store import Store

SHARED_S = 10.0
"""For how long something is given again: what another process wrote meanwhile, a correction too, shows after it."""
MOST_SHARED = 512
"""Things that are kept at a time; an answer with its pages takes some 25 kilobytes on the shipped archive."""

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Shared(Generic[K, T]):
    """Things that were made lately, by what was asked; none outlives the ``revision`` of what they were made from."""

    def __init__(self, revision: Callable[[], int], timer: Callable[[], float] = time.monotonic) -> None:
        self._made: TTLCache[K, asyncio.Task[T]] = TTLCache(MOST_SHARED, SHARED_S, timer)
        self._revision = revision
        self._made_from = revision()

    async def get(self, asked: K, make: Callable[[], Awaitable[T]]) -> T:
        """Return what was made for whoever asked the same, else make it; what fails is not kept."""
        if self._made_from != self._revision():
            self._made_from = self._revision()
            self._made.clear()
        making = self._made.get(asked)
        if making is None:
            making = self._made[asked] = asyncio.ensure_future(_made(make))
            making.add_done_callback(lambda task: self._forget_failed(asked, task))
        return await asyncio.shield(making)

    def _forget_failed(self, asked: K, task: asyncio.Task[T]) -> None:
        failed = task.cancelled() or task.exception() is not None
        if failed and self._made.get(asked) is task:
            del self._made[asked]


class Holders:
    """Which libraries hold anything, so that readers who see the same are given the same."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: Shared[str, bool] = Shared(lambda: store.revision)

    async def of(self, libraries: Sequence[str]) -> tuple[str, ...]:
        """Return those of the libraries that have articles or corrections: what the others would add is nothing."""
        return tuple([key for key in libraries if await self._holds(key)])

    async def _holds(self, library: str) -> bool:
        return await self._known.get(library, lambda: self._store.has_library(library))


async def _made(make: Callable[[], Awaitable[T]]) -> T:
    return await make()
