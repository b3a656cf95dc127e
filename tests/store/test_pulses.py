"""Each process has one pulse, its last."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.store import Store
from bot.store.records import Pulse

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
ONE = Pulse("here", "all shards", 2, 1, NOW)
LATER = replace(ONE, ready=2, beaten_at=NOW + timedelta(seconds=10))
OTHER = replace(ONE, host="elsewhere")
AN_HOUR_AGO = NOW - timedelta(hours=1)


async def test_the_last_one_stands(store: Store) -> None:
    for pulse in (ONE, OTHER, LATER):
        await store.pulses.beat(pulse, forgotten=AN_HOUR_AGO)

    assert await store.pulses.all() == [OTHER, LATER]


async def test_what_ended_or_is_long_silent_is_gone(store: Store) -> None:
    for pulse in (ONE, OTHER):
        await store.pulses.beat(pulse, forgotten=AN_HOUR_AGO)
    await store.pulses.end("elsewhere", "all shards")
    assert await store.pulses.all() == [ONE]

    await store.pulses.beat(replace(OTHER, beaten_at=NOW + timedelta(seconds=1)), forgotten=NOW + timedelta(seconds=1))
    assert [pulse.host for pulse in await store.pulses.all()] == ["elsewhere"]


async def test_processes_beat_beside_one_another(store: Store) -> None:
    each = [replace(ONE, runs=f"shards {number} of 8") for number in range(8)]
    await asyncio.gather(*(store.pulses.beat(pulse, forgotten=AN_HOUR_AGO) for pulse in each))

    assert await store.pulses.all() == each
