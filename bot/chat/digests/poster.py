"""Posts digests and news to channels over REST, which needs no shard and no cache: any process posts to any channel.

A post in a forum is a thread with its first message, for which Discord takes no nonce: it is looked for among our own.
"""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot.answers.following import News
from bot.answers.presented import Presented
from bot.chat.buttons import turns
from bot.chat.cards import lay_out
from bot.chat.digests.card import DigestBook, draw
from bot.chat.digests.words import trouble
from bot.chat.direct_messages import write_to
from bot.chat.following import card as news_card
from bot.chat.following.words import trouble as trouble_of_follows
from bot.chat.mentions import Mentions
from bot.errors import NotDelivered
from bot.jobs.poster import Posted
from bot.model import Rhythm, Subscription, server_of

LOOKED_THROUGH = 1000
"""Messages since a digest was due among which it is looked for: ten requests at most."""
POSTS_LOOKED_THROUGH = 50
"""Archived posts of a forum among which one is looked for: one request."""
CLOCKS_APART = timedelta(minutes=1)
"""How far Discord's clock may be behind ours."""
THREAD_ARCHIVED = 50083
TITLE_CHARS = 100
"""What Discord takes as the title of a post."""


class DiscordPoster:
    """Posts as the bot that has entered."""

    def __init__(self, client: discord.Client, mentions: Mentions) -> None:
        self._client = client
        self._mentions = mentions

    async def post(self, subscription: Subscription, presented: Presented, run: str) -> Posted:
        """Post a digest; of several messages with one ``run`` in a channel Discord makes one for a while.

        Raises:
            NotDelivered: it was not posted, as far as can be told.
        """
        async with _delivered(subscription.channel):
            role = await self._role(subscription)
            if presented.command == News.command:
                view = news_card.draw(presented, run)
            else:
                view = draw(presented, DigestBook(run), role=role)
            mentioned = discord.AllowedMentions(roles=[] if role is None else [discord.Object(role)])
            if subscription.is_forum:
                message, tag_missing = await self._start_post(subscription, presented.title, view, mentioned)
            else:
                message, tag_missing = await self._send(subscription.channel, run, view, mentioned), False
        if tag_missing:
            return Posted(message.id, "tag")
        return Posted(message.id, "role" if role is None and subscription.role is not None else None)

    async def find(self, subscription: Subscription, run: str, since: datetime) -> Posted | None:
        """Return our message that holds a digest; None where none is seen, or the history is closed to us.

        Raises:
            NotDelivered: the channel cannot be asked.
        """
        async with _delivered(subscription.channel):
            seen = self._posts(subscription.channel, since) if subscription.is_forum else None
            async for message in seen or self._messages(subscription.channel, since):
                if message.author == self._client.user and _holds(message, run):
                    return Posted(message.id)
        return None

    async def tell(self, subscription: Subscription, reason: str) -> None:
        """Write to whoever made the subscription; some take no messages from bots."""
        if subscription.rhythm is Rhythm.AS_IT_COMES:
            page = trouble_of_follows(subscription, reason)
        else:
            page = trouble(subscription, reason, edit=self._mentions.of("digest edit", subscription.locale))
        about = f"channel {subscription.channel}"
        await write_to(self._client, subscription.created_by, lay_out(page), about=about)

    async def may_see(self, member: int, library: str) -> bool:
        """Tell whether a member is in the server that a library belongs to, and so is the bot.

        Raises:
            NotDelivered: Discord cannot be asked.
        """
        server = server_of(library)
        if server is None:
            return True
        try:
            async with _delivered(server):
                guild = await self._client.fetch_guild(server, with_counts=False)
                await guild.fetch_member(member)
        except NotDelivered as failure:
            if failure.reason in {"gone", "forbidden"}:
                return False
            raise
        return True

    async def _role(self, subscription: Subscription) -> int | None:
        """Return the role that is to be mentioned, where the server still has it."""
        server = server_of(subscription.library)
        if subscription.role is None or server is None:
            return None
        guild = await self._client.fetch_guild(server, with_counts=False)
        return subscription.role if guild.get_role(subscription.role) else None

    async def _send(
        self, channel: int, run: str, view: discord.ui.LayoutView, mentioned: discord.AllowedMentions
    ) -> discord.Message:
        """Send a message; a thread that was archived is taken out of the archive."""
        place = self._client.get_partial_messageable(channel)
        try:
            return await place.send(view=view, nonce=run, allowed_mentions=mentioned)
        except discord.HTTPException as error:
            if error.code != THREAD_ARCHIVED:
                raise
        await self._open_again(channel)
        return await place.send(view=view, nonce=run, allowed_mentions=mentioned)

    async def _start_post(
        self, subscription: Subscription, title: str, view: discord.ui.LayoutView, mentioned: discord.AllowedMentions
    ) -> tuple[discord.Message, bool]:
        """Start a post in a forum; return its message, and whether its tag is gone and was left out.

        Raises:
            NotDelivered: the forum asks for a tag, and there is no such.
        """
        forum = await self._client.fetch_channel(subscription.channel)
        assert isinstance(forum, discord.ForumChannel)
        tag = None if subscription.tag is None else forum.get_tag(subscription.tag)
        if tag is None and forum.flags.require_tag:
            raise NotDelivered(subscription.channel, "tag-needed", str(subscription.tag))
        tags = [] if tag is None else [tag]
        _, message = await forum.create_thread(
            name=title[:TITLE_CHARS], view=view, applied_tags=tags, allowed_mentions=mentioned
        )
        return message, tag is None and subscription.tag is not None

    async def _open_again(self, channel: int) -> None:
        """Take a thread out of the archive.

        Raises:
            NotDelivered: we may not.
        """
        thread = await self._client.fetch_channel(channel)
        assert isinstance(thread, discord.Thread)
        try:
            await thread.edit(archived=False)
        except discord.Forbidden as error:
            raise NotDelivered(channel, "archived", str(error)) from error

    def _messages(self, channel: int, since: datetime) -> AsyncIterator[discord.Message]:
        place = self._client.get_partial_messageable(channel)
        return place.history(after=since - CLOCKS_APART, oldest_first=True, limit=LOOKED_THROUGH)

    async def _posts(self, channel: int, since: datetime) -> AsyncIterator[discord.Message]:
        """Yield the first messages of our own posts in a forum since an instant, as far as they are there."""
        forum = await self._client.fetch_channel(channel)
        assert isinstance(forum, discord.ForumChannel)
        assert self._client.user is not None
        posts = [thread for thread in await forum.guild.active_threads() if thread.parent_id == channel]
        posts += [thread async for thread in forum.archived_threads(limit=POSTS_LOOKED_THROUGH)]
        for post in posts:
            begun = discord.utils.snowflake_time(post.id)
            if post.owner_id == self._client.user.id and begun >= since - CLOCKS_APART:
                try:
                    yield await post.fetch_message(post.id)
                except discord.NotFound:
                    continue


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
    except (aiohttp.ClientError, OSError, json.JSONDecodeError) as error:
        raise NotDelivered(channel, "unreachable", str(error)) from error


def _holds(message: discord.Message, run: str) -> bool:
    books = (str(DigestBook(run)), news_card.book_of(run))
    return any(
        isinstance(component, discord.Button) and any(turns(component.custom_id or "", book) for book in books)
        for component in _walk(message.components)
    )


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
