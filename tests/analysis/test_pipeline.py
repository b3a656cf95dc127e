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
from bot.model import Article
from tests.analysis.soundness import assert_sound

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
