"""A card is readable at any width, in either script, and shows everything."""

import dataclasses

import pytest
from rich.cells import cell_len

from bot.answers.answer import Answer, Status
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.console.card import HEADING, card, help_text, originals, render_text
from bot.model import Script
from tests.answers import invented

CONVERTER = Converter.load()
LOCALES = ["zh-TW", "zh-CN", "en-US"]


def rendered(answer: Answer, locale: str = "zh-TW", width: int = 80) -> str:
    return render_text(present(answer, locale, CONVERTER), width)


def test_a_timeline_has_its_dates_in_a_column() -> None:
    assert rendered(invented.WHEN, "zh-CN", 70) == (
        "里德离职\n"
        "\n"
        "说法不一\n"
        "  2024 年 5 月 15 日  5月15日，里斯本实验室宣布首席科学家杰弗里·里德离\n"
        "                      职。\n"
        "                        — 海峡日报 · 2024-05-15 ［1］ · 已转换字形\n"
        "  2024 年 5 月 17 日  今天，里斯本实验室宣布，首席科学家杰弗里·里德\n"
        "                      （Jeffrey Reed）离职，余承东将于下月接任。\n"
        "                        — 晨星财经 · 2024-05-17 ［2］\n"
        "\n"
        "时间线\n"
        "  2015 年底           余承东 2015 年底加入实验室，2016 年至 2019 年间\n"
        "                      负责云计算团队。\n"
        "                        — 晨星财经 · 2024-05-17 ［2］\n"
        "  2024 年 5 月 15 日  5月15日，里斯本实验室宣布首席科学家杰弗里·里德离\n"
        "                      职。\n"
        "                        — 海峡日报 · 2024-05-15 ［1］ · 已转换字形\n"
        "\n"
        "出处\n"
        "  ［1］ 里斯本实验室再传人事异动\n"
        "        海峡日报 · 2024-05-15\n"
        "  ［2］ 余承东接任，首席科学家离开里斯本实验室\n"
        "        晨星财经 · 2024-05-17\n"
        "        https://example.com/news/2024/05/17/reed\n"
    )


def test_quotes_name_their_speaker_their_doubts_and_their_source() -> None:
    assert rendered(invented.QUOTES) == (
        "Lena Voss\n"
        "另有 3 則未列出\n"
        "\n"
        "說過的話\n"
        "  「他是我們這個領域裡的燈塔，後來的人都看著他。」（說話者不詳）\n"
        "    — 海峽日報 · 2024-05-15 ［1］\n"
        "\n"
        "  Lena Voss：「我會想念他。」（說話者推定）  — 海峽日報 · 2024-05-15 ［1］\n"
        "\n"
        "  余承東：「我們不會停下來，…因為裡面還有很多問題沒有答案。」\n"
        "    — 晨星財經 · 2024-05-17 ［2］ · 已轉換字形\n"
        "\n"
        "  里斯本實驗室：「必要的一步」（片段）  — 晨星財經 · 2024-05-17 ［2］\n"
        "\n"
        "出處\n"
        "  ［1］ 里斯本實驗室再傳人事異動\n"
        "        海峽日報 · 2024-05-15\n"
        "  ［2］ 余承東接任，首席科學家離開里斯本實驗室\n"
        "        晨星財經 · 2024-05-17\n"
        "        https://example.com/news/2024/05/17/reed\n"
    )


def test_other_words_for_an_utterance_stand_below_it_with_their_own_sources() -> None:
    answer = Answer("quote", Status.FOUND, "Lena Voss", (invented.RENDERED,))

    assert rendered(answer).split("\n\n")[1].splitlines()[1:] == [
        "  Lena Voss：「我會想念他。」（說話者推定）",
        "    — 海峽日報 · 2024-05-15 ［1］；晨星財經 · 2024-05-17 ［2］",
        "    另一版本：「我們不會停下來，…因為裡面還有很多問題沒有答案。」",
        "      — 晨星財經 · 2024-05-17 ［2］；海峽日報 · 2024-05-15 ［1］ · 已轉換字形",
    ]


def test_choices_are_listed_with_their_reasons() -> None:
    assert rendered(invented.AMBIGUOUS, "en-US") == (
        "里德\n"
        "“里德” may mean:\n"
        "\n"
        "  杰弗里·里德  首席科学家 · part of the name: 里德\n"
        "  里德·哈特曼  part of the name: 里德\n"
    )


@pytest.mark.parametrize("width", [44, 60, 80, 100, 200])
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("answer", invented.ALL, ids=lambda answer: f"{answer.command}-{answer.status}")
def test_no_line_is_wider_than_the_terminal(answer: Answer, locale: str, width: int) -> None:
    assert max(map(cell_len, rendered(answer, locale, width).splitlines())) <= width


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("answer", invented.ALL, ids=lambda answer: f"{answer.command}-{answer.status}")
def test_every_word_of_an_answer_is_on_its_card(answer: Answer, locale: str) -> None:
    presented = present(answer, locale, CONVERTER)
    card_text = "".join(render_text(presented, 50).split())
    lines = [line for section in presented.sections for line in section.lines]
    firsts = [line.parts[:1] for line in lines] + [other.parts[:1] for line in lines for other in line.renderings]
    shown = [part.text for parts in firsts for part in parts] + [line.date or "" for line in lines]

    assert [text for text in shown if "".join(text.split()) not in card_text] == []


def test_a_long_answer_is_not_cut() -> None:
    paper = invented.Paper(3, "長文", "海峽日報", "2024-05-15", Script.HANT, "說" + "很長的話。" * 4000 + "完")
    answer = Answer("quote", Status.FOUND, "Voss", (invented.quote(paper.part(paper.body), speaker=None),) * 3)

    assert rendered(answer).count("完") == 3


def test_an_article_cannot_send_escape_sequences() -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e壞"
    paper = invented.Paper(3, evil, evil, evil, Script.HANT, evil + "了。", url=evil)
    fact = invented.quote(paper.part(evil + "了。"), speaker=dataclasses.replace(invented.VOSS, name=evil))

    text = rendered(Answer("quote", Status.FOUND, evil, (fact,), suggestions=(evil,)))

    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert "壞了。" in text


def test_paragraphs_of_a_quotation_stay_paragraphs() -> None:
    paper = invented.Paper(3, "信", "海峽日報", "2024-05-15", Script.HANT, "第一段。\n\n第二段。")
    answer = Answer("quote", Status.FOUND, "Voss", (invented.quote(paper.part(paper.body), speaker=None),))

    assert "  「第一段。\n\n  第二段。」" in rendered(answer)


def test_originals_are_what_was_converted_as_its_source_writes_it() -> None:
    lines = originals(present(invented.QUOTES, "zh-CN", CONVERTER), 80)

    assert [line.plain for line in lines] == [
        "  他是我們這個領域裡的燈塔，後來的人都看著他。",
        "  — 海峡日报 · 2024-05-15 ［1］",
        "  我會想念他。",
        "  — 海峡日报 · 2024-05-15 ［1］",
    ]


@pytest.mark.parametrize("width", [44, 60, 100])
@pytest.mark.parametrize("locale", LOCALES)
def test_help_lists_every_command_and_fits(locale: str, width: int) -> None:
    lines = [line.plain for line in help_text(("help", "quit"), locale, width)]

    assert max(map(cell_len, lines)) <= width
    for command in (
        "/who <name>",
        "/quote [person]",
        "about:",
        "words:",
        "/when",
        "/summary",
        "/search",
        "/help",
        "/quit",
    ):
        assert any(command in line for line in lines)


def test_colours_set_apart_speakers_dates_and_sources_and_leave_the_words_plain() -> None:
    styled = [
        (line.plain[span.start : span.end], str(span.style))
        for answer in (invented.QUOTES, invented.WHEN)
        for line in card(present(answer, "zh-TW", CONVERTER), 100)
        for span in line.spans
    ]

    assert ("Lena Voss：", "bold") in styled
    assert ("2015 年底", "green") in styled
    assert ("（說話者推定）", "dim") in styled
    assert ("— 海峽日報 · 2024-05-15 ［1］", "dim") in styled
    assert [text for text, style in styled if style and "「" in text] == []


def test_headings_stand_out() -> None:
    headings = [line.plain for line in card(present(invented.WHEN, "zh-TW", CONVERTER), 80) if line.style == HEADING]

    assert headings == ["說法不一", "時間軸", "出處"]


def test_dates_lead_their_facts_where_not_all_have_one() -> None:
    undated = dataclasses.replace(invented.LEFT, value=None)

    assert "\n  2015 年底  余承東 2015 年底加入" in rendered(
        Answer("who", Status.FOUND, "x", (invented.JOINED, undated))
    )
