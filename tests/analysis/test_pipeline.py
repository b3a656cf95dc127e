"""What holds of the findings of any text: shipped articles, real news where it is at hand, and nonsense."""

import gzip
import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.pipeline import Analyzer
from bot.errors import InputRefused
from bot.intake.formats import read_article, read_record
from bot.model import Article, Findings, QuoteKind

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
BENCH = os.environ.get("JIANBAO_BENCH_DIR")
EVERY = 120
"""One in so many articles of the corpus is read: about a hundred, of every outlet."""
ANALYZER = Analyzer.load()
NONSENSE = [
    *'「」“”『』"：:，。！？（）、·—…\n 　',
    "他",
    "王大明",
    "說",
    "表示",
    "Ann",
    "Li Wei",
    "昨天",
    "5月",
    "週三",
]


def news() -> Iterator[Article]:
    """Yield the shipped articles, and a sample of the corpus where JIANBAO_BENCH_DIR has it."""
    for path in sorted(ARTICLES.iterdir()):
        yield read_article(path.name, path.read_bytes())
    if BENCH is None:
        return
    with gzip.open(Path(BENCH) / "corpus" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, EVERY):
            record = json.loads(line)
            yield read_record(record["id"], record)


@pytest.mark.parametrize("article", list(news()), ids=lambda article: article.source)
def test_findings_are_places_in_the_body(article: Article) -> None:
    assert_sound(article, ANALYZER.analyze(article))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(NONSENSE),
        max_size=60,
    )
)
def test_findings_of_nonsense_are_places_in_the_body(pieces: list[str]) -> None:
    article = Article("nonsense", "題", "題\n\n" + "".join(pieces))

    assert_sound(article, ANALYZER.analyze(article))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_analysed(text: str) -> None:
    try:
        article = read_article("any", text.encode(errors="surrogatepass"))
    except InputRefused:
        return

    assert_sound(article, ANALYZER.analyze(article))


def assert_sound(article: Article, findings: Findings) -> None:
    """Hold the promises that model.py makes."""
    body = article.body
    quoted = [part for quote in findings.quotes for part in quote.parts]
    mentions = [mention for person in findings.people for mention in person.mentions]
    roles = [role for person in findings.people for role in person.roles]
    dates = [expression.span for expression in findings.dates]
    for span in (*quoted, *mentions, *roles, *dates, *findings.summary, *findings.sentences):
        assert 0 <= span.start < span.end <= len(body)
        assert span.of(body).strip()
    assert quoted == sorted(quoted) or any(quote.kind is QuoteKind.PARTIAL for quote in findings.quotes)
    assert dates == sorted(dates)
    assert list(findings.summary) == sorted(findings.summary)
    ids = [person.id for person in findings.people]
    assert len(ids) == len(set(ids))
    for person in findings.people:
        assert set(person.surfaces) == {mention.of(body) for mention in person.mentions}
        assert [len(surface) for surface in person.surfaces] == sorted(map(len, person.surfaces), reverse=True)
    for quote in findings.quotes:
        assert quote.speaker.id is None or quote.speaker.id in ids
        assert 0 <= quote.confidence <= 1
