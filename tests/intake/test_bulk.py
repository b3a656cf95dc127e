"""Many articles at once: every article is stored once, whoever dies meanwhile."""

import asyncio
import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from time import sleep

import pytest
from distributed import LocalCluster

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import Analyzer
from bot.analysis.script import fold
from bot.errors import ClusterUnavailable
from bot.intake.archive import Archive, Loaded
from bot.intake.bulk import Analyses, Cluster, Here, Processes
from bot.intake.sources import find_sources
from bot.model import PUBLIC_LIBRARY, Article, Findings
from bot.store import Store

COUNT = 60
KILLS = int(os.environ.get("JIANBAO_KILLS", "5"))


def record(number: int) -> dict[str, object]:
    towns = ("東港", "西灣", "南嶺", "北坪")
    town = towns[number % len(towns)]
    return {
        "id": f"n-{number}",
        "title": f"{town}第{number}號公告",
        "published_on": "2024-03-05",
        "outlet": "東港日報",
        "text": f"{town}市長王大明週一表示：「第{number}號工程會如期完成。」他說，工程在2025年年底前結束。\n" * 4,
    }


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "news.jsonl"
    path.write_text("".join(json.dumps(record(n)) + "\n" for n in range(COUNT)), encoding="utf-8")
    return path


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite:///{folder / 'archive.sqlite'}", fold=fold, name_grams=grams, likeness=likeness)
    try:
        yield store
    finally:
        await store.close()


async def load(folder: Path, records: Path, analyses: Analyses) -> list[Loaded]:
    async with opened(folder) as store:
        return [loaded async for loaded in Archive(store, analyses).load(find_sources([records]), PUBLIC_LIBRARY)]


async def stored(folder: Path) -> tuple[object, list[tuple[str, str]]]:
    """Return the counts of an archive, and each quote with its article: not the ids, which follow the order."""
    async with opened(folder) as store:
        quotes = await store.quotes(folded_words="工程", libraries=[PUBLIC_LIBRARY], limit=10 * COUNT)
        return await store.stats([PUBLIC_LIBRARY]), sorted(
            (quote.parts[0].title, quote.parts[0].text) for quote in quotes
        )


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, records: Path) -> Path:
    """Return the folder of an archive that one thread made: what every other way of loading has to equal."""
    folder = tmp_path_factory.mktemp("alone")
    asyncio.run(load(folder, records, Here(Analyzer.load())))
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as machines:
        yield machines


async def test_processes_store_what_one_thread_stores(tmp_path: Path, records: Path, alone: Path) -> None:
    async with Processes(2) as processes:
        loaded = await load(tmp_path, records, processes)

    assert [each.source for each in loaded] == [f"{records}#n-{number}" for number in range(COUNT)]
    assert await stored(tmp_path) == await stored(alone)


async def test_articles_of_a_process_that_dies_are_read_by_another(tmp_path: Path, records: Path, alone: Path) -> None:
    async with Processes(2) as processes, opened(tmp_path) as store:
        loading = Archive(store, processes).load(find_sources([records]), PUBLIC_LIBRARY)
        first = await anext(loading)
        for child in multiprocessing.active_children():
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
        rest = [loaded async for loaded in loading]

    assert [loaded.refused for loaded in (first, *rest)] == [None] * COUNT
    assert await stored(tmp_path) == await stored(alone)


async def test_an_article_that_kills_whatever_reads_it_is_refused(tmp_path: Path, records: Path) -> None:
    async def kill_readers() -> None:
        while True:
            for child in multiprocessing.active_children():
                if child.pid is not None:
                    os.kill(child.pid, signal.SIGKILL)
            await asyncio.sleep(0.01)

    async with Processes(1) as processes:
        killing = asyncio.create_task(kill_readers())
        async with opened(tmp_path) as store:
            loading = Archive(store, processes).load(find_sources([records]), PUBLIC_LIBRARY)
            loaded = await anext(loading)
            killing.cancel()
            await loading.aclose()

    assert loaded.refused is not None
    assert loaded.refused.reason == "unanalysed"


class Defective(Here):
    """Analyses with a defect that one article shows."""

    async def analyze(self, article: Article) -> Findings:
        """Fail over the one."""
        if article.source.endswith("#n-7"):
            raise KeyError(article.title)
        return await super().analyze(article)


async def test_a_defect_that_one_article_shows_costs_that_article_alone(
    tmp_path: Path, records: Path, caplog: pytest.LogCaptureFixture
) -> None:
    loaded = await load(tmp_path, records, Defective(Analyzer.load()))

    assert [each.refused.reason if each.refused else None for each in loaded if each.outcome is None] == ["defect"]
    assert len(loaded) == COUNT
    assert "n-7" in caplog.text


def test_a_load_that_is_killed_again_and_again_loses_and_doubles_nothing(
    tmp_path: Path, records: Path, alone: Path
) -> None:
    """Each run is killed when it has stored a few articles more; the last one runs to its end."""
    archive = tmp_path / "archive.sqlite"
    program = [sys.executable, "-m", "bot", "load", str(records)]
    environ = {**os.environ, "DATABASE_URL": f"sqlite+aiosqlite:///{archive}"}
    for number in range(KILLS):
        process = subprocess.Popen(program, env=environ, stdout=subprocess.DEVNULL)
        while process.poll() is None and number_stored(archive) <= number * COUNT // (KILLS + 1):
            sleep(0.01)
        process.kill()
        process.wait()
    assert 0 < number_stored(archive) < COUNT
    subprocess.run(program, env=environ, stdout=subprocess.DEVNULL, check=True)

    assert asyncio.run(stored(tmp_path)) == asyncio.run(stored(alone))


def number_stored(archive: Path) -> int:
    if not archive.exists():
        return 0
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True, timeout=10)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:  # its tables are being made
            return 0


async def test_a_cluster_stores_what_one_thread_stores_though_a_worker_dies(
    tmp_path: Path, records: Path, alone: Path, cluster: LocalCluster
) -> None:
    async with Cluster(cluster.scheduler_address) as machines, opened(tmp_path) as store:
        loading = Archive(store, machines).load(find_sources([records]), PUBLIC_LIBRARY)
        first = await anext(loading)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        rest = [loaded async for loaded in loading]

    assert [loaded.refused for loaded in (first, *rest)] == [None] * COUNT
    assert await stored(tmp_path) == await stored(alone)


def test_a_cluster_that_is_not_there_is_named() -> None:
    with pytest.raises(ClusterUnavailable) as raised:
        Cluster("tcp://127.0.0.1:1")

    assert raised.value.reason == "unreachable"


def test_a_cluster_without_workers_is_refused() -> None:
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as machines,
        pytest.raises(ClusterUnavailable) as raised,
    ):
        Cluster(machines.scheduler_address)

    assert raised.value.reason == "no-workers"
