"""Words to be read along: nothing lost, nothing parted that belongs together, each piece with its reading."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.conversion import Converter
from bot.answers.printable import printable
from bot.answers.reading_aid import CLOSING, LONGEST, LONGEST_CHARS, Breath, own_notation, read_along
from bot.model import Notation, Span

CONVERTER = Converter.load()
SPOKEN = "單霽翔說：「我們在這裡面對的每一個問題，都不是OpenAI能夠獨自回答的。」"


def along(text: str, notation: Notation, *names: Span) -> tuple[Breath, ...]:
    return read_along(text, names, notation, CONVERTER)


def test_a_quotation_is_read_a_few_words_at_a_time() -> None:
    assert along(SPOKEN, Notation.PINYIN, Span(0, 3)) == (
        Breath("單霽翔說：", "shàn jì xiáng shuō"),
        Breath("「我們在這裡面對", "wǒ men zài zhè lǐ miàn duì"),
        Breath("的每一個問題，", "de měi yí gè wèn tí"),
        Breath("都不是OpenAI能夠", "dōu bú shì OpenAI néng gòu"),
        Breath("獨自回答的。」", "dú zì huí dá de"),
    )


@pytest.mark.parametrize(
    ("text", "notation", "expected"),
    [
        ("乾隆皇帝", Notation.PINYIN, "qián lóng huáng dì"),
        ("头发和发展", Notation.JYUTPING, "tau4 faat3 wo4 faat3 zin2"),
        ("銀行", Notation.ZHUYIN, "ㄧㄣˊ ㄏㄤˊ"),
    ],
)
def test_either_script_is_read_by_the_phrases_of_the_dictionary(text: str, notation: Notation, expected: str) -> None:
    [breath] = along(text, notation)
    assert breath == Breath(text, expected)


def test_words_in_latin_letters_and_numbers_stay_as_they_are() -> None:
    [breath] = along("GPT-4.5在2024年", Notation.PINYIN)
    assert breath.read == "GPT-4.5 zài 2024 nián"


def test_readers_have_the_notation_of_their_schools() -> None:
    assert [own_notation(locale) for locale in ("zh-TW", "zh-HK", "zh-CN", "en-US")] == [
        Notation.ZHUYIN,
        Notation.JYUTPING,
        Notation.PINYIN,
        Notation.PINYIN,
    ]


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("國会，。！？」『「（）…—ABC12 \n\u0301😀")), max_size=200),
    st.sampled_from(Notation),
)
def test_nothing_is_lost_and_no_line_is_long_or_begins_with_what_closes(text: str, notation: Notation) -> None:
    breaths = along(text, notation)
    assert "".join("".join(breath.written for breath in breaths).split()) == "".join(printable(text).split())
    assert all(len(breath.read.split()) <= LONGEST for breath in breaths)
    assert all(len(breath.written) <= LONGEST_CHARS for breath in breaths)
    for above, below in pairwise(breaths):
        assert below.written[0] not in CLOSING or len(above.written) > LONGEST_CHARS / 2
