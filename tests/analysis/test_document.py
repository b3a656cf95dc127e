"""The layout that every finder works on."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.document import Document
from bot.model import Span


def sentences(body: str) -> list[str]:
    return [sentence.of(body) for sentence in Document.of(body).sentences]


def passages(body: str) -> list[tuple[str, int, bool]]:
    return [(m.inner.of(body), m.depth, m.closed) for m in Document.of(body).marked]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("天晴了。他走了！", ["天晴了。", "他走了！"]),
        ("他說：「天晴了。我們走吧。」然後離開。", ["他說：「天晴了。我們走吧。」", "然後離開。"]),
        ("「天晴了，」他說，「走吧。」", ["「天晴了，」他說，「走吧。」"]),
        ("“真的吗？！”他问。", ["“真的吗？！”", "他问。"]),
        ("未完……还有。", ["未完……", "还有。"]),
        ("標題\n\n第一段\n第二段。", ["標題", "第一段", "第二段。"]),
        ("“第一段。还有。\n“第二段。”", ["“第一段。还有。", "“第二段。”"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_sentences_end_with_terminal_punctuation_outside_quotation_marks(body: str, expected: list[str]) -> None:
    assert sentences(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("他说“好。”", [("好。", 0, True)]),
        ("「甲說『乙』了」", [("甲說『乙』了", 0, True), ("乙", 1, True)]),
        ('他说"好"和"坏"', [("好", 0, True), ("坏", 0, True)]),
        ("“没有结束\n下一段", [("没有结束", 0, False)]),
        ("没有开始”下一段", []),
        ("“里面‘没有’结束”", [("里面‘没有’结束", 0, True), ("没有", 1, True)]),
        ("“里面‘没有结束”", [("里面‘没有结束", 0, True)]),
        ("I don’t know ‘it’", [("it", 0, True)]),
        ("“甲说：“好。我们走。”", [("好。我们走。", 0, True)]),
        ("“天晴了，“甲说。", [("天晴了，", 0, True)]),
        ("“天“晴了，”甲说。雨停了。", [("天“晴了，", 0, True)]),
        ("甲说，“天晴了。乙不同意，提到“雨季”。", [("天晴了。", 0, True), ("雨季", 0, True)]),
        (
            "“天晴了。甲提到“雨季”。\n“第二段。”",
            [("天晴了。甲提到“雨季”。", 0, False), ("雨季", 1, True), ("第二段。", 0, True)],
        ),
    ],
)
def test_marks_are_paired_within_their_paragraph(body: str, expected: list[tuple[str, int, bool]]) -> None:
    assert passages(body) == expected


@given(st.text(alphabet='甲乙。！？“”「」『』‘’"\n 　aA,', max_size=80))
def test_spans_lie_in_order_within_the_body(body: str) -> None:
    document = Document.of(body)

    assert len(document.folded) == len(body)
    for spans in (document.paragraphs, document.sentences):
        assert list(spans) == sorted(spans)
        assert all(before.end <= after.start for before, after in pairwise(spans))
        assert all(span.of(body).strip() for span in spans)
    assert all(0 <= m.outer.start < m.inner.start <= m.inner.end <= m.outer.end <= len(body) for m in document.marked)
    inked = {offset for offset, character in enumerate(body) if not character.isspace()}
    assert inked <= {offset for span in document.sentences for offset in range(span.start, span.end)}


def test_the_sentence_and_paragraph_of_an_offset_are_found() -> None:
    body = "題\n\n甲說。乙說。\n丙"
    document = Document.of(body)

    assert document.sentence_at(body.index("乙")) == Span(6, 9)
    assert document.paragraph_at(body.index("乙")) == Span(3, 9)
    assert document.sentence_at(len(body)) == Span(10, 11)
    with pytest.raises(IndexError):
        Document.of("").sentence_at(0)
