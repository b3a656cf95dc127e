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
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from benchmarks import annotations
from bot.analysis.document import Document
from bot.analysis.pipeline import Analyzer
from bot.analysis.quotes.candidates import Candidate, Scene
from bot.analysis.quotes.finder import QuoteFinder
from bot.analysis.quotes.ranking import SpeakerRanker
from bot.analysis.quotes.referents import Subject, entity
from bot.analysis.script import fold
from bot.intake.formats import read_article
from bot.model import Person

TABLE = Path(__file__).parent.parent / "data" / "lexicons" / "speaker_weights.tsv"
HEAD = "# What speaks for or against a candidate: feature, weight (nats). Made by tools/speaker_weights.py.\n"
RAREST = 3
"""Features that fewer candidates have are left out."""
PENALTY = 3.0
"""Of the squares of the weights; chosen among 0.3, 1, 3 and 10 by cross-validation."""
STEPS = 400
RATE = 0.1
DECAYS = (0.9, 0.99)
SLIGHT = 0.005
ALIKE = 0.6
"""Share of letters that a passage and an annotated quotation have in common, as the scorer asks."""


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one quotation, and which of them denote its speaker; ``whole`` is no fragment of a clause."""

    article: str
    whole: bool
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]


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
            candidates = tuple(scene.candidates())
            right = tuple(self._is_right(candidate.subject, quote) for candidate in candidates)
            self.examples.append(Example(self.article, quote["kind"] != "partial", candidates, right))
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
            document = Document.of(read_article(path.name, path.read_bytes()).body)
            tokens = analyzer.tagger.tag(document)
            people = analyzer.people.find(document, tokens)
            marked = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
            recorder = Recorder(table.weights, path.stem, document, marked, people)
            QuoteFinder(analyzer.quotes.cues, analyzer.quotes.phrases, recorder).find(document, tokens, people)
            yield from recorder.examples


def learn(taught: Iterable[Example]) -> dict[str, float]:
    """Return the weights of features, by gradient ascent with Adam's steps; deterministic."""
    usable = [example for example in taught if any(example.right)]
    counts = Counter(name for e in usable for candidate in e.candidates for name in set(candidate.features))
    index = {name: position for position, name in enumerate(sorted(n for n, c in counts.items() if c >= RAREST))}
    data = [_rows(example, index) for example in usable]
    weights, mean, square = np.zeros((3, len(index)))
    for step in range(1, STEPS + 1):
        slope = PENALTY * weights
        for rows, columns, right in data:
            chance = _chances(rows, columns, weights, len(right))
            wanted = np.where(right, chance, 0.0)
            np.add.at(slope, columns, (chance - wanted / wanted.sum())[rows])
        mean = DECAYS[0] * mean + (1 - DECAYS[0]) * slope
        square = DECAYS[1] * square + (1 - DECAYS[1]) * slope**2
        pace = RATE * (1 - step / (STEPS + 1)) / (1 - DECAYS[0] ** step)
        weights = weights - pace * mean / (np.sqrt(square / (1 - DECAYS[1] ** step)) + 1e-8)
    return {name: float(weights[position]) for name, position in index.items()}


def _rows(example: Example, index: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    pairs = [(row, index[n]) for row, c in enumerate(example.candidates) for n in c.features if n in index]
    rows, columns = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return rows, columns, np.array(example.right)


def _chances(rows: np.ndarray, columns: np.ndarray, weights: np.ndarray, count: int) -> np.ndarray:
    scores = np.zeros(count)
    np.add.at(scores, rows, weights[columns])
    chance: np.ndarray = np.exp(scores - scores.max())
    chance /= chance.sum()
    return chance


def is_found(example: Example, weights: dict[str, float]) -> bool:
    """Tell whether the speaker who is likeliest by ``weights`` is the annotated one."""
    scores = [sum(weights.get(name, 0.0) for name in candidate.features) for candidate in example.candidates]
    shares: Counter[str] = Counter()
    for score, candidate in zip(scores, example.candidates, strict=True):
        shares[entity(candidate.subject)] += np.exp(score - max(scores))
    best = max(shares, key=shares.__getitem__)
    return any(r and entity(c.subject) == best for c, r in zip(example.candidates, example.right, strict=True))


def main() -> None:
    """Learn and write the table, or cross-validate by article."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    taught = list(examples(arguments.gold))
    whole = [example for example in taught if example.whole]
    reachable = sum(any(example.right) for example in whole)
    print(f"{len(whole)} quotations, the speaker is among the candidates of {reachable}; {len(taught)} with fragments")
    if arguments.folds:
        articles = sorted({example.article for example in taught})
        found = 0
        for fold_number in range(arguments.folds):
            left_out = set(articles[fold_number :: arguments.folds])
            weights = learn(example for example in taught if example.article not in left_out)
            found += sum(is_found(example, weights) for example in whole if example.article in left_out)
        print(f"{arguments.folds} folds: {100 * found / len(whole):.1f} % right of the whole ones")
        return
    weights = learn(taught)
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in weights.items() if abs(weight) >= SLIGHT]
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} weights")


if __name__ == "__main__":
    main()
