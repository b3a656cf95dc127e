"""How right renderings and conflicts are, on labelled pairs: ``python -m benchmarks.differences --gold DIR``.

DIR (default: the variable ``JIANBAO_BENCH_DIR``) holds ``corpus/articles.jsonl.gz``, which is not public;
``benchmarks/labels`` holds the verdicts. Printed are, for each kind of pair, precision and recall on the pairs that
weights and thresholds were chosen by and on those held out.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.annotations import Record, records
from benchmarks.labels import Label, is_held_out, read, texts, words_of
from bot.analysis.script import fold
from bot.analysis.utterances import is_one_utterance
from bot.analysis.wording import Words, words

CORPUS = Path("corpus", "articles.jsonl.gz")
Judge = Callable[[Label, Mapping[str, Record]], bool]


def is_rendering(label: Label, found: Mapping[str, Record]) -> bool:
    """Tell whether two quotations are taken for one utterance."""

    def spoken(side: str) -> Words:
        return words(fold(" ".join(words_of(label[side], found))))  # type: ignore[literal-required]

    return is_one_utterance(spoken("one"), spoken("other"))


JUDGES: dict[str, Judge] = {"rendering": is_rendering}


def main() -> int:
    """Print a table, or one JSON object a row; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"), metavar="DIR")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    arguments = parser.parse_args()
    if arguments.gold is None or not (Path(arguments.gold) / CORPUS).is_file():
        print("benchmarks.differences: no data; set JIANBAO_BENCH_DIR or --gold", file=sys.stderr)
        return 0
    labels = read("renderings")
    found = texts(labels, records(Path(arguments.gold) / CORPUS))
    for kind, judge in JUDGES.items():
        for held_out in (False, True):
            pairs = [each for each in labels if each["kind"] == kind and is_held_out(each) is held_out]
            row = _row(kind, pairs, [judge(pair, found) for pair in pairs], held_out=held_out)
            print(json.dumps(row) if arguments.format == "json" else "  ".join(f"{k} {v}" for k, v in row.items()))
    return 0


def _row(kind: str, pairs: list[Label], told: list[bool], *, held_out: bool) -> dict[str, object]:
    right = sum(says and pair["verdict"] for says, pair in zip(told, pairs, strict=True))
    true = sum(pair["verdict"] for pair in pairs)
    return {
        "kind": kind,
        "set": "held out" if held_out else "develop",
        "pairs": len(pairs),
        "true": true,
        "shown": sum(told),
        "precision": round(100 * right / (sum(told) or 1), 1),
        "recall": round(100 * right / (true or 1), 1),
    }


if __name__ == "__main__":
    sys.exit(main())
