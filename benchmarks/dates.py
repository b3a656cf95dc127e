"""How well dates are resolved on three public sets, which are not shipped: ``python -m benchmarks.dates --gold DIR``.

DIR (default: the variable ``JIANBAO_BENCH_DIR``) holds ``bench/dates_*.jsonl``; ``date_sets.items`` says what counts.
Beside this project's figures stand, over the same items in the same run, those of the rule of thumb, where a set is of
words that it knows, and of jionlp, where it is installed (extra ``bench``).
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.date_sets.items import SETS, Item
from benchmarks.date_sets.readers import Reader, jionlp, naive, ours

QUICK = 300


def main() -> int:
    """Print a table, or one JSON object a set; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"), metavar="DIR")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--quick", action="store_true", help=f"the first {QUICK} items of each set")
    parser.add_argument("--errors", metavar="SET", help="list what is wrong in one set")
    arguments = parser.parse_args()
    if arguments.gold is None or not (Path(arguments.gold) / "bench").is_dir():
        print("benchmarks.dates: no data; set JIANBAO_BENCH_DIR or --gold", file=sys.stderr)
        return 0
    peer = jionlp()
    for name, read in SETS.items():
        items = list(read(Path(arguments.gold) / "bench"))[: QUICK if arguments.quick else None]
        figures: dict[str, Any] = {"set": name, "items": len(items), "ours": _percent(items, ours)}
        if name.startswith("glossed"):
            figures["naive"] = _percent(items, naive)
        if peer is not None:
            figures["jionlp"] = _percent(items, peer)
        print(json.dumps(figures) if arguments.format == "json" else _row(figures))
        if name == arguments.errors:
            for item in (item for item in items if not ours(item)):
                print(f"  {item.words} on {item.published_on}: {item.expected} in {item.text!r}")
    return 0


def _percent(items: list[Item], reader: Reader) -> float:
    return round(100 * sum(map(reader, items)) / len(items), 1)


def _row(figures: dict[str, Any]) -> str:
    shown = "  ".join(f"{name} {figures[name]:5.1f} %" for name in ("ours", "naive", "jionlp") if name in figures)
    return f"{figures['set']:16} {figures['items']:5}  {shown}"


if __name__ == "__main__":
    sys.exit(main())
