"""Markup goes, text stays: each line a paragraph, each rule a cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.formats.markdown import is_markup, sections


def lines(text: str) -> list[str]:
    return [paragraph.text for section in sections(text) for paragraph in section]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 新橋通車 #\n\n第一段\n第二段", ["新橋通車", "第一段", "第二段"]),
        ("新橋\n===\n通車", ["新橋", "通車"]),
        ("**市長**說，*很好*，`x`", ["市長說，很好，x"]),
        ("**“很好。”**她說，又說**「再見」**。", ["“很好。”她說，又說「再見」。"]),
        ("**要點（一）**：通車", ["要點（一）：通車"]),
        ("** 要點 **通車", ["要點 通車"]),
        ("如今，**新橋通車。\n\n**\n\n完", ["如今，新橋通車。", "完"]),
        ('[市府](https://example.org/a_(b))的[公告](/x "題")', ["市府的公告"]),
        ("[市府](https://example.org/a b)的[公告](javascript:void(0);)", ["市府的公告"]),
        ("前![圖](https://example.org/a.png){ width=60% }後", ["前後"]),
        ("![圖](a.png)說{甲}", ["說{甲}"]),
        ("![市長在新橋上致詞。](a.png)", ["市長在新橋上致詞。"]),
        ("3. 三\n4. 四\n\n- 甲\n  - 乙\n\n* 丙", ["3. 三", "4. 四", "甲", "乙", "丙"]),
        ("1. \n\n文", ["文"]),
        ("> 引文一\n> 引文二\n\n> > 深", ["引文一", "引文二", "深"]),
        ("| 橋 | 年 |\n|---|---|\n| **甲** | 1990 |", ["橋\t年", "甲\t1990"]),
        ("|| 橋 | 年 |\n| --- | --- |", ["橋\t年"]),
        ("第一行  \n第二行\\\n第三行<br>第四行", ["第一行", "第二行", "第三行", "第四行"]),
        ("    縮排的**一段**", ["縮排的一段"]),
        ("```python\nx = **1**\n```", ["x = **1**"]),
        ("```\n市長說，**很好**。\n```\n完", ["市長說，很好。", "完"]),
        ("前\n```\n**後**", ["前", "後"]),
        ("甲 &amp; 乙&nbsp;丙 \\*丁\\*", ["甲 & 乙\xa0丙 *丁*"]),
        ("{{< video id=1 >}}\n\n文{{}}", ["文"]),
    ],
)
def test_markdown_becomes_its_lines(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<figure>\n<img src="a" alt="">\n<figcaption>市長到場。王攝</figcaption>\n</figure>\n\n文',
            ["市長到場。王攝", "文"],
        ),
        ('<div class="x"><p>一<b>二</b></p><p>三</p></div>', ["一二", "三"]),
        ("<div>\n**一**[二](https://example.org)\n</div>", ["一二"]),
        ("文<script>alert(1)</script>後<style>p{}</style>", ["文後"]),
        ("前\n<script>\nlet a = 1;\n\nlet b = 2;\n</script>\n後", ["前", "後"]),
        ("前<!-- 註\n\n解 -->後", ["前", "後"]),
        ("<think>想</think>若 a < b 則 <tag>", ["<think>想</think>若 a < b 則 <tag>"]),
        ("<https://example.org/x>", ["https://example.org/x"]),
    ],
)
def test_html_leaves_its_text(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize("text", ["2*3*4", "f**k", "陳**，男", "a_b_c", "5 < 6 > 4", "C# 與 #話題", "AT&T", "~~讚~~"])
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert lines(text) == [text]


@pytest.mark.parametrize("rule", ["---", "***", "_ _ _", "\n---\n\n---\n"])
def test_a_rule_cuts_and_the_line_above_it_stays_text(rule: str) -> None:
    texts = [[paragraph.text for paragraph in section] for section in sections(f"甲\n乙\n{rule}\n丙")]

    assert texts == [["甲", "乙"], ["丙"]]


@pytest.mark.parametrize(
    ("text", "linked_chars"),
    [("[甲乙](https://example.org)", 2), ("https://a.example", 17), ("見[甲](https://example.org)", 1), ("見甲", 0)],
)
def test_a_paragraph_knows_how_much_of_it_is_a_link(text: str, linked_chars: int) -> None:
    assert [paragraph.linked_chars for paragraph in sections(text)[0]] == [linked_chars]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("甲\n\n> 乙\n> 丙\n\n丁", [False, True, True, False]),
        ("> - 甲\n>\n> > 乙\n\n丙", [True, True, False]),
        ("5 > 4", [False]),
    ],
)
def test_a_paragraph_knows_whether_it_is_set_off_as_a_quotation(text: str, quoted: list[bool]) -> None:
    assert [paragraph.quoted for paragraph in sections(text)[0]] == quoted


@pytest.mark.parametrize("text", ["# 題", "文\n---\n文", "![](a)", "[甲](https://a.b)", "**粗**", "<p>段", "|a|b|"])
def test_markup_is_recognized(text: str) -> None:
    assert is_markup(text)


@pytest.mark.parametrize(
    "text", ["題\n\n第一段", "- 甲\n- 乙", "1. 甲", "5 < 6", "#話題#", "陳 * 李", "[1] 註", "----- 甲"]
)
def test_plain_text_is_recognized(text: str) -> None:
    assert not is_markup(text)


@given(st.text(alphabet="中，「」*_[]()<>!`#-|&;\\\n 1.{}/a", max_size=200))
def test_any_text_becomes_lines_without_space_around_them(text: str) -> None:
    found = lines(text)

    assert all(line == line.strip() != "" and "\n" not in line for line in found)
