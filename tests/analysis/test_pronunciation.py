"""How Chinese is read aloud: a reading a character, phrases before characters, surnames as surnames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.lexicon import rows
from bot.analysis.pinyin import syllables
from bot.analysis.pronunciation import pronounced
from bot.model import Notation, Span


def read(text: str, notation: Notation, *, name: bool = False) -> str:
    return " ".join(filter(None, pronounced(text, notation, [Span(0, len(text))] if name else ())))


@pytest.mark.parametrize(
    ("text", "notation", "expected"),
    [
        ("银行行长重庆", Notation.PINYIN, "yín háng háng zhǎng chóng qìng"),
        ("长城和校长", Notation.PINYIN, "cháng chéng hé xiào zhǎng"),
        ("旅行", Notation.PINYIN, "lǚ xíng"),
        ("我们的东西", Notation.ZHUYIN, "ㄨㄛˇ ˙ㄇㄣ ˙ㄉㄜ ㄉㄨㄥ ㄒㄧ"),
        ("銀行同行人", Notation.JYUTPING, "ngan4 hong4 tung4 hang4 jan4"),
        ("佢等陣要開會", Notation.JYUTPING, "keoi5 dang2 zan6 jiu3 hoi1 wui2"),
        ("OpenAI 的 CEO，2024", Notation.PINYIN, "de"),
    ],
)
def test_reads_by_phrases(text: str, notation: Notation, expected: str) -> None:
    assert read(text, notation) == expected


@pytest.mark.parametrize(
    ("name", "notation", "expected"),
    [
        ("单霁翔", Notation.PINYIN, "shàn jì xiáng"),
        ("曾国藩", Notation.PINYIN, "zēng guó fān"),
        ("尉迟恭", Notation.PINYIN, "yù chí gōng"),
        ("任正非", Notation.PINYIN, "rén zhèng fēi"),
        ("單霽翔", Notation.ZHUYIN, "ㄕㄢˋ ㄐㄧˋ ㄒㄧㄤˊ"),
        ("曾俊華", Notation.JYUTPING, "zang1 zeon3 waa4"),
        ("區諾軒", Notation.JYUTPING, "au1 nok6 hin1"),
        ("查尔斯", Notation.PINYIN, "chá ěr sī"),
        ("查理·芒格", Notation.PINYIN, "chá lǐ máng gé"),
        ("曾", Notation.PINYIN, "céng"),
    ],
)
def test_reads_the_surname_of_a_native_name_as_a_surname(name: str, notation: Notation, expected: str) -> None:
    assert read(name, notation, name=True) == expected


def test_a_name_is_read_so_where_it_stands_in_a_sentence() -> None:
    assert pronounced("他和单霁翔说", Notation.PINYIN, [Span(2, 5)])[2:5] == ("shàn", "jì", "xiáng")


@given(
    st.text(st.one_of(st.characters(), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), max_size=40),
    st.sampled_from(Notation),
    st.data(),
)
def test_every_code_point_has_a_reading_or_none(text: str, notation: Notation, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    name = Span(start, data.draw(st.integers(start, len(text))))
    assert len(pronounced(text, notation, [name])) == len(text)


def test_surnames_are_listed_only_where_they_are_read_otherwise() -> None:
    given_name = "轩"
    redundant = [
        surname
        for surname, _, jyutping in rows("surname_readings.tsv", fields=3)
        if read(surname + given_name, Notation.PINYIN) == read(surname + given_name, Notation.PINYIN, name=True)
        and syllables(surname) == syllables(surname, name=True)
        and (jyutping == "-" or read(surname, Notation.JYUTPING) == jyutping)
    ]

    assert not redundant
