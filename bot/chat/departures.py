"""Where the bot is, as Discord tells over REST: the bot itself keeps no servers."""

from collections.abc import Collection

import discord

from bot.chat.client import refusals

UNKNOWN_GUILD = 10004
MISSING_ACCESS = 50001
"""Discord's own words for a server that the bot is not in; whoever stands between answers with others."""


class DiscordServers:
    """Asks as the bot that has entered."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def gone(self, servers: Collection[int]) -> set[int]:
        """Return those of the servers that the list of the bot's lacks and that Discord, asked for each, does not show.

        Raises:
            DiscordRefused: Discord does not answer, or not to the end.
        """
        async with refusals(self._client.http.token):
            present = {guild.id async for guild in self._client.fetch_guilds(limit=None, with_counts=False)}
            return {server for server in sorted({*servers} - present) if await self._is_gone(server)}

    async def _is_gone(self, server: int) -> bool:
        try:
            await self._client.fetch_guild(server, with_counts=False)
        except (discord.NotFound, discord.Forbidden) as error:
            if error.code in {UNKNOWN_GUILD, MISSING_ACCESS}:
                return True
            raise
        return False
