"""How right the reading is: people, quotes and dates against articles annotated by hand.

usage: python -m benchmarks.quality [--gold DIR] [--quick] [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``gold/dev`` and ``gold/unread``, articles with annotations, and the scorer
``gold/score.py``; where it also holds the corpus, ``corpus/articles.jsonl.gz``, the articles of it that
``benchmarks/annotations`` annotates are measured, too. Neither is public: the articles are their publishers'. ``dev``
and ``learn`` were learned from, ``unread`` and ``held`` were not; ``--quick`` leaves the latter two out. Figures are
percentages, micro-averaged over articles; those of dates over the articles with annotated dates. Without DIR nothing is
measured.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from benchmarks.annotations import read, rebuild, records
from bot.analysis.pipeline import Analyzer
from bot.cli.findings import as_json
from bot.intake.formats import read_article

FIGURES = (
    "quotes_right",
    "quotes_found",
    "quotes_exact",
    "quotes_with_speaker",
    "block_recall",
    "people_forms",
    "people_linking_b3",
    "roles",
    "dates_found",
    "dates_with_value",
    "date_modifier_accuracy",
    "altered_quote_parts",
)


CORPUS = Path("corpus", "articles.jsonl.gz")
GOLD, ANNOTATED = ("dev", "unread"), ("learn", "held")
"""Articles with annotations, and annotations of the corpus; of either the first was learned from."""
NORMAL_95 = 1.96
"""Standard deviations on either side of the mean that hold 95 % of a normal distribution."""

Figures = dict[str, Any]
"""What the scorer prints of a group of articles, each figure by its name."""


def sets(data: Path, scratch: Path, *, quick: bool) -> Iterator[tuple[str, Path, list[str] | None]]:
    """Yield the name of each set, the folder of its articles, and those with annotated dates (None: all of them)."""
    number = 1 if quick else 2
    for name in GOLD[:number]:
        yield name, data / "gold" / name, None
    if (data / CORPUS).exists():
        for name in ANNOTATED[:number]:
            annotations = read(name)
            rebuild(annotations, records(data / CORPUS), scratch / name)
            yield name, scratch / name, [item["name"] for item in annotations if "dates" in item]


def measure(scorer: Path, folder: Path, analyzer: Analyzer, dated: Collection[str] | None = None) -> dict[str, Figures]:
    """Score the articles of ``folder``; return the figures for all of them and by script.

    Dates are scored over the articles named in ``dated``, for None over all.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predictions:
        for path in sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt")):
            article = read_article(path.name, path.read_bytes())
            print(json.dumps(as_json(path.name, article, analyzer.analyze(article))), file=predictions, flush=True)
        command = [str(scorer), str(folder), predictions.name, "--by-script", "--json"]
        groups = _scored(command)
        with_dates = groups if dated is None else _scored([*command, "--ids", f"^({'|'.join(map(re.escape, dated))})$"])
    for group, figures in groups.items():
        figures |= {name: figure for name, figure in with_dates[group].items() if name.startswith("date")}
        figures["articles_with_dates"] = with_dates[group]["articles"]
        figures["quotes_right"]["margin"] = margin(figures["quotes_right"])
    return groups


def _scored(command: list[str]) -> dict[str, Figures]:
    printed = subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True)  # noqa: S603 - the set's own scorer
    return {group.pop("group"): group for group in map(json.loads, printed.stdout.splitlines())}


def margin(figure: Figures) -> float:
    """Return half the width of the 95 % interval of an F1, in points.

    F1 is a share: of the mean number of predicted and annotated items, those that agree. Wilson's interval ("Probable
    inference", JASA 1927) of that share; items of one article resemble one another, so the truth is somewhat wider.
    """
    number: float = (figure["gold"] + figure["pred"]) / 2
    share: float = figure["F1"] / 100
    square = NORMAL_95**2
    if not number:
        return 100.0
    spread = math.sqrt(share * (1 - share) / number + square / (4 * number**2))
    return 100 * NORMAL_95 * spread / (1 + square / number)


def table(measured: dict[str, dict[str, Figures]]) -> str:
    """Return the figures as a Markdown table, a column a set and script."""
    columns = [(name, group) for name, groups in measured.items() for group in groups]
    lines = ["| figure | " + " | ".join(f"{name}, {group}" for name, group in columns) + " |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for figure in ("articles", "articles_with_dates", *FIGURES):
        cells = [_cell(measured[name][group][figure]) for name, group in columns]
        lines.append(f"| {figure} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, dict):
        if "F1" in value:
            return f"{value['F1']:.1f}" + (f" ± {value['margin']:.1f}" if "margin" in value else "")
        return " / ".join(f"{part:.1f}" for part in list(value.values())[:2])
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    if arguments.gold is None:
        print("quality: not measured, as neither --gold nor JIANBAO_BENCH_DIR names the annotated articles")
        return 0
    analyzer = Analyzer.load()
    data = Path(arguments.gold)
    with tempfile.TemporaryDirectory() as scratch:
        measured = {
            name: measure(data / "gold" / "score.py", folder, analyzer, dated)
            for name, folder, dated in sets(data, Path(scratch), quick=arguments.quick)
        }
    print(json.dumps(measured) if arguments.format == "json" else table(measured))
    return 0


if __name__ == "__main__":
    sys.exit(main())
