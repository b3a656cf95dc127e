"""Whether two quotations render one utterance, and how much of one text's wording stands in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.script import fold
from bot.analysis.utterances import is_one_utterance
from bot.analysis.wording import shared, words

TEXTS = st.text(alphabet="我们不会停下来abc 12。，", max_size=60)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("我們從第一天起就為這一刻做準備，燈塔今晚會亮。", "我们自第一天起便为这一刻准备，灯塔今晚将会亮起来。", True),
        ("燈塔今晚會亮。", "我们自第一天起便为这一刻准备，灯塔今晚会亮，谁也不会在海上迷路。", False),
        ("我們從第一天起就為這一刻做準備", "我们自第一天起便为这一刻准备，灯塔今晚会亮，谁也不会在海上迷路。", True),
        ("我們從第一天起就為這一刻做準備，燈塔今晚會亮。", "海港的预算明年增加三成，工程会在秋天动工。", False),
        ("必要的一步", "這是必要的一步，也是我們等了很久的一步。", False),
        ("必要的一步", "必要的一步！", True),
        ("", "", False),
    ],
)
def test_an_utterance_is_known_in_another_script_and_other_words(one: str, other: str, *, same: bool) -> None:
    assert is_one_utterance(words(fold(one)), words(fold(other))) is same
    assert is_one_utterance(words(fold(other)), words(fold(one))) is same


def test_words_that_are_scattered_over_a_long_text_do_not_count() -> None:
    short = words("我不走")
    scattered = words("我" + "很多别的话" * 20 + "不" + "很多别的话" * 20 + "走")

    assert shared(short, scattered) < 1


@given(TEXTS, TEXTS)
def test_the_share_is_symmetric_and_whole_for_a_text_and_itself(one: str, other: str) -> None:
    share = shared(words(one), words(other))

    assert 0 <= share <= 1
    assert share == shared(words(other), words(one))
    assert shared(words(one), words(one)) == (1 if words(one) else 0)
