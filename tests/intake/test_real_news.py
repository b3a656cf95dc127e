"""Real articles, where they are at hand: nothing that readers found in them is lost, next to no markup is left."""

import json
import os
import re
from pathlib import Path

import pytest

from bot.intake.formats import read_article
from bot.intake.sources import find_sources

BENCH = Path(os.environ["JIANBAO_BENCH_DIR"]) if "JIANBAO_BENCH_DIR" in os.environ else None
GOLD = sorted(BENCH.glob("gold/dev/*.gold.json")) if BENCH else []
RECORDS = BENCH / "corpus" / "articles.jsonl.gz" if BENCH else None
BESIDE_WORDS = re.compile(r"[\s\W_]+")
LEFT = re.compile(r"\*\*|\]\(|!\[|<!--|\{\{|</?(?:div|figure|img|p|span|strong)\b[^<>]*>")


def words(text: str) -> str:
    return BESIDE_WORDS.sub("", text).casefold()


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_what_readers_marked_is_in_the_body(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    article = next(found for found in path.parent.glob(path.name.replace("gold.json", "*")) if found.suffix != ".json")
    marked = [part for quote in gold["quotes"] for part in quote["parts"]]
    marked += [surface for person in gold["people"] for surface in person["surfaces"]]
    marked += [expression["text"] for expression in gold["dates"]]

    body = words(read_article(article.name, article.read_bytes()).body)

    assert [text for text in marked if words(text) not in body] == []


@pytest.mark.skipif(RECORDS is None, reason="JIANBAO_BENCH_DIR is not set")
def test_the_corpus_is_read_almost_without_residue() -> None:
    assert RECORDS is not None
    bodies = [found.read().body for found in find_sources([RECORDS])]

    assert len(bodies) == 12_230
    assert sum(LEFT.search(body) is not None for body in bodies) < 40
