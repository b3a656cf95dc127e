"""The analysis: what is found is a place in the body, in order, and says what its class promises."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise

from bot.analysis.dates import infer_publication, read_dates, read_typed
from bot.analysis.document import Document
from bot.analysis.lookup import grams
from bot.analysis.pinyin import syllables
from bot.analysis.pipeline import Analyzer
from bot.analysis.summary import BUDGET_CHARS, summarize
from bot.model import Article, DateSource, Grain, PublicationDate
from tests.analysis.soundness import assert_sound
from tests.fuzz.pieces import data_of
from tests.fuzz.target import MOST_OF_ANALYSIS_S, Check, of_text, plain
from tests.fuzz.targets.reading import shipped

PUBLISHED = PublicationDate("2024-05-15", Grain.DAY, DateSource.STATED, "2024-05-15")
TODAY = date(2024, 5, 15)
TYPED_CHARS = 200
POINT = r"(?:\d{4}(?:-(?:\d\d(?:-\d\d)?|W\d\d|Q[1-4]|spring|summer|autumn|winter))?|\d{3}X|\d\dXX)"
VALUE = re.compile(f"{POINT}(?:/{POINT})?")
"""A time as ISO 8601 and EDTF write it."""


def layout(body: str) -> None:
    """Lay a body out."""
    document = Document.of(body)
    assert len(document.folded) == len(body)
    for spans in (document.paragraphs, document.sentences):
        assert all(before.end <= after.start for before, after in pairwise(spans))
        assert all(span.of(body).strip() for span in spans)
    for marked in document.marked:
        assert marked.outer.start < marked.inner.start <= marked.inner.end <= marked.outer.end <= len(body)


def dates(body: str) -> None:
    """Find the dates of a body, its own day, and the time that a member types."""
    document = Document.of(body)
    expressions = read_dates(document, PUBLISHED if len(body) % 2 else infer_publication(document)).expressions
    assert all(before.span.end <= after.span.start for before, after in pairwise(expressions))
    for expression in expressions:
        assert expression.span.of(body).strip()
        assert expression.sentence.covers(expression.span)
        assert expression.value is None or VALUE.fullmatch(expression.value), expression.value
    typed = read_typed(body[:TYPED_CHARS], TODAY)
    assert typed is None or VALUE.fullmatch(typed[0])


def summary(body: str) -> None:
    """Choose key sentences."""
    document = Document.of(body)
    chosen = summarize(document, ())
    assert list(chosen) == sorted(set(chosen))
    assert set(chosen) <= set(document.sentences)
    assert len(chosen) < 2 or sum(map(len, chosen)) <= BUDGET_CHARS


def names(text: str) -> None:
    """Spell a name in the ways by which it is looked up."""
    syllables(text, name=True)
    assert all(grams(text))


@contextmanager
def analysis() -> Iterator[Check]:
    """Give a check of the whole."""
    analyzer = Analyzer.load()

    def analyze(text: str) -> None:
        article = Article("fuzz", "題", f"題\n\n{text}")
        assert_sound(article, analyzer.analyze(article))

    yield analyze


@contextmanager
def quotes() -> Iterator[Check]:
    """Give a check of the whole over what somebody says, and what stands beside it."""
    with analysis() as analyze:
        yield lambda text: analyze(f"市長王大明說：「{text}」{text[:20]}，他表示。")


def texts() -> list[bytes]:
    """Return the shipped articles as the fuzzer writes text, paragraph by paragraph."""
    return [data_of(line) for data in shipped() for line in data.decode(errors="ignore").splitlines() if line.strip()]


TARGETS = (
    of_text("layout", 80_000, plain(layout), texts),
    of_text("dates", 30_000, plain(dates), texts, most_s=MOST_OF_ANALYSIS_S),
    of_text("summaries", 60_000, plain(summary), texts),
    of_text("spellings", 30_000, plain(names), texts),
    of_text("quotations", 2_500, quotes, texts, most_s=MOST_OF_ANALYSIS_S),
    of_text("analysis", 3_500, analysis, texts, most_s=MOST_OF_ANALYSIS_S),
)
