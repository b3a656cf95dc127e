"""The least bot: unmodified discord.py with commands of each kind, which do what a test says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import yarl
from discord import AutoShardedClient, Intents, Interaction, Message, Role, TextChannel, app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.chat.wire.server import WireDiscord

Behaviour = Callable[[Interaction], Awaitable[object]]


async def greet(interaction: Interaction) -> None:
    """Answer with a word."""
    await interaction.response.send_message("好")


class LeastClient(AutoShardedClient):
    """A bot whose ``behaviour`` answers every command.

    Attributes:
        given: The options of the last ``/digest add``.
    """

    def __init__(self, *, shard_count: int = 1, intents: Intents | None = None) -> None:
        super().__init__(intents=intents or Intents(guilds=True), shard_count=shard_count, guild_ready_timeout=0.05)
        self.behaviour: Behaviour = greet
        self.given: tuple[object, ...] = ()
        self.tree = app_commands.CommandTree(self)
        self._add_commands()

    def _add_commands(self) -> None:
        @self.tree.command(description="who is it")
        async def who(interaction: Interaction, name: str) -> None:  # noqa: ARG001 - Discord asks for it
            await self.behaviour(interaction)

        @who.autocomplete("name")
        async def names(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=typed.upper(), value=typed)]

        @app_commands.guild_only()
        class Digest(app_commands.Group):
            """Regular posts."""

            @app_commands.command(description="add one")
            async def add(self, interaction: Interaction, channel: TextChannel, role: Role | None, hour: int) -> None:
                client.given = (channel.id, role and role.id, hour)
                await client.behaviour(interaction)

        @self.tree.context_menu(name="Quotes")
        async def quotes(interaction: Interaction, message: Message) -> None:
            await interaction.response.send_message(message.content)

        client = self
        self.tree.add_command(Digest(name="digest"))

    async def setup_hook(self) -> None:
        """Register the commands."""
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait between shards: this Discord has no limit to that."""


def lead(discord: WireDiscord) -> None:
    """Lead discord.py to the server instead of to Discord."""
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = discord.api_url, yarl.URL(discord.gateway_url)


@asynccontextmanager
async def connected(discord: WireDiscord, client: LeastClient) -> AsyncIterator[LeastClient]:
    """Keep a client connected until the block ends."""
    lead(discord)
    async with client:
        running = asyncio.create_task(client.start(discord.token))
        await discord.ready(client.shard_count or 1)
        yield client
        await client.close()
        await running
