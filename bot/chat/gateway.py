"""The connection of each shard, as it really is: open, with a session, and heard from lately."""

import time

import discord

from bot.jobs.pulse import Shard

BEATS = 2
"""After so many intervals without an acknowledged heartbeat a connection that seems open counts as lost."""


def shards(client: discord.AutoShardedClient) -> tuple[Shard, ...]:
    """Return the shards that a client runs, by id; none while Discord has not said how many there are."""
    ids = client.shard_ids or range(client.shard_count or 0)
    return tuple(_shard(number, client.get_shard(number)) for number in ids)


def _shard(number: int, info: discord.ShardInfo | None) -> Shard:
    if info is None or info.is_closed():
        return Shard(number, is_ready=False, latency_s=None)
    websocket = info._parent.ws  # noqa: SLF001 -- the library tells how long an answer took, not how long none came
    beating = websocket._keep_alive  # noqa: SLF001 -- as above
    if websocket.session_id is None or beating is None or beating.interval is None:
        return Shard(number, is_ready=False, latency_s=None)
    silent_s = time.perf_counter() - beating._last_ack  # noqa: SLF001 -- as above
    latency_s = None if beating.latency == float("inf") else beating.latency
    return Shard(number, is_ready=silent_s <= BEATS * beating.interval, latency_s=latency_s)
