"""Digests posted by the bot as it is run: by processes that are killed, and by several at once."""

import asyncio
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.model import Order
from bot.store import Store
from bot.store.records import RunState
from tests.chat.process import running
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import EDITOR, GENERAL, GUILD, NEWS, NEWS_THREAD, Channel

POSTING = "POST /channels/{channel_id}/messages"


async def order(store: Store, channel: Channel, due_at: datetime) -> None:
    """Subscribe a channel of the server to what there is, the first digest due at an instant."""
    await store.digests.subscribe(
        f"guild:{GUILD.id}",
        Order(channel=channel.id, channel_name=channel.name, locale="zh-TW", local_time=time(9), zone="Asia/Taipei"),
        created_by=EDITOR.id,
        due_at=due_at,
        after=0,
    )


def states(database: Path) -> list[str]:
    """Return what became of the digests, the earliest first."""
    with closing(sqlite3.connect(database)) as connection:
        return [state for (state,) in connection.execute("SELECT state FROM digest_runs ORDER BY due_at")]


def let_claims_end(database: Path) -> None:
    """Do to the claims of the dead what waiting does."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE digest_runs SET claimed_until = 0 WHERE state = 'open' AND attempts > 0")


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that another process brings about."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 -- another process brings it about
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=20)], ids=["at once", "when the nonce is forgotten"])
async def test_a_process_killed_after_the_post_leaves_one_post(
    discord: WireDiscord, store: Store, database: Path, late: timedelta
) -> None:
    await order(store, NEWS, datetime.now(UTC) - timedelta(seconds=1))
    discord.lose_answers(POSTING)
    async with running(discord, database):
        await discord.posted(NEWS, timeout_s=60)
    assert states(database) == ["open"]

    let_claims_end(database)
    discord.clock.advance(late.total_seconds())
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE digest_runs SET due_at = due_at - ?", [int(late.total_seconds())])
    async with running(discord, database):
        await until(lambda: states(database) == [RunState.POSTED, RunState.OPEN])
    assert len(discord.posts(NEWS)) == 1


async def test_several_processes_post_each_digest_once(discord: WireDiscord, store: Store, database: Path) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=6)
    for channel in (NEWS, GENERAL, NEWS_THREAD):
        await order(store, channel, soon)
    async with (
        running(discord, database, end=signal.SIGTERM),
        running(discord, database, end=signal.SIGTERM),
    ):
        await until(lambda: states(database).count(RunState.POSTED) == 3)

    assert [len(discord.posts(channel)) for channel in (NEWS, GENERAL, NEWS_THREAD)] == [1, 1, 1]
