"""Lines fit the terminal, lose nothing, and cannot command it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from bot.answers.printable import printable
from bot.console.wrapping import NOT_FIRST, NOT_LAST, wrap

PROSE = st.text("这里的发展，。「」（）“”…·Altman GPT-4o 2024年\n")


def wrapped(text: str, width: int) -> list[str]:
    return [line.plain for line in wrap(Text(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("一二三四五六", 6, ["一二三", "四五六"]),
        ("一二三四五六", 7, ["一二三", "四五六"]),
        ("一二，三四", 4, ["一", "二，", "三四"]),
        ("一二「三四」五", 6, ["一二", "「三", "四」五"]),
        ("他說OpenAI很好", 6, ["他說", "OpenAI", "很好"]),
        ("Sam Altman says", 10, ["Sam Altman", "says"]),
        ("https://example.com", 8, ["https://", "example.", "com"]),
        ("一\n\n二", 10, ["一", "", "二"]),
        ("，，，，", 4, ["，，", "，，"]),
        ("", 10, [""]),
    ],
)
def test_chinese_breaks_anywhere_but_beside_marks_that_must_not_stand_alone(
    text: str, width: int, expected: list[str]
) -> None:
    assert wrapped(text, width) == expected


@settings(deadline=None)
@given(PROSE, st.integers(4, 40))
def test_no_line_is_too_wide_and_nothing_but_space_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


@settings(deadline=None)
@given(st.text("这里，。「」", min_size=1).map(lambda text: f"里{text}"), st.integers(20, 40))
def test_marks_stand_alone_only_where_too_many_come_in_a_row(text: str, width: int) -> None:
    for before, after in zip(wrapped(text, width), wrapped(text, width)[1:], strict=False):
        assert (after[0] not in NOT_FIRST and before[-1] not in NOT_LAST) or all(
            character in NOT_FIRST or character in NOT_LAST for character in before[1:]
        )


def test_styles_survive_the_breaks() -> None:
    text = Text("一二").append("三四", style="bold")

    assert [[span.style for span in line.spans] for line in wrap(text, 4)] == [[], ["bold"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31m紅\x1b]0;title\x07", "[31m紅]0;title"),
        ("\x9b2J\x00\x7f", "2J"),
        ("甲\r\n乙\r丙\u2028丁\t戊", "甲\n乙\n丙\n丁 戊"),
        ("\u202e反\u2066", "反"),
        ("\ud800", ""),
        ("👩‍👩‍👧 里", "👩‍👩‍👧 里"),
    ],
)
def test_text_of_an_article_cannot_command_a_terminal(text: str, expected: str) -> None:
    assert printable(text) == expected
