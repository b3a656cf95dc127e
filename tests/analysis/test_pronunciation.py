"""How Chinese is read aloud: a reading a character, phrases before characters, surnames as surnames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.lexicon import rows
from bot.analysis.pinyin import syllables
from bot.analysis.pronunciation import pronounced
from bot.model import ReadingAid, Span


def read(text: str, notation: ReadingAid, *, name: bool = False) -> str:
    return " ".join(filter(None, pronounced(text, notation, [Span(0, len(text))] if name else ())))


@pytest.mark.parametrize(
    ("text", "notation", "expected"),
    [
        ("银行行长重庆", ReadingAid.PINYIN, "yín háng háng zhǎng chóng qìng"),
        ("长城和校长", ReadingAid.PINYIN, "cháng chéng hé xiào zhǎng"),
        ("旅行", ReadingAid.PINYIN, "lǚ xíng"),
        ("我们的东西", ReadingAid.ZHUYIN, "ㄨㄛˇ ˙ㄇㄣ ˙ㄉㄜ ㄉㄨㄥ ㄒㄧ"),
        ("銀行同行人", ReadingAid.JYUTPING, "ngan4 hong4 tung4 hang4 jan4"),
        ("佢等陣要開會", ReadingAid.JYUTPING, "keoi5 dang2 zan6 jiu3 hoi1 wui2"),
        ("OpenAI 的 CEO，2024", ReadingAid.PINYIN, "de"),
    ],
)
def test_reads_by_phrases(text: str, notation: ReadingAid, expected: str) -> None:
    assert read(text, notation) == expected


@pytest.mark.parametrize(
    ("name", "notation", "expected"),
    [
        ("单霁翔", ReadingAid.PINYIN, "shàn jì xiáng"),
        ("曾国藩", ReadingAid.PINYIN, "zēng guó fān"),
        ("尉迟恭", ReadingAid.PINYIN, "yù chí gōng"),
        ("任正非", ReadingAid.PINYIN, "rén zhèng fēi"),
        ("單霽翔", ReadingAid.ZHUYIN, "ㄕㄢˋ ㄐㄧˋ ㄒㄧㄤˊ"),
        ("曾俊華", ReadingAid.JYUTPING, "zang1 zeon3 waa4"),
        ("區諾軒", ReadingAid.JYUTPING, "au1 nok6 hin1"),
        ("查尔斯", ReadingAid.PINYIN, "chá ěr sī"),
        ("查理·芒格", ReadingAid.PINYIN, "chá lǐ máng gé"),
        ("曾", ReadingAid.PINYIN, "céng"),
    ],
)
def test_reads_the_surname_of_a_native_name_as_a_surname(name: str, notation: ReadingAid, expected: str) -> None:
    assert read(name, notation, name=True) == expected


def test_a_name_is_read_so_where_it_stands_in_a_sentence() -> None:
    assert pronounced("他和单霁翔说", ReadingAid.PINYIN, [Span(2, 5)])[2:5] == ("shàn", "jì", "xiáng")


@given(
    st.text(st.one_of(st.characters(), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), max_size=40),
    st.sampled_from(ReadingAid),
    st.data(),
)
def test_every_code_point_has_a_reading_or_none(text: str, notation: ReadingAid, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    name = Span(start, data.draw(st.integers(start, len(text))))
    assert len(pronounced(text, notation, [name])) == len(text)


def test_surnames_are_listed_only_where_they_are_read_otherwise() -> None:
    given_name = "轩"
    redundant = [
        surname
        for surname, _, jyutping in rows("surname_readings.tsv", fields=3)
        if read(surname + given_name, ReadingAid.PINYIN) == read(surname + given_name, ReadingAid.PINYIN, name=True)
        and syllables(surname) == syllables(surname, name=True)
        and (jyutping == "-" or read(surname, ReadingAid.JYUTPING) == jyutping)
    ]

    assert not redundant
