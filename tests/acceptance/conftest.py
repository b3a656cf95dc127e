"""The shipped articles, in their own script and converted to the other, read and analysed once."""

from pathlib import Path

import opencc
import pytest

from bot.analysis.pipeline import Analyzer
from bot.intake.formats import read_article
from tests.acceptance.shipped import Read

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
OWN, OTHER = "own script", "other script"


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer.load()


def read(analyzer: Analyzer, name: str, script: str, config: str) -> Read:
    text = (ARTICLES / name).read_text(encoding="utf-8")
    if script == OTHER:
        text = opencc.OpenCC(config).convert(text)
    article = read_article(name, text.encode())
    return Read(article, analyzer.analyze(article))


@pytest.fixture(scope="session", params=[OWN, OTHER])
def traditional(request: pytest.FixtureRequest, analyzer: Analyzer) -> Read:
    """Return the article of 每日經濟新聞, written in traditional characters."""
    return read(analyzer, "000_683f81e9a3e86f31.txt", request.param, "t2s")


@pytest.fixture(scope="session", params=[OWN, OTHER])
def simplified(request: pytest.FixtureRequest, analyzer: Analyzer) -> Read:
    """Return the article of ByteAILab, written in simplified characters."""
    return read(analyzer, "002_c491345633cab917.txt", request.param, "s2tw")
