"""What is shown keeps what was written, says how sure it is, and speaks the reader's language."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.analysis.lookup import Reason
from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.as_json import as_json
from bot.answers.commands import problem
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.presented import Line, Presented
from bot.errors import QuestionInvalid
from bot.model import Script
from tests.answers import invented

CONVERTER = Converter.load()
LOCALES = ["zh-TW", "zh-HK", "zh-CN", "en-US"]
PAPERS = {paper.id: paper for paper in (invented.HANS, invented.HANT)}


def presented(answer: Answer, locale: str = "zh-TW") -> Presented:
    return present(answer, locale, CONVERTER)


def only(fact: Fact, locale: str = "zh-TW") -> Line:
    """Return the one line of an answer that has one fact."""
    [section] = presented(Answer("quote", Status.FOUND, "x", (fact,)), locale).sections
    [line] = section.lines
    return line


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("answer", invented.ALL, ids=lambda answer: f"{answer.command}-{answer.status}")
def test_every_original_is_what_its_article_says(answer: Answer, locale: str) -> None:
    parts = [part for section in presented(answer, locale).sections for line in section.lines for part in line.shown]

    for part in parts:
        assert part.original == PAPERS[part.citation.article].body[part.citation.start : part.citation.end]
        assert fold(part.text) == fold(part.original)
        assert part.converted == (part.text != part.original)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-TW", "「我們不會停下來，…因為裡面還有很多問題沒有答案。」"),
        ("zh-HK", "「我們不會停下來，…因為裏面還有很多問題沒有答案。」"),
        ("zh-CN", "“我们不会停下来，…因为里面还有很多问题没有答案。”"),
        ("en-US", "“我们不会停下来，…因为里面还有很多问题没有答案。”"),
    ],
)
def test_a_split_quote_is_joined_and_wrapped_in_the_readers_marks(locale: str, expected: str) -> None:
    line = only(invented.SPLIT, locale)

    assert line.text == expected
    assert len(line.parts) == 2


def test_marks_inside_a_quote_stay_as_they_are() -> None:
    words = "今天，里斯本实验室宣布，首席科学家杰弗里·里德（Jeffrey Reed）离职，余承东将于下月接任。"
    whole = invented.HANS.part(
        words + "里德写道：“在这里面对的每一个问题，都让我了解自己。以后的路，请大家继续走下去。”"
    )

    text = only(invented.quote(whole, speaker=None)).text

    assert text.startswith("「今天")
    assert text.endswith("“在這裡面對的每一個問題，都讓我瞭解自己。以後的路，請大家繼續走下去。”」")


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (invented.SPLIT, ()),
        (invented.LIKELY, ("說話者推定",)),
        (invented.UNATTRIBUTED, ("說話者不詳",)),
        (invented.FRAGMENT, ("片段",)),
    ],
)
def test_doubt_and_kind_of_a_quote_are_said(fact: Fact, expected: tuple[str, ...]) -> None:
    assert only(fact).remarks == expected


@pytest.mark.parametrize(
    ("fact", "expected"),
    [(invented.SPLIT, "余承東"), (invented.FRAGMENT, "里斯本實驗室"), (invented.UNATTRIBUTED, None)],
)
def test_the_speaker_is_named_in_the_readers_script(fact: Fact, expected: str | None) -> None:
    assert only(fact).speaker == expected


def test_a_conflict_shows_both_sides_with_their_times_and_sources() -> None:
    line = only(invented.CONFLICT)

    assert [part.date for part in line.parts] == ["2024 年 5 月 15 日", "2024 年 5 月 17 日"]
    assert line.text == (
        "2024 年 5 月 15 日：「5月15日，里斯本實驗室宣布首席科學家傑弗里·里德離職。」（海峽日報 · 2024-05-15） "
        "2024 年 5 月 17 日：「今天，里斯本實驗室宣佈，首席科學家傑弗里·里德（Jeffrey Reed）離職，"
        "余承東將於下月接任。」（晨星財經 · 2024-05-17）"
    )


def test_a_side_of_a_conflict_is_told_by_its_number_where_that_differs() -> None:
    line = only(invented.COUNTED)

    assert [(part.date, part.given) for part in line.parts] == [(None, "2016"), (None, "2015")]
    assert line.text.startswith("2016：「2016 年至 2019 年間")


def test_one_thing_that_two_scripts_say_is_shown_once_with_both_sources() -> None:
    parts = (invented.HANS.part("首席科学家"), invented.HANT.part("首席科學家"))
    line = only(Fact(FactKind.ROLE, Section.ROLES, parts), "en-US")

    assert line.text == "首席科学家"
    assert [part.source.number for part in line.parts] == [1, 2]


def test_sources_are_numbered_in_the_order_of_the_answer_and_spell_names_right() -> None:
    sources = presented(invented.WHEN).sources

    assert [(source.number, source.title, source.label, source.url) for source in sources] == [
        (1, "里斯本實驗室再傳人事異動", "海峽日報 · 2024-05-15", None),
        (2, "余承東接任，首席科學家離開里斯本實驗室", "晨星財經 · 2024-05-17", invented.HANS.url),
    ]


@pytest.mark.parametrize(
    ("outlet", "published_on", "expected"),
    [(None, "2024", "2024"), ("晨报", None, "晨報"), (None, None, "標題")],
)
def test_a_source_is_called_by_what_is_known_of_it(outlet: str | None, published_on: str | None, expected: str) -> None:
    paper = invented.Paper(1, "标题", outlet, published_on, Script.HANS, "标题\n\n他说。")
    answer = Answer(
        "summary", Status.FOUND, "标题", (Fact(FactKind.SUMMARY, Section.SUMMARY, (paper.part("他说。"),)),)
    )

    assert [source.label for source in presented(answer).sources] == [expected]


def test_notes_say_how_the_name_was_found_and_what_was_left_out() -> None:
    assert presented(invented.WHO).notes == ("依「承東」找到（部分姓名）",)
    assert presented(invented.QUOTES, "zh-CN").notes == ("另有 3 条未列出",)
    assert presented(invented.NOT_FOUND).notes == ("找不到與「Reid」相符的內容。", "最接近的：傑弗里·里德、Lena Voss")


def test_a_choice_tells_people_apart_and_says_why_each_is_offered() -> None:
    assert [(choice.id, choice.label, choice.why) for choice in presented(invented.AMBIGUOUS).choices] == [
        (2, "傑弗里·里德", "首席科學家 · 部分姓名：里德"),
        (5, "里德·哈特曼", "部分姓名：里德"),
    ]


def test_json_is_the_contract() -> None:
    printed = json.loads(json.dumps(as_json(presented(Answer("quote", Status.FOUND, "Voss", (invented.LIKELY,))))))

    start = invented.HANT.body.index("我會想念他。")
    assert printed == {
        "command": "quote",
        "locale": "zh-TW",
        "status": "found",
        "title": "Voss",
        "facts": [
            {
                "kind": "quote",
                "text": "「我會想念他。」",
                "value": None,
                "person": 1,
                "speaker": "Lena Voss",
                "confidence": 0.7,
                "parts": [
                    {
                        "original": "我會想念他。",
                        "citation": {
                            "article": 9,
                            "title": "里斯本實驗室再傳人事異動",
                            "outlet": "海峽日報",
                            "published_on": "2024-05-15",
                            "url": None,
                            "start": start,
                            "end": start + 6,
                        },
                    }
                ],
            }
        ],
        "choices": [],
        "suggestions": [],
    }


def test_json_names_choices_and_suggestions() -> None:
    assert as_json(presented(invented.AMBIGUOUS, "en-US"))["choices"] == [
        {"id": 2, "label": "杰弗里·里德", "why": "首席科学家 · part of the name: 里德"},
        {"id": 5, "label": "里德·哈特曼", "why": "part of the name: 里德"},
    ]
    assert as_json(presented(invented.NOT_FOUND))["suggestions"] == ["傑弗里·里德", "Lena Voss"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("section", Section)
def test_every_section_has_a_heading(section: Section, locale: str) -> None:
    answer = Answer("who", Status.FOUND, "x", (Fact(FactKind.FACT, section, invented.LIKELY.parts),))

    assert presented(answer, locale).sections[0].heading


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_a_match_has_words(reason: Reason, locale: str) -> None:
    assert "Voss" in presented(Answer("who", Status.FOUND, "Lena Voss", matched=("Voss", reason)), locale).notes[0]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.FOUND])
def test_every_status_but_found_is_said(status: Status, locale: str) -> None:
    assert "Voss" in presented(Answer("who", status, "Voss"), locale).notes[0]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("invalid", "named"),
    [
        (QuestionInvalid("empty"), "/who"),
        (QuestionInvalid("no-command"), "/who"),
        (QuestionInvalid("unknown-command", "whom"), "/search"),
        (QuestionInvalid("unknown-option", "who", "about"), "/who <name>"),
        (QuestionInvalid("repeated-option", "quote", "about"), "[about:…]"),
        (QuestionInvalid("missing-value", "when", "topic"), "/when <topic>"),
    ],
)
def test_a_refused_line_says_how_to_put_it_right(invalid: QuestionInvalid, named: str, locale: str) -> None:
    assert named in problem(invalid, locale)


def test_the_same_utterance_in_other_words_keeps_its_own_parts_and_places() -> None:
    answer = Answer("quote", Status.FOUND, "Voss", (invented.RENDERED,))
    printed: Any = as_json(presented(answer))
    [fact] = printed["facts"]
    [rendering] = fact["renderings"]
    assert rendering["text"] == "「我們不會停下來，…因為裡面還有很多問題沒有答案。」"
    assert [part["original"] for part in rendering["parts"]] == ["我们不会停下来，", "因为里面还有很多问题没有答案。"]
    assert [part["citation"]["article"] for part in (*fact["also"], *rendering["also"])] == [4, 9]


@pytest.mark.parametrize(("locale", "converted"), [("zh-TW", True), ("zh-CN", True), ("en-US", False)])
def test_a_quote_tells_that_its_own_words_or_a_rendering_were_converted(locale: str, *, converted: bool) -> None:
    [section] = presented(Answer("quote", Status.FOUND, "Voss", (invented.RENDERED,)), locale).sections

    assert section.lines[0].converted is converted


def test_words_that_stand_elsewhere_in_the_other_script_are_not_called_converted() -> None:
    assert not only(replace(invented.RENDERED, renderings=())).converted


def test_the_copies_of_a_listed_article_are_printed_and_take_no_number() -> None:
    listed = replace(invented.SEARCH.facts[0], also=(invented.HANS.part(invented.HANS.title),))
    answer = replace(invented.SEARCH, facts=(listed, invented.SPLIT))
    shown = presented(answer, "en-US")
    printed: Any = as_json(shown)
    article = printed["facts"][0]

    assert [part["citation"]["article"] for part in article["also"]] == [invented.HANS.id]
    assert [(source.number, source.title) for source in shown.sources] == [
        (1, invented.HANT.title),
        (2, invented.HANS.title),
    ]
