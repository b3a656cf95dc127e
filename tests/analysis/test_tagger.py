"""The tagger, on sentences of our own; the tags are those of the original engine on the same characters."""

import pytest

from bot.analysis.document import Document
from bot.analysis.tagger import Tagger, Token
from bot.model import Span


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def words(body: str, tokens: tuple[Token, ...]) -> list[tuple[str, str]]:
    return [(token.span.of(body), token.tag) for token in tokens]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "昨天，陳大文在台北見了記者",
            [
                ("昨天", "TIME"),
                ("，", "w"),
                ("陳大文", "PER"),
                ("在", "p"),
                ("台北", "LOC"),
                ("見", "v"),
                ("了", "u"),
                ("記者", "n"),
            ],
        ),
        (
            "昨天，陈大文在台北见了记者",
            [
                ("昨天", "TIME"),
                ("，", "w"),
                ("陈大文", "PER"),
                ("在", "p"),
                ("台北", "LOC"),
                ("见", "v"),
                ("了", "u"),
                ("记者", "n"),
            ],
        ),
    ],
)
def test_words_are_tagged_alike_in_both_scripts(tagger: Tagger, body: str, expected: list[tuple[str, str]]) -> None:
    found = words(body, tagger.tag(Document.of(body)))

    assert expected == found


@pytest.mark.parametrize(
    "body",
    [
        "標題\n\n第一句。第二句，林小美說：「好。」\n  第三句",
        "",
        " \n\n ",
        "。" * 300,
        "他說" + "很長" * 400 + "，然後" + "走了" * 300,
        "🙂 Zoë 与 Σ 见面",
    ],
)
def test_tokens_cover_every_sentence_in_order_without_overlap(tagger: Tagger, body: str) -> None:
    document = Document.of(body)

    tokens = tagger.tag(document)

    covered = [offset for token in tokens for offset in range(token.span.start, token.span.end)]
    assert [offset for span in document.sentences for offset in range(span.start, span.end)] == covered


def test_a_sentence_is_tagged_the_same_alone_and_among_others(tagger: Tagger) -> None:
    alone = "周明德教授來自香港。"
    among = "今天很冷。" * 20 + alone + "大家都回家去了，路上沒有人。" * 20
    start = among.index(alone)

    shifted = [Token(Span(t.span.start + start, t.span.end + start), t.tag) for t in tagger.tag(Document.of(alone))]

    inside = [token for token in tagger.tag(Document.of(among)) if start <= token.span.start < start + len(alone)]
    assert shifted == inside


@pytest.mark.parametrize("character", ["字", "「", "\n", "，"])
def test_a_long_run_of_one_character_takes_linear_time(tagger: Tagger, character: str) -> None:
    tokens = tagger.tag(Document.of(character * 30_000))

    assert all(len(token.span) > 0 for token in tokens)
