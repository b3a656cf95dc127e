"""The gateway on the wire: sessions that are lost, resumed, moved and refused."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from discord import ConnectionClosed, Intents, LoginFailure, PrivilegedIntentsRequired

from tests.chat.wire import Description, WireDiscord
from tests.chat.wire.client import LeastClient, connected, lead
from tests.chat.wire.objects import integration_object
from tests.chat.wire.places import EDITOR, FOREIGN_GUILD, GUILD, NEWS, OTHER_GUILD, Permission


@pytest.fixture
async def client(discord: WireDiscord) -> AsyncIterator[LeastClient]:
    async with connected(discord, LeastClient()) as client:
        yield client


async def answers(discord: WireDiscord) -> bool:
    """Return whether a command is answered."""
    who = await discord.command("who", {"name": "x"})
    return (await who.message()).text == "好"


async def test_servers_are_given_with_their_channels(client: LeastClient) -> None:
    await client.wait_until_ready()

    assert {guild.name for guild in client.guilds} == {GUILD.name, OTHER_GUILD.name}
    assert client.get_channel(NEWS.id) is not None


async def test_heartbeats_are_acknowledged(discord: WireDiscord) -> None:
    discord.gateway.heartbeat_interval_ms = 20
    async with connected(discord, LeastClient()) as client:
        await discord.beaten(3)

        assert client.latency < 1


@pytest.mark.usefixtures("client")
async def test_what_happens_while_the_line_is_cut_comes_with_the_resume(discord: WireDiscord) -> None:
    discord.drop_gateway()
    who = await discord.command("who", {"name": "x"})

    assert (await who.message()).text == "好"
    assert (discord.gateway.resumed, len(discord.gateway.identified)) == (1, 1)


@pytest.mark.usefixtures("client")
async def test_a_client_moves_when_asked_to(discord: WireDiscord) -> None:
    await discord.reconnect_gateway()
    await discord.resumed()

    assert await answers(discord)
    assert len(discord.gateway.identified) == 1


@pytest.mark.parametrize(("resumable", "identified"), [(True, 1), (False, 2)])
@pytest.mark.usefixtures("client")
async def test_an_invalid_session_is_resumed_or_begun_anew(
    discord: WireDiscord, *, resumable: bool, identified: int
) -> None:
    await discord.invalidate_session(resumable=resumable)
    await discord.ready()
    await (discord.resumed() if resumable else discord.identified(2))

    assert await answers(discord)
    assert len(discord.gateway.identified) == identified


@pytest.mark.usefixtures("client")
async def test_a_forgotten_session_is_begun_anew(discord: WireDiscord) -> None:
    discord.drop_gateway()
    discord.gateway.sessions.clear()
    await discord.identified(2)

    assert await answers(discord)


async def test_each_shard_hears_of_its_own_servers(discord: WireDiscord) -> None:
    async with connected(discord, LeastClient(shard_count=2)) as client:
        assert await answers(discord)
        other = await discord.command("who", {"name": "x"}, guild=OTHER_GUILD)

        assert (await other.message()).text == "好"
        assert [frame["shard"] for frame in discord.gateway.identified] == [[0, 2], [1, 2]]
        discord.drop_gateway(shard=1)
        await discord.resumed()
        assert set(client.shards) == {0, 1}


async def test_changes_of_places_are_told(discord: WireDiscord, client: LeastClient) -> None:
    await client.wait_until_ready()
    await discord.deny(NEWS, Permission.SEND_MESSAGES)
    await discord.remove_bot(OTHER_GUILD)
    await discord.add_bot(FOREIGN_GUILD)
    assert await answers(discord)

    guild = client.get_guild(GUILD.id)
    assert guild
    news = guild.get_channel(NEWS.id)
    assert news
    assert not news.permissions_for(guild.me).send_messages
    assert {one.name for one in client.guilds} == {GUILD.name, FOREIGN_GUILD.name}


async def test_who_adds_the_bot_is_told_as_discord_describes_it(description: Description | None) -> None:
    if description is None:
        pytest.skip("Discord's description is not at hand")

    assert description.object_mistake("DiscordIntegrationResponse", integration_object(EDITOR)) is None


async def test_a_wrong_token_is_refused(discord: WireDiscord) -> None:
    lead(discord)
    async with LeastClient() as client:
        with pytest.raises(LoginFailure):
            await client.start("another")


async def test_privileged_intents_are_refused(discord: WireDiscord) -> None:
    lead(discord)
    async with LeastClient(intents=Intents.all()) as client:
        with pytest.raises(PrivilegedIntentsRequired):
            await client.start(discord.token)

    assert [violation.code for violation in discord.violations] == [4014]
    discord.violations.clear()


async def test_a_closed_session_stays_closed(discord: WireDiscord) -> None:
    lead(discord)
    async with LeastClient() as client:
        running = asyncio.create_task(client.start(discord.token))
        await discord.ready()
        await discord.close_gateway(4004)
        with pytest.raises(ConnectionClosed):
            await running


async def test_a_restart_begins_a_session_and_ends_the_one_before(discord: WireDiscord) -> None:
    for _ in range(2):
        async with connected(discord, LeastClient()):
            assert await answers(discord)
            assert len(discord.gateway.sessions) == 1
