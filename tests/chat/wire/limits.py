"""Rate limits and faults: what Discord does to those who ask too much, or on a bad day."""

import zlib
from dataclasses import dataclass

from tests.chat.wire.clock import Clock
from tests.chat.wire.errors import ApiError

GENEROUS = (1_000, 60.0)
"""Requests and seconds, for routes of which a test says nothing: no waiting."""
GLOBAL = (50, 1.0)
"""Discord's limit for a bot in all, interactions and their messages apart."""
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")
"""The parts of a path that have limits of their own."""


@dataclass
class Fault:
    """Something that goes wrong ``times`` times on a path.

    Attributes:
        path: A route such as ``POST /channels/{channel_id}/messages``, or a path with ids; the method may be left out.
        error: What is answered instead of carrying the request out.
        after_s: How long it takes before anything happens.
        text: What is answered, as JSON that it need not be, once the request is carried out.
        loses_answer: Whether the connection ends instead of an answer, once the request is carried out.
    """

    path: str
    times: int
    error: ApiError | None = None
    after_s: float = 0.0
    text: str | None = None
    loses_answer: bool = False

    def strikes(self, method: str, *paths: str) -> bool:
        """Whether it happens now; it is counted."""
        if self.times <= 0 or self.path not in {*paths, *(f"{method} {path}" for path in paths)}:
            return False
        self.times -= 1
        return True


@dataclass
class Window:
    """Requests in the current stretch of time."""

    ends_at: float
    used: int = 0


class Limits:
    """Counts requests against limits, and tells how much is left.

    Attributes:
        of: Route -> requests and seconds.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._windows: dict[str, Window] = {}
        self.of: dict[str, tuple[int, float]] = {}

    def count(self, route: str, parts: dict[str, str], *, counts_globally: bool) -> dict[str, str]:
        """Count a request, and return the headers that tell what is left.

        Raises:
            ApiError: Nothing was left.
        """
        if counts_globally:
            self._take("", GLOBAL)
        limit = self.of.get(route, GENEROUS)
        window = self._take("/".join((route, *(parts[name] for name in MAJOR if name in parts))), limit)
        return self._headers(route, limit[0], window)

    def _take(self, key: str, limit: tuple[int, float]) -> Window:
        requests, seconds = limit
        now = self._clock.now()
        window = self._windows.get(key)
        if window is None or window.ends_at <= now:
            window = self._windows[key] = Window(now + seconds)
        if window.used >= requests:
            raise limited(window.ends_at - now, everywhere=not key, at_fault=True)
        window.used += 1
        return window

    def _headers(self, route: str, requests: int, window: Window) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(requests),
            "X-RateLimit-Remaining": str(requests - window.used),
            "X-RateLimit-Reset": f"{window.ends_at:.3f}",
            "X-RateLimit-Reset-After": f"{window.ends_at - self._clock.now():.3f}",
            "X-RateLimit-Bucket": f"{zlib.crc32(route.encode()):08x}",
        }


def limited(retry_after_s: float, *, everywhere: bool = False, at_fault: bool = False) -> ApiError:
    """Return a refusal for having asked too much.

    Args:
        retry_after_s: When to come back.
        everywhere: Whether it is the limit of the bot in all.
        at_fault: Whether the bot could have known from the headers.
    """
    headers = {
        "Retry-After": f"{retry_after_s:.3f}",
        "X-RateLimit-Scope": "global" if everywhere else "user",
        "Via": "1.1 google",  # without it, discord.py takes the refusal for a ban by Cloudflare
    } | ({"X-RateLimit-Global": "true"} if everywhere else {})
    more = {"retry_after": round(retry_after_s, 3), "global": everywhere}
    return ApiError(429, 0, "You are being rate limited.", at_fault=at_fault, headers=headers, more=more)
