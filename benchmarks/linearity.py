"""Whether hostile text costs more than its length: layout, people, quotes, dates and key sentences together.

usage: python -m benchmarks.linearity [--quick] [--format json]

Each unit is repeated to 20,000 and to 80,000 characters (``--quick``: 5,000 and 20,000); the ratio of the times should
be near 4 and is a failure from 10 on. Times are of this process's CPU.
"""

import argparse
import json
import sys
import time

from bot.analysis.pipeline import Analyzer
from bot.model import Article

UNITS = (
    "「", "“", '"', "”", "“说：”", "。", "\n", "說", "說：「", "A", "A ", "王", "1", "1月", "年月日", "至", "周三（",
    "他表示，", "2024年5月15日至", "http://a", "·", "阿·", "（", "「甲」乙說「", "昨天", "：", "我",
    "\n我", "A：\n", " ", "\t",
)  # fmt: skip
GROWTH = 4
FAILURE = 10.0


def seconds(analyzer: Analyzer, unit: str, characters: int) -> float:
    """Return the CPU seconds of one analysis of ``unit`` repeated to ``characters``."""
    article = Article("benchmark", "題", "題\n\n" + unit * (characters // len(unit)))
    started = time.process_time()
    analyzer.analyze(article)
    return time.process_time() - started


def main() -> int:
    """Measure every unit, print, and fail if one grows faster than its text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    analyzer = Analyzer.load()
    short = 5_000 if arguments.quick else 20_000
    ratios = {}
    for unit in UNITS:
        seconds(analyzer, unit, 100)
        ratios[unit] = seconds(analyzer, unit, short * GROWTH) / seconds(analyzer, unit, short)
    if arguments.format == "json":
        print(json.dumps(ratios, ensure_ascii=False))
    else:
        for unit, ratio in sorted(ratios.items(), key=lambda item: -item[1]):
            print(f"{ratio:6.1f}  {unit!r}")
    return int(max(ratios.values()) >= FAILURE)


if __name__ == "__main__":
    sys.exit(main())
