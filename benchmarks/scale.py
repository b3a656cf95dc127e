"""How answers and their look-ups take as an archive grows: on SQLite, and on PostgreSQL where its server is at hand.

usage: python -m benchmarks.scale [--gold DIR] [--sizes N,N...] [--postgresql N] [--times N] [--keep FOLDER] [--quick]
                                  [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``corpus/articles.jsonl.gz``, of which ``ARTICLES`` are analysed; without it, as
with ``--quick``, the shipped ones are. Each store is filled with as many replicas of them (``benchmarks.replicas``) by
``Store.fill``. What is asked is drawn by chance from what the archive holds: people by how often they are named, words
of articles. FOLDER keeps the SQLite files for the next time.

For every look-up of the store: the milliseconds within which half and 99 in 100 are answered; ``ratio``, of the half,
to the same statements with the same values sent through the same engine without our code; ``driver``, the share of that
which the database itself does not take (SQLite: asked by the standard library in one thread).
"""

import argparse
import asyncio
import json
import os
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks import annotations
from benchmarks.replicas import Analysed, Replicas, cut
from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import ANALYSIS_VERSION, Analyzer
from bot.analysis.script import fold
from bot.answers.questions import Changes, Quote, Search, Summary, When, Who
from bot.answers.service import Answers
from bot.intake.formats import read_article, read_record
from bot.model import PUBLIC_LIBRARY
from bot.store import Store
from bot.store.filling import Filled
from tests.postgres import running

ARTICLES, QUICK_ARTICLES = 1_000, 2
SIZES, QUICK_SIZES = (10_000, 100_000, 1_000_000), (20, 60)
ON_POSTGRESQL, QUICK_ON_POSTGRESQL = 100_000, 20
TIMES, QUICK_TIMES = 300, 3
A_TIME = 1_000
"""Articles that are filled in at a time."""
PEOPLE_OF = 3
"""Replicas of an article of which one has people of its own."""
VISIBLE = ("guild:1", PUBLIC_LIBRARY)
LIMIT = 25

Ask = Callable[[], Awaitable[object]]
Draw = Callable[[], Awaitable[Ask]]
"""Draws by chance what is asked."""


def analysed(folder: Path | None, wanted: int) -> list[Analysed]:
    """Return articles with what was found in them, cut."""
    analyzer = Analyzer.load()
    if folder is None:
        paths = sorted(Path(str(resources.files("bot.data").joinpath("articles"))).iterdir())
        articles = [read_article(path.name, path.read_bytes()) for path in paths]
    else:
        found = islice(annotations.records(folder / "corpus" / "articles.jsonl.gz"), 0, None, 12)
        articles = [read_record(record["id"], dict(record)) for record in islice(found, wanted)]
    return [cut(article, analyzer.analyze(article)) for article in articles]


@dataclass(frozen=True)
class Sample:
    """What is asked of an archive: drawn from the articles that it holds."""

    replicas: Replicas
    size: int
    chance: random.Random

    def article(self) -> Filled:
        """Return an article."""
        return next(self.replicas.some(self.chance.randrange(self.size), 1))

    def name(self) -> str:
        """Return someone's name, by how many articles name them."""
        while True:
            if people := self.article().findings.people:
                return self.chance.choice(people).name

    def misspelt(self) -> str:
        """Return a name of which a character is another."""
        name = self.name()
        place = self.chance.randrange(len(name))
        return name[:place] + ("n" if name.isascii() else "小") + name[place + 1 :]

    def beginning(self) -> str:
        """Return the first characters of a name, one to three."""
        return self.name()[: self.chance.randint(1, 3)]

    def words(self) -> str:
        """Return two to six characters of an article in a row."""
        body = self.article().article.body
        start = self.chance.randrange(max(1, len(body) - 6))
        return body[start : start + self.chance.randint(2, 6)].split("\n")[0] or "的"


async def fill(store: Store, replicas: Replicas, size: int) -> None:
    """Fill a store with as many replicas."""
    known: dict[str, int] = {}
    for first in range(0, size, A_TIME):
        some = list(replicas.some(first, min(A_TIME, size - first)))
        await store.fill(PUBLIC_LIBRARY, some, known, analysis_version=ANALYSIS_VERSION)
        if sys.stderr.isatty() or first % (A_TIME * 50) == 0:
            print(f"  {first + len(some)} of {size} articles", file=sys.stderr)


def lookups(store: Store, sample: Sample) -> dict[str, Draw]:
    """Return the look-ups of the store, each as what draws one to be asked."""

    async def person() -> int:
        while True:
            if found := await store.people_named(fold(sample.name()), VISIBLE):
                return found[0].id

    def of_person(look_up: Callable[[int], Awaitable[object]]) -> Draw:
        async def draw() -> Ask:
            drawn = await person()
            return lambda: look_up(drawn)

        return draw

    def of_text(draw: Callable[[], str], look_up: Callable[[str], Awaitable[object]]) -> Draw:
        async def drawn() -> Ask:
            text = draw()
            return lambda: look_up(text)

        return drawn

    at: dict[str, Any] = {"libraries": VISIBLE, "limit": LIMIT}
    return {
        "people named": of_text(sample.name, lambda name: store.people_named(fold(name), VISIBLE)),
        "people like": of_text(sample.misspelt, lambda name: store.people_like(grams(name), VISIBLE, LIMIT)),
        "people starting": of_text(sample.beginning, lambda text: store.people_starting(fold(text), VISIBLE, LIMIT)),
        "person": of_person(lambda each: store.people([each], VISIBLE)),
        "sentences about": of_person(lambda each: store.passages_about(each, VISIBLE, LIMIT)),
        "quotes by": of_person(lambda each: store.quotes(speaker=each, **at)),
        "quotes about": of_person(lambda each: store.quotes(about=each, **at)),
        "quotes of words": of_text(sample.words, lambda words: store.quotes(folded_words=fold(words), **at)),
        "dates of person": of_person(lambda each: store.dated(person=each, **at)),
        "dates of words": of_text(sample.words, lambda words: store.dated(folded_words=fold(words), **at)),
        "key sentences of person": of_person(lambda each: store.key_sentences(person=each, **at)),
        "key sentences of words": of_text(
            sample.words, lambda words: store.key_sentences(folded_words=fold(words), **at)
        ),
        "related": of_person(lambda each: store.co_mentioned(each, VISIBLE, LIMIT)),
        "titles": of_text(
            lambda: sample.article().article.title[:6],
            lambda words: store.articles(folded_title=fold(words), libraries=VISIBLE),
        ),
        "search": of_text(sample.words, lambda words: store.search(fold(words), VISIBLE, LIMIT)),
    }


def questions(answers: Answers, sample: Sample) -> dict[str, Draw]:
    """Return the questions, each as what draws one to be asked."""

    def asking(question: Callable[[], Any]) -> Draw:
        async def draw() -> Ask:
            drawn = question()
            return lambda: answers.ask(drawn, VISIBLE)

        return draw

    async def completing() -> Ask:
        typed = sample.beginning()
        return lambda: answers.complete("name", typed, VISIBLE)

    return {
        "/who": asking(lambda: Who(sample.name())),
        "/quote person": asking(lambda: Quote(person=sample.name())),
        "/quote words": asking(lambda: Quote(words=sample.words())),
        "/when person": asking(lambda: When(sample.name())),
        "/when words": asking(lambda: When(sample.words())),
        "/summary person": asking(lambda: Summary(sample.name())),
        "/summary words": asking(lambda: Summary(sample.words())),
        "/search": asking(lambda: Search(sample.words())),
        "/changes person": asking(lambda: Changes(sample.name(), "2023-01-01")),
        "completion of names": completing,
    }


@dataclass(frozen=True)
class Sent:
    """The statements that a look-up sent, each with its values."""

    statements: Sequence[tuple[str, Any]]

    async def again(self, store: Store) -> None:
        """Send them through the same engine, and read what comes."""

        async def work(connection: AsyncConnection) -> None:
            for statement, values in self.statements:
                (await connection.exec_driver_sql(statement, values)).all()

        await store._database.read(work)  # noqa: SLF001 -- the engine without our code

    def directly(self, connection: sqlite3.Connection) -> None:
        """Send them to a file without a driver that waits for a thread."""
        for statement, values in self.statements:
            connection.execute(statement, values).fetchall()


async def took_ms(ask: Ask) -> float:
    """Return the milliseconds that something takes."""
    start = time.perf_counter()
    await ask()
    return (time.perf_counter() - start) * 1000


def quantiles(taken: Sequence[float]) -> dict[str, float]:
    """Return within how many milliseconds half and 99 in 100 are answered."""
    found = statistics.quantiles(taken, n=100, method="inclusive")
    return {"p50": found[49], "p99": found[98]}


async def asked(draws: Mapping[str, Draw], times: int) -> dict[str, dict[str, float]]:
    """Return what each kind of question took."""
    found = {}
    for kind, draw in draws.items():
        asks = [await draw() for _ in range(times)]
        for ask in asks[:3]:
            await ask()  # a first one compiles its statements
        found[kind] = quantiles([await took_ms(ask) for ask in asks])
    return found


async def looked_up(
    store: Store, draws: Mapping[str, Draw], times: int, file: Path | None
) -> dict[str, dict[str, float]]:
    """Return what each look-up took, and what its statements take by themselves."""
    statements: list[tuple[str, Any]] = []
    engine = store._database._connections.engine.sync_engine  # noqa: SLF001 -- as above

    @event.listens_for(engine, "before_cursor_execute")
    def note(*executed: Any) -> None:  # noqa: ANN401 -- as SQLAlchemy calls it
        if executed[2] != "BEGIN":
            statements.append((executed[2], executed[3]))

    found = {}
    direct = sqlite3.connect(file) if file is not None else None
    for kind, draw in draws.items():
        asks = [await draw() for _ in range(times)]
        await asks[0]()
        ours, theirs, bare = [], [], []
        for ask in asks:
            statements.clear()
            ours.append(await took_ms(ask))
            sent = Sent(tuple(statements))
            theirs.append(await took_ms(partial(sent.again, store)))
            if direct is not None:
                start = time.perf_counter()
                sent.directly(direct)
                bare.append((time.perf_counter() - start) * 1000)
        found[kind] = quantiles(ours) | {"ratio": statistics.median(ours) / statistics.median(theirs)}
        if bare:
            found[kind]["driver"] = 1 - statistics.median(bare) / statistics.median(theirs)
    event.remove(engine, "before_cursor_execute", note)
    if direct is not None:
        direct.close()
    return found


async def _settle(url: str) -> None:
    """Let PostgreSQL tidy up and count, as it does by itself after a while; the server of the tests never does."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


async def measure(  # noqa: PLR0913 -- one store
    url: str, replicas: Replicas, size: int, times: int, *, is_filled: bool, file: Path | None
) -> dict[str, Any]:
    """Fill a store where it is not yet, and return what is asked of it took."""
    store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    start = time.perf_counter()
    if not is_filled:
        await fill(store, replicas, size)
        if file is None:
            await _settle(url)
    built_s = time.perf_counter() - start
    sample = Sample(replicas, size, random.Random(1))  # noqa: S311 -- a sample, not a secret
    counts = await store.stats(VISIBLE)
    found = {
        "engine": url.partition("+")[0],
        "articles": counts.articles,
        "people": counts.people,
        "built_s": None if is_filled else built_s,
        "size_mb": await _size_mb(store, file),
        "answers": await asked(questions(Answers(store), sample), times),
        "lookups": await looked_up(store, lookups(store, sample), times, file),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    await store.close()
    return found


async def _size_mb(store: Store, file: Path | None) -> float:
    if file is not None:
        return sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*")) / 2**20

    async def work(connection: AsyncConnection) -> float:
        size = await connection.exec_driver_sql("SELECT pg_database_size(current_database())")
        return float(size.scalar_one()) / 2**20

    return await store._database.read(work)  # noqa: SLF001 -- a figure of the engine


def lines(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield tables."""
    for each in found:
        built = "kept" if each["built_s"] is None else f"filled in {each['built_s']:.0f} s"
        held = f"{each['articles']} articles, {each['people']} people, {each['size_mb']:.0f} MB"
        yield f"{each['engine']}: {held}, {built}"
        for what in ("answers", "lookups"):
            yield f"  {what:<24}" + "".join(f"{name:>9}" for name in ("p50 ms", "p99 ms", "ratio", "driver"))
            for kind, took in each[what].items():
                ratio, driver = took.get("ratio"), took.get("driver")
                yield (
                    f"    {kind:<22}{took['p50']:>9.1f}{took['p99']:>9.1f}"
                    + (f"{ratio:>9.2f}" if ratio else "")
                    + (f"{driver:>9.0%}" if driver is not None else "")
                )


def all_measured(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Measure every store that was asked for."""
    quick = options.quick
    base = analysed(None if quick else options.gold, QUICK_ARTICLES if quick else ARTICLES)
    times = options.times or (QUICK_TIMES if quick else TIMES)
    sizes = options.sizes or (QUICK_SIZES if quick else SIZES)
    on_postgresql = options.postgresql
    if on_postgresql is None:
        on_postgresql = QUICK_ON_POSTGRESQL if quick else ON_POSTGRESQL

    def replicas(size: int) -> Replicas:
        return Replicas(base, max(1, size // len(base) // PEOPLE_OF))

    found = []
    with tempfile.TemporaryDirectory() as temporary:
        for size in sizes:
            file = Path(options.keep or temporary, f"scale-{size}.db")
            url = f"sqlite+aiosqlite:///{file}"
            found.append(asyncio.run(measure(url, replicas(size), size, times, is_filled=file.exists(), file=file)))
    if on_postgresql:
        with running() as server:
            url = server.url(server.create())
            replicated = replicas(on_postgresql)
            found.append(asyncio.run(measure(url, replicated, on_postgresql, times, is_filled=False, file=None)))
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    gold = os.environ.get("JIANBAO_BENCH_DIR")
    parser.add_argument("--gold", type=Path, default=Path(gold) if gold else None)
    parser.add_argument("--sizes", type=lambda given: [int(size) for size in given.split(",")])
    parser.add_argument("--postgresql", type=int)
    parser.add_argument("--times", type=int)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    found = all_measured(options)
    print(json.dumps(found) if options.format == "json" else "\n".join(lines(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
