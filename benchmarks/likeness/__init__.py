"""Pairs of articles that readers compared: verdicts on records of a corpus that is not shipped (README.md)."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

FOLDER = Path(__file__).parent
SUBJECTS = ("duplicates", "stories")
SPLITS = ("develop", "held")
HELD_OF = 3
"""One pair in so many is held out."""


class Pair(TypedDict):
    """Two records by their ids, what a reader says of them, and how the pair was drawn."""

    a: str
    b: str
    verdict: str
    drawn: str


def read(subject: str) -> Iterator[tuple[str, Pair]]:
    """Yield the pairs of one of ``SUBJECTS``, each with its split."""
    for line in (FOLDER / f"{subject}.jsonl").read_text(encoding="utf-8").splitlines():
        pair: Pair = json.loads(line)
        digest = hashlib.sha256(f"{pair['a']} {pair['b']}".encode()).hexdigest()
        yield SPLITS[int(digest, 16) % HELD_OF == 0], pair
