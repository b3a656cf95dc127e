"""What is kept of servers and members, and how it is forgotten: the one way, whoever asks for it."""

from dataclasses import dataclass

from bot.model import Holdings
from bot.store import Store

BATCH = 50
"""Articles that are removed in one transaction, so that nobody waits long for the database."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Tells what there is to forget, and forgets it for good."""

    store: Store

    async def holdings(self, library: str) -> Holdings:
        """Count what is kept of a server."""
        return await self.store.holdings(library)

    async def library(self, key: str) -> int:
        """Forget a library with its feeds, digests and settings; return how many articles there were.

        Raises:
            StoreUnavailable: the database cannot be written; doing it again forgets what is left.
        """
        forgotten = 0
        while removed := await self.store.forget_library(key, BATCH):
            forgotten += removed
        return forgotten

    async def member(self, member: int) -> bool:
        """Forget what a member chose and follows; False where there was nothing.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await self.store.forget_member(member)
