"""A process that works until it is killed, and says what it has done: ``working.py URL KIND FIRST BOARD``.

It prints a line when it is ready, and the number of each piece of work once that is done.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.store import Store
from bot.store.correcting import By
from tests.jobs.board import MORNING, FileBoard, SetClock
from tests.jobs.newsroom import Newsroom, article
from tests.store.archive import LEAVING
from tests.store.press import GUILD, PUBLIC, Print, deliver, grams, strangers

READY = "ready"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def numbered(number: int, edition: int = 1) -> Print:
    """Return an article of its own; another edition has another text."""
    return replace(LEAVING, source=str(number), body=f"{LEAVING.body}\n第{number}號，第{edition}版。")


async def load(store: Store, first: int) -> AsyncIterator[int]:
    """Store articles; every third is stored again in another edition, every fifth removed and stored again."""
    for number in count(first):
        added = await deliver(store, PUBLIC, numbered(number))
        if number % 3 == 0:
            await deliver(store, PUBLIC, numbered(number, 2))
        if number % 5 == 0:
            await store.forget(PUBLIC, added.article)
            await deliver(store, PUBLIC, numbered(number, 3))
        yield number


async def renew(store: Store, first: int) -> AsyncIterator[int]:
    """Put other findings in the place of those that there are, of a version after the last, again and again."""
    for version in count(first):
        while batch := await store.outdated(version, 0, 5):
            for outdated in batch:
                printed = replace(LEAVING, body=outdated.article.body)
                await store.renew(outdated, printed.findings(), analysis_version=version, link=strangers)
                yield version


async def correct(store: Store, first: int) -> AsyncIterator[int]:
    """Hide an article, make two people one, and undo both, again and again; first undo what was left standing."""
    by = By(GUILD, 7, NOON)
    for left in await store.corrections.of(GUILD, 9):
        if left.undone_at is None:
            await store.corrections.undo(by, left.id)
    [one], [other] = [await store.people_named(name, [PUBLIC]) for name in ("林若云", "tom ridley")]
    articles = await store.articles(libraries=[PUBLIC])
    for number in count(first):
        made = [
            await store.corrections.hide(by, articles[number % len(articles)].id),
            await store.corrections.merge(by, one.id, other.id),
        ]
        for correction in made:
            await store.corrections.undo(by, correction.id)
        yield number


async def post(url: str, first: int, board: Path) -> AsyncIterator[int]:
    """Deliver the digests of one day after another, each of an article of its own."""
    newsroom = await Newsroom.open(url, Converter.load(), FileBoard(board, SetClock(MORNING)))
    for day in count(first):
        await newsroom.publish(article(day))
        await newsroom.run_at(MORNING + timedelta(days=day))
        yield day


async def main(url: str, kind: str, first: str, board: str) -> None:
    """Work until killed."""
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    kinds = {"load": load, "renew": renew, "correct": correct}
    work = post(url, int(first), Path(board)) if kind == "post" else kinds[kind](store, int(first))
    print(READY, flush=True)  # noqa: T201 -- as it is to
    async for number in work:
        print(number, flush=True)  # noqa: T201 -- as above


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
