"""The project's own annotations of articles that are their publishers': spans and values, no text.

``learn.jsonl`` and ``held.jsonl`` beside this file hold one ``Annotation`` a line (README.md tells the fields and what
the two are for). A span is a half-open range of code points into ``text_of(record)``, which depends on the corpus alone
and on nothing that the bot does. ``rebuild`` puts the articles of a corpus under their annotations again, as files that
the scorer reads.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

FOLDER = Path(__file__).parent
SPLITS = ("learn", "held")
FLAGS = ("ambiguous", "borderline")
"""Why an item counts neither for nor against: readers disagree on it, or called it a close decision."""

Range = Sequence[int]
"""Start and end."""


class Record(TypedDict):
    """What is read of an article of the corpus."""

    id: str
    title: str
    text: str
    outlet: str


class Flagged(TypedDict):
    """``flags``: which of ``FLAGS`` hold."""

    flags: list[str]


class Person(Flagged):
    """``surfaces``: the first occurrence of each written form, the fullest name first."""

    surfaces: list[Range]
    roles: list[Range]


Speaker = int | Range
"""An index into the people, or the words that name somebody who is not among them."""


class Quote(Flagged):
    """``surface``: the words nearest to the quotation that denote its speaker; None for unknown in either field."""

    kind: str
    parts: list[Range]
    speaker: Speaker | None
    surface: Range | None
    co_speakers: NotRequired[list[Speaker]]


class Date(Flagged):
    """``value``: ISO 8601 / EDTF, None where a reader cannot tell; ``mod``: the part of the period that is meant."""

    span: Range
    value: str | None
    event: bool
    mod: NotRequired[str]


class Annotation(TypedDict):
    """One annotated article: ``sha256`` is of ``text_of`` its record, in UTF-8. No ``dates``: nobody marked them."""

    name: str
    id: str
    sha256: str
    published_on: str
    script: str
    people: list[Person]
    quotes: list[Quote]
    dates: NotRequired[list[Date]]


def text_of(record: Record) -> str:
    """Return the string that spans count in: the title, an empty line, the text, nothing removed."""
    return f"{record['title']}\n\n{record['text']}"


def sha256(text: str) -> str:
    """Return the hexadecimal digest by which an article is known to be the one that was annotated."""
    return hashlib.sha256(text.encode()).hexdigest()


def records(corpus: Path) -> Iterator[Record]:
    """Yield the articles of a ``.jsonl.gz``."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(split: str, folder: Path = FOLDER) -> list[Annotation]:
    """Return the annotations of ``learn`` or ``held``."""
    return [json.loads(line) for line in (folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]


def rebuild(annotations: Iterable[Annotation], corpus: Iterable[Record], folder: Path) -> None:
    """Write each article and its annotation into ``folder``, and a manifest with the scripts beside it.

    Raises:
        LookupError: the corpus lacks an annotated article, or has it with another text.
    """
    wanted = {(annotation["id"], annotation["sha256"]): annotation for annotation in annotations}
    folder.mkdir()
    with folder.with_suffix(".jsonl").open("w", encoding="utf-8") as manifest:
        for record in corpus:
            annotation = wanted.pop((record["id"], sha256(text_of(record))), None)
            if annotation is not None:
                name = annotation["name"]
                (folder / f"{name}.md").write_text(_as_file(annotation, record), encoding="utf-8")
                gold = json.dumps(for_scorer(annotation, text_of(record)), ensure_ascii=False)
                (folder / f"{name}.gold.json").write_text(gold, encoding="utf-8")
                print(json.dumps({"gid": name, "script": annotation["script"].lower()}), file=manifest)
    if wanted:
        first = next(iter(wanted.values()))
        raise LookupError(f"{len(wanted)} annotated articles are not in the corpus as annotated, first {first['id']}")


def for_scorer(annotation: Annotation, text: str) -> dict[str, object]:
    """Return the annotation with words for spans, by the fields that the scorer reads."""

    def words(span: Range) -> str:
        return text[span[0] : span[1]]

    names = [words(person["surfaces"][0]) for person in annotation["people"]]

    def who(speaker: Speaker) -> str:
        return names[speaker] if isinstance(speaker, int) else words(speaker)

    people = [
        {"name": name, "surfaces": [*map(words, person["surfaces"])], "roles": [*map(words, person["roles"])]}
        for name, person in zip(names, annotation["people"], strict=True)
    ]
    quotes = [
        {
            "kind": quote["kind"],
            "parts": [*map(words, quote["parts"])],
            "speaker": None if quote["speaker"] is None else who(quote["speaker"]),
            "speaker_surface": None if quote["surface"] is None else words(quote["surface"]),
            "co_speakers": [*map(who, quote.get("co_speakers", []))],
            **_optional(quote),
        }
        for quote in annotation["quotes"]
    ]
    dates = [
        {
            "text": words(date["span"]),
            "value": date["value"],
            "mod": date.get("mod"),
            "event": date["event"],
            **_optional(date),
        }
        for date in annotation.get("dates", [])
    ]
    return {"people": people, "quotes": quotes, "dates": dates}


def _optional(item: Flagged) -> dict[str, object]:
    """Return what keeps an item from being counted, where the scorer looks for it."""
    flags = item["flags"]
    return {"ambiguous": "ambiguous" in flags, "note": "borderline" if "borderline" in flags else ""}


def _as_file(annotation: Annotation, record: Record) -> str:
    """Return the article as a Markdown file whose front matter states what the corpus says beside the text."""
    fields = {"title": record["title"], "date": annotation["published_on"], "outlet": record["outlet"]}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", "", record["text"], ""])
