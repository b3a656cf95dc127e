"""Folding and telling scripts apart."""

import sys

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.script import fold, normalize, script_of
from bot.model import Script

EVERY_CHARACTER = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)


def test_folding_keeps_every_offset_and_folding_twice_changes_nothing() -> None:
    folded = fold(EVERY_CHARACTER)

    assert len(folded) == len(EVERY_CHARACTER)
    assert fold(folded) == folded


def test_a_copy_holds_nothing_that_is_no_character() -> None:
    assert fold("甲\ud800\udfff乙") == normalize("甲\ud800\udfff乙") == "甲\ufffd\ufffd乙"


def test_normalizing_twice_changes_nothing() -> None:
    normalized = normalize(EVERY_CHARACTER)

    assert len(normalized) == len(EVERY_CHARACTER)
    assert normalize(normalized) == normalized


@given(st.text(), st.text())
def test_folding_is_free_of_context(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＯｐｅｎＡＩ：", "openai:"),
        ("阿爾特曼", "阿尔特曼"),
        ("臺灣台湾", "台湾台湾"),
        ("爲為为", "为为为"),
        ("顯著显着", "显着显着"),
        ("佈局布局", "布局布局"),
        ("身份身分", "身分身分"),
        ("什麼甚麼什么", "什么什么什么"),
        ("裏裡里", "里里里"),
        ("發髮发", "发发发"),
        ("Élan Ünal", "élan ünal"),
    ],
)
def test_forms_that_readers_take_for_one_fold_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("config", ["t2s", "s2t", "s2tw", "s2hk", "tw2s", "hk2s"])
def test_text_converted_by_opencc_folds_to_what_its_original_folds_to(config: str) -> None:
    original = "乾隆年間頭髮發展，裏面的麵條；为什么这么说，着重发展后台，台湾著名的于先生余下的钟表。"

    assert fold(opencc.OpenCC(config).convert(original)) == fold(original)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("首席科學家將另起爐竈", Script.HANT),
        ("首席科学家另起炉灶", Script.HANS),
        ("公司發布，他们說", Script.HANT),
        ("OpenAI", Script.HANS),
        ("", Script.HANS),
        ("后台", Script.HANS),
    ],
)
def test_script_is_told_by_characters_that_only_one_has(text: str, script: Script) -> None:
    assert script_of(text) is script
