"""Time that a test can move on, ids that carry it, and waiting for what has to happen."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")
EPOCH_MS = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord's ids count."""


class Clock:
    """The real time, which a test may set ahead."""

    def __init__(self) -> None:
        self._ahead_s = 0.0

    def now(self) -> float:
        """Return the seconds since 1970."""
        return time.time() + self._ahead_s

    def advance(self, seconds: float) -> None:
        """Let so much time go by at once."""
        self._ahead_s += seconds


class Snowflakes:
    """Gives out ids: unique, rising, and made of the time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """Return a new id."""
        self._last = max(self._last + 1, int(self._clock.now() * 1000) - EPOCH_MS << 22)
        return self._last


def timestamp(snowflake: int) -> str:
    """Return when an id was given out, in ISO 8601."""
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH_MS) / 1000, tz=UTC).isoformat()


class Changes:
    """Tells those who wait that something has changed."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        """Let everyone who waits look again."""
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, look: Callable[[], T | None], what: str, *, timeout_s: float = 5.0) -> T:
        """Return the first that ``look`` finds: anything but None and False.

        Raises:
            AssertionError: It did not come in time.
        """
        try:
            async with asyncio.timeout(timeout_s):
                while (found := look()) is None or found is False:
                    await self._next.wait()
        except TimeoutError:
            raise AssertionError(f"{what} did not come within {timeout_s:g} s") from None
        return found
