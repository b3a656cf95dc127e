"""How right the reading is: people, quotes and dates against articles annotated by hand.

usage: python -m benchmarks.quality [--gold DIR] [--sets NAME,...] [--quick] [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``gold/dev`` and ``gold/unread``, articles with annotations, and the scorer
``gold/score.py``; where it also holds the corpus, ``corpus/articles.jsonl.gz``, the articles of it that
``benchmarks/annotations`` annotates are measured, too. Neither is public: the articles are their publishers'. ``dev``
and ``learn`` were learned from, ``unread`` and ``held`` were not; ``--sets`` chooses among them. Beneath ours stand the
figures of ``benchmarks.peers`` on the same articles. ``--quick`` measures the sets that were learned from, without
peers. Figures are percentages, micro-averaged over articles; those of dates over the articles with annotated dates.
Without DIR nothing is measured.
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
from benchmarks.peers import Peer, peers
from bot.analysis.pipeline import Analyzer
from bot.cli.findings import as_json
from bot.intake.formats import read_article

FIGURES = {
    "quotes_right": "86",
    "quotes_found": "95",
    "quotes_exact": "92",
    "quotes_with_speaker": "90",
    "block_recall": "80",
    "people_forms": "95",
    "people_linking_b3": "97 / 97",
    "roles": "90 / 70",
    "dates_found": "95",
    "dates_with_value": "92",
    "date_modifier_accuracy": "90",
    "altered_quote_parts": "0",
}
"""The figures, and what each is to reach on articles that nobody learned from (altered parts: not to exceed)."""
OURS = "ours"
CORPUS = Path("corpus", "articles.jsonl.gz")
GOLD, ANNOTATED = ("dev", "unread"), ("learn", "held")
"""Articles with annotations, and annotations of the corpus."""
LEARNED_FROM = ("dev", "learn")
NORMAL_95 = 1.96
"""Standard deviations on either side of the mean that hold 95 % of a normal distribution."""

Figures = dict[str, Any]
"""What the scorer prints of a group of articles, each figure by its name."""
Groups = dict[str, Figures]
"""The figures of all articles, and of those in each script."""


def sets(data: Path, scratch: Path, wanted: Collection[str]) -> Iterator[tuple[str, Path, list[str] | None]]:
    """Yield the name of each set, the folder of its articles, and those with annotated dates (None: all of them)."""
    for name in filter(wanted.__contains__, GOLD):
        yield name, data / "gold" / name, None
    if (data / CORPUS).exists():
        for name in filter(wanted.__contains__, ANNOTATED):
            annotations = read(name)
            rebuild(annotations, records(data / CORPUS), scratch / name)
            yield name, scratch / name, [item["name"] for item in annotations if "dates" in item]


def ours() -> Peer:
    """Return this project as it is measured beside its peers."""
    analyzer = Analyzer.load()
    return Peer(tuple(FIGURES), lambda article: as_json(article, analyzer.analyze(article)))


def measure(scorer: Path, folder: Path, peer: Peer, dated: Collection[str] | None = None) -> Groups:
    """Score the articles of ``folder`` as ``peer`` reads them.

    Dates are scored over the articles named in ``dated``, for None over all.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predictions:
        for path in sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt")):
            article = read_article(path.name, path.read_bytes())
            found = peer.read(article) | {"path": path.name, "body": article.body}
            print(json.dumps(found), file=predictions, flush=True)
        command = [str(scorer), str(folder), predictions.name, "--by-script", "--json"]
        groups = _scored(command)
        with_dates = groups if dated is None else _scored([*command, "--ids", f"^({'|'.join(map(re.escape, dated))})$"])
    for group, figures in groups.items():
        figures |= {name: figure for name, figure in with_dates[group].items() if name.startswith("date")}
        figures["articles_with_dates"] = with_dates[group]["articles"]
        figures["quotes_right"]["margin"] = margin(figures["quotes_right"])
    return groups


def _scored(command: list[str]) -> Groups:
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


def table(measured: dict[str, dict[str, Groups]], shown: dict[str, Peer]) -> str:
    """Return the figures as a Markdown table: a column a set and script, beneath each figure of ours those of peers."""
    columns = [(name, group) for name, subjects in measured.items() for group in subjects[OURS]]
    lines = ["| figure | target | " + " | ".join(f"{name}, {group}" for name, group in columns) + " |"]
    lines.append("|---" * (len(columns) + 2) + "|")
    for figure in ("articles", "articles_with_dates", *FIGURES):
        rows = {figure: OURS} | {f"… {name}": name for name, peer in shown.items() if figure in peer.figures}
        for label, subject in rows.items():
            target = FIGURES.get(figure, "") if subject == OURS else ""
            cells = [_cell(measured[name][subject][group][figure]) for name, group in columns]
            lines.append(f"| {label} | {target} | " + " | ".join(cells) + " |")
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
    parser.add_argument("--sets", default=",".join((*GOLD, *ANNOTATED)))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    if arguments.gold is None:
        print("quality: not measured, as neither --gold nor JIANBAO_BENCH_DIR names the annotated articles")
        return 0
    data = Path(arguments.gold)
    others = {} if arguments.quick else peers()
    wanted = LEARNED_FROM if arguments.quick else arguments.sets.split(",")
    subjects = {OURS: ours(), **others}
    with tempfile.TemporaryDirectory() as scratch:
        measured = {
            name: {
                subject: measure(data / "gold" / "score.py", folder, peer, dated) for subject, peer in subjects.items()
            }
            for name, folder, dated in sets(data, Path(scratch), wanted)
        }
    print(json.dumps(measured) if arguments.format == "json" else table(measured, others))
    return 0


if __name__ == "__main__":
    sys.exit(main())
