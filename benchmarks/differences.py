"""How right renderings and conflicts are, on labelled pairs: ``python -m benchmarks.differences --gold DIR``.

DIR (default: the variable ``JIANBAO_BENCH_DIR``) holds ``corpus/articles.jsonl.gz``, which is not public;
``benchmarks/labels`` holds the verdicts, and says which figure is a test of what. Printed are, for each kind of pair,
precision and recall on the pairs that may be learned from and on those held out. Differing names and speakers are not
shown, as none of the pairs that look like one is; their rows say so.

A pair is judged as the bot would if it read these two articles alone: the numbers of both are compared, and the dates
of the two sentences, whose words then weigh by how rare they are in the two.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.annotations import Range, Record, records, text_of
from benchmarks.labels import Label, Side, is_held_out, read, texts, words_of
from bot.analysis.dates import read_dates
from bot.analysis.document import Document
from bot.analysis.script import fold, script_of
from bot.analysis.utterances import is_one_utterance
from bot.analysis.wording import Words, words
from bot.answers.conflicts.dates import date_conflicts
from bot.answers.conflicts.numbers import differences
from bot.intake.formats import read_record
from bot.model import Span
from bot.store.records import DateValue, Passage, StoredDate

CORPUS = Path("corpus", "articles.jsonl.gz")
SAMPLES = ("renderings", "conflicts")
SOMEBODY = (1,)
"""Who is named in both sentences of a pair: the sample was drawn so."""


@dataclass(frozen=True)
class Told:
    """One side of a pair, in its article."""

    number: int
    side: Side
    record: Record

    @cached_property
    def document(self) -> Document:
        """The article's text."""
        return Document.of(text_of(self.record))

    @property
    def words(self) -> Words:
        """The words of all spans."""
        return words(fold(" ".join(words_of(self.side, {self.side["id"]: self.record}))))

    def sentences(self) -> Iterator[Passage]:
        """Yield the article's sentences."""
        yield from map(self.passage, self.document.sentences)

    def passage(self, span: Span) -> Passage:
        """Return words of the article."""
        text = text_of(self.record)
        day = read_record("x", dict(self.record)).published_on
        return Passage(
            article=self.number,
            start=span.start,
            end=span.end,
            text=span.of(text),
            title=self.record["title"],
            outlet=None,
            published_on=day.value if day else None,
            url=None,
            script=script_of(text),
        )

    def events(self) -> Iterator[StoredDate]:
        """Yield the dates of the labelled sentence."""
        found = read_dates(self.document, read_record("x", dict(self.record)).published_on)
        sentence = Span(*self.side["spans"][0])
        for date in found.expressions:
            if date.value is not None and sentence.covers(date.span):
                span = Span(date.span.start - sentence.start, date.span.end - sentence.start)
                value = DateValue(date.value, date.grain, date.modifier, date.event)
                yield StoredDate(self.passage(sentence), span, value, date.anchor, SOMEBODY)

    def is_meant(self, span: Span) -> bool:
        """Tell whether a span is of what was labelled."""
        labelled: Range = self.side["spans"][-1]
        return span.overlaps(Span(*labelled))


def is_told(label: Label, one: Told, other: Told) -> bool:
    """Tell whether a pair is taken for what its kind asks for."""
    match label["kind"]:
        case "rendering":
            return is_one_utterance(one.words, other.words)
        case "number":
            found = differences((list(one.sentences()), list(other.sentences())))
            spans = (
                [
                    Span(each.start + count.span.start, each.start + count.span.end)
                    for each, count in zip((difference.one, difference.other), difference.counts, strict=True)
                ]
                for difference in found
            )
            return any(one.is_meant(mine) and other.is_meant(theirs) for mine, theirs in spans)
        case "date":
            reports = (event for group in date_conflicts([*one.events(), *other.events()]) for event in group)
            meant = {event.sentence.article for event in reports if _is_meant(event, one, other)}
            return len(meant) > 1
        case _:
            return False


def _is_meant(event: StoredDate, one: Told, other: Told) -> bool:
    side = one if event.sentence.article == one.number else other
    return side.is_meant(Span(event.sentence.start + event.span.start, event.sentence.start + event.span.end))


def main() -> int:
    """Print a table, or one JSON object a row; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("JIANBAO_BENCH_DIR"), metavar="DIR")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--quick", action="store_true", help="the same: it takes seconds")
    parser.add_argument("--errors", action="store_true", help="list what is wrong, of the pairs not held out")
    arguments = parser.parse_args()
    if arguments.gold is None or not (Path(arguments.gold) / CORPUS).is_file():
        print("benchmarks.differences: no data; set JIANBAO_BENCH_DIR or --gold", file=sys.stderr)
        return 0
    labels = [label for sample in SAMPLES for label in read(sample)]
    found = texts(labels, records(Path(arguments.gold) / CORPUS))
    for kind in dict.fromkeys(label["kind"] for label in labels):
        for held_out in (False, True):
            pairs = [each for each in labels if each["kind"] == kind and is_held_out(each) is held_out]
            told = [is_told(pair, *_sides(pair, found)) for pair in pairs]
            row = _row(kind, pairs, told, held_out=held_out)
            print(json.dumps(row) if arguments.format == "json" else "  ".join(f"{k} {v}" for k, v in row.items()))
            if arguments.errors and not held_out:
                _print_errors(pairs, told, found)
    return 0


def _sides(label: Label, found: dict[str, Record]) -> tuple[Told, Told]:
    one, other = label["one"], label["other"]
    return Told(1, one, found[one["id"]]), Told(2, other, found[other["id"]])


def _print_errors(pairs: list[Label], told: list[bool], found: dict[str, Record]) -> None:
    for pair, says in zip(pairs, told, strict=True):
        if says is not pair["verdict"]:
            print(
                "  shown" if says else "  missed",
                *(" … ".join(words_of(side, found)) for side in (pair["one"], pair["other"])),
            )


def _row(kind: str, pairs: list[Label], told: list[bool], *, held_out: bool) -> dict[str, object]:
    right = sum(says and pair["verdict"] for says, pair in zip(told, pairs, strict=True))
    true = sum(pair["verdict"] for pair in pairs)
    return {
        "kind": kind,
        "set": "held out" if held_out else "develop",
        "pairs": len(pairs),
        "true": true,
        "shown": sum(told),
        "precision": round(100 * right / sum(told), 1) if any(told) else None,
        "recall": round(100 * right / true, 1) if true else None,
    }


if __name__ == "__main__":
    sys.exit(main())
