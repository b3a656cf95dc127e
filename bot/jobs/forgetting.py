"""Forgetting everything of a server: the one way, whoever asks for it."""

from bot.store import Store

BATCH = 50
"""Articles that are removed in one transaction, so that nobody waits long for the database."""


async def forget_library(store: Store, library: str) -> int:
    """Remove what a library holds, with its feeds, digests and settings; return how many articles there were.

    Raises:
        StoreUnavailable: the database cannot be written; what is left is removed by doing it again.
    """
    forgotten = 0
    while removed := await store.forget_library(library, BATCH):
        forgotten += removed
    return forgotten
