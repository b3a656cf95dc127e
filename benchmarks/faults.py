"""Kills a working process again and again, at instants drawn by chance, and looks whether anything is lost or doubled.

usage: python -m benchmarks.faults [--kills N] [--postgresql] [--seed N] [--quick] [--format json]

The processes load, analyse again, correct and deliver digests, as in ``tests/faults``, each kind on a database of its
own that goes on from kill to kill; after each kill the database is examined (``tests/faults/soundness.py``). N kills in
all (default 200; ``--quick``: 4), on a SQLite file, or on a PostgreSQL server of its own. Fails where something is
wrong.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.store import Store
from tests.faults.killing import killed
from tests.faults.soundness import faults
from tests.faults.working import numbered
from tests.jobs.board import MORNING, FileBoard, SetClock, read
from tests.jobs.newsroom import Newsroom
from tests.postgres import running
from tests.store.press import PUBLIC, deliver, grams

KINDS = ("load", "renew", "correct", "post")
KILLS, QUICK_KILLS = 200, 4
ARTICLES = 20
CHANNELS = (100, 200, 300)


async def begun(url: str, kind: str, board: Path) -> None:
    """Prepare a database for a kind of work."""
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    if kind in {"renew", "correct"}:
        for number in range(ARTICLES):
            await deliver(store, PUBLIC, numbered(number))
    await store.close()
    if kind == "post":
        newsroom = await Newsroom.open(url, Converter.load(), FileBoard(board, SetClock(MORNING)))
        for channel in CHANNELS:
            await newsroom.subscribe(channel)
        await newsroom.store.close()


async def lost_or_doubled(url: str, kind: str, done: int, board: Path) -> list[str]:
    """Return what is not there once, of what was told to be done."""
    if kind == "post":
        times = Counter((post.channel, text) for post in read(board) for text in post.texts)
        runs = Counter(post.run for post in read(board))
        return [str(each) for each, count in (times | runs).items() if count > 1]
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    stored = (await store.stats([PUBLIC])).articles
    await store.close()
    expected = range(ARTICLES, ARTICLES + 1) if kind != "load" else range(done + 1, done + 3)
    return [] if stored in expected else [f"{stored} articles after number {done}"]


async def kills(url: str, kind: str, times: int, chance: random.Random, board: Path) -> dict[str, object]:
    """Kill a kind of work so often; return how much was done, and what was wrong."""
    await begun(url, kind, board)
    done, wrong = 1 if kind == "renew" else -1, []
    began_s = time.perf_counter()
    for _ in range(times):
        done = await killed(url, kind, done + 1, board, chance)
        wrong += await faults(url) + await lost_or_doubled(url, kind, done, board)
    return {"kind": kind, "kills": times, "done": done + 1, "wrong": wrong, "seconds": time.perf_counter() - began_s}


def main() -> int:
    """Kill and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))  # noqa: S311 -- no secret
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    times = (options.kills or (QUICK_KILLS if options.quick else KILLS)) // len(KINDS)
    chance = random.Random(options.seed)  # noqa: S311 -- as above
    found = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running()) if options.postgresql else None
        for kind in KINDS:
            url = f"sqlite:///{folder / kind}.db" if server is None else server.url(server.create())
            found.append(asyncio.run(kills(url, kind, times, chance, folder / f"{kind}.jsonl")))
    if options.format == "json":
        print(json.dumps(found))
    else:
        print(f"seed {options.seed}\n{'kind':<10}{'kills':>8}{'done':>8}{'wrong':>8}{'seconds':>9}")
        for each in found:
            wrong = each["wrong"]
            assert isinstance(wrong, list)
            print(f"{each['kind']:<10}{each['kills']:>8}{each['done']:>8}{len(wrong):>8}{each['seconds']:>9.0f}")
            print(*wrong, sep="\n", end="\n" * bool(wrong))
    return int(any(each["wrong"] for each in found))


if __name__ == "__main__":
    sys.exit(main())
