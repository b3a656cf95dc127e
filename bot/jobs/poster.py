"""Who posts what jobs have to say; ``chat`` is one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.answers.presented import Presented
from bot.model import Subscription


@dataclass(frozen=True, slots=True)
class Posted:
    """A message by its id; ``left_out`` is the code of what could not be posted with it (``role``, ``tag``)."""

    message: int
    left_out: str | None = None


class Poster(Protocol):
    """Posts what subscriptions tell, digests and news of what is followed, to their channels.

    ``run`` is the id of what is told: 24 characters, another for everything.
    """

    async def post(self, subscription: Subscription, presented: Presented, run: str) -> Posted:
        """Post; where that was done a moment ago, and the channel takes nonces, return the earlier message.

        Raises:
            NotDelivered: it was not posted, as far as can be told.
        """
        ...

    async def find(self, subscription: Subscription, run: str, since: datetime) -> Posted | None:
        """Return the message, posted at ``since`` or later, that holds a run; None where none is seen.

        Raises:
            NotDelivered: the channel cannot be asked.
        """
        ...

    async def tell(self, subscription: Subscription, reason: str) -> None:
        """Tell whoever made a subscription what is wrong with it, as far as they can be reached."""
        ...

    async def may_see(self, member: int, library: str) -> bool:
        """Tell whether a member is in the server that a library belongs to, and so is the bot.

        Raises:
            NotDelivered: that cannot be asked.
        """
        ...
