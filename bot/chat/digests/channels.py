"""What the bot may not do in a channel; asked of Discord itself, since the bot keeps no servers in memory."""

import discord

NEEDED = ("view_channel", "send_messages", "read_message_history")
NEEDED_IN_THREADS = ("view_channel", "send_messages_in_threads", "read_message_history")
"""To post a digest, and to find it again after a crash."""


async def lacking(client: discord.Client, guild_id: int, channel_id: int) -> tuple[str, ...]:
    """Return the names of the permissions that a digest needs there and the bot has not.

    Raises:
        HTTPException: Discord does not answer.
    """
    assert client.user is not None
    guild = await client.fetch_guild(guild_id, with_counts=False)
    bot = await guild.fetch_member(client.user.id)
    try:
        channel = await guild.fetch_channel(channel_id)
        if not isinstance(channel, discord.Thread):
            return _without(NEEDED, channel.permissions_for(bot))
        parent = await guild.fetch_channel(channel.parent_id)
    except discord.Forbidden:
        return ("view_channel",)
    assert not isinstance(parent, discord.Thread)
    return _without(NEEDED_IN_THREADS, parent.permissions_for(bot))


def _without(needed: tuple[str, ...], allowed: discord.Permissions) -> tuple[str, ...]:
    return tuple(name for name in needed if not getattr(allowed, name))
