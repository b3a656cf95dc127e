"""How right the reading is: people, quotes and dates against articles annotated by hand.

usage: python -m benchmarks.quality [--gold DIR] [--quick] [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``gold/dev`` and ``gold/unread``, articles with annotations, and the scorer
``gold/score.py``. The set is not public: the articles are their publishers'. ``dev`` was learned from, ``unread`` was
not; ``--quick`` leaves ``unread`` out. Figures are percentages, micro-averaged over articles. Without DIR nothing is
measured.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

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


def measure(gold: Path, name: str, analyzer: Analyzer) -> dict[str, dict[str, object]]:
    """Score the articles of ``gold/name``; return the scorer's figures for all of them and by script."""
    articles = sorted(path for path in (gold / name).iterdir() if path.suffix in (".md", ".txt"))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predictions:
        for path in articles:
            article = read_article(path.name, path.read_bytes())
            print(json.dumps(as_json(path.name, article, analyzer.analyze(article))), file=predictions, flush=True)
        paths = [str(gold / "score.py"), str(gold / name), predictions.name]
        command = [sys.executable, *paths, "--by-script", "--json"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - the set's own scorer
    return {group.pop("group"): group for group in map(json.loads, printed.stdout.splitlines())}


def table(measured: dict[str, dict[str, dict[str, object]]]) -> str:
    """Return the figures as a Markdown table, a column a set and script."""
    columns = [(name, group) for name, groups in measured.items() for group in groups]
    lines = ["| figure | " + " | ".join(f"{name}, {group}" for name, group in columns) + " |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for figure in ("articles", *FIGURES):
        cells = [_cell(measured[name][group][figure]) for name, group in columns]
        lines.append(f"| {figure} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, dict):
        if "F1" in value:
            return f"{value['F1']:.1f}"
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
    sets = ["dev"] if arguments.quick else ["dev", "unread"]
    measured = {name: measure(Path(arguments.gold) / "gold", name, analyzer) for name in sets}
    print(json.dumps(measured) if arguments.format == "json" else table(measured))
    return 0


if __name__ == "__main__":
    sys.exit(main())
