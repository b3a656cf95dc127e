"""Many phrases are found in a text as the search finds each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.script import fold
from bot.store.phrases import Phrases
from bot.store.words import Words, pattern

TEXT = "台积电（TSMC）在亚利桑那设厂，GPT-4o 与 GPT5 也要2奈米。"


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("台積電", True),
        ("臺積電 設廠", True),
        ("設廠 台積電", True),
        ("台積電設廠", False),
        ("tsmc在", True),
        ("tsm", True),
        ("smc", False),
        ("gpt4", True),
        ("gpt4o", True),
        ("gpt 5", True),
        ("2奈米", True),
        ("奈米2", False),
        ("米", True),
        ("，", False),
        ("", False),
    ],
)
def test_words_are_held_as_the_search_finds_them(words: str, held: bool) -> None:  # noqa: FBT001
    assert Phrases([fold(words)]).held_in(fold(TEXT)) == ({fold(words)} if held else set())


written = st.text("ab1２台積電、 -.國Ａ_", max_size=12)


@given(written, st.lists(written, max_size=4))
def test_one_among_many_is_found_as_one_alone(text: str, sought: list[str]) -> None:
    folded = [fold(each) for each in sought]
    chunks = {each: Words.of(each).chunks for each in folded}
    expected = {
        each for each, parts in chunks.items() if parts and all(pattern(part).search(fold(text)) for part in parts)
    }

    assert Phrases(folded).held_in(fold(text)) == expected
