"""Tells people of the feeds that they subscribed to, in direct messages, which any process may send."""

import discord

from bot.chat.cards import Page, lay_out
from bot.chat.direct_messages import write_to
from bot.chat.feeds import words
from bot.chat.mentions import Mentions
from bot.chat.translation import DEFAULT
from bot.model import Feed


class DiscordReporter:
    """Writes as the bot that has entered."""

    def __init__(self, client: discord.Client, mentions: Mentions) -> None:
        self._client = client
        self._mentions = mentions

    async def tell_failing(self, feed: Feed) -> None:
        """Write why a feed cannot be read, and what can be done."""
        locale = feed.locale or DEFAULT
        remove, add = self._mentions.of("feed remove", locale), self._mentions.of("feed add", locale)
        await self._tell(feed, words.failing(feed, locale, remove=remove, add=add))

    async def tell_recovered(self, feed: Feed) -> None:
        """Write that a feed can be read again."""
        await self._tell(feed, words.recovered(feed, feed.locale or DEFAULT))

    async def _tell(self, feed: Feed, page: Page) -> None:
        assert feed.created_by is not None
        await write_to(self._client, feed.created_by, lay_out(page), about=f"feed {feed.id}")
