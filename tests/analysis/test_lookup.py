"""Names found by what someone types."""

from itertools import pairwise

import pytest

from bot.analysis.lookup import BANDS, LONGEST_NAME, Reason, grams, match


@pytest.mark.parametrize(
    ("query", "surface", "reason"),
    [
        ("Jakub Pachocki", "Jakub Pachocki", Reason.EXACT),
        ("jakub  pachocki", "Jakub Pachocki", Reason.EXACT),
        ("Beyonce", "Beyoncé", Reason.EXACT),
        ("ＳＡＭ Altman", "Sam Altman", Reason.EXACT),
        ("林鄭月娥", "林鄭月娥", Reason.EXACT),
        ("林郑月娥", "林鄭月娥", Reason.SCRIPT),
        ("奥特曼", "奧特曼", Reason.SCRIPT),
        ("Pachocki", "Jakub Pachocki", Reason.PART),
        ("Jakub", "Jakub Pachocki", Reason.PART),
        ("pacho", "Jakub Pachocki", Reason.PART),
        ("S. Altman", "Sam Altman", Reason.PART),
        ("Geoffrey E. Hinton", "Geoffrey Hinton", Reason.PART),
        ("林鄭", "林鄭月娥", Reason.PART),
        ("林郑", "林鄭月娥", Reason.PART),
        ("月娥", "林鄭月娥", Reason.PART),
        ("林", "林鄭月娥", Reason.PART),
        ("阿爾特曼", "山姆·阿爾特曼", Reason.PART),
        ("Sam Altman", "Altman", Reason.PART),
        ("aoteman", "奥特曼", Reason.PINYIN),
        ("ao te man", "奧特曼", Reason.PINYIN),
        ("ao4te4man4", "奥特曼", Reason.PINYIN),
        ("aote", "奥特曼", Reason.PINYIN),
        ("wu enda", "吴恩达", Reason.PINYIN),
        ("Enda Wu", "吳恩達", Reason.PINYIN),
        ("wú ēndá", "吳恩達", Reason.PINYIN),
        ("shan jixiang", "單霽翔", Reason.PINYIN),
        ("lv xiulian", "呂秀蓮", Reason.PINYIN),
        ("lü xiulian", "吕秀莲", Reason.PINYIN),
        ("Lyu Xiulian", "吕秀莲", Reason.PINYIN),
        ("李墙", "李强", Reason.PINYIN),
        ("吴恩达", "Wu Enda", Reason.PINYIN),
        ("Pachoki", "Jakub Pachocki", Reason.SPELLING),
        ("Jakub Pachoki", "Jakub Pachocki", Reason.SPELLING),
        ("Sutskevar", "Ilya Sutskever", Reason.SPELLING),
        ("aotemen", "奥特曼", Reason.SPELLING),
        ("maske", "馬斯克", Reason.SPELLING),
        ("奥特星", "奥特曼", Reason.SPELLING),
        ("林鄭月娥兒", "林鄭月娥", Reason.SPELLING),
        ("Altman", "阿爾特曼", Reason.SOUND),
        ("Sam Altman", "奥特曼", Reason.SOUND),
        ("蘇茨克維", "Ilya Sutskever", Reason.SOUND),
        ("Bezos", "贝索斯", Reason.SOUND),
        ("奥特曼", "阿爾特曼", Reason.SOUND),
        ("川普", "Donald Trump", Reason.SOUND),
        ("Trump", "川普", Reason.SOUND),
        ("川普", "特朗普", Reason.SOUND),
        ("杨立昆", "Yann LeCun", Reason.SOUND),
    ],
)
def test_a_name_answers_for_its_reason(query: str, surface: str, reason: Reason) -> None:
    found = match(query, surface)

    assert found is not None
    assert reason == found.reason


@pytest.mark.parametrize(
    ("query", "surface"),
    [
        ("", "Altman"),
        ("Altman", "···"),
        ("Altman", "Mira Murati"),
        ("Jan", "Jon"),
        ("Ng", "Ni"),
        ("李强", "王强"),
        ("李四", "李五"),
        ("马斯克", "马克思"),
        ("OpenAI", "奥巴马"),
        ("Melania", "川普"),
        ("Hinton", "奥特曼"),
        ("zh", "张伟"),
        ("Jack Ma", "Jack Dorsey"),
        ("Al" * LONGEST_NAME, "Al"),
    ],
)
def test_another_name_does_not_answer(query: str, surface: str) -> None:
    assert match(query, surface) is None


def test_a_better_reason_always_scores_higher() -> None:
    assert list(BANDS) == list(Reason)
    assert all(better[0] > worse[1] for better, worse in pairwise(BANDS.values()))


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("Altman", "Sam Altman", "Sam Altmann"),
        ("林鄭", "林鄭月娥", "林鄭月娥夫人"),
        ("Sutskever", "Ilya Sutskever", "蘇茨克維"),
        ("奥特曼", "奧特曼", "阿爾特曼"),
    ],
)
def test_the_nearer_name_scores_higher(query: str, better: str, worse: str) -> None:
    nearer, farther = match(query, better), match(query, worse)

    assert nearer is not None
    assert farther is None or nearer.score > farther.score


@pytest.mark.parametrize(
    ("query", "surface"),
    [
        ("Pachoki", "Jakub Pachocki"),
        ("aoteman", "奥特曼"),
        ("wu enda", "吳恩達"),
        ("奥特蔓", "奧特曼"),
        ("Altman", "阿爾特曼"),
        ("蘇茨克維", "Sutskever"),
        ("馬斯克", "Elon Musk"),
        ("楊立昆", "Yann LeCun"),
    ],
)
def test_names_that_answer_share_grams(query: str, surface: str) -> None:
    assert set(grams(query)) & set(grams(surface))


@pytest.mark.parametrize("name", ["Jean-Luc O’Neil", "山姆·奥特曼", "J.D. Vance", "", "!?", "a" * 100_000, "😀 Ng"])
def test_grams_are_distinct_words_of_letters_digits_and_underscores(name: str) -> None:
    found = grams(name)

    assert len(found) == len(set(found)) < 500
    assert all(token.replace("_", "").isalnum() for token in found)
