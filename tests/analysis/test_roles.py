"""Roles: the words next to a name that say who the person is. The sentences are invented."""

import pytest
from opencc import OpenCC

from bot.analysis.document import Document
from bot.analysis.people import PeopleFinder
from bot.analysis.tagger import Tagger

TAGGER = Tagger.load()
FINDER = PeopleFinder.load()
CONVERSIONS = {"traditional": OpenCC("s2t"), "simplified": OpenCC("t2s")}


def roles_of(body: str) -> list[list[str]]:
    document = Document.of(body)
    return [[role.of(body) for role in person.roles] for person in FINDER.find(document, TAGGER.read(document))]


@pytest.mark.parametrize("script", CONVERSIONS)
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("OpenAI總裁Anna Lindqvist說好。", ["OpenAI總裁"], id="before"),
        pytest.param("香港大學教授陳大文說好。", ["香港大學教授"], id="before a native name"),
        pytest.param(
            "OpenAI聯合創始人兼首席科學家Anna Lindqvist說好。", ["OpenAI聯合創始人兼首席科學家"], id="two in one phrase"
        ),
        pytest.param("即將成為下一任公司總裁的Anna Lindqvist說好。", ["公司總裁"], id="held, in a clause before"),
        pytest.param("總裁的Anna Lindqvist說好。", [], id="of somebody, without a clause that says they hold it"),
        pytest.param("陳大文教授說好。", ["教授"], id="after"),
        pytest.param("公司CEO Anna Lindqvist說好。", ["公司CEO"], id="a Latin role"),
        pytest.param("Anna Lindqvist將擔任首席科學家。", ["首席科學家"], id="an office"),
        pytest.param("陳大文（48歲，商人）昨日到場。", ["商人"], id="in brackets"),
        pytest.param("首席技術官：Anna Lindqvist\n", ["首席技術官"], id="after a colon"),
        pytest.param("陳大文博士說好。", [], id="a degree is a form of address"),
        pytest.param("陳大文代表公司出席，校方沒有回應。", [], id="a verb"),
    ],
)
def test_the_role_next_to_a_name_is_found(script: str, body: str, expected: list[str]) -> None:
    convert = CONVERSIONS[script].convert

    assert [[convert(role) for role in expected]] == roles_of(convert(body))


def test_a_role_does_not_reach_over_the_end_of_a_sentence_that_the_tagger_joins_to_a_word() -> None:
    assert roles_of("他們有龐大的GPU儲備庫。Meta首席執行官陳大文說好。") == [["Meta首席執行官"]]


def test_a_list_shares_the_role_that_counts_its_names() -> None:
    assert roles_of("兩名員工陳大文和林小芳到場。") == [["員工"], ["員工"]]


def test_a_relation_belongs_to_the_name_after_it() -> None:
    assert roles_of("林小芳丈夫陳大文說好。")[0] == []


def test_a_role_worded_twice_is_listed_once() -> None:
    assert roles_of("校長陳大文到場。校長陳大文說好。") == [["校長"]]


def test_a_role_does_not_reach_over_the_name_before_it() -> None:
    body = "公司CEO王大文（Wang Dawen）和工會主席Anna Lindqvist說好。"

    assert roles_of(body) == [["公司CEO"], ["工會主席"]]
