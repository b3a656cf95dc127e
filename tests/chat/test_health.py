"""``jianbao health`` and what a running bot serves: well while it is, unwell when it is not, and well again."""

import asyncio
import json
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from tests.chat.process import started
from tests.chat.wire import WireDiscord

PATIENCE_S = 90
HEALTHY = ["ok gateway", "ok database", "ok digests"]


def free_address() -> str:
    """Return an address of this computer at which nothing listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{listening.getsockname()[1]}"


@dataclass
class Watched:
    """A running bot, and how it is watched."""

    discord: WireDiscord
    database: Path
    address: str
    process: asyncio.subprocess.Process

    async def health(self, *arguments: str, by_database: bool = False) -> tuple[int, list[str]]:
        """Return what ``jianbao health`` says: its exit code, and its lines without what is told in them."""
        address = "" if by_database else self.address
        command = started(self.discord, self.database, "health", *arguments, METRICS_ADDRESS=address)
        async with command as process:
            stdout, stderr = await process.communicate()
        assert (stderr, process.returncode in {0, 3}) == (b"", True), stderr.decode()
        lines = [line.partition(": ")[0].partition(" of ")[0].split() for line in stdout.decode().splitlines()]
        return process.returncode or 0, [" ".join(words) for words in lines]

    async def is_served(self, unwell: set[str]) -> None:
        """Wait until the process says that this is not well, and all else is."""
        async with asyncio.timeout(PATIENCE_S):
            while {each["name"] for each in (await self.state())["findings"] if not each["well"]} != unwell:  # noqa: ASYNC110 -- another process tells
                await asyncio.sleep(0.05)

    async def is_written(self, ready: int) -> None:
        """Wait until the database has it that so many shards are ready."""
        async with asyncio.timeout(PATIENCE_S):
            while self._written() != [(ready,)]:  # noqa: ASYNC110 -- another process writes it
                await asyncio.sleep(0.05)

    def _written(self) -> list[tuple[int]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute("SELECT ready FROM pulses").fetchall()

    async def state(self) -> Any:  # noqa: ANN401 -- JSON
        """Return what the process says of itself."""
        return json.loads((await self.ask("/health"))[1])

    async def ask(self, path: str) -> tuple[int, str]:
        """Return the status and the text of an answer."""
        async with aiohttp.ClientSession() as session, session.get(f"http://{self.address}{path}") as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def watched(discord: WireDiscord, database: Path) -> AsyncIterator[Watched]:
    address = free_address()
    async with started(discord, database, METRICS_ADDRESS=address) as process:
        await discord.ready()
        await discord.commanded("who")
        watched = Watched(discord, database, address, process)
        await watched.is_served(set())
        yield watched


def samples(text: str) -> list[Sample]:
    return [sample for family in text_string_to_metric_families(text) for sample in family.samples]


def counted(text: str) -> dict[tuple[str, str, str], float]:
    """Return how many interactions there were, by kind, command and outcome."""
    return {
        (sample.labels["kind"], sample.labels["command"], sample.labels["outcome"]): sample.value
        for sample in samples(text)
        if sample.name == "jianbao_interactions_total"
    }


async def test_a_lost_gateway_is_seen_by_the_endpoint_and_by_the_database(watched: Watched) -> None:
    await watched.is_written(ready=1)
    assert await watched.health(by_database=True) == (0, HEALTHY)
    watched.discord.gateway.is_open = False
    watched.discord.drop_gateway()
    unwell = ["wrong gateway", "ok database", "ok digests"]
    await watched.is_served({"gateway"})
    assert await watched.health() == (3, unwell)
    assert (await watched.ask("/health"))[0] == 503
    await watched.is_written(ready=0)
    assert await watched.health(by_database=True) == (3, unwell)

    watched.discord.gateway.is_open = True
    await watched.is_served(set())
    assert await watched.health() == (0, HEALTHY)
    assert (await watched.ask("/health"))[0] == 200


async def test_a_process_that_is_stuck_is_seen(watched: Watched) -> None:
    await watched.is_written(ready=1)
    watched.process.send_signal(signal.SIGSTOP)
    assert await watched.health() == (3, ["wrong process"])
    with closing(sqlite3.connect(watched.database)) as connection, connection:
        connection.execute("UPDATE pulses SET beaten_at = beaten_at - 61, ready = 0")
    assert (await watched.health(by_database=True))[1] == ["wrong gateway", "wrong database", "ok digests"]

    watched.process.send_signal(signal.SIGCONT)
    await watched.is_served(set())
    await watched.is_written(ready=1)
    assert await watched.health() == (0, HEALTHY)
    assert await watched.health(by_database=True) == (0, HEALTHY)


async def test_one_that_ended_runs_no_more(watched: Watched) -> None:
    watched.process.send_signal(signal.SIGTERM)
    await watched.process.communicate()

    assert await watched.health() == (3, ["wrong process"])
    assert await watched.health(by_database=True) == (3, ["wrong process", "ok digests"])


async def test_processes_of_other_computers_are_seen_where_all_are_asked_for(watched: Watched) -> None:
    await watched.is_written(ready=1)
    with closing(sqlite3.connect(watched.database)) as connection, connection:
        connection.execute(
            "INSERT INTO pulses SELECT 'elsewhere', 'shards 1 of 2', 1, 1, beaten_at - 61 FROM pulses WHERE ready"
        )

    assert await watched.health(by_database=True) == (0, HEALTHY)
    code, lines = await watched.health("--everywhere")
    assert (code, sorted(lines)) == (3, sorted([*HEALTHY, "ok gateway", "wrong database"]))


async def test_json_is_one_object_a_line(watched: Watched) -> None:
    async with started(
        watched.discord, watched.database, "health", "--format", "json", METRICS_ADDRESS=watched.address
    ) as process:
        stdout, _ = await process.communicate()

    found = [json.loads(line) for line in stdout.splitlines()]
    assert [(finding["name"], finding["well"]) for finding in found] == [
        ("gateway", True),
        ("database", True),
        ("digests", True),
    ]
    assert found[0]["says"] == "1 of 1 shard connected"


async def test_metrics_count_what_members_do_without_their_words(watched: Watched) -> None:
    discord = watched.discord
    card = await (await discord.command("who", {"name": "沈硯秋"})).message()
    await (await card.press("時間軸")).message()
    await discord.autocomplete("who", "name", "沈")
    expected = {("command", "who", "answered"): 1, ("button", "", "answered"): 1, ("completion", "who", "answered"): 1}

    async with asyncio.timeout(PATIENCE_S):
        while counted(text := (await watched.ask("/metrics"))[1]) != expected:  # noqa: ASYNC110 -- another process tells
            await asyncio.sleep(0.05)
    assert {"process_resident_memory_bytes", "jianbao_shard_ready"} <= {sample.name for sample in samples(text)}
    assert "沈" not in text


async def test_an_address_that_is_taken_ends_it_with_one_line(discord: WireDiscord, database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        async with started(discord, database, METRICS_ADDRESS=address) as process:
            _, stderr = await process.communicate()

    assert process.returncode == 3
    assert stderr.decode().splitlines()[-1].startswith("jianbao: METRICS_ADDRESS: expected an address that is free")


async def test_a_database_that_cannot_be_opened_is_told(discord: WireDiscord, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    async with started(discord, tmp_path / "none", "health") as process:
        stdout, stderr = await process.communicate()

    assert (process.returncode, stderr) == (3, b"")
    assert stdout.decode().startswith("wrong  database: ")
