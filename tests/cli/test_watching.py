"""What makes a bot well or not: it turns unwell when something fails, and well again afterwards."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.script import fold
from bot.chat.reception import Answered, Kind, Outcome, Reception
from bot.cli.watching import vitals
from bot.cli.watching.metrics import Metrics
from bot.cli.watching.vitals import SILENT, UNCLAIMED
from bot.errors import StoreUnavailable
from bot.jobs.pulse import EVERY, FORGOTTEN_AFTER, SOON, Heart, Shard, look
from bot.model import Order
from bot.store import Store
from bot.store.records import Pulse
from tests.jobs.board import SetClock

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ORDER = Order(channel=1, channel_name="news", locale="zh-TW", local_time=time(9), zone="Asia/Taipei")


@dataclass
class Patient:
    """A process: its heart, the clock it goes by, and the shards that it says it has."""

    store: Store
    path: Path
    clock: SetClock = field(default_factory=lambda: SetClock(NOW))
    shards: tuple[Shard, ...] = (Shard(0, is_ready=True, latency_s=0.05), Shard(1, is_ready=True, latency_s=None))

    def __post_init__(self) -> None:
        self.heart = self.heart_of("here")

    def heart_of(self, host: str) -> Heart:
        """Return the heart of another process with the same shards."""
        return Heart(self.store, lambda: self.shards, self.clock, host=host, runs="all shards")

    async def beat(self, after: timedelta = EVERY) -> None:
        """Let the heart beat after a while."""
        self.clock.instant += after
        await self.heart.do_next()

    def ails(self) -> list[str]:
        """Return what is not well."""
        return [finding.name for finding in vitals.of_this_process(self.heart, self.clock) if not finding.well]

    async def ails_by_its_pulse(self) -> list[str]:
        """Return what another program sees of it."""
        findings = vitals.of_processes(await self.store.pulses.all(), await look(self.store), self.clock.now())
        return [finding.name.partition(" of ")[0] for finding in findings if not finding.well]


@pytest.fixture
async def patient(tmp_path: Path) -> AsyncIterator[Patient]:
    path = tmp_path / "archive.sqlite"
    store = await Store.open(f"sqlite:///{path}", fold=fold, name_grams=grams, likeness=likeness)
    yield Patient(store, path)
    await store.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


async def test_a_process_is_well_once_its_heart_has_beaten(patient: Patient) -> None:
    assert patient.ails() == ["database"]
    assert await patient.ails_by_its_pulse() == ["process"]

    await patient.beat()

    assert (patient.ails(), await patient.ails_by_its_pulse()) == ([], [])


@pytest.mark.parametrize(
    "left", [(), (Shard(0, is_ready=True, latency_s=0.05), Shard(1, is_ready=False, latency_s=None))]
)
async def test_a_shard_that_hears_nothing_is_seen(patient: Patient, left: tuple[Shard, ...]) -> None:
    await patient.beat()
    whole, patient.shards = patient.shards, left
    await patient.beat()
    assert (patient.ails(), await patient.ails_by_its_pulse()) == (["gateway"], ["gateway"])

    patient.shards = whole
    await patient.beat()
    assert (patient.ails(), await patient.ails_by_its_pulse()) == ([], [])


async def test_a_database_that_is_locked_is_seen_until_it_is_written_again(patient: Patient) -> None:
    await patient.beat()
    with locked(patient.path):
        beating = asyncio.create_task(patient.beat())
        await asyncio.sleep(0.1)
        patient.clock.instant += SILENT - EVERY
        assert (patient.ails(), await patient.ails_by_its_pulse()) == ([], [])
        patient.clock.instant += SECOND
        assert (patient.ails(), await patient.ails_by_its_pulse()) == (["database"], ["database"])
    await beating
    assert patient.ails() == []

    await patient.beat()
    assert await patient.ails_by_its_pulse() == []


async def test_a_database_that_refuses_what_is_written_is_seen_at_once(patient: Patient) -> None:
    await patient.beat()
    with closing(sqlite3.connect(patient.path)) as connection, connection:
        connection.execute("ALTER TABLE pulses RENAME TO lost")
    with pytest.raises(StoreUnavailable):
        await patient.beat()
    assert patient.ails() == ["database"]
    [finding] = [finding for finding in vitals.of_this_process(patient.heart, patient.clock) if not finding.well]
    assert finding.says == "last written 10 seconds ago: no such table: pulses"

    with closing(sqlite3.connect(patient.path)) as connection, connection:
        connection.execute("ALTER TABLE lost RENAME TO pulses")
    await patient.beat()
    assert patient.ails() == []


async def test_a_digest_that_is_due_and_that_nobody_takes_is_seen(patient: Patient) -> None:
    await patient.store.digests.subscribe("guild:1", ORDER, created_by=1, due_at=NOW, after=0)
    await patient.beat(UNCLAIMED)
    assert patient.ails() == []
    patient.clock.instant += SECOND
    assert (patient.ails(), await patient.ails_by_its_pulse()) == (["digests"], ["digests"])

    now = patient.clock.now()
    assert await patient.store.digests.claim("someone", now=now, until=now + EVERY)
    await patient.beat()
    assert (patient.ails(), await patient.ails_by_its_pulse()) == ([], [])


async def test_each_process_has_a_pulse_until_it_ends(patient: Patient) -> None:
    other = patient.heart_of("elsewhere")
    await patient.beat()
    await other.do_next()
    assert [pulse.host for pulse in await patient.store.pulses.all()] == ["elsewhere", "here"]

    await other.hand_back()
    assert await patient.store.pulses.all() == [Pulse("here", "all shards", 2, 2, patient.clock.now())]


async def test_a_process_that_was_killed_is_forgotten_after_a_while(patient: Patient) -> None:
    await patient.heart_of("elsewhere").do_next()
    await patient.beat(FORGOTTEN_AFTER)
    assert await patient.ails_by_its_pulse() == ["database"]

    await patient.beat(SECOND * 10)
    assert await patient.ails_by_its_pulse() == []


async def test_the_heart_beats_every_ten_seconds_and_faster_while_it_is_not_heard(patient: Patient) -> None:
    await patient.beat()
    assert await patient.heart.do_next() is None
    assert await patient.heart.free_from() == patient.clock.now() + EVERY

    patient.shards = ()
    await patient.beat()
    assert await patient.heart.free_from() == patient.clock.now() + SOON


def values(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Return what is told, by names and the values of labels in alphabetical order, but for what is the library's."""
    families = text_string_to_metric_families(generate_latest(metrics.registry).decode())
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
        if sample.name.startswith("jianbao_") and not sample.name.endswith(("_bucket", "_created", "_sum"))
    }


async def test_metrics_tell_what_was_done_and_what_waits(patient: Patient) -> None:
    metrics, reception = Metrics(), Reception()
    metrics.watch(patient.heart, reception, patient.clock)
    metrics.answered(Answered(Kind.COMMAND, "who", Outcome.ANSWERED, deferred=True, took_s=2))
    metrics.answered(Answered(Kind.BUTTON, "", Outcome.FAILED, deferred=False, took_s=0.1))
    metrics.done("digests", "posted-late", 1)
    await patient.store.digests.subscribe("guild:1", ORDER, created_by=1, due_at=NOW, after=0)
    await patient.beat(timedelta(seconds=90))

    found = values(metrics)
    beside = ("jianbao_build", "jianbao_database")
    told = {name: value for name, value in found.items() if not name[0].startswith(beside)}
    assert told == {
        ("jianbao_interactions_total", "who", "command", "answered"): 1,
        ("jianbao_interactions_total", "", "button", "failed"): 1,
        ("jianbao_interactions_deferred_total", "command"): 1,
        ("jianbao_interaction_seconds_count", "command"): 1,
        ("jianbao_interaction_seconds_count", "button"): 1,
        ("jianbao_jobs_total", "digests", "posted-late"): 1,
        ("jianbao_job_seconds_count", "digests"): 1,
        ("jianbao_interactions_in_flight",): 0,
        ("jianbao_shard_ready", "0"): 1,
        ("jianbao_shard_ready", "1"): 1,
        ("jianbao_gateway_latency_seconds", "0"): 0.05,
        ("jianbao_queue_wait_seconds", "digests"): 90,
        ("jianbao_queue_wait_seconds", "feeds"): 0,
        ("jianbao_queue_wait_seconds", "articles"): 0,
    }
    assert found["jianbao_database_written_timestamp_seconds",] == patient.clock.now().timestamp()
    assert found["jianbao_database_write_seconds",] > 0
