"""Write ``benchmarks/annotations``: articles annotated in words made into spans and values, without their text.

usage: python -m tools.annotations --corpus FILE --manifest FILE [--dated FILE] [--output FOLDER] FOLDER...

Each FOLDER holds articles ``<name>-<number>.md`` (or ``.txt``) with ``<name>-<number>.gold.json`` beside them, every
string copied verbatim from the article. The manifest (one JSON object a line) gives an article's ``gid`` its ``id`` in
the corpus (``.jsonl.gz``); ``--dated`` lists, one a line, the articles whose dates were annotated. Every third article
is held out. What is printed and refused names articles and items, never their words.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.annotations import (
    FLAGS,
    FOLDER,
    SPLITS,
    Annotation,
    Date,
    Person,
    Quote,
    Range,
    Record,
    Speaker,
    records,
    sha256,
    text_of,
)
from bot.analysis.script import script_of

Item = dict[str, Any]
"""One annotation in words, as its reader wrote it."""
Placed = TypeVar("Placed", Person, Quote, Date)

HELD = 2
"""The remainder by three of the numbers of articles that are held out."""
OPENING_MARKS = '“"「『‘'
KINDS = ("direct", "block", "partial", "nested")
MODIFIERS = ("start", "mid", "end", "first-half", "second-half")
POINT = r"\d{4}|\d{3}X|\d\dXX|\d{4}-\d\d(-\d\d)?|\d{4}-(Q[1-4]|H[12]|W\d\d|spring|summer|autumn|winter)"
VALUE = re.compile(rf"({POINT})(/({POINT}))?")


class Refused(ValueError):
    """An item that cannot be told in spans; its text names the item and what is wrong with it."""


@dataclass
class Placing:
    """The annotation of one article, in the making: ``guessed`` counts quotations with several places that fit."""

    text: str
    people: Sequence[Item]
    taken: list[Range] = field(default_factory=list)
    guessed: int = 0

    def person(self, person: Item) -> Person:
        """Return a person by first occurrences, each role by the occurrence that is nearest to a form of the name."""
        surfaces = sorted(person["surfaces"], key=lambda surface: surface != person["name"])
        if not surfaces or surfaces[0] != person["name"]:
            raise Refused("its name is none of its surfaces")
        mentions = [span for surface in surfaces for span in self.every(surface)]
        roles = [nearest(self.every(role), mentions) for role in person.get("roles", [])]
        return {"surfaces": [self.every(surface)[0] for surface in surfaces], "roles": roles, "flags": flags(person)}

    def quote(self, quote: Item) -> Quote:
        """Return a quotation; to be called in the order of the annotation, which tells repeated words apart."""
        if quote["kind"] not in KINDS:
            raise Refused("an unknown kind")
        parts = self.parts(quote)
        if quote["kind"] != "nested":
            self.taken += parts
        surface = quote.get("speaker_surface")
        placed: Quote = {
            "kind": quote["kind"],
            "parts": parts,
            "speaker": None if quote["speaker"] is None else self.speaker(quote["speaker"], parts),
            "surface": self.beside(surface, parts) if surface else None,
            "flags": flags(quote),
        }
        if quote.get("co_speakers"):
            placed["co_speakers"] = [self.speaker(speaker, parts) for speaker in quote["co_speakers"]]
        return placed

    def parts(self, quote: Item) -> list[Range]:
        """Return where a quotation stands: of several places the one in marks, in turn, and the most compact."""
        first, *others = quote["parts"]
        places = [place for span in self.every(first) if (place := self.followed(span, others))]
        if not places:
            raise Refused("its parts are not in this order in the text")
        for fits in (self.is_free, self.is_marked, self.is_next):
            places = [place for place in places if fits(quote["kind"], place)] or places
        self.guessed += len(places) > 1
        return min(places, key=lambda place: place[-1][1] - place[0][0])

    def is_free(self, kind: str, place: Sequence[Range]) -> bool:
        """Tell whether no quotation stands there yet, but for those that hold a nested one."""
        return kind == "nested" or not any(overlap(span, other) for span in place for other in self.taken)

    def is_marked(self, kind: str, place: Sequence[Range]) -> bool:
        """Tell whether a quotation mark opens it, where its kind has one."""
        start = place[0][0]
        return kind == "block" or (start > 0 and self.text[start - 1] in OPENING_MARKS)

    def is_next(self, kind: str, place: Sequence[Range]) -> bool:
        """Tell whether it comes after the quotation before, or for a nested one within it or after."""
        if not self.taken:
            return True
        return place[0][0] >= self.taken[-1][kind != "nested"]

    def followed(self, span: Range, others: Iterable[str]) -> list[Range] | None:
        """Return ``span`` and the next occurrence of each of the ``others`` after it; None where one does not occur."""
        place = [span]
        for part in others:
            following = next((other for other in self.every(part) if other[0] >= place[-1][1]), None)
            if following is None:
                return None
            place.append(following)
        return place

    def speaker(self, speaker: str, parts: Sequence[Range]) -> Speaker:
        """Return the index of the person of that name, or the words where they stand nearest to the quotation."""
        names = [person["name"] for person in self.people]
        return names.index(speaker) if speaker in names else self.beside(speaker, parts)

    def beside(self, words: str, parts: Sequence[Range]) -> Range:
        """Return the occurrence of ``words`` that is nearest to a quotation, outside of it where there is one."""
        spans = self.every(words)
        outside = [span for span in spans if not any(overlap(span, part) for part in parts)]
        return nearest(outside or spans, parts)

    def every(self, words: str) -> list[Range]:
        """Return where ``words`` occur, at least once."""
        found = occurrences(self.text, words)
        if not found:
            raise Refused("words that the text does not have")
        return found


def occurrences(text: str, words: str) -> list[Range]:
    """Return the spans of ``words`` in ``text``, in order, none overlapping another."""
    return [match.span() for match in re.finditer(re.escape(words), text)] if words else []


def overlap(one: Range, other: Range) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def nearest(spans: Iterable[Range], others: Sequence[Range]) -> Range:
    """Return the span with the fewest characters between it and one of the ``others``; the first of equals."""
    return min(spans, key=lambda span: min(max(span[0] - other[1], other[0] - span[1], 0) for other in others))


def flags(item: Item) -> list[str]:
    """Return the reasons why an item does not count, and nothing of what else its note says."""
    given = (bool(item.get("ambiguous")), "borderline" in (item.get("note") or ""))
    return [flag for flag, is_given in zip(FLAGS, given, strict=True) if is_given]


def date(item: Item, raw: str, record: Record) -> Date:
    """Return a date expression: the ``n``-th occurrence of its words in the file, which has front matter too."""
    spans = occurrences(raw, item["text"])
    if item["n"] > len(spans):
        raise Refused("fewer occurrences than its n")
    if item["value"] is not None and not VALUE.fullmatch(item["value"]):
        raise Refused("its value is no date")
    start, end = spans[item["n"] - 1]
    title, text = raw.find(record["title"]), raw.find(record["text"])
    if start >= text:
        moved = len(text_of(record)) - len(record["text"]) - text
    elif title <= start < title + len(record["title"]):
        moved = -title
    else:
        raise Refused("it stands in the front matter")
    placed: Date = {
        "span": (start + moved, end + moved),
        "value": item["value"],
        "event": bool(item["event"]),
        "flags": flags(item),
    }
    if item.get("mod"):
        if item["mod"] not in MODIFIERS:
            raise Refused("an unknown mod")
        placed["mod"] = item["mod"]
    return placed


def annotation(path: Path, record: Record, *, is_dated: bool) -> tuple[Annotation, int]:
    """Return the annotation beside the article at ``path``, and the number of quotations whose place was guessed.

    Raises:
        Refused: an item cannot be told in spans.
    """
    raw = path.read_text(encoding="utf-8")
    if record["text"] not in raw or record["title"] not in raw:
        raise Refused("the corpus has another text")
    given = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    text = text_of(record)
    placing = Placing(text, given["people"])
    placed: Annotation = {
        "name": path.stem,
        "id": record["id"],
        "sha256": sha256(text),
        "published_on": given["published_on"],
        "script": script_of(text),
        "people": list(each("people", given["people"], placing.person)),
        "quotes": list(each("quotes", given["quotes"], placing.quote)),
    }
    if is_dated:
        placed["dates"] = list(each("dates", given["dates"], lambda item: date(item, raw, record)))
    return placed, placing.guessed


def each(kind: str, items: Sequence[Item], place: Callable[[Item], Placed]) -> Iterator[Placed]:
    """Yield each item in spans; a refused one says which it is."""
    for index, item in enumerate(items):
        try:
            yield place(item)
        except Refused as problem:
            raise Refused(f"{kind}[{index}]: {problem}") from problem


def split_of(name: str) -> str:
    """Return the split of an article by the number that ends its name."""
    return SPLITS[int(name.rpartition("-")[2]) % 3 == HELD]


def convert(paths: Sequence[Path], corpus: Mapping[str, Record], dated: Collection[str], output: Path) -> int:
    """Write the annotations of the articles at ``paths``; return how many were refused."""
    lines: dict[str, list[str]] = {split: [] for split in SPLITS}
    guessed = refused = 0
    for path in paths:
        try:
            placed, guesses = annotation(path, corpus[path.stem], is_dated=path.stem in dated)
        except Refused as problem:
            print(f"{path.stem}: {problem}", file=sys.stderr)
            refused += 1
            continue
        guessed += guesses
        lines[split_of(path.stem)].append(json.dumps(placed, separators=(",", ":")) + "\n")
    for split, written in lines.items():
        (output / f"{split}.jsonl").write_text("".join(written), encoding="ascii")
        print(f"{split}: {len(written)} articles")
    print(f"quotations placed by guess: {guessed}")
    return refused


def main() -> int:
    """Convert what the command line names; 2 where something was refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--dated", type=Path)
    parser.add_argument("--output", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    paths = sorted(path for folder in arguments.folders for path in folder.iterdir() if path.suffix in (".md", ".txt"))
    manifest = map(json.loads, arguments.manifest.read_text(encoding="utf-8").splitlines())
    names = {line["id"]: line["gid"] for line in manifest}
    corpus = {names[record["id"]]: record for record in records(arguments.corpus) if record["id"] in names}
    dated = arguments.dated.read_text(encoding="utf-8").split() if arguments.dated else []
    return 2 if convert(paths, corpus, dated, arguments.output) else 0


if __name__ == "__main__":
    sys.exit(main())
