"""Learn ``data/lexicons/speaker_weights.tsv``: what speaks for a candidate being the speaker of a quotation.

Source: the project's annotations that may be learned from (``benchmarks/annotations``), over the corpus that they point
into. A conditional log-linear model: the weights make it likeliest that the candidates who denote the annotated speaker
are chosen, less a penalty on their squares. Whom the quotation before is given to, as the features see it, is what the
table in place says, so that errors carry on as they will; run it twice for a table that no longer changes much.

usage: python -m tools.speaker_weights --gold DIR [--folds N]

DIR holds ``corpus/articles.jsonl.gz``. With ``--folds`` nothing is written: the share of right speakers on articles
that were not learned from is printed.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from benchmarks import annotations
from bot.analysis.document import Document
from bot.analysis.pipeline import Analyzer
from bot.analysis.quotes.candidates import Place, Scene
from bot.analysis.quotes.ranking import SpeakerRanker
from bot.analysis.quotes.referents import Subject, entity
from bot.analysis.script import fold
from bot.intake.formats import read_article
from bot.model import Person

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "speaker_weights.tsv"
HEAD = "# What speaks for or against a candidate: feature, weight (nats). Made by tools/speaker_weights.py.\n"
RAREST = 3
"""Features that fewer candidates have are left out."""
PENALTY = 10.0
"""Of the squares of the weights; chosen among 0.3, 1, 3, 10 and 30 by cross-validation."""
STEPS = 400
RATE = 0.1
DECAYS = (0.9, 0.99)
SLIGHT = 0.005
ALIKE = 0.6
"""Share of letters that a passage and an annotated quotation have in common, as the scorer asks."""


@dataclass(frozen=True, slots=True)
class Example:
    """The places of one quotation, and which readings of each denote its speaker; ``whole`` is no fragment."""

    article: str
    whole: bool
    places: tuple[Place, ...]
    right: tuple[tuple[bool, ...], ...]

    @property
    def reachable(self) -> bool:
        """Tell whether any reading denotes the speaker."""
        return any(map(any, self.right))


@dataclass(frozen=True, slots=True)
class Recorder(SpeakerRanker):
    """Ranks as the table does, and keeps the candidates of quotations whose speaker readers annotated."""

    article: str = ""
    document: Document | None = None
    gold: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    people: Sequence[Person] = ()
    examples: list[Example] = field(default_factory=list)

    def speaker(self, scene: Scene) -> Subject | None:
        """Return the likeliest speaker by the table in place."""
        quote = next((q for q in self.gold["quotes"] if _same_words(scene, q)), None)
        if quote is not None and quote["speaker"] is not None:
            places = tuple(scene.places())
            right = tuple(tuple(self._is_right(r.subject, quote) for r in place.readings) for place in places)
            self.examples.append(Example(self.article, quote["kind"] != "partial", places, right))
        return SpeakerRanker.speaker(self, scene)

    def _is_right(self, subject: Subject, quote: dict[str, object]) -> bool:
        together = {quote["speaker"], *_list(quote["co_speakers"])}
        forms = {str(name) for name in together}
        for person in self.gold["people"]:
            if person["name"] in together:
                forms |= {str(surface) for surface in _list(person["surfaces"])}
        if subject.speaker.id is not None:
            known = next(person for person in self.people if person.id == subject.speaker.id)
            return bool(forms & {known.name, *known.surfaces})
        name = fold(subject.speaker.name or "")
        return any(_alike(name, fold(form)) for form in forms)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _alike(one: str, other: str) -> bool:
    """Tell whether one wording holds the other and is at most twice as long, as the scorer asks."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and shorter in longer and 2 * len(shorter) >= len(longer)


def _letters(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


def _same_words(scene: Scene, quote: dict[str, object]) -> bool:
    if quote["kind"] == "nested" or quote["ambiguous"] or quote["note"]:
        return False
    said = _letters(scene.outer.of(scene.document.body))
    parts = [_letters(str(part)) for part in _list(quote["parts"])]
    return any(_overlap(said, part) >= ALIKE for part in (*parts, "".join(parts)))


def _overlap(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if not one or not other or min(len(one), len(other)) < ALIKE / 2 * max(len(one), len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def examples(gold: Path) -> Iterator[Example]:
    """Yield the annotated quotations of the split that may be learned from."""
    analyzer = Analyzer.load()
    table = SpeakerRanker.load()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "learn"
        corpus = annotations.records(gold / "corpus" / "articles.jsonl.gz")
        annotations.rebuild(annotations.read("learn"), corpus, folder)
        for path in sorted(folder.glob("*.md")):
            article = read_article(path.name, path.read_bytes())
            document = Document.of(article.body, article.quoted)
            tagged = analyzer.tagger.read(document)
            people = analyzer.people.find(document, tagged)
            marked = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
            recorder = Recorder(table.weights, path.stem, document, marked, people)
            replace(analyzer.quotes, ranker=recorder).find(document, tagged.tokens, people)
            yield from recorder.examples


def learn(taught: Iterable[Example]) -> dict[str, float]:
    """Return the weights of features, by gradient ascent with Adam's steps; deterministic."""
    usable = [example for example in taught if example.reachable]
    counts = Counter(name for example in usable for names in _choices(example) for name in set(names))
    index = {name: position for position, name in enumerate(sorted(n for n, c in counts.items() if c >= RAREST))}
    data = [_Sums.of(example, index) for example in usable]
    weights, mean, square = np.zeros((3, len(index)))
    for step in range(1, STEPS + 1):
        slope = PENALTY * weights
        for sums in data:
            sums.add_slope(weights, slope)
        mean = DECAYS[0] * mean + (1 - DECAYS[0]) * slope
        square = DECAYS[1] * square + (1 - DECAYS[1]) * slope**2
        pace = RATE * (1 - step / (STEPS + 1)) / (1 - DECAYS[0] ** step)
        weights = weights - pace * mean / (np.sqrt(square / (1 - DECAYS[1] ** step)) + 1e-8)
    return {name: float(weights[position]) for name, position in index.items()}


def _choices(example: Example) -> Iterator[Sequence[str]]:
    for place in example.places:
        yield place.features
        for reading in place.readings:
            yield reading.features


@dataclass(frozen=True, slots=True)
class _Sums:
    """An example as arrays: ``rows`` and ``columns`` pair choices (places, then readings) with features.

    ``starts`` are where the readings of each place begin among all readings, ``right`` which of these are right.
    """

    rows: np.ndarray
    columns: np.ndarray
    starts: np.ndarray
    counts: np.ndarray
    right: np.ndarray

    @classmethod
    def of(cls, example: Example, index: dict[str, int]) -> "_Sums":
        choices = [
            *(place.features for place in example.places),
            *(reading.features for place in example.places for reading in place.readings),
        ]
        pairs = [(row, index[name]) for row, names in enumerate(choices) for name in names if name in index]
        rows, columns = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        counts = np.array([len(place.readings) for place in example.places])
        right = np.array([right for place in example.right for right in place])
        return cls(rows, columns, np.cumsum(counts) - counts, counts, right)

    def add_slope(self, weights: np.ndarray, slope: np.ndarray) -> None:
        """Add the slope of the example's negative log-likelihood."""
        scores = np.zeros(len(self.counts) + len(self.right))
        np.add.at(scores, self.rows, weights[self.columns])
        outer, inner = np.exp(scores[: len(self.counts)] - scores.max()), np.exp(scores[len(self.counts) :])
        outer = outer / outer.sum()
        inner = inner / np.repeat(np.add.reduceat(inner, self.starts), self.counts)
        wanted = np.repeat(outer, self.counts) * inner * self.right
        wanted = wanted / wanted.sum()
        placed = np.add.reduceat(wanted, self.starts)
        excess = np.concatenate([outer - placed, np.repeat(placed, self.counts) * inner - wanted])
        np.add.at(slope, self.columns, excess[self.rows])


def found_by(example: Example, weights: dict[str, float]) -> tuple[float, bool]:
    """Return the probability of the speaker who is likeliest by ``weights``, and whether they are the annotated one."""
    found = SpeakerRanker(weights).likeliest(example.places)
    best = entity(found) if found is not None else ""
    readings = [reading for place in example.places for reading in place.readings]
    right = [right for place in example.right for right in place]
    is_right = any(r and entity(reading.subject) == best for reading, r in zip(readings, right, strict=True))
    return found.certainty if found is not None else 0.0, is_right


def cross_validate(taught: Sequence[Example], folds: int) -> None:
    """Print the share of right speakers of whole quotations on articles left out, in all and by probability."""
    articles = sorted({example.article for example in taught})
    told: list[tuple[float, bool]] = []
    for number in range(folds):
        left_out = set(articles[number::folds])
        weights = learn(example for example in taught if example.article not in left_out)
        told += [found_by(e, weights) for e in taught if e.whole and e.article in left_out]
    print(f"{folds} folds: {_percent(told)} % right of the whole ones")
    for tenth in range(10):
        within = [pair for pair in told if tenth <= 10 * pair[0] < tenth + 1 or (tenth == 9 and pair[0] == 1)]  # noqa: PLR2004
        print(f"probability {tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}: {len(within)}, {_percent(within)} % right")


def _percent(told: Sequence[tuple[float, bool]]) -> str:
    return f"{100 * sum(right for _, right in told) / max(1, len(told)):.1f}"


def main() -> None:
    """Learn and write the table, or cross-validate by article."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    taught = list(examples(arguments.gold))
    whole = [example for example in taught if example.whole]
    reachable = sum(example.reachable for example in whole)
    print(f"{len(whole)} quotations, the speaker is among the candidates of {reachable}; {len(taught)} with fragments")
    if arguments.folds:
        cross_validate(taught, arguments.folds)
        return
    weights = learn(taught)
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in weights.items() if abs(weight) >= SLIGHT]
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} weights")


if __name__ == "__main__":
    main()
