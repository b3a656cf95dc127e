"""Learn ``data/lexicons/name_weights.tsv``: what each piece of evidence counts for a name in Chinese characters.

Logistic regression over the features of ``bot.analysis.people.evidence``, from the annotations in ``learn.jsonl``: a
place of an annotated form is a name, every other place is none. Each article is read as a whole, and each of its
paragraphs alone, so that the weights hold for short texts too. What quality is measured with is not learned from.

usage: python -m tools.name_weights [--gold DIR] [--dry]

DIR (default: JIANBAO_BENCH_DIR) holds ``corpus/articles.jsonl.gz``. Printed is how well the forms of each fifth of the
articles are told by weights learned from the other four; ``--dry`` leaves the file as it is.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.annotations import Annotation, read, records, sha256, text_of
from bot.analysis.document import Document
from bot.analysis.people.credits import credits_of
from bot.analysis.people.evidence import Features, best, score
from bot.analysis.people.han import HanNames
from bot.analysis.people.reading import Reading
from bot.analysis.people.roles import Roles
from bot.analysis.people.shapes import IDEOGRAPHS, JOINED
from bot.analysis.script import fold
from bot.analysis.tagger import Tagger
from bot.model import Span
from tools.logistic import fitted

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "name_weights.tsv"
CORPUS = Path("corpus", "articles.jsonl.gz")
HEADER = """\
# Weights, in nats, of the evidence for a name in Chinese characters. Learned by tools/name_weights.py.
"""
FOLDS = 5
PENALTY = 1.0
"""Of the squares of what the weights differ from ``PRIOR``, in places."""
PRIOR = {
    "odds": 0.3,
    "best-odds": 0.6,
    "known": 6.0,
    "famous": 1.0,
    "place": -2.0,
    "alias-anywhere": 8.0,
    "masked": 12.0,
    "nickname-owned": 4.0,
    "worst-joined": 1.0,
}
"""What is believed before anything is learned: the tagger, and what is too rare for learning to meet it often."""
SHORTEST_PARAGRAPH = 10
"""Characters."""
PARAGRAPH = 0.5
"""What a place counts that is read in its paragraph alone; it is read in its article too."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article or a paragraph: its places described and which forms are names; ``doubtful`` count neither way."""

    folded: str
    described: dict[Span, Features]
    names: frozenset[str]
    doubtful: frozenset[str]
    weight: float

    def examples(self) -> Iterator[tuple[Features, bool, float]]:
        """Yield the places with their labels and what they count, each form as much as another.

        A part of a joined name counts neither way.
        """
        times = Counter(span.of(self.folded) for span in self.described)
        named = [span for span in self.described if span.of(self.folded) in self.names]
        for span, features in self.described.items():
            form = span.of(self.folded)
            around = [name for name in named if name != span and name.start <= span.start and span.end <= name.end]
            is_part = any(JOINED.search(name.of(self.folded)) for name in around)
            if form not in self.doubtful and not is_part:
                yield features, form in self.names and not around, self.weight / times[form]


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads articles as the bot does."""

    tagger: Tagger
    names: HanNames

    def texts(self, annotation: Annotation, text: str) -> Iterator[Text]:
        """Yield the article, and then its paragraphs."""
        forms: dict[bool, set[str]] = {True: set(), False: set()}
        for person in annotation["people"]:
            surfaces = {fold(text[start:end]) for start, end in person["surfaces"]}
            forms[bool(person["flags"])] |= {form for form in surfaces if IDEOGRAPHS.match(form)}
        certain, doubtful = frozenset(forms[False]), frozenset(forms[True] - forms[False])
        yield self._read(text, certain, doubtful, 1.0)
        for paragraph in text.split("\n"):
            if len(paragraph) > SHORTEST_PARAGRAPH:
                yield self._read(paragraph, certain, doubtful, PARAGRAPH)

    def _read(self, body: str, names: frozenset[str], doubtful: frozenset[str], weight: float) -> Text:
        document = Document.of(body)
        reading = Reading.of(document, self.tagger.read(document))
        credited = {offset for span in credits_of(document) for offset in range(span.start, span.end)}
        described = self.names.evidence.describe(reading, self.names.candidates.find(reading))
        kept = {span: features for span, features in described.items() if span.start not in credited}
        return Text(document.folded, kept, names, doubtful, weight)


def learn(texts: Iterable[Text]) -> dict[str, float]:
    """Return the weights that make the labels likeliest."""
    examples = [example for text in texts for example in text.examples()]
    columns = {name: index for index, name in enumerate(sorted({*PRIOR, *(name for e in examples for name in e[0])}))}
    matrix = np.zeros((len(examples), len(columns)))
    for row, (features, _, _) in enumerate(examples):
        matrix[row, [columns[name] for name in features]] = list(features.values())
    labels = np.array([1.0 if is_name else -1.0 for _, is_name, _ in examples])
    counts = np.array([weight for _, _, weight in examples])
    prior = np.array([PRIOR.get(name, 0.0) for name in columns])
    return dict(zip(columns, fitted(matrix * labels[:, None], counts, prior, PENALTY).tolist(), strict=True))


def cross_validated(articles: Sequence[Sequence[Text]], known: frozenset[str]) -> tuple[float, float]:
    """Return precision and recall, in percent, of the forms of articles that the weights were not learned from."""
    right = found = wanted = 0
    for fold_ in range(FOLDS):
        weights = learn(text for i, article in enumerate(articles) if i % FOLDS != fold_ for text in article)
        for whole, *_ in articles[fold_::FOLDS]:
            scores = {span: score(features, weights) for span, features in whole.described.items()}
            forms = {span.of(whole.folded) for span in best(whole.folded, scores, known)} - whole.doubtful
            right += len(forms & whole.names)
            found += len(forms)
            wanted += len(whole.names)
    return 100 * right / found, 100 * right / wanted


def annotated(data: Path) -> Iterator[tuple[Annotation, str]]:
    """Yield the annotations that may be learned from, each with its text."""
    texts = {sha256(text_of(record)): text_of(record) for record in records(data / CORPUS)}
    for annotation in read("learn"):
        yield annotation, texts[annotation["sha256"]]


def options_of(description: str | None) -> argparse.Namespace:
    """Read the command line of a program that learns weights: ``gold``, where the articles are, and ``dry``."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"), metavar="DIR")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args()
    if options.gold is None:
        parser.error("neither --gold nor JIANBAO_BENCH_DIR names the articles")
    return options


def main() -> int:
    """Learn the weights, say how well they do, and write them."""
    options = options_of(__doc__)
    reader = Reader(Tagger.load(), HanNames.load(Roles.load()))
    articles = [list(reader.texts(*pair)) for pair in annotated(options.gold)]
    precision, recall = cross_validated(articles, reader.names.evidence.shapes.known)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{len(articles)} articles, {FOLDS}-fold: P {precision:.1f}  R {recall:.1f}  F1 {f1:.1f} of the forms")
    if not options.dry:
        weights = learn(text for article in articles for text in article)
        lines = [f"{name}\t{weight:.3f}\n" for name, weight in sorted(weights.items())]
        TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
        print(f"{TABLE.name}: {len(lines)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
