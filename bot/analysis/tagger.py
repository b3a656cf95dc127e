"""Words and what they are: names of people, places and organizations, times, and parts of speech.

Source: the weights of Baidu's LAC (Apache-2.0), which the jieba package carries in its folder ``lac_small``. They were
trained on simplified text, half width and lower case, which is what the tagger feeds them. jieba itself is not
imported: that would load its dictionary and its state.
"""

import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from bot.analysis.document import Document
from bot.analysis.network import Labelled, Network
from bot.analysis.script import normalize
from bot.model import Span

LONGEST_PIECE = 500
"""Longer sentences are cut, so that hostile ones run side by side. At 160, 0.3 % of news is tagged other than whole."""
NAMING = frozenset({"PER", "nr"})
"""The tags of people's names."""
BATCH_CHARACTERS = 6000
BREAK = re.compile(r"[。！？!?；;][”」』’]?|[，,、：:]|\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its tag: ``PER``, ``LOC``, ``ORG``, ``TIME`` or a part of speech (``n``, ``v``, ``r``, ``nz`` …)."""

    span: Span
    tag: str


class Label(NamedTuple):
    """What the network says of a character: the tag of its word, and whether the word begins there."""

    tag: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Tagged:
    """A document as the tagger reads it: its words in order, and the spans that may be names with their probability.

    Names may overlap: they are readings that exclude one another. Each is as probable as the network thinks it, from
    ``marginals.LEAST`` on, given its sentence alone.
    """

    tokens: tuple[Token, ...]
    names: Mapping[Span, float]


@dataclass(frozen=True, slots=True)
class Tagger:
    """The network with its alphabet and its labels; built once, safe to share."""

    network: Network
    numbers: dict[str, int]
    labels: tuple[Label, ...]

    @classmethod
    def load(cls) -> Self:
        """Read the weights from the installed jieba package.

        Raises:
            ModuleNotFoundError: jieba is not installed.
        """
        spec = importlib.util.find_spec("jieba")
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(name="jieba")
        folder = Path(spec.origin).parent / "lac_small"
        numbers = {character: int(number) for number, character in _entries(folder / "word.dic")}
        labels = tuple(_label(name) for _, name in _entries(folder / "tag.dic"))
        network = Network.load(folder / "model_baseline", characters=max(numbers.values()) + 1, labels=len(labels))
        return cls(network, numbers, labels)

    def tag(self, document: Document) -> tuple[Token, ...]:
        """Return the words of the whole body in order; white space between sentences belongs to none."""
        return self.read(document).tokens

    def read(self, document: Document) -> Tagged:
        """Return the words of the whole body, and what else in it may be a person's name."""
        text = normalize(document.body)
        numbers = np.fromiter(map(self.numbers.get, text, repeat(self.numbers["OOV"])), np.int64, len(text))
        pieces = [piece for sentence in document.sentences for piece in _pieces(text, sentence)]
        number = {label: index for index, label in enumerate(self.labels)}
        kinds = [(number[Label(tag, begins=True)], number[Label(tag, begins=False)]) for tag in sorted(NAMING)]
        read: dict[Span, Labelled] = {}
        for batch in _batches(pieces):
            found = self.network.read([numbers[piece.start : piece.end] for piece in batch], kinds)
            read |= dict(zip(batch, found, strict=True))
        names: dict[Span, float] = defaultdict(float)
        for piece in pieces:
            for start, end, probability in read[piece].entities:
                names[Span(piece.start + start, piece.start + end)] += probability
        return Tagged(
            tuple(token for piece in pieces for token in self._tokens(piece.start, read[piece].labels)), names
        )

    def _tokens(self, start: int, labels: Iterable[int]) -> Iterator[Token]:
        """Join the labels of consecutive characters, the first at ``start``, into words."""
        current, begin, offset = "", start, start
        for offset, (tag, begins) in enumerate(map(self.labels.__getitem__, labels), start):
            if offset > begin and (begins or tag != current):
                yield Token(Span(begin, offset), current)
                begin = offset
            current = tag
        yield Token(Span(begin, offset + 1), current)


def _label(name: str) -> Label:
    tag, _, position = name.partition("-")
    return Label(tag, position == "B")


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    """Yield number and entry of a dictionary file; the line of the tab itself has no entry."""
    for line in file.read_text(encoding="utf-8").split("\n"):
        number, _, entry = line.partition("\t")
        if entry:
            yield number, entry


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Cut a sentence where it is too long, at the last punctuation that fits, else anywhere."""
    start = sentence.start
    while sentence.end - start > LONGEST_PIECE:
        breaks = [found.end() for found in BREAK.finditer(text, start, start + LONGEST_PIECE)]
        end = breaks[-1] if breaks else start + LONGEST_PIECE
        yield Span(start, end)
        start = end
    if start < sentence.end:
        yield Span(start, sentence.end)


def _batches(pieces: Iterable[Span]) -> Iterator[list[Span]]:
    """Group pieces of similar length, so that they run side by side to their ends."""
    batch: list[Span] = []
    size = 0
    for piece in sorted(pieces, key=len):
        batch.append(piece)
        size += len(piece)
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
