"""How much one member may ask for in a while: more than a person does, less than would keep others waiting.

Each process counts for itself, and forgets when it ends. What completes an option as it is typed is not counted.
"""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from cachetools import TTLCache
from discord.app_commands import Cooldown

ALLOWANCE = 60
PER_S = 60.0
"""So many presses and commands, from the first of them on; then one waits until the time is over."""
COSTS: Mapping[str, int] = {"add": 5, "feed add": 5, "feed import": 10}
"""Commands that count for more than one: they ask websites, or have much analysed."""
MOST_KNOWN = 10_000
"""Members who are counted at a time; of more, those who asked first begin anew."""


class Pace:
    """Counts what members ask for."""

    def __init__(self, allowance: int = ALLOWANCE, timer: Callable[[], float] = time.time) -> None:
        self._allowance = allowance
        self._timer = timer
        self._known: TTLCache[int, Cooldown] = TTLCache(MOST_KNOWN, PER_S, timer)

    def held_until(self, member: int, command: str | None) -> datetime | None:
        """Count a command (None: something pressed); return from when on it may be given, None where that is now."""
        now = self._timer()
        cooldown = self._known.setdefault(member, Cooldown(self._allowance, PER_S))
        wait_s = cooldown.update_rate_limit(now, tokens=COSTS.get(command or "", 1))
        return None if wait_s is None else datetime.fromtimestamp(now + wait_s, UTC)
