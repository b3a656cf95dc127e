"""What there is in a channel, and what the bot may do there; asked of Discord itself, since nothing is cached."""

from collections.abc import Iterator
from dataclasses import dataclass

import discord

from bot.chat.replies import Refusal
from bot.strings import catalogue

NEEDED = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""What digests need somewhere. Answers to commands need no permission."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that digests shall be posted to, and what the bot may do there; None where it may not even see it."""

    channel: discord.abc.GuildChannel | discord.Thread | None
    allowed: discord.Permissions

    @property
    def forum(self) -> discord.ForumChannel | None:
        """The channel, where it is a forum."""
        return self.channel if isinstance(self.channel, discord.ForumChannel) else None

    def lacking(self, tag: discord.ForumTag | None) -> tuple[str, ...]:
        """Return the names of the permissions that a digest, in a forum under a tag, needs and the bot has not."""
        if not self.allowed.view_channel:
            return ("view_channel",)
        return tuple(name for name in self._needed(tag) if not getattr(self.allowed, name))

    def check(self, tag: discord.ForumTag | None, locale: str) -> None:
        """Refuse a channel where the bot may not post, in a forum under a tag.

        Raises:
            Refusal: with the names of the permissions that it has not.
        """
        if lacking := self.lacking(tag):
            names = (catalogue.text(locale, f"permission.{name}") for name in lacking)
            raise Refusal("channel", permissions=catalogue.text(locale, "list.separator").join(names))

    def _needed(self, tag: discord.ForumTag | None) -> Iterator[str]:
        if isinstance(self.channel, discord.Thread):
            yield "send_messages_in_threads"
            if self.channel.locked:
                yield "manage_threads"
        else:
            yield "send_messages"
        if tag is not None and tag.moderated:
            yield "manage_threads"
        yield "read_message_history"  # to find a digest again after a crash


async def survey(client: discord.Client, guild_id: int, channel_id: int) -> Place:
    """Look at a channel of a server.

    Raises:
        Refusal: it is not there.
        HTTPException: Discord does not answer.
    """
    assert client.user is not None
    guild = await client.fetch_guild(guild_id, with_counts=False)
    bot = await guild.fetch_member(client.user.id)
    try:
        channel = await guild.fetch_channel(channel_id)
        holder = await guild.fetch_channel(channel.parent_id) if isinstance(channel, discord.Thread) else channel
    except discord.Forbidden:
        return Place(None, discord.Permissions.none())
    except discord.NotFound:
        raise Refusal("channel-gone") from None
    assert not isinstance(holder, discord.Thread)
    return Place(channel, holder.permissions_for(bot))
