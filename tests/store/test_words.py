"""What a word is, and where words stand."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.analysis.script import fold
from bot.model import Span
from bot.store.words import LONGEST, Tokenized, Words, pattern, place, tokens


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        ("openai公司", ["openai", "公", "司"]),
        ("gpt-4o 和 q*", ["gpt", "4", "o", "和", "q"]),
        ("2015 年底", ["2015", "年", "底"]),
        ("山姆·奥特曼", ["山", "姆", "奥", "特", "曼"]),
        ("「…」，。_ \t", []),
        ("𠮷野家 カナ", ["𠮷", "野", "家", "カ", "ナ"]),
        ("é́cole зоя", ["é", "cole", "зоя"]),
    ],
)
def test_words_are_east_asian_characters_and_runs_of_others(folded: str, expected: list[str]) -> None:
    assert expected == tokens(folded)


def test_a_long_query_is_cut() -> None:
    assert len(Words.of("字" * 5000).phrase) == LONGEST
    assert len(Words.of("字 " * 5000).chunks) == LONGEST


@pytest.mark.parametrize(
    ("phrase", "folded", "found"),
    [
        ("gpt4", "gpt-4", True),
        ("gpt 4", "gpt-4o", True),
        ("gpt 4", "gpt-40", False),
        ("15 日", "115日", False),
        ("ai", "openai", False),
        ("open", "openai", True),
        ("离职", "离，职", True),
        ("sam离", "sam 离职", True),
    ],
)
def test_a_phrase_skips_what_is_no_word(phrase: str, folded: str, found: bool) -> None:  # noqa: FBT001 -- a parameter
    assert found == (pattern(Words.of(phrase).phrase).search(folded) is not None)


TEXT = st.text(alphabet="ab12一二 ·-", max_size=30)


@given(TEXT, TEXT.map(lambda sought: Words.of(sought).phrase).filter(bool))
def test_a_phrase_is_found_where_its_tokens_stand_in_a_row(folded: str, phrase: tuple[str, ...]) -> None:
    words = tokens(folded)
    rows = [words[start : start + len(phrase)] for start in range(len(words))]
    *before, last = phrase
    expected = any(
        row[:-1] == before and (row[-1] == last or (last.isalpha() and row[-1].startswith(last)))
        for row in rows
        if len(row) == len(phrase)
    )

    assert expected == (pattern(phrase).search(folded) is not None)


def test_words_are_placed_in_their_sentence() -> None:
    body = "甲说好。乙说好，丙说不。"

    assert place(Words.of("丙说"), body, [Span(0, 4), Span(4, 12)]) == (Span(4, 12), Span(8, 10))


def test_words_apart_are_placed_where_most_of_them_stand() -> None:
    body = "甲走。甲与乙走。乙走。"

    assert place(Words.of("乙 甲"), body, [Span(0, 3), Span(3, 8), Span(8, 11)]) == (Span(3, 8), Span(3, 4))


@given(text=st.text(alphabet="林若 雲aB1２，。\n-gpt４_"), start=st.integers(0, 40), length=st.integers(0, 40))
@example(text="11", start=1, length=0)
def test_the_words_of_a_piece_are_those_that_stand_in_it(text: str, start: int, length: int) -> None:
    folded = fold(text)

    assert Tokenized.of(folded).within(start, start + length) == tokens(folded[start : start + length])
