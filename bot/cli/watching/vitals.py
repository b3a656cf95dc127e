"""What makes a bot well: it hears Discord, the database takes what it writes, and no digest waits to be claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.jobs.clock import Clock
from bot.jobs.pulse import Heart, Queue, Waiting
from bot.store.records import Pulse

SILENT = timedelta(seconds=60)
"""Six beats of the heart, and longer than a write waits for others."""
UNCLAIMED = timedelta(minutes=5)
"""Every process looks for digests that are due at least every 20 seconds."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is well, or is not, in a line for people."""

    name: str
    well: bool
    says: str


def of_this_process(heart: Heart, clock: Clock) -> list[Finding]:
    """Return how the process is whose heart this is."""
    shards, now = heart.shards, clock.now()
    return [
        gateway(sum(shard.is_ready for shard in shards), len(shards)),
        database(heart.beaten_at, now, heart.problem),
        digests(heart.waiting, now),
    ]


def of_processes(pulses: Sequence[Pulse], waiting: Waiting, now: datetime) -> list[Finding]:
    """Return how the processes are that left these pulses; that there is none is not well."""
    if not pulses:
        return [Finding("process", well=False, says="none runs; start jianbao run"), digests(waiting, now)]
    found: list[Finding] = []
    for pulse in pulses:
        found += [
            gateway(pulse.ready, pulse.shards, f" of {pulse.host}, {pulse.runs}"),
            database(pulse.beaten_at, now, None, f" of {pulse.host}, {pulse.runs}"),
        ]
    return [*found, digests(waiting, now)]


def gateway(ready: int, shards: int, whose: str = "") -> Finding:
    """Tell whether every shard hears Discord."""
    if not shards:
        return Finding(f"gateway{whose}", well=False, says="not connected yet")
    return Finding(f"gateway{whose}", ready == shards, f"{ready} of {_count(shards, 'shard')} connected")


def database(written_at: datetime | None, now: datetime, problem: str | None, whose: str = "") -> Finding:
    """Tell whether the database takes what is written."""
    says = "nothing was written yet" if written_at is None else f"last written {_ago(now - written_at)}"
    well = problem is None and written_at is not None and now - written_at <= SILENT
    return Finding(f"database{whose}", well, says if problem is None else f"{says}: {problem}")


def digests(waiting: Waiting, now: datetime) -> Finding:
    """Tell whether digests that are due are taken up."""
    waits = waiting.longest(Queue.DIGESTS, now)
    last = waiting.last_digest
    posted = "none was posted yet" if last is None else f"the last that was posted was due {_ago(now - last)}"
    if waits > UNCLAIMED:
        return Finding("digests", well=False, says=f"one has been due for {_time(waits)} and nobody takes it; {posted}")
    return Finding("digests", well=True, says=f"none is overdue; {posted}")


def _ago(time: timedelta) -> str:
    return f"{_time(time)} ago"


def _time(time: timedelta) -> str:
    seconds = max(int(time.total_seconds()), 0)
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * length:
            return _count(seconds // length, unit)
    return _count(seconds, "second")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
