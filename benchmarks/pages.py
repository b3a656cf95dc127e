"""How right pages are read: the characters of their articles, and what they state.

usage: python -m benchmarks.pages [--pages DIR] [--quick] [--format json]

DIR (default: the invented pages of ``tests/intake/pages``, in the likeness of real outlets; the reading was made with
them) holds pages ``NAME.html``, each with a file ``NAME.json`` of what should be read: ``title``, ``outlet``,
``byline``, ``published_on`` (with ``value``) and ``paragraphs``. Counted are the characters of the longest blocks that
the text read and the text expected share in order, spaces left out: precision is their share of what was read, recall
of what was expected, over all pages. Of title, outlet, writers and day the pages are counted that have exactly what is
expected.

Beside ours stand libraries for the same where they are installed (``pip install .[bench]``): trafilatura in its
default and in its precise mode, readability-lxml, GNE, each on the decoded page. ``--quick`` leaves them out.
"""

import argparse
import importlib
import importlib.util
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lxml.html import document_fromstring

from bot.errors import InputRefused
from bot.intake.formats import read_article
from bot.intake.formats.encoding import decode

PAGES = Path("tests", "intake", "pages")
STATED = ("title", "outlet", "byline", "published_on")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a page: its text, and what it states, as far as the reader tells."""

    text: str
    stated: Mapping[str, Any]


Reader = Callable[[str, bytes], Reading]


def ours(name: str, data: bytes) -> Reading:
    """Read a page as Jianbao does."""
    try:
        article = read_article(name, data)
    except InputRefused:
        return Reading("", {})
    day = article.published_on and article.published_on.value
    stated = {"title": article.title, "outlet": article.outlet, "byline": list(article.byline), "published_on": day}
    return Reading(article.body.partition("\n\n")[2], stated)


def trafilatura(name: str, data: bytes, *, precise: bool) -> Reading:
    """Read a page with trafilatura, and htmldate through it."""
    library = importlib.import_module("trafilatura")
    document = library.bare_extraction(
        decode(name, data), include_comments=False, with_metadata=True, favor_precision=precise
    )
    if document is None:
        return Reading("", {})
    writers = (document.author or "").split("; ") if document.author else []
    stated = {"title": document.title, "outlet": document.sitename, "byline": writers, "published_on": document.date}
    return Reading(document.text or "", stated)


def readability(name: str, data: bytes) -> Reading:
    """Read a page with readability-lxml, which tells text and title."""
    document = importlib.import_module("readability").Document(decode(name, data))
    return Reading(document_fromstring(document.summary()).text_content(), {"title": document.short_title()})


def gne(name: str, data: bytes) -> Reading:
    """Read a page with GeneralNewsExtractor, which is made for Chinese news."""
    found = importlib.import_module("gne").GeneralNewsExtractor().extract(decode(name, data))
    writers = [found["author"]] if found["author"] else []
    stated = {"title": found["title"], "byline": writers, "published_on": (found["publish_time"] or "")[:10] or None}
    return Reading(found["content"], stated)


def readers(*, peers: bool) -> Iterator[tuple[str, Reader]]:
    """Yield the readers at hand by name, ours first."""
    yield "ours", ours
    if peers and importlib.util.find_spec("trafilatura"):
        yield "trafilatura", lambda name, data: trafilatura(name, data, precise=False)
        yield "trafilatura, precise", lambda name, data: trafilatura(name, data, precise=True)
    if peers and importlib.util.find_spec("readability"):
        yield "readability-lxml", readability
    if peers and importlib.util.find_spec("gne"):
        yield "GNE", gne


def measure(reader: Reader, pages: Path) -> dict[str, object]:
    """Return the figures of one reader over all pages of a folder."""
    shared = read = expected = count = 0
    right = dict.fromkeys(STATED, 0)
    told: set[str] = set()
    for path in sorted(pages.glob("*.html")):
        wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        wanted["published_on"] = wanted["published_on"] and wanted["published_on"]["value"]
        reading = reader(path.name, path.read_bytes())
        text, whole = (re.sub(r"\s", "", words) for words in (reading.text, "".join(wanted["paragraphs"])))
        shared += sum(block.size for block in SequenceMatcher(None, text, whole, autojunk=False).get_matching_blocks())
        read, expected, count = read + len(text), expected + len(whole), count + 1
        told |= set(reading.stated)
        for name in STATED:
            right[name] += name in reading.stated and reading.stated[name] == wanted[name]
    return {
        "pages": count,
        "precision": round(100 * shared / max(1, read), 1),
        "recall": round(100 * shared / max(1, expected), 1),
        **{name: right[name] if name in told else None for name in STATED},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)  # the peers tell much
    figures = {name: measure(reader, arguments.pages) for name, reader in readers(peers=not arguments.quick)}
    if arguments.format == "json":
        print(json.dumps(figures))
        return
    columns = ("pages", "precision", "recall", *STATED)
    print("".ljust(22), *(column.rjust(12) for column in columns))
    for name, row in figures.items():
        print(name.ljust(22), *(str("-" if row[column] is None else row[column]).rjust(12) for column in columns))


if __name__ == "__main__":
    main()
