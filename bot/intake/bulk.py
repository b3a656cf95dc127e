"""Analysing articles: one at a time in this process, many at once in others, here or on a cluster.

Processes are spawned, not forked, as this one has threads; each loads an analyzer of its own, once.
"""

import asyncio
import multiprocessing
import os
import signal
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from functools import cache
from threading import Thread
from types import TracebackType
from typing import Protocol, Self

from bot.analysis.pipeline import ANALYSIS_VERSION, Analyzer
from bot.errors import ClusterUnavailable, InputRefused
from bot.model import Article, Findings

AHEAD = 4
"""Articles on their way for each worker: enough that none waits while others are stored."""
CLUSTER_TIMEOUT_S = 10
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""As many processes as cores leave nothing for the threads of their matrix products."""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Analyses(Protocol):
    """Reads articles, ``at_once`` of them or fewer at a time."""

    @property
    def at_once(self) -> int:
        """Return how many articles it is worth asking for before the first is read."""
        ...

    async def analyze(self, article: Article) -> Findings:
        """Return the findings of an article.

        Raises:
            InputRefused: whatever reads it dies of it.
        """
        ...


class Here:
    """Analyses in a thread of this process."""

    at_once = 1

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    async def analyze(self, article: Article) -> Findings:
        """Return the findings of an article."""
        return await asyncio.to_thread(self._analyzer.analyze, article)


class Processes:
    """Analyses in ``count`` processes of this machine; they end with the context.

    Where one dies (the system's memory is full) the pool is of no use any more. The articles that were with it are read
    again, one after the other in a process of their own; the one that kills that too is refused.
    """

    def __init__(self, count: int) -> None:
        self.at_once = AHEAD * count
        self._count = count
        self._pool = _pool(count)
        self._suspects: ProcessPoolExecutor | None = None
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for pool in filter(None, (self._pool, self._suspects)):
            await asyncio.to_thread(pool.shutdown, cancel_futures=True)

    async def analyze(self, article: Article) -> Findings:
        """Return the findings of an article.

        Raises:
            InputRefused: the process that reads it dies of it.
        """
        pool = self._pool
        try:
            return await _on(pool, article)
        except BrokenExecutor:
            if self._pool is pool:
                self._pool = _pool(self._count)
        async with self._alone:
            try:
                self._suspects = self._suspects or _pool(1)
                return await _on(self._suspects, article)
            except BrokenExecutor as error:
                self._suspects = None
                raise InputRefused(article.source, "unanalysed", str(error)) from error


class Cluster:
    """Analyses on the workers of a Dask cluster, whose scheduler is at ``address`` (``tcp://…``).

    They need this version of Jianbao. The scheduler gives the articles of a worker that dies to others, and gives up an
    article that has killed several.

    Raises:
        ClusterUnavailable: there is no such cluster, its workers have no or another Jianbao, or the extra is missing.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker  # noqa: PLC0415 -- an optional extra, and slow to import
        except ImportError as error:
            raise ClusterUnavailable(address, "missing") from error
        try:
            self._client = Client(address, timeout=CLUSTER_TIMEOUT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterUnavailable(address, "unreachable", str(error)) from error
        self._killed: type[Exception] = KilledWorker
        self._executor: Executor = self._client.get_executor()
        self.at_once = AHEAD * sum(self._client.nthreads().values())
        try:
            self._check(address)
        except BaseException:
            self._client.close()
            raise

    def _check(self, address: str) -> None:
        try:
            versions = set(self._client.run(_version).values())
        except ImportError as error:
            raise ClusterUnavailable(address, "version", str(error)) from error
        if not versions:
            raise ClusterUnavailable(address, "no-workers")
        if versions != {ANALYSIS_VERSION}:
            raise ClusterUnavailable(address, "version", f"analysis {versions}, here {ANALYSIS_VERSION}")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._client.close)

    async def analyze(self, article: Article) -> Findings:
        """Return the findings of an article.

        Raises:
            InputRefused: several workers died of it.
        """
        try:
            return await _on(self._executor, article)
        except self._killed as error:
            raise InputRefused(article.source, "unanalysed", str(error)) from error


def _pool(count: int) -> ProcessPoolExecutor:
    os.environ |= ONE_THREAD  # read when a new process loads its libraries; this one has loaded them
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_obey_parent)


def _obey_parent() -> None:
    """Leave it to the process that started this one when to end, also at Ctrl-C, which both are sent.

    When that is killed, this one ends: the pool's queues would let it wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


async def _on(executor: Executor, article: Article) -> Findings:
    return await asyncio.get_running_loop().run_in_executor(executor, _analyze, article)


def _version() -> int:
    return ANALYSIS_VERSION


def _analyze(article: Article) -> Findings:
    return _analyzer().analyze(article)


@cache
def _analyzer() -> Analyzer:
    return Analyzer.load()
