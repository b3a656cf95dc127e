"""How fast an archive is filled, one process or many, and what memory it takes: whole commands, by the wall clock.

usage: python -m benchmarks.loading [--gold DIR] [--articles N] [--quick] [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``corpus/articles.jsonl.gz``, of which the first N records are loaded (default
1,000; ``--quick``: 40 invented articles, as without DIR). Each way loads them into an archive of its own: one process,
a process a core, and a Dask cluster of two workers on this machine where the extra ``cluster`` is installed. The rate
counts from the start of the command, so that what starts costs is in it; the ratio is to one process tagging the same
articles and nothing else. Memory is the peak of the process that stores, not of those that analyse (Linux only).
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from benchmarks import annotations
from bot.analysis.document import Document
from bot.analysis.tagger import Tagger
from bot.intake.bulk import cores
from bot.intake.formats import read_record

ARTICLES, QUICK_ARTICLES = 1_000, 40
DASK_WORKERS = 2
POLL_S = 0.05


def records(folder: Path | None, wanted: int) -> list[Mapping[str, object]]:
    """Return the articles to load."""
    if folder is None:
        return [
            {"id": str(n), "title": f"第{n}號公告", "text": f"市長王大明週一表示：「第{n}號工程會如期完成。」\n" * 9}
            for n in range(wanted)
        ]
    return [dict(record) for record in islice(annotations.records(folder / "corpus" / "articles.jsonl.gz"), wanted)]


def load(path: Path, *options: str) -> tuple[float, float]:
    """Load ``path`` into a new archive; return the seconds that it took and the peak of its memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "STATE_DIR": folder}
        started = time.perf_counter()
        command = [sys.executable, "-m", "bot", "load", str(path), *options]
        process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _peak_mb(process.pid))
            time.sleep(POLL_S)
        if process.returncode:
            raise SystemExit(f"load ended with {process.returncode}")
        return time.perf_counter() - started, peak


def _peak_mb(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


@contextmanager
def cluster() -> Iterator[str]:
    """Give the address of a cluster on this machine, each worker a process of one thread."""
    from distributed import LocalCluster  # noqa: PLC0415 -- an optional extra

    with LocalCluster(
        n_workers=DASK_WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as machines:
        yield machines.scheduler_address


def tagging_s(chosen: Sequence[Mapping[str, object]]) -> float:
    """Return the seconds that one process takes to tag the articles, what starting costs left out."""
    tagger = Tagger.load()
    articles = [read_record(str(record["id"]), record) for record in chosen]
    started = time.perf_counter()
    for article in articles:
        tagger.tag(Document.of(article.body))
    return time.perf_counter() - started


def measure(folder: Path | None, wanted: int) -> dict[str, dict[str, float]]:
    """Return for each way articles and characters a second, the ratio to bare tagging, and the peak of memory."""
    chosen = records(folder, wanted)
    characters = sum(len(str(record["text"])) for record in chosen)
    bare = tagging_s(chosen)
    found: dict[str, dict[str, float]] = {}

    def note(way: str, taken: tuple[float, float]) -> None:
        found[way] = {
            "articles a second": len(chosen) / taken[0],
            "characters a second": characters / taken[0],
            "of bare tagging": bare / taken[0],
            "peak MB": taken[1],
        }

    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "articles.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in chosen), encoding="utf-8")
        note("one process", load(path, "--workers", "1"))
        note(f"{cores()} processes", load(path, "--workers", str(cores())))
        if importlib.util.find_spec("distributed") is not None:
            with cluster() as address:
                note(f"Dask, {DASK_WORKERS} workers", load(path, "--cluster", address))
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    bench = os.environ.get("JIANBAO_BENCH_DIR")
    parser.add_argument("--gold", type=Path, default=Path(bench) if bench else None, metavar="DIR")
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    quick = options.quick or options.gold is None
    found = measure(None if quick else options.gold, QUICK_ARTICLES if quick else options.articles)
    if options.format == "json":
        print(json.dumps(found))
        return 0
    for way, figures in found.items():
        print(f"{way:<16}", *(f"{value:10,.2f} {name}" for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
