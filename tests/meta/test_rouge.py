"""The figure by which summaries are compared, against values worked out by hand."""

import pytest

from benchmarks.summaries import fingerprint, lead, rouge_l, rouge_n, sentences, units
from bot.model import Article


def test_units_are_folded_ideographs_latin_words_and_numbers() -> None:
    assert units("OpenAI在2024年，漲了1.5％。") == ["openai", "在", "2024", "年", "涨", "了", "1.5"]


@pytest.mark.parametrize(
    ("summary", "reference", "order", "f1"),
    [
        ("甲乙丙丁", "甲乙丙丁", 2, 1.0),
        ("甲乙丙丁", "甲乙戊", 2, 2 * 1 / (3 + 2)),
        ("甲甲甲", "甲", 1, 2 * 1 / (3 + 1)),
        ("甲", "乙", 1, 0.0),
        ("", "", 2, 0.0),
    ],
)
def test_rouge_n_counts_a_gram_as_often_as_both_have_it(summary: str, reference: str, order: int, f1: float) -> None:
    assert rouge_n(summary, reference, order) == pytest.approx(f1)


def test_rouge_l_follows_the_longest_common_subsequence() -> None:
    assert rouge_l("甲乙丙丁", "乙甲丙戊") == pytest.approx(2 * 2 / (4 + 4))
    assert rouge_l("", "甲") == 0


def test_the_opening_has_whole_sentences_and_no_title() -> None:
    article = Article("source", "題", "題目\n\n甲乙丙。丁戊己。\n小標題\n庚辛壬。")

    assert sentences(article) == ["甲乙丙。", "丁戊己。", "庚辛壬。"]
    assert lead(article, 9) == ["甲乙丙。", "丁戊己。"]
    assert lead(article, 1) == ["甲乙丙。"]


def test_a_judgement_names_the_very_text() -> None:
    assert fingerprint(["甲。", "乙。"]) == fingerprint(["甲。", "乙。"]) != fingerprint(["甲。"])
