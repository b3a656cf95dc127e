"""Who posts what jobs have to say; ``chat`` is one."""

from datetime import datetime
from typing import Protocol

from bot.answers.present import Presented
from bot.model import Subscription


class Poster(Protocol):
    """Posts digests, and news of what is followed, to channels.

    ``run`` is a digest's id: 24 characters, another for every digest.
    """

    async def post(self, channel: int, presented: Presented, run: str) -> int:
        """Post a digest and return its message's id: that of the earlier one where it was posted a moment ago.

        Raises:
            NotDelivered: it was not posted, as far as can be told.
        """
        ...

    async def find(self, channel: int, run: str, since: datetime) -> int | None:
        """Return the id of the message, posted at ``since`` or later, that holds a digest; None where none is seen.

        Raises:
            NotDelivered: the channel cannot be asked.
        """
        ...

    async def tell(self, subscription: Subscription, reason: str) -> None:
        """Tell whoever made a subscription why its digests cannot be posted, as far as they can be reached."""
        ...

    async def may_see(self, member: int, library: str) -> bool:
        """Tell whether a member is in the server that a library belongs to, and so is the bot.

        Raises:
            NotDelivered: that cannot be asked.
        """
        ...
