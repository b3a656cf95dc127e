"""Learn ``data/lexicons/name_weights.tsv``: what each piece of evidence counts for a name in Chinese characters.

Logistic regression over the features of ``bot.analysis.people.evidence``, from articles whose people were annotated by
hand: a place of an annotated form is a name, every other place is none. Each article is read as a whole, and each of
its paragraphs alone, so that the weights hold for short texts too. The articles that quality is measured with and the
public test sets are not learned from.

usage: python -m tools.name_weights DIR...

DIR holds pairs of an article and ``<name>.gold.json`` with ``people`` and their ``surfaces``.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.analysis.document import Document
from bot.analysis.people.credits import credits_of
from bot.analysis.people.evidence import Features
from bot.analysis.people.han import HanNames
from bot.analysis.people.reading import Reading
from bot.analysis.people.roles import Roles
from bot.analysis.people.shapes import JOINED
from bot.analysis.script import fold
from bot.analysis.tagger import Tagger
from bot.intake.formats import read_article

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "name_weights.tsv"
HEADER = """\
# Weights, in nats, of the evidence for a name in Chinese characters. Learned by tools/name_weights.py.
"""
PENALTY = 3.0
"""Of the squares of what the weights differ from ``PRIOR``, in places."""
PRIOR = {
    "odds": 0.3,
    "best-odds": 0.6,
    "known": 6.0,
    "famous": 1.0,
    "place": -2.0,
    "alias-anywhere": 8.0,
    "nickname-owned": 4.0,
    "worst-joined": 1.0,
}
"""What is believed before anything is learned: the tagger, and what is too rare for learning to meet it often."""
ROUNDS = 30
SHORTEST_PARAGRAPH = 10
"""Characters."""
PARAGRAPH = 0.5
"""What a place counts that is read in its paragraph alone; it is read in its article too."""


@dataclass(frozen=True, slots=True)
class Example:
    """A place with its label and how much it counts."""

    features: Features
    is_name: bool
    weight: float


def examples_of(folder: Path, tagger: Tagger, names: HanNames) -> Iterator[Example]:
    """Yield the places of annotated articles."""
    for gold in sorted(folder.glob("*.gold.json")):
        (path,) = (path for path in folder.glob(gold.name.replace(".gold.json", ".*")) if path.suffix != ".json")
        people = json.loads(gold.read_text(encoding="utf-8"))["people"]
        forms = {fold(surface) for person in people for surface in person["surfaces"]}
        body = read_article(path.name, path.read_bytes()).body
        yield from _places(body, forms, 1.0, tagger, names)
        for paragraph in body.split("\n"):
            if len(paragraph) > SHORTEST_PARAGRAPH:
                yield from _places(paragraph, forms, PARAGRAPH, tagger, names)


def _places(body: str, forms: set[str], weight: float, tagger: Tagger, names: HanNames) -> Iterator[Example]:
    """Yield the places of one text, bylines aside; a part of a joined name counts neither way."""
    document = Document.of(body)
    reading = Reading.of(document, tagger.read(document))
    described = names.evidence.describe(reading, names.candidates.find(reading))
    credited = {offset for span in credits_of(document) for offset in range(span.start, span.end)}
    named = [span for span in described if span.of(document.folded) in forms]
    for span, features in described.items():
        around = [name for name in named if name != span and name.start <= span.start and span.end <= name.end]
        is_part = any(JOINED.search(name.of(document.folded)) for name in around)
        if span.start not in credited and not is_part:
            yield Example(features, span.of(document.folded) in forms and not around, weight)


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights that make the labels likeliest, by Newton's method."""
    columns = {
        name: index for index, name in enumerate(sorted({*PRIOR, *(name for e in examples for name in e.features)}))
    }
    matrix = np.zeros((len(examples), len(columns)))
    for row, example in enumerate(examples):
        for name, value in example.features.items():
            matrix[row, columns[name]] = value
    labels = np.array([example.is_name for example in examples], float)
    counts = np.array([example.weight for example in examples])
    prior = np.array([PRIOR.get(name, 0.0) for name in columns])
    weights = prior
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (counts * (labels - likely)) - PENALTY * (weights - prior)
        curve = (matrix * (counts * likely * (1 - likely))[:, None]).T @ matrix + PENALTY * np.eye(len(columns))
        weights = weights + np.linalg.solve(curve, slope)
    return dict(zip(columns, weights.tolist(), strict=True))


def main() -> int:
    """Learn the weights and write them."""
    tagger, names = Tagger.load(), HanNames.load(Roles.load())
    examples = [example for folder in sys.argv[1:] for example in examples_of(Path(folder), tagger, names)]
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in sorted(learn(examples).items())]
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
    named = sum(example.is_name for example in examples)
    print(f"{TABLE.name}: {len(lines)} weights from {len(examples)} places, {named} of them names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
