"""What readers chose, at hand for every answer: read at most once a minute, and never waited for."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from cachetools import TTLCache

from bot.errors import StoreUnavailable
from bot.model import Preferences
from bot.store import Store

KNOWN_S = 60
"""For how long a choice is taken for the one that holds: another process may have changed it."""
MOST_KNOWN = 10_000
"""Readers whose choices are kept in memory; one takes half a kilobyte."""
WAITED_S = 0.5
"""How long an answer waits for a busy database to tell in which language to give it."""

log = logging.getLogger(__name__)


class KnownPreferences:
    """The choices of members and servers, as they were ``KNOWN_S`` ago at most."""

    def __init__(self, store: Store, timer: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._known: TTLCache[tuple[int, str | None], Preferences] = TTLCache(MOST_KNOWN, KNOWN_S, timer)
        self._changes = 0

    async def of(self, member: int, library: str | None) -> Preferences:
        """Return what a reader chose, and the server whose library they read; nothing where that cannot be told."""
        known = self._known.get((member, library))
        if known is not None:
            return known
        changes = self._changes
        try:
            async with asyncio.timeout(WAITED_S):
                chosen = await self._store.preferences.of(member, library)
        except (StoreUnavailable, TimeoutError) as failure:
            log.warning("a reader is answered as if they had chosen nothing: %r", failure)
            return Preferences()
        if changes == self._changes:  # else it may have been read before the change
            self._known[member, library] = chosen
        return chosen

    async def change_member(self, member: int, changes: Mapping[str, Any]) -> None:
        """Change what a member chose, field by field.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self._store.preferences.change_member(member, changes)
        self.forget()

    async def change_server(self, library: str, changes: Mapping[str, Any]) -> None:
        """Change what a server chose, field by field.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self._store.preferences.change_server(library, changes)
        self.forget()

    def forget(self) -> None:
        """Read every choice anew: some were changed otherwise."""
        self._changes += 1
        self._known.clear()
