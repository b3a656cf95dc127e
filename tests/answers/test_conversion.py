"""Text is shown in the reader's script, and nothing but the form of its characters changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.lexicon import rows
from bot.analysis.script import fold
from bot.answers.conversion import STEPS, Converter, Shown
from bot.model import Script, Span

CONVERTER = Converter.load()
LOCALES = ["zh-TW", "zh-HK", "zh-CN", "en-US"]
EITHER_SCRIPT = st.text("里裡裏余餘了瞭解以后後皇覆复乾干燥為爲着著看衞卫么麼发發髮「」“”…abc \n0五")


def shown(text: str, locale: str, *names: str, written: Script | None = None) -> str:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    return CONVERTER.shown(text, spans, locale, written=written).text


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("这里面有头发和发展", "zh-TW", "這裡面有頭髮和發展"),
        ("这里面有头发和发展", "zh-HK", "這裏面有頭髮和發展"),
        ("以后皇后说", "zh-TW", "以後皇后說"),
        ("後來他看著麵包說著作", "zh-CN", "后来他看着面包说著作"),
        ("衞生署說", "zh-CN", "卫生署说"),
        ("什么这么说", "zh-TW", "什麼這麼說"),
    ],
)
def test_the_other_script_is_converted_by_context(text: str, locale: str, expected: str) -> None:
    assert shown(text, locale) == expected


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("衆所周知，爲了這裏的發展", "zh-TW"),
        ("衛生署說這裡", "zh-HK"),
        ("这里的发展", "zh-CN"),
        ("這裡的發展", "en-US"),
        ("这里的发展", "fr"),
        ("OpenAI 2024", "zh-TW"),
        ("", "zh-TW"),
    ],
)
def test_text_in_the_readers_script_is_shown_exactly_as_written(text: str, locale: str) -> None:
    assert CONVERTER.shown(text, [], locale) == Shown(text, converted=False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("杰弗里", "傑弗里"),
        ("余承东", "余承東"),
        ("埃里森", "埃里森"),
        ("范冰冰", "范冰冰"),
        ("于谦", "于謙"),
        ("沈从文", "沈從文"),
        ("岩田聪", "岩田聰"),
        ("祖冲之", "祖沖之"),
        ("钟南山", "鍾南山"),
        ("叶文洁", "葉文潔"),
        ("马云", "馬雲"),
    ],
)
def test_names_are_converted_by_their_own_table(name: str, expected: str) -> None:
    text = f"前首席执行官{name}里面说"

    assert shown(text, "zh-TW", name) == f"前首席執行官{expected}裡面說"


def test_a_name_does_not_change_with_its_neighbours() -> None:
    """头 and 发 make 頭髮, but not where a name ends between them."""
    assert shown("石头发现里面", "zh-TW", "石头") == "石頭發現裡面"
    assert shown("王后来说", "zh-TW", "王") == "王後來說"


@pytest.mark.parametrize(("name", "expected"), [("李乾龍", "李乾龙"), ("畢昇", "毕昇"), ("傑弗里", "杰弗里")])
def test_names_keep_the_variants_that_simplified_text_has_for_them(name: str, expected: str) -> None:
    assert shown(f"{name}說", "zh-CN", name) == f"{expected}说"


def test_overlapping_and_unordered_names_leave_no_gap() -> None:
    text = "杰弗里·里德说这里"

    assert CONVERTER.shown(text, [Span(4, 6), Span(0, 6), Span(0, 3)], "zh-TW").text == "傑弗里·里德說這裡"


@pytest.mark.parametrize(
    ("written", "locale", "expected"),
    [
        (Script.HANT, "zh-TW", "皇后公里"),
        (Script.HANT, "zh-CN", "皇后公里"),
        (Script.HANS, "zh-TW", "皇后公里"),
        (Script.HANS, "zh-CN", "皇后公里"),
    ],
)
def test_common_characters_stay_whatever_the_article(written: Script, locale: str, expected: str) -> None:
    assert shown("皇后公里", locale, written=written) == expected


def test_the_articles_script_decides_where_the_characters_do_not() -> None:
    assert shown("太后后面", "zh-TW", written=Script.HANT) == "太后后面"
    assert shown("太后后面", "zh-TW", written=Script.HANS) == "太后後面"
    assert shown("看着他", "zh-TW", written=Script.HANT) == "看着他"


def test_a_character_that_would_become_another_one_stays() -> None:
    """OpenCC writes 座標 for 坐标; 座 does not fold to what was written."""
    assert shown("世界坐标", "zh-TW") == "世界坐標"


def test_characters_that_news_uses_for_one_another_are_written_as_the_reader_does() -> None:
    assert shown("让我了解你的答复", "zh-TW") == "讓我瞭解你的答覆"
    assert shown("讓我瞭解你的答覆", "zh-CN") == "让我了解你的答复"


@pytest.mark.parametrize("odd", ["\0", "\ud800", "\U000e0001", "\ufdd0", "👩‍👩‍👧"])
def test_characters_that_opencc_cannot_carry_do_not_stop_the_rest(odd: str) -> None:
    assert shown(f"这里{odd}发展", "zh-TW") == f"這裡{odd}發展"


@settings(deadline=None)
@given(st.text() | EITHER_SCRIPT, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))), st.sampled_from(LOCALES))
def test_length_and_fold_are_kept_for_any_text(text: str, ends: list[tuple[int, int]], locale: str) -> None:
    names = [Span(min(pair), max(pair)) for pair in ends]

    result = CONVERTER.shown(text, names, locale)

    assert [fold(character) for character in result.text] == [fold(character) for character in text]
    assert result.converted == (result.text != text)


@pytest.mark.parametrize("locale", STEPS)
@pytest.mark.parametrize("text", ["里" * 100_000, "这里\n" * 30_000, "「" * 100_000, "發" * 100_000], ids=len)
def test_a_hundred_thousand_characters_keep_their_length(text: str, locale: str) -> None:
    assert len(shown(text, locale)) == len(text)


def test_the_table_of_name_characters_changes_no_characters_fold() -> None:
    assert [(of, to) for _, of, to in rows("name_characters.tsv", fields=3) if fold(of) != fold(to)] == []
