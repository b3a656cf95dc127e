"""Inferring when an article appeared: from a dateline, from weekdays and years, or not at all."""

from importlib import resources

import pytest
from opencc import OpenCC

from bot.analysis.dates import infer_publication
from bot.analysis.document import Document
from bot.model import DateSource, Grain, PublicationDate

NEWS = "題\n\n北京時間11月16日（週三），公司宣布裁員。"


def inferred(body: str) -> PublicationDate | None:
    return infer_publication(Document.of(body))


@pytest.mark.parametrize("conversion", ["s2t", "t2s"])
def test_the_shipped_article_is_dated_by_its_weekday_in_either_script(conversion: str) -> None:
    article = resources.files("bot.data").joinpath("articles", "000_683f81e9a3e86f31.txt").read_text(encoding="utf-8")
    body = OpenCC(conversion).convert(article)

    found = inferred(body)

    assert found == PublicationDate(
        "2024-05-15", Grain.DAY, DateSource.INFERRED, OpenCC(conversion).convert("5月15日(週三)")
    )


@pytest.mark.parametrize("background", ["公司2021年上市。", "公司2022年上市。", "公司2015年成立，2021年上市。"])
def test_a_weekday_agrees_with_the_year_named_last_or_the_next(background: str) -> None:
    found = inferred(f"{NEWS}{background}")

    assert found == PublicationDate("2022-11-16", Grain.DAY, DateSource.INFERRED, "11月16日（週三）")


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("no year bounds it", NEWS),
        ("the weekday agrees with neither year", f"{NEWS}公司2023年上市。"),
        ("a plan names no past year", f"{NEWS}公司計劃2021年上市。"),
        ("nothing states a weekday", "題\n\n11月16日，公司宣布裁員。公司2021年上市。"),
        ("two weekdays disagree", f"{NEWS}周三（11月17日）公司道歉。公司2021年上市。"),
        ("the article tells of a later day", f"{NEWS}公司2021年上市。11月20日，公司道歉。"),
        ("the day is announced", "題\n\n公司將於11月16日（週三）裁員。公司2021年上市。"),
        ("the day is background", f"題\n\n一\n\n二\n\n三\n\n四\n\n{NEWS}公司2021年上市。"),
        ("it tells no dates", "題\n\n公司宣布裁員。"),
        ("it is empty", ""),
    ],
)
def test_insufficient_evidence_is_no_guess(why: str, body: str) -> None:
    assert inferred(body) is None, why


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("2022-02-28 10:33 某新聞網", "2022-02-28"),
        ("發佈時間：2022-02-28", "2022-02-28"),
        ("2022年2月28日 10:33", "2022年2月28日"),
        ("2022/2/28 某報", "2022/2/28"),
    ],
)
def test_a_dateline_is_evidence(line: str, evidence: str) -> None:
    found = inferred(f"題\n\n{line}\n\n戰爭去年開始。")

    assert found == PublicationDate("2022-02-28", Grain.DAY, DateSource.INFERRED, evidence)


@pytest.mark.parametrize(
    "line",
    ["2022年2月28日，戰爭開始。", "2022-02-28", "2022-02-30 10:33", "2022年2月28日 北京", "報名截止：2022-02-28 10:33"],
)
def test_a_date_that_begins_a_sentence_or_heads_a_passage_is_no_dateline(line: str) -> None:
    assert inferred(f"題\n\n{line}\n\n戰爭去年開始。") is None
