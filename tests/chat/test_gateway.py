"""Whether a shard hears Discord is told as it is, not as it once was."""

import asyncio
import math

from bot.answers.conversion import Converter
from bot.chat.client import Bot
from bot.chat.gateway import shards
from bot.store import Store
from tests.chat.newsroom import at_work, furnished
from tests.chat.wire import WireDiscord

PATIENCE_S = 30


async def until(bot: Bot, *ready: int) -> None:
    """Wait until these shards are ready, and no others."""
    async with asyncio.timeout(PATIENCE_S):
        while tuple(shard.id for shard in shards(bot) if shard.is_ready) != ready:  # noqa: ASYNC110 -- the library tells nobody
            await asyncio.sleep(0.02)


async def test_before_it_connects_no_shard_is_ready(store: Store, converter: Converter) -> None:
    async with furnished(store, converter, shards=2) as bot:
        assert [shard.is_ready for shard in shards(bot)] == [False, False]


async def test_each_shard_is_told_apart(discord: WireDiscord, store: Store, converter: Converter) -> None:
    async with at_work(discord, store, converter, shards=2) as bot:
        await until(bot, 0, 1)
        discord.gateway.is_open = False
        discord.drop_gateway(shard=1)
        await until(bot, 0)
        discord.gateway.is_open = True
        await until(bot, 0, 1)

    assert [shard.id for shard in shards(bot)] == [0, 1]


async def test_a_connection_on_which_heartbeats_are_not_answered_counts_as_lost(
    discord: WireDiscord, store: Store, converter: Converter
) -> None:
    discord.gateway.heartbeat_interval_ms = 200
    async with at_work(discord, store, converter) as bot:
        await discord.beaten(2)
        await until(bot, 0)
        [shard] = shards(bot)
        discord.gateway.acknowledges = False
        await until(bot)
        discord.gateway.acknowledges = True
        await until(bot, 0)

    assert shard.latency_s is not None
    assert math.isfinite(shard.latency_s)
