"""The watch: whoever comes first looks through what came, and those whom it concerns are due soon."""

from dataclasses import dataclass
from datetime import datetime

from bot.jobs.clock import Clock
from bot.jobs.following.pace import GATHERING
from bot.store import Store

AT_ONCE = 200
"""Articles that are looked through in one transaction, so that nobody who writes waits long."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks through what came; any number of processes may."""

    store: Store
    clock: Clock

    async def do_next(self) -> str | None:
        """Look through some of what came; None where nothing did.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        looked = await self.store.lookout.look_through(soon=self.clock.now() + GATHERING, limit=AT_ONCE)
        return "looked-through" if looked else None

    async def free_from(self) -> datetime | None:
        """Return None: nobody knows when something comes."""
        return None

    async def hand_back(self) -> None:
        """Do nothing: what is looked through is never claimed."""
