"""The passages of ``paragraphs/``: short news of our own, with what a careful reader finds in them.

README.md beside this file says how they are written.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.analysis.script import script_of
from bot.model import Article, DateSource, Grain, PublicationDate, Script, Span

FOLDER = Path(__file__).parent / "paragraphs"
TITLE = "消息"
"""The title of a passage that states none: the same in both scripts, and no word of it is found as anything."""
COUNTED_KINDS = ("direct", "block")
"""Fragments (``partial``) and quotations inside others (``nested``) count neither for nor against."""


@dataclass(frozen=True, slots=True)
class ExpectedQuote:
    """A quotation and who may be named as its speaker: several who speak together, or several words for one."""

    parts: tuple[Span, ...]
    speakers: tuple[str, ...]
    kind: str
    counted: bool


@dataclass(frozen=True, slots=True)
class ExpectedDate:
    """A date expression, its value (ISO 8601 / EDTF) and the part of the period that it means."""

    span: Span
    value: str | None
    modifier: str | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as an article, with what is expected of its reading; ``people`` holds the written forms of each."""

    article: Article
    people: tuple[frozenset[str], ...]
    quotes: tuple[ExpectedQuote, ...]
    dates: tuple[ExpectedDate, ...]

    @property
    def id(self) -> str:
        """Return theme and name: ``marks/never-closed``."""
        return self.article.source

    @property
    def script(self) -> Script:
        """Return the script that the passage is written in."""
        return script_of(self.article.body)


def read_passages(folder: Path = FOLDER) -> tuple[Passage, ...]:
    """Return the passages of the files in ``folder``, in the order of their names.

    Raises:
        ValueError: an expected name, quotation or date does not stand in its passage, or not in that order.
    """
    return tuple(
        _passage(path.stem, entry)
        for path in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
    )


def _passage(theme: str, entry: Mapping[str, Any]) -> Passage:
    published_on = PublicationDate(entry["published"].isoformat(), Grain.DAY, DateSource.GIVEN, "")
    title = entry.get("title", TITLE)
    article = Article(f"{theme}/{entry['id']}", title, f"{title}\n\n{entry['text'].strip()}", published_on=published_on)
    people = tuple(frozenset(forms) for forms in entry.get("people", ()))
    for form in frozenset().union(*people):
        _place(article, form, 0)
    return Passage(
        article,
        people,
        tuple(_quotes(article, entry.get("quotes", ()))),
        tuple(_dates(article, entry.get("dates", ()))),
    )


def _quotes(article: Article, entries: Iterable[Mapping[str, Any]]) -> Iterator[ExpectedQuote]:
    after = -1
    for entry in entries:
        parts = []
        for text in entry["parts"]:
            parts.append(_place(article, text, after + 1))
            after = parts[-1].start
        speaker = entry.get("speaker", [])
        kind = entry.get("kind", "direct")
        counted = kind in COUNTED_KINDS and not entry.get("optional", False)
        yield ExpectedQuote(tuple(parts), tuple([speaker] if isinstance(speaker, str) else speaker), kind, counted)


def _dates(article: Article, entries: Iterable[Mapping[str, Any]]) -> Iterator[ExpectedDate]:
    after = 0
    for entry in entries:
        span = _place(article, entry["text"], after)
        after = span.end
        yield ExpectedDate(span, entry.get("value"), entry.get("modifier"), not entry.get("optional", False))


def _place(article: Article, text: str, after: int) -> Span:
    start = article.body.find(text, after)
    if start < 0:
        raise ValueError(f"{article.source}: {text!r} does not stand in the text (from character {after})")
    return Span(start, start + len(text))
