"""Learn ``data/lexicons/quote_weights.tsv``: what speaks for a marked passage being somebody's words, and whole ones.

Logistic regression over the features of ``bot.analysis.quotes.evidence``, from the annotations in ``learn.jsonl``: a
passage of an annotated quotation is quoted, and whole unless that is partial; any other passage is not quoted. What
readers would disagree on, nested quotations and a second place of the same words count neither way.

usage: python -m tools.quote_weights [--gold DIR] [--dry]

DIR (default: JIANBAO_BENCH_DIR) holds ``corpus/articles.jsonl.gz``. Printed is how well the quotations of each third of
the articles are told by weights learned from the other two; ``--dry`` leaves the file as it is.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from benchmarks.annotations import Annotation
from bot.analysis.document import Document
from bot.analysis.pipeline import Analyzer
from bot.analysis.quotes.evidence import Chance, Evidence, describe
from bot.analysis.quotes.passages import Passage
from bot.analysis.quotes.surroundings import Surroundings
from tools.logistic import fitted
from tools.name_weights import annotated, options_of

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "quote_weights.tsv"
HEADER = """\
# What speaks for a marked passage being somebody's words (quoted) and for these being no fragment (whole): model and
# feature, weight (nats). Learned by tools/quote_weights.py.
"""
FOLDS = 3
PENALTY = 6.0
"""Of the squares of the weights; chosen among 1, 3, 6 and 12 by cross-validation."""
RAREST = 5
"""Features that fewer passages have are left out."""
SLIGHT = 0.005
COMMON = 0.6
"""Share of a passage that an annotated quotation has to cover, as the scorer asks."""
LEAST = 0.6
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """The features of a passage, and what readers made of it: ``kind`` is None where they did not mark it.

    ``counts`` is False where it teaches nothing.
    """

    article: str
    features: tuple[str, ...]
    kind: str | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Recorder(Evidence):
    """Takes every passage for a whole quotation, and keeps what the passages are like."""

    seen: list[tuple[Passage, tuple[str, ...]]] = field(default_factory=list)

    def weigh(self, surroundings: Sequence[Surroundings], reasons: Sequence[str]) -> list[Chance]:
        """Return that all are certain."""
        described = describe(surroundings, reasons)
        self.seen.extend((around.passage, names) for around, names in zip(surroundings, described, strict=True))
        return [Chance(1.0, 1.0) for _ in described]


def examples(data: Path) -> Iterator[Example]:
    """Yield the marked passages of the articles that may be learned from."""
    analyzer = Analyzer.load()
    for annotation, text in annotated(data):
        document = Document.of(text)
        tagged = analyzer.tagger.read(document)
        recorder = Recorder({}, {})
        people = analyzer.people.find(document, tagged)
        replace(analyzer.quotes, evidence=recorder).find(document, tagged.tokens, people)
        for passage, features in recorder.seen:
            kind, counts = _marked_as(annotation, document, passage)
            yield Example(annotation["name"], features, kind, counts)


def _marked_as(annotation: Annotation, document: Document, passage: Passage) -> tuple[str | None, bool]:
    """Return the kind of the quotation that ``passage`` is of, one that counts if there is, and whether it does."""
    length = sum(map(len, passage.parts))
    kinds = []
    for quote in annotation["quotes"]:
        shared = sum(
            max(0, min(p.end, end) - max(p.start, start)) for p in passage.parts for start, end in quote["parts"]
        )
        if shared >= COMMON * length:
            kinds.append((not quote["flags"] and quote["kind"] != "nested", quote["kind"]))
    if kinds:
        counts, kind = max(kinds, key=lambda pair: pair[0])
        return kind, counts
    words = _letters(passage.text)
    again = any(words in _letters(said) for said in _said(annotation, document))
    return None, not again


def _said(annotation: Annotation, document: Document) -> Iterator[str]:
    for quote in annotation["quotes"]:
        yield "".join(document.folded[start:end] for start, end in quote["parts"])


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def learn(taught: Sequence[Example]) -> Evidence:
    """Return the weights that make the labels likeliest."""
    counted = [example for example in taught if example.counts]
    quoted = [example for example in counted if example.kind is not None]
    return Evidence(
        _weights(counted, [example.kind is not None for example in counted]),
        _weights(quoted, [example.kind != "partial" for example in quoted]),
    )


def _weights(taught: Sequence[Example], answers: Sequence[bool]) -> dict[str, float]:
    times = Counter(name for example in taught for name in example.features)
    columns = {name: index for index, name in enumerate(sorted(n for n, count in times.items() if count >= RAREST))}
    matrix = np.zeros((len(taught), len(columns)))
    for row, example in enumerate(taught):
        matrix[row, [columns[name] for name in example.features if name in columns]] = 1.0
    signs = np.where(answers, 1.0, -1.0)
    weights = fitted(matrix * signs[:, None], np.ones(len(taught)), np.zeros(len(columns)), PENALTY)
    return dict(zip(columns, weights.tolist(), strict=True))


def cross_validated(taught: Sequence[Example]) -> Iterator[tuple[Example, Chance]]:
    """Yield each passage with its chances by weights that its article did not teach."""
    articles = sorted({example.article for example in taught})
    for number in range(FOLDS):
        left_out = set(articles[number::FOLDS])
        evidence = learn([example for example in taught if example.article not in left_out])
        for example in taught:
            if example.article in left_out:
                yield example, evidence.chance(example.features)


def report(told: Sequence[tuple[Example, Chance]]) -> None:
    """Print how well the passages that count are told."""
    counted = [(example.kind, chance) for example, chance in told if example.counts]
    for name, kinds in (("whole", ("direct", "block")), ("all", ("direct", "block", "partial"))):
        taken = [kind for kind, chance in counted if chance.quoted >= LEAST and (name == "all" or chance.whole >= EVEN)]
        found = sum(kind in kinds for kind, chance in counted if chance.quoted >= LEAST)
        wanted, wrong = sum(kind in kinds for kind, _ in counted), sum(kind is None for kind in taken)
        precision, recall = found / (found + wrong), found / wanted
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name}: {wanted}, P {100 * precision:.1f}  R {100 * recall:.1f}  F1 {100 * f1:.1f}")


def main() -> int:
    """Learn the weights, say how well they do, and write them."""
    options = options_of(__doc__)
    taught = list(examples(options.gold))
    print(f"{len(taught)} marked passages, {FOLDS}-fold")
    report(list(cross_validated(taught)))
    if not options.dry:
        evidence = learn(taught)
        models = (("quoted", evidence.quoted), ("whole", evidence.whole))
        lines = [
            f"{model} {name}\t{weight:.2f}\n"
            for model, weights in models
            for name, weight in weights.items()
            if abs(weight) >= SLIGHT
        ]
        TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
        print(f"{TABLE.name}: {len(lines)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
