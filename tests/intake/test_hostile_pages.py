"""Pages that are broken, or made to harm, end within bounds: in an article or a refusal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import InputRefused
from bot.intake.formats import read_article

PROSE = "<p>市長林美惠在典禮上表示，工程最困難的不是橋面，而是看不見的地下管線。</p>"
HEAD = "<!DOCTYPE html><html><head><meta charset=utf-8><title>新橋通車</title></head><body>"


def outcome(html: str) -> str:
    try:
        return read_article("a.html", html.encode()).body
    except InputRefused as refused:
        return refused.reason


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + PROSE,
        "<p><b><i><font>" * 30_000 + PROSE,
        "<span>" * 1_000 + PROSE + "</span>" * 1_000,
        "<br>" * 150_000 + PROSE,
    ],
)
def test_a_page_beyond_the_bounds_is_refused(body: str) -> None:
    assert outcome(HEAD + body) == "too-large"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{'字' * 1_000_000}，{PROSE}",
        f"{PROSE}<script>{'ct=' * 300_000}",
        f"{PROSE}<p>{'分享' * 100_000}</p>",
        f"{PROSE}<p>{' ' * 1_000_000}</p>",
        f"{PROSE}{'<p>甲</p>' * 40_000}",
        f"<table><tr>{'<td>甲</td>' * 50_000}</tr></table>{PROSE}",
        f"<div>{'甲，乙丙丁戊己庚辛壬癸。<br>' * 20_000}</div>{PROSE}",
        f"{PROSE}{'<a href=/>甲</a>' * 40_000}",
        f"{PROSE}<p title='{'x' * 2_000_000}'>",
        f"{PROSE}<!--{'-' * 200_000}",
        f"{PROSE}{'<' * 200_000}",
        f"{PROSE}{'&' * 200_000}",
        f"{PROSE}{'<![CDATA[' * 20_000}",
        f'<script type="application/ld+json">{"[" * 200_000}</script>{PROSE}',
        f'<script type="application/ld+json">{"," * 500_000}]</script>{PROSE}',
        f"<title>{'-' * 200_000}甲</title>{PROSE}",
        f"<h1>{'甲 | ' * 50_000}</h1>{PROSE}",
        f"<table>{'<tr><td>' * 5_000}{PROSE}",
    ],
)
def test_a_page_that_is_odd_and_large_is_read(body: str) -> None:
    assert "市長林美惠" in outcome(HEAD + body)


def test_null_bytes_and_control_characters_are_not_text() -> None:
    assert outcome(HEAD + PROSE.replace("市長", "市\0長\x07")) == f"新橋通車\n\n{PROSE[3:-4]}"


def test_no_entity_is_expanded_but_characters() -> None:
    declared = '<!DOCTYPE html [<!ENTITY a "哈哈"><!ENTITY b SYSTEM "file:///etc/passwd">]>'

    body = outcome(f"{declared}<html><body>{PROSE}<p>市長說：&a;&b;，&amp;a;。</p></body></html>")

    assert "root:" not in body
    assert "哈哈" not in body.replace(declared, "")
    assert "市長說：&a;&b;，&a;。" in body


def test_markup_never_becomes_part_of_the_text() -> None:
    body = outcome(HEAD + PROSE + "<p onclick=x()>他說，<img src=x onerror=alert(1)><b onload=y()>好。</b></p>")

    assert body.endswith("他說，\n\n好。")


TAGS = "div p br table tr td a blockquote script h1 ul li b pre title body html".split()
SOUP = [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]
SOUP += ["<!--", "-->", "<", ">", "&", "&amp;", "&#0;", "\n", "\t", " "]
SOUP += ["市長說，工程很困難。", "「好。」", "2024-05-15", "發佈：2024-05-15", "延伸閱讀"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=60))
def test_any_soup_becomes_lines_that_stand_in_it_or_is_refused(soup: list[str]) -> None:
    html = HEAD + "".join(soup) + PROSE
    try:
        article = read_article("a.html", html.encode())
    except InputRefused:
        return

    title, *paragraphs = article.body.split("\n\n")
    assert title == article.title
    assert all(paragraph.strip() == paragraph and "\n" not in paragraph for paragraph in paragraphs)
    assert all(span.end <= len(article.body) for span in article.quoted)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_after_the_start_of_a_page_are_read_or_refused(data: bytes) -> None:
    try:
        article = read_article("a.html", b"<html><body>" + PROSE.encode() + data)
    except InputRefused:
        return

    assert article.body.startswith(article.title)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_in_a_saved_message_are_read_or_refused(data: bytes) -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"
    try:
        article = read_article("a.mhtml", head + data + b"\r\n\r\n<html><body>" + PROSE.encode() + b"\r\n--b--")
    except InputRefused:
        return

    assert article.body.startswith(article.title)
