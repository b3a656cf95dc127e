"""Posts digests and news to channels over REST, which needs no shard and no cache: any process posts to any channel."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot.answers.following import News
from bot.answers.present import Presented
from bot.chat.buttons import turns
from bot.chat.cards import lay_out
from bot.chat.digests import card
from bot.chat.digests.words import trouble
from bot.chat.direct_messages import write_to
from bot.chat.following import card as news_card
from bot.chat.following.words import trouble as trouble_of_follows
from bot.errors import NotDelivered
from bot.model import PUBLIC_LIBRARY, Rhythm, Subscription

LOOKED_THROUGH = 1000
"""Messages since a digest was due among which it is looked for: ten requests at most."""
CLOCKS_APART = timedelta(minutes=1)
"""How far Discord's clock may be behind ours."""


class DiscordPoster:
    """Posts as the bot that has entered."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def post(self, channel: int, presented: Presented, run: str) -> int:
        """Post a digest and return its message's id; of several posts with one ``run`` Discord makes one for a while.

        Raises:
            NotDelivered: it was not posted, as far as can be told.
        """
        async with _delivered(channel):
            place = self._client.get_partial_messageable(channel)
            draw = news_card.draw if presented.command == News.command else card.draw
            message = await place.send(view=draw(presented, run), nonce=run)
        return message.id

    async def find(self, channel: int, run: str, since: datetime) -> int | None:
        """Return the id of our message that holds a digest; None where none is seen, or the history is closed to us.

        Raises:
            NotDelivered: the channel cannot be asked.
        """
        place = self._client.get_partial_messageable(channel)
        async with _delivered(channel):
            history = place.history(after=since - CLOCKS_APART, oldest_first=True, limit=LOOKED_THROUGH)
            async for message in history:
                if message.author == self._client.user and _holds(message, run):
                    return message.id
        return None

    async def tell(self, subscription: Subscription, reason: str) -> None:
        """Write to whoever made the subscription; some take no messages from bots."""
        told = trouble_of_follows if subscription.rhythm is Rhythm.AS_IT_COMES else trouble
        view = lay_out(told(subscription, reason))
        await write_to(self._client, subscription.created_by, view, about=f"channel {subscription.channel}")

    async def may_see(self, member: int, library: str) -> bool:
        """Tell whether a member is in the server that a library belongs to, and so is the bot.

        Raises:
            NotDelivered: Discord cannot be asked.
        """
        if library == PUBLIC_LIBRARY:
            return True
        server = int(library.removeprefix("guild:"))
        try:
            async with _delivered(server):
                guild = await self._client.fetch_guild(server, with_counts=False)
                await guild.fetch_member(member)
        except NotDelivered as failure:
            if failure.reason in {"gone", "forbidden"}:
                return False
            raise
        return True


@asynccontextmanager
async def _delivered(channel: int) -> AsyncIterator[None]:
    """Turn the library's exceptions into the house's."""
    try:
        yield
    except discord.NotFound as error:
        raise NotDelivered(channel, "gone", str(error)) from error
    except discord.Forbidden as error:
        raise NotDelivered(channel, "forbidden", str(error)) from error
    except discord.DiscordServerError as error:
        raise NotDelivered(channel, "unreachable", str(error)) from error
    except discord.HTTPException as error:
        raise NotDelivered(channel, "refused", str(error)) from error
    except (aiohttp.ClientError, OSError) as error:
        raise NotDelivered(channel, "unreachable", str(error)) from error


def _holds(message: discord.Message, run: str) -> bool:
    books = (card.book_of(run), news_card.book_of(run))
    return any(
        isinstance(component, discord.Button) and any(turns(component.custom_id or "", book) for book in books)
        for component in _walk(message.components)
    )


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
