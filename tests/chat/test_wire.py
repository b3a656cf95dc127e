"""The Discord on the wire behaves as Discord does, seen through an unmodified discord.py."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import yarl
from discord import AutoShardedClient, Intents, Interaction, app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.chat.wire import Reply, WireDiscord
from tests.chat.wire.places import NEWS


class Card(ui.LayoutView):
    """A card with a button."""

    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        button: ui.Button[Card] = ui.Button(label="原文", custom_id="original")
        button.callback = self.show  # type: ignore[method-assign]  # discord.py documents this way
        self.add_item(ui.Container(ui.TextDisplay(text), ui.ActionRow(button)))

    async def show(self, interaction: Interaction) -> None:
        """Answer the button."""
        await interaction.response.send_message("原文在此", ephemeral=True)


class Client(AutoShardedClient):
    """The least bot: a command with autocomplete, a card, a button."""

    def __init__(self) -> None:
        super().__init__(intents=Intents(guilds=True), shard_count=1)
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="who is it")
        async def who(interaction: Interaction, name: str) -> None:
            await interaction.response.send_message(view=Card(name))

        @who.autocomplete("name")
        async def names(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=typed.upper(), value=typed)]

    async def setup_hook(self) -> None:
        """Register the commands."""
        await self.tree.sync()


@pytest.fixture
async def client(discord: WireDiscord) -> AsyncIterator[Client]:
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = discord.api_url, yarl.URL(discord.gateway_url)
    async with Client() as client:
        running = asyncio.create_task(client.start(discord.token))
        await discord.ready()
        yield client
        await client.close()
        await running


pytestmark = pytest.mark.usefixtures("client")


async def test_command(discord: WireDiscord) -> None:
    who = await discord.command("who", {"name": "Pachocki"})
    message = await who.message()
    assert (await who.response()).type is Reply.MESSAGE
    assert message.text == "Pachocki"
    pressed = await message.press("原文")
    shown = await pressed.message()
    assert shown.ephemeral
    assert shown.text == "原文在此"
    assert discord.posts(NEWS) == [message]


async def test_autocomplete(discord: WireDiscord) -> None:
    assert await discord.autocomplete("who", "name", "pach") == [{"name": "PACH", "value": "pach"}]
