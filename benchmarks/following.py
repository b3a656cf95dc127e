"""What it costs that much is followed: a round with nothing new, the look through what came, and telling it.

Invented articles, on a disk; messages go nowhere, so that what Discord takes is not in these figures.

    python -m benchmarks.following [--follows 10000] [--articles 100] [--quick]
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from datetime import time as local_time
from pathlib import Path

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.jobs.digests import deliverers
from bot.jobs.following.pace import GATHERING
from bot.jobs.following.service import LIMIT
from bot.jobs.following.watch import Watch
from bot.jobs.runner import Runner
from bot.model import PUBLIC_LIBRARY, Order, Subject, SubjectKind
from bot.store import Store
from tests.jobs.board import Board, SetClock
from tests.store.press import Print, Said, deliver

QUICK = 200, 10
PEOPLE = 500
TOPICS = 2000
NAMED = 4
"""People whom an article names."""
SENTENCES = 30
COMMON = "的是在和了有人这中大来上个国我以要他时地们生到作会可也你对行"
"""Characters that all texts share; the rest of a text is drawn from ``CHARACTERS``."""
CHARACTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))


async def main(follows: int, articles: int) -> int:
    """Print a line for each thing that was timed; return 1 where what was followed was not told."""
    drawn = random.Random(1)  # noqa: S311 -- invented texts, no secrets
    people = ["".join(drawn.sample(CHARACTERS, 3)) for _ in range(PEOPLE)]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'archive.sqlite'}"
        store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
        try:
            return await _measure(store, drawn, people, follows, articles)
        finally:
            await store.close()


async def _measure(store: Store, drawn: random.Random, people: list[str], follows: int, articles: int) -> int:
    clock = SetClock(datetime.now(UTC))
    board = Board(clock)
    watching = Runner("follows", [Watch(store, clock)], clock)
    telling = Runner("digests", deliverers(store, Converter.load(), board, clock), clock)
    for number, first in enumerate(range(0, PEOPLE, NAMED)):
        await deliver(store, PUBLIC_LIBRARY, invented(drawn, f"before-{number}", people[first : first + NAMED]))
    await watching.run_due()
    await _follow(store, drawn, people, follows, clock.now())
    await _timed(f"a round with {follows} follows and nothing new", watching.run_due(), telling.run_due())
    for number in range(articles):
        await deliver(store, PUBLIC_LIBRARY, invented(drawn, f"new-{number}", drawn.sample(people, NAMED)))
    await _timed(f"looking through {articles} new articles", watching.run_due())
    clock.instant += GATHERING
    await _timed("telling what is new", telling.run_due())
    print(f"{len(board.posts)} messages with {sum(len(post.texts) for post in board.posts)} entries")
    await _timed("the next round", watching.run_due(), telling.run_due())
    return 0 if board.posts else 1


async def _follow(store: Store, drawn: random.Random, people: list[str], follows: int, now: datetime) -> None:
    """Let members follow, every other of them a person, as many each as may be; the others two characters."""
    known = {name: (await store.people_named(fold(name), [PUBLIC_LIBRARY]))[0].id for name in people}
    topics = [_words(drawn, 2) for _ in range(TOPICS)]
    for number in range(follows):
        member = number % (follows // 10 or 1) + 1
        order = Order(
            channel=member, channel_name="", locale="zh-TW", local_time=local_time(), zone="UTC", is_direct=True
        )
        name = drawn.choice(people)
        subject = Subject(SubjectKind.TOPIC, drawn.choice(topics))
        if number % 2:
            subject = Subject(SubjectKind.PERSON, name, known[name])
        await store.follows.begin(subject, order, seen_in=PUBLIC_LIBRARY, created_by=member, now=now, limit=LIMIT)


def invented(drawn: random.Random, source: str, named: list[str]) -> Print:
    """Return an article that names people, one of whom says something."""

    def words(count: int) -> str:
        return "".join(drawn.choices(CHARACTERS + COMMON * 50, k=count))

    sentences = [f"{name}{words(20)}。" for name in named]
    said = f"{words(20)}。"
    body = "\n".join(
        [words(12), "", *sentences, f"{named[0]}說：「{said}」", *(f"{words(40)}。" for _ in range(SENTENCES))]
    )
    return Print(
        body,
        source=source,
        people={name: [] for name in named},
        quotes=[Said((said,), named[0], "說")],
        key_sentences=sentences[:2],
    )


def _words(drawn: random.Random, count: int) -> str:
    return "".join(drawn.choices(CHARACTERS + COMMON * 50, k=count))


async def _timed(what: str, *work: Awaitable[None]) -> None:
    start = time.perf_counter()
    for each in work:
        await each
    print(f"{what}: {timedelta(seconds=time.perf_counter() - start).total_seconds():.3f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.following", description=__doc__)
    parser.add_argument("--follows", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--quick", action="store_true", help="few of both, to see that it runs")
    chosen = parser.parse_args()
    amounts = QUICK if chosen.quick else (chosen.follows, chosen.articles)
    sys.exit(asyncio.run(main(*amounts)))
