"""Annotations without their articles: what is committed holds no words, and gives them back beside the corpus."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.annotations import FLAGS, SPLITS, Record, read, rebuild, text_of
from tools import annotations

RECORD: Record = {
    "id": "invented:1",
    "title": "王小明：「不會退讓」 今天表態",
    "text": "（台北今天電）黃太說：「不會退讓」，議員王小明說：「不會退讓，」小明強調，「也不會離開。」\n\n"
    "他今天寫道：\n\n我們明年底再見。\n\n李四議員和王小明說：「今天很好。」有人形容「很好」。",
    "outlet": "某報",
}
GOLD: dict[str, Any] = {
    "published_on": "2024-05-15",
    "people": [
        {"name": "王小明", "surfaces": ["王小明", "小明"], "roles": ["議員"]},
        {"name": "李四", "surfaces": ["李四"], "roles": ["議員"]},
    ],
    "quotes": [
        {"kind": "direct", "parts": ["不會退讓"], "speaker": "王小明", "speaker_surface": "王小明"},
        {"kind": "direct", "parts": ["不會退讓"], "speaker": "黃太", "speaker_surface": "黃太"},
        {"kind": "direct", "parts": ["不會退讓，", "也不會離開。"], "speaker": "王小明", "speaker_surface": "小明"},
        {
            "kind": "block",
            "parts": ["我們明年底再見。"],
            "speaker": "王小明",
            "speaker_surface": "他",
            "ambiguous": True,
        },
        {
            "kind": "direct",
            "parts": ["今天很好。"],
            "speaker": "李四",
            "speaker_surface": "李四",
            "co_speakers": ["王小明"],
        },
        {"kind": "partial", "parts": ["很好"], "speaker": None, "speaker_surface": None, "note": "borderline"},
    ],
    "dates": [
        {"text": "今天", "n": 3, "value": "2024-05-15", "event": True, "note": "the 「今天」 of the agency's line"},
        {"text": "明年底", "n": 1, "value": "2025", "mod": "end", "event": False, "ambiguous": True},
    ],
}
UNSAID = {"co_speakers": [], "ambiguous": False, "note": ""}
"""What a quotation is that does not say otherwise."""
WORDLESS = {
    "name": r"[a-z]-\d\d",
    "id": r"(hkcnews:article_\d+|byteai:[\w-]+|chinatimes:\d+-\d+)",
    "sha256": r"[0-9a-f]{64}",
    "published_on": r"\d{4}-\d\d-\d\d",
    "script": r"Han[ts]",
    "kind": "|".join(annotations.KINDS),
    "flags": "|".join(FLAGS),
    "mod": "|".join(annotations.MODIFIERS),
    "value": annotations.VALUE.pattern,
}
"""The only fields of a committed annotation that hold strings, and what those may be."""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return an invented article with its annotation beside it."""
    path = tmp_path / "x-02.md"
    path.write_text(f'---\ntitle: "{RECORD["title"]}"\ndate: 今天\n---\n\n{RECORD["text"]}\n', encoding="utf-8")
    path.with_suffix(".gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return path


def test_an_annotation_comes_back_from_spans_and_the_corpus(article: Path, tmp_path: Path) -> None:
    refused = annotations.convert([article], {"x-02": RECORD}, ["x-02"], tmp_path)
    [placed] = read("held", tmp_path)
    rebuild([placed], [RECORD], tmp_path / "again")
    again = json.loads((tmp_path / "again" / "x-02.gold.json").read_text(encoding="utf-8"))

    assert refused == 0
    assert again["people"] == GOLD["people"]
    assert again["quotes"] == [UNSAID | quote for quote in GOLD["quotes"]]
    assert again["dates"] == [
        {"text": "今天", "value": "2024-05-15", "event": True, "mod": None, "ambiguous": False, "note": ""},
        {"text": "明年底", "value": "2025", "event": False, "mod": "end", "ambiguous": True, "note": ""},
    ]


def test_repeated_words_are_told_apart_by_their_order(article: Path) -> None:
    placed, guessed = annotations.annotation(article, RECORD, is_dated=True)
    text = text_of(RECORD)
    starts = [quote["parts"][0][0] for quote in placed["quotes"]]

    assert guessed == 2
    assert starts == sorted(starts)
    assert placed["dates"][0]["span"] == (text.index("今天電"), text.index("今天電") + 2)
    assert text[placed["quotes"][5]["parts"][0][0] - 1] == "「"


def test_what_the_article_does_not_say_is_refused(article: Path) -> None:
    changed = article.with_suffix(".gold.json")
    changed.write_text(json.dumps(GOLD | {"people": [{"name": "趙六", "surfaces": ["趙六"]}]}), encoding="utf-8")

    with pytest.raises(annotations.Refused, match=r"^people\[0\]: words that the text does not have$"):
        annotations.annotation(article, RECORD, is_dated=False)


def test_another_text_than_the_annotated_is_no_match(article: Path, tmp_path: Path) -> None:
    placed, _ = annotations.annotation(article, RECORD, is_dated=False)
    edited: Record = {**RECORD, "text": RECORD["text"] + "。"}

    with pytest.raises(LookupError, match="invented:1"):
        rebuild([placed], [edited], tmp_path / "again")


@pytest.mark.parametrize("split", SPLITS)
def test_committed_annotations_hold_no_words(split: str) -> None:
    for annotation in read(split):
        assert split == annotations.split_of(annotation["name"])
        for field, string in strings("", annotation):
            assert re.fullmatch(WORDLESS[field], string), (annotation["name"], field)


def strings(field: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield each string of a JSON value with the key that it stands under."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(field, inner)
