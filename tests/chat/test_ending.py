"""A bot that is told to end: what it began is finished, and it ends well within its time."""

import asyncio
import os
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.conversion import Converter
from bot.chat.client import route
from bot.cli.lifetime import ANSWER_S, FINISH_S, live
from bot.jobs.following.watch import Watch
from bot.jobs.runner import Runner
from bot.store import Store
from tests.chat.newsroom import furnished
from tests.chat.process import started
from tests.chat.test_digests_running import POSTING, order, states
from tests.chat.test_replies import locked
from tests.chat.wire import Reply, WireDiscord
from tests.chat.wire.places import NEWS
from tests.jobs.board import MORNING, SetClock

TERM = signal.SIGTERM
PATIENCE_S = 2 * (FINISH_S + ANSWER_S)
"""Other tests may be at work on the same machine."""


async def ended(process: asyncio.subprocess.Process) -> str:
    """Return what a process that ends by itself has logged."""
    async with asyncio.timeout(PATIENCE_S):
        _, stderr = await process.communicate()
    assert process.returncode == 0, stderr.decode()
    return stderr.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_digest_that_is_being_posted_is_posted(
    discord: WireDiscord, store: Store, database: Path, number: signal.Signals
) -> None:
    await order(store, NEWS, datetime.now(UTC) - timedelta(seconds=1))
    discord.rate_limit(POSTING, 3)
    async with started(discord, database) as process:
        await discord.asked_for(f"POST /channels/{NEWS.id}/messages")
        process.send_signal(number)
        log = await ended(process)

    assert states(database) == ["posted", "open"]
    assert len(discord.posts(NEWS)) == 1
    assert "cut off" not in log


async def test_a_digest_that_takes_too_long_is_handed_back_and_posted_by_the_next(
    discord: WireDiscord, store: Store, database: Path
) -> None:
    await order(store, NEWS, datetime.now(UTC) - timedelta(seconds=1))
    discord.rate_limit(POSTING, 600)
    async with started(discord, database) as process:
        await discord.asked_for(f"POST /channels/{NEWS.id}/messages")
        process.send_signal(TERM)
        log = await ended(process)
    assert f"what is not finished after {FINISH_S} seconds is cut off" in log
    assert states(database) == ["open"]

    async with started(discord, database) as process:
        await discord.posted(NEWS, timeout_s=60)
        process.send_signal(TERM)
        await ended(process)
    assert states(database) == ["posted", "open"]
    assert len(discord.posts(NEWS)) == 1


async def test_ctrl_c_which_reaches_the_processes_that_analyse_too_leaves_them_to_the_bot(
    discord: WireDiscord, database: Path
) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE articles SET analysis_version = 0")
    async with started(discord, database) as process:
        assert process.stderr is not None
        async for line in process.stderr:
            if b"every article is of this version's analysis" in line:
                break
        os.killpg(process.pid, signal.SIGINT)
        log = await ended(process)

    assert "Traceback" not in log


async def test_an_answer_that_members_wait_for_is_given(discord: WireDiscord, database: Path) -> None:
    async with started(discord, database) as process:
        await discord.ready()
        await discord.commanded("who")
        with locked(database):
            asked = await discord.command("who", {"name": "沈硯秋"})
            response = await asked.response()
            process.send_signal(TERM)
        message = await asked.message()
        await ended(process)

    assert response.type is Reply.DEFERRED_MESSAGE
    assert "首席科學家" in message.text


async def test_a_runner_that_fails_ends_everything(discord: WireDiscord, store: Store, converter: Converter) -> None:
    class Broken(SetClock):
        async def sleep(self, seconds: float) -> None:
            """Fail."""
            raise LookupError(seconds)

    clock = Broken(MORNING)
    route(discord.api_url, discord.gateway_url)
    async with furnished(store, converter) as bot:
        await bot.enter(discord.token)
        with pytest.raises(LookupError):
            await live(bot, [Runner("follows", [Watch(store, clock)], clock)], (asyncio.sleep(0),), asyncio.Event())
