"""A Discord for each test; what it objects to fails the test."""

from collections.abc import AsyncIterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.chat.wire import Description, WireDiscord


@pytest.fixture(scope="session")
def description() -> Description | None:
    """Return Discord's own description of its interface, where it is at hand."""
    return Description.at_hand()


@pytest.fixture
async def discord(description: Description | None) -> AsyncIterator[WireDiscord]:
    """Return a Discord on loopback; a test that provokes violations takes them out of ``violations``.

    Where discord.py was led to it, it is led back at the end.
    """
    addresses = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with WireDiscord(description) as server:
        yield server

    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses
    assert list(map(str, server.violations)) == []
