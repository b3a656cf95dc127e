"""Text of articles is shown as it was written, and none of it does anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.printable import on_one_line, printable
from bot.chat.markdown import emphasised, escape, link, printed
from bot.model import Span
from tests.chat.rendering import live, shown

PIECES = [
    *"\\`*_~|[]()<>:@#-+.!1 \n\t　",
    *("@everyone", "<@1>", "<@&2>", "<#3>", "<t:0:R>", "</who:1>", "<a:x:1>", "<id:customize>", ":tada:", "||", "```"),
    *("https://evil.example", "[x](https://evil.example)", "discord.gg/abc", "DiscordApp.com/invite/x", "# ", "-# "),
    *(
        "@here",
        "```py\n",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2066",
        "\u0301",
        "\U000e0041",
        "dis\u200bcord.gg/x",
        "字" * 300,
    ),
    *("> ", ">>> ", "- ", "1. ", "12) ", "\n## ", "\\*", "沈硯秋", "「引」", "Lena", "\u202e", "\0", "\ud800", "\r\n"),
]
hostile = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text()


@given(hostile)
def test_what_is_escaped_is_shown_as_written(text: str) -> None:
    assert shown(escape(text)) == printable(text)


@given(hostile)
def test_nothing_that_is_escaped_does_anything(text: str) -> None:
    assert live(escape(text)) == set()


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3).map(
    lambda pairs: [Span(*sorted(pair)) for pair in pairs]
)


@given(hostile, spans)
def test_what_is_emphasised_is_shown_as_written_and_does_nothing(text: str, marked: list[Span]) -> None:
    written, within = printed(text, marked)
    bold = emphasised(written, within)

    assert shown(bold.replace("**", "")) == printable(text)
    assert live(bold) == set()


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("他說走吧。", Span(2, 4), "他說**走吧**。"),
        ("*a* b", Span(0, 3), "**\\*a\\*** b"),
        ("a\n b \nc", Span(0, 7), "**a**\n **b** \n**c**"),
        ("a\0bc", Span(2, 3), "a**b**c"),
        ("# x", Span(0, 1), "**\\#** x"),
        ("discord.gg/abc", Span(0, 1), "**d**iscord\\.gg/abc"),
    ],
)
def test_only_words_are_set_in_bold_line_by_line(text: str, marked: Span, expected: str) -> None:
    assert emphasised(*printed(text, [marked])) == expected


@given(hostile)
def test_a_label_in_a_link_stays_in_it(text: str) -> None:
    linked = link(on_one_line(text, 60) or "x", "https://example.com/a")

    assert linked.endswith("](https://example.com/a)")
    assert live(linked) == set()


@given(hostile)
def test_an_address_ends_where_its_link_ends(text: str) -> None:
    linked = link("標題", f"https://example.com/{text}")

    assert linked == "標題" or not set("()<> \n") & set(linked.removeprefix("[標題](").removesuffix(")"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "discord://-/invite/abc",
        "file:///etc/passwd",
        "//example.com",
        "https://",
        "https://user@example.com",
        "https://exаmple.com",
        "https://example.com\\@evil.example",
        "https://[::1",
        "https://example.com/" + "a" * 400,
        None,
        "",
    ],
)
def test_an_unsafe_address_is_not_linked(url: str | None) -> None:
    assert link("標題", url) == "標題"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/a_b?c=d&e=f#g", "https://example.com/a_b?c=d&e=f#g"),
        ("http://example.com:8080/新聞/(1)", "http://example.com:8080/%E6%96%B0%E8%81%9E/%281%29"),
        ("https://example.com/%E6%96%B0", "https://example.com/%E6%96%B0"),
        ("https://example.com/**a*", "https://example.com/%2A%2Aa%2A"),
    ],
)
def test_a_web_address_is_linked(url: str, expected: str) -> None:
    assert link("標題", url) == f"[標題]({expected})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阿爾特曼說", "阿爾特曼說"),
        ("GPT-4, 3.5%", "GPT-4, 3.5%"),
        ("1. 一\n- 二", "1\\. 一\n\\- 二"),
        ("a*b", "a\\*b"),
    ],
)
def test_only_what_would_do_something_is_escaped(text: str, expected: str) -> None:
    assert escape(text) == expected


@given(hostile, st.integers(1, 50))
def test_a_label_is_one_line_of_a_length(text: str, limit: int) -> None:
    label = on_one_line(text, limit)

    assert len(label) <= limit
    assert label.split("\n") == [label]
