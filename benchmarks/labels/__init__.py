"""The project's own verdicts on pairs of passages of articles that are their publishers': places, no text.

The files beside this one hold one ``Label`` a line (README.md defines the verdicts). A span is a half-open range of
code points into ``benchmarks.annotations.text_of`` a record of the corpus.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from benchmarks.annotations import Range, Record, sha256, text_of

FOLDER = Path(__file__).parent
THIRDS = 3


class Side(TypedDict):
    """One side of a pair: ``id`` and ``sha256`` of its record, and the spans that its kind of pair is about."""

    id: str
    sha256: str
    spans: list[Range]


class Label(TypedDict):
    """A pair and what a reader says of it; ``kind`` tells what the spans are (README.md)."""

    kind: str
    one: Side
    other: Side
    verdict: bool


def read(name: str) -> list[Label]:
    """Return the labels of ``<name>.jsonl``."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def is_held_out(label: Label) -> bool:
    """Tell whether a pair is of the third that nothing is learned from: its records' ids decide, not who labels."""
    ids = " ".join(sorted((label["one"]["id"], label["other"]["id"])))
    return hashlib.sha256(ids.encode()).digest()[0] % THIRDS == 0


def texts(labels: Iterable[Label], corpus: Iterable[Record]) -> dict[str, Record]:
    """Return the records that labels are on, by their ids.

    Raises:
        LookupError: the corpus lacks a record, or has it with another text.
    """
    wanted = {side["id"]: side["sha256"] for label in labels for side in (label["one"], label["other"])}
    found = {record["id"]: record for record in corpus if wanted.get(record["id"]) == sha256(text_of(record))}
    if missing := wanted.keys() - found.keys():
        raise LookupError(f"{len(missing)} labelled articles are not in the corpus as labelled, first {min(missing)}")
    return found


def words_of(side: Side, found: Mapping[str, Record]) -> Iterator[str]:
    """Yield what stands in the spans of one side."""
    text = text_of(found[side["id"]])
    for start, end in side["spans"]:
        yield text[start:end]
