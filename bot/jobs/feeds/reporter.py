"""Who tells people of their feeds; ``chat`` is one."""

from typing import Protocol

from bot.model import Feed


class Reporter(Protocol):
    """Tells whoever added a feed (``created_by``, never None here) how it goes, as far as they can be reached."""

    async def tell_failing(self, feed: Feed) -> None:
        """Tell why a feed cannot be read: ``feed.problem``. It is tried again all the same."""
        ...

    async def tell_recovered(self, feed: Feed) -> None:
        """Tell that a feed can be read again; ``feed.problem`` is what was wrong."""
        ...
