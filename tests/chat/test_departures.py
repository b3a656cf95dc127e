"""Servers that removed the bot are found over REST, and only those."""

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat.client import Bot
from bot.chat.departures import DiscordServers
from bot.errors import DiscordRefused
from bot.store import Store
from tests.chat.newsroom import PUBLIC
from tests.chat.process import running
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import EDITOR, GUILD, OTHER_GUILD

OF_GUILD = f"guild:{GUILD.id}"
GUILDS = "/users/@me/guilds"
PAGE = 200


def pages(discord: WireDiscord) -> int:
    return sum(request.path.endswith(GUILDS) for request in discord.requests)


async def test_a_server_that_removed_the_bot_is_gone_among_very_many_that_did_not(
    discord: WireDiscord, bot: Bot
) -> None:
    discord.crowd(2 * PAGE + 50)
    await discord.remove_bot(GUILD)
    there = [1000 + number << 22 for number in range(2 * PAGE + 50)]

    assert await DiscordServers(bot).gone([GUILD.id, OTHER_GUILD.id, *there]) == {GUILD.id}
    assert pages(discord) == 3


async def test_a_list_that_is_not_whole_makes_nobody_gone(discord: WireDiscord, bot: Bot) -> None:
    discord.unlist(GUILD)

    assert await DiscordServers(bot).gone([GUILD.id, OTHER_GUILD.id]) == set()


@pytest.mark.parametrize("path", [f"GET {GUILDS}", f"GET /guilds/{GUILD.id}"])
async def test_a_list_that_fails_makes_nobody_gone(discord: WireDiscord, bot: Bot, path: str) -> None:
    await discord.remove_bot(GUILD)
    discord.fail(path, 501, times=9)

    with pytest.raises(DiscordRefused):
        await DiscordServers(bot).gone([GUILD.id])


async def test_a_running_bot_deletes_what_was_kept_long_enough(
    discord: WireDiscord, database: Path, store: Store
) -> None:
    await discord.remove_bot(GUILD)
    async with running(discord, database, end=signal.SIGTERM, DEPARTED_KEPT_DAYS="0", LOG_LEVEL="INFO") as process:
        assert process.stderr is not None
        async with asyncio.timeout(60):
            async for line in process.stderr:
                if b"was deleted" in line:
                    break

    assert (await store.holdings(OF_GUILD)).articles == 0
    assert (await store.stats([PUBLIC])).articles > 0


async def test_a_server_that_adds_the_bot_again_or_asks_has_it(discord: WireDiscord, bot: Bot, store: Store) -> None:
    del bot
    now = datetime.now(UTC)
    await store.departures.record([OF_GUILD, f"guild:{OTHER_GUILD.id}"], now=now)
    await discord.remove_bot(OTHER_GUILD)
    await discord.add_bot(OTHER_GUILD, user=EDITOR)
    await (await discord.command("who", {"name": "沈硯秋"})).message()

    async with asyncio.timeout(5):
        while await store.departures.overdue(now):  # noqa: ASYNC110 -- the database tells nobody
            await asyncio.sleep(0.01)
