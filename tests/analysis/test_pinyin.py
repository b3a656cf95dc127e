"""Pinyin of names: the same in both scripts, surnames read as surnames."""

import pytest

from bot.analysis.pinyin import syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("奥特曼", "ao te man"),
        ("奧特曼", "ao te man"),
        ("阿爾特曼", "a er te man"),
        ("布什", "bu shi"),
        ("祖克柏", "zu ke bo"),
        ("吕秀蓮", "lv xiu lian"),
        ("ＣＥＯ 黃仁勳", "ceo huang ren xun"),
        ("山姆·奥特曼", "shan mu ao te man"),
        ("Beyoncé、賈伯斯", "beyoncé jia bo si"),
        ("", ""),
        ("2024年", "nian"),
    ],
)
def test_reads_ideographs_of_either_script_and_keeps_latin_words(text: str, expected: str) -> None:
    assert expected == " ".join(syllables(text))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("單霽翔", "shan ji xiang"),
        ("单霁翔", "shan ji xiang"),
        ("曾國藩", "zeng guo fan"),
        ("區諾軒", "ou nuo xuan"),
        ("仇和", "qiu he"),
        ("解放", "xie fang"),
        ("查良鏞", "zha liang yong"),
        ("長孫無忌", "zhang sun wu ji"),
        ("尉遲恭", "yu chi gong"),
        ("李解", "li jie"),
    ],
)
def test_reads_the_surname_of_a_native_name(name: str, expected: str) -> None:
    assert expected == " ".join(syllables(name, name=True))
