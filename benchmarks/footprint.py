"""What a fresh process costs: seconds to the first answer, and resident memory by what is loaded.

usage: python -m benchmarks.footprint [--quick] [--format json]

The archive holds the shipped articles. *Cold* is a process that makes the archive and answers, *warm* one that finds
it made; both are whole processes, the median of five (``--quick``: one). Memory is that of a bot's process that loads
one thing after another (Linux only, /proc/self/statm; elsewhere 0).
"""

import argparse
import asyncio
import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Step = Callable[[], object]
STATM = Path("/proc/self/statm")
QUESTION = ("ask", "/who Jakub Pachocki", "--locale", "zh-TW")


def resident_mb() -> float:
    """Return this process's resident memory in MB, 0 where the system does not tell."""
    if not STATM.exists():
        return 0.0
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory() -> dict[str, float]:
    """Return what each step adds, in MB, in the order of loading."""
    steps: dict[str, Step] = {
        "numpy": lambda: importlib.import_module("numpy"),
        "SQLAlchemy, aiosqlite, Alembic": lambda: importlib.import_module("bot.store"),
        "markdown-it, PyYAML": lambda: importlib.import_module("bot.intake.formats"),
        "discord.py, aiohttp": lambda: importlib.import_module("bot.chat.client"),
        "OpenCC, converting": lambda: _load("bot.answers.conversion", "Converter"),
        "the analyzer: weights and lexicons": lambda: _load("bot.analysis.pipeline", "Analyzer"),
        "reading an article": _read_an_article,
    }
    added, before = {"Python": resident_mb()}, resident_mb()
    kept = []
    for name, step in steps.items():
        kept.append(step())
        added[name] = resident_mb() - before
        before = resident_mb()
    return added | {"all": before}


def _load(module: str, name: str) -> object:
    loaded: object = getattr(importlib.import_module(module), name).load()
    return loaded


def _read_an_article() -> object:
    from bot.cli.wiring import open_archive  # noqa: PLC0415 - after what is measured before it
    from bot.config import read_settings  # noqa: PLC0415

    async def read() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with open_archive(read_settings({"STATE_DIR": folder})):
                pass

    return asyncio.run(read())


def seconds(folder: str) -> float:
    """Return the wall-clock seconds of a process that answers from the archive in ``folder``."""
    started = time.perf_counter()
    environ = os.environ | {"STATE_DIR": folder}
    subprocess.run([sys.executable, "-m", "bot", *QUESTION], check=True, capture_output=True, env=environ)  # noqa: S603
    return time.perf_counter() - started


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    cold, warm = [], []
    for _ in range(1 if arguments.quick else 5):
        with tempfile.TemporaryDirectory() as folder:
            cold.append(seconds(folder))
            warm.append(seconds(folder))
    times = {"cold_s": statistics.median(cold), "warm_s": statistics.median(warm)}
    added = memory()
    if arguments.format == "json":
        print(json.dumps(times | {"memory_mb": added}, ensure_ascii=False))
        return 0
    print(f"first answer: cold {times['cold_s']:.2f} s, warm {times['warm_s']:.2f} s")
    for name, megabytes in added.items():
        print(f"{megabytes:8.1f} MB  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
