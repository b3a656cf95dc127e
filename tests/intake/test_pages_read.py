"""Saved and fetched pages: what they state, and their article without what stands around it.

The pages under ``pages/`` are invented, in the likeness of real outlets; beside each stands what should be read of it.
"""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring

from bot.errors import InputRefused
from bot.intake.formats import read_article, read_record
from bot.model import Article

PAGES = sorted(path for path in (Path(__file__).parent / "pages").iterdir() if path.suffix != ".json")
PROSE = "<p>市長林美惠在典禮上表示，工程最困難的不是橋面，而是看不見的地下管線。</p>"


def as_expected(article: Article) -> dict[str, Any]:
    """Return an article in the form of the files beside the pages."""
    day = article.published_on
    return {
        "title": article.title,
        "outlet": article.outlet,
        "byline": list(article.byline),
        "published_on": day and {"value": day.value, "source": day.source.value, "evidence": day.evidence},
        "url": article.url,
        "paragraphs": article.body.split("\n\n")[1:],
        "quoted": [span.of(article.body) for span in article.quoted],
        "warnings": list(article.warnings),
    }


def read(html: str, **stated: str) -> Article:
    return read_article("a.html", html.encode(), **stated)


def page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>新橋通車</title>{head}</head><body>{body}</body></html>"
    )


def paragraphs(body: str, head: str = "") -> list[str]:
    return read(page(body, head)).body.split("\n\n")[1:]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_as_it_should_be(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    assert as_expected(read_article(path.name, path.read_bytes())) == expected


@pytest.mark.parametrize("path", [path for path in PAGES if path.suffix == ".html"], ids=lambda path: path.stem)
def test_every_paragraph_stands_in_the_page_character_by_character(path: Path) -> None:
    data = path.read_bytes()
    encoding = "gb18030" if path.stem.endswith("gbk") else "big5hkscs" if path.stem.endswith("big5") else "utf-8"
    root = document_fromstring(data.decode(encoding))
    text = "".join(root.itertext())
    shown = re.sub(r"[ \t\r\n]|\\n", "", text)

    for paragraph in read_article(path.name, data).body.split("\n\n"):
        assert paragraph.replace(" ", "") in shown


def test_the_format_is_told_from_the_content() -> None:
    text = page(f"<h1>新橋通車</h1>{PROSE}")

    assert read_article("a.txt", text.encode()).title == "新橋通車"
    assert read_article("a.html", "新橋通車\n市長表示，工程<困難>。".encode()).body.endswith("工程<困難>。")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>市長林美惠在典禮上\n        表示，工程很困難。</p>", "市長林美惠在典禮上表示，工程很困難。"),
        ("<p>她說：\n“工程很困難。”\n眾人鼓掌，然後散去。</p>", "她說：“工程很困難。”眾人鼓掌，然後散去。"),
        (
            "<p>OpenAI\n的研究員 Ilya\n  Sutskever 離職，大家都很驚訝。</p>",
            "OpenAI 的研究員 Ilya Sutskever 離職，大家都很驚訝。",
        ),
        ("<p>市<b>長</b><span>林</span><a href=/x>美惠</a>表示，工程很困難。</p>", "市長林美惠表示，工程很困難。"),
        ("<p>　　市長表示，工程&ldquo;很困難&rdquo;&hellip;&#20013;文。&nbsp;</p>", "市長表示，工程“很困難”…中文。"),
        ("<p>市長&nbsp;林美惠表示，　工程很困難。</p>", "市長\xa0林美惠表示，　工程很困難。"),
        ("<p>市長表示，工程<sup>1</sup>很困難，H<sub>2</sub>O 也是。</p>", "市長表示，工程1很困難，H2O 也是。"),
        ("<p>市長<rb>甚</rb><rt>ㄕㄣˊ</rt>感欣慰地表示，工程很困難。</p>", "市長甚感欣慰地表示，工程很困難。"),
        ("<p>市長表示，工程&amp;lt;很&gt;困難。</p>", "市長表示，工程&lt;很>困難。"),
        ("<p>市長表示，工程\u200b很困難，\u00ad真的。</p>", "市長表示，工程\u200b很困難，\u00ad真的。"),
        ("<p>市長表示，工程很困難&#8232;，真的。</p>", "市長表示，工程很困難，真的。"),
        ("<p>市長表示，<!-- 廣告 -->工程<script>x()</script>很困難。</p>", "市長表示，工程很困難。"),
    ],
)
def test_a_line_is_what_a_browser_shows(html: str, expected: str) -> None:
    assert paragraphs(html + PROSE)[0] == expected


def test_breaks_end_lines_and_rows_of_data_are_one() -> None:
    table = "<table><tr><td>甲隊</td><td>3</td></tr><tr><td>乙隊</td><td> 1 </td></tr></table>"

    found = paragraphs(f"<div>{PROSE}第一行，她說完了就走。<br>第二行，他說完了也走了。{table}{PROSE}</div>")

    assert found[1:5] == ["第一行，她說完了就走。", "第二行，他說完了也走了。", "甲隊\t3", "乙隊\t1"]


def test_what_is_set_off_as_a_quotation_is_known() -> None:
    article = read(page(f"<h1>新橋通車</h1>{PROSE}<blockquote><p>橋已通車。</p><p>謝謝大家。</p></blockquote>{PROSE}"))

    assert [span.of(article.body) for span in article.quoted] == ["橋已通車。", "謝謝大家。"]


def test_short_and_repeated_paragraphs_stay() -> None:
    body = f"{PROSE}<p>她笑了。</p>{PROSE}<p>她笑了。</p><p>沒有。</p>"

    assert [len(paragraph) for paragraph in paragraphs(body)] == [34, 4, 34, 4, 3]


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="ad">廣告</div>',
        "<p><a href=/1>延伸閱讀：老人走路去看橋，他說：「橋再漂亮也沒有用。」</a></p>",
        "<figure><img><figcaption>新橋通車，民眾搶先步行。記者／攝影</figcaption></figure>",
        '<div class="picinfo">新橋通車，民眾搶先步行過橋。</div>',
        "<p>（責任編輯：王小明）</p>",
        "<p>點擊查看更多</p>",
        '<div style="display: none">隱藏的字，看不見的才在這裡。</div>',
        "<div hidden>隱藏的字，看不見的才在這裡。</div>",
        "<nav><a href=/>首頁</a><a href=/1>要聞</a></nav>",
    ],
)
def test_furniture_within_the_text_is_left_out(furniture: str) -> None:
    assert len(paragraphs(f"<article>{PROSE}{furniture}{PROSE}</article>")) == 2


def test_the_next_article_that_a_page_loads_below_is_another() -> None:
    other = PROSE.replace("市長", "縣長").replace("橋面", "隧道")

    found = paragraphs(
        f"<article><h1>新橋通車</h1>{PROSE * 2}</article><article><h1>隧道通車</h1>{other * 5}</article>"
    )

    assert len(found) == 2
    assert "縣長" not in "".join(found)


def test_a_page_without_an_article_is_refused() -> None:
    links = "".join(f"<li><a href=/{number}>第{number}則新聞，很多人看</a></li>" for number in range(50))

    with pytest.raises(InputRefused, match="empty"):
        read(page(f"<ul>{links}</ul><footer>版權所有</footer>"))


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (page(PROSE).replace("utf-8", "gb2312").replace("難", "难").encode("gb18030"), None),
        (page(PROSE).replace("<meta charset=utf-8>", "").encode("cp950"), "big5"),
        (page(PROSE).replace("<meta charset=utf-8>", "").encode("cp950"), None),
        (page(PROSE).replace("utf-8", "gbk").encode(), "iso-8859-1"),
        (page(PROSE).encode("utf-16"), None),
        (page(PROSE).replace("utf-8", "big5-hkscs").encode("big5hkscs"), None),
    ],
)
def test_encodings_are_believed_where_they_fit(data: bytes, charset: str | None) -> None:
    article = read_article("a", data, charset=charset)

    assert article.title == "新橋通車"
    assert article.body.replace("难", "難").endswith("而是看不見的地下管線。")


def test_a_character_that_was_cut_costs_itself_and_is_told() -> None:
    data = page(PROSE + PROSE).encode().replace("橋面".encode(), "橋面".encode()[:-1], 1)

    article = read_article("a", data)

    assert "不是橋\ufffd" in article.body
    assert article.warnings == ("undecodable: ，工程最困難的不是橋\ufffd，而是看不見的地下",)


@pytest.mark.parametrize(
    ("canonical", "address", "url"),
    [
        ("https://www.example.com.tw/1", "https://m.example.com.tw/1?from=x", "https://www.example.com.tw/1"),
        ("/1", "https://m.example.com.tw/1?from=x", "https://m.example.com.tw/1"),
        ("https://www.example.com.tw/", "https://m.example.com.tw/1", "https://m.example.com.tw/1"),
        ("https://evil.example.net/1", "https://m.example.com.tw/1", "https://m.example.com.tw/1"),
        ("javascript:alert(1)", "https://m.example.com.tw/1", "https://m.example.com.tw/1"),
        ("https://[", "https://m.example.com.tw/1", "https://m.example.com.tw/1"),
        ("https://[", None, None),
        ("/1", "https://[", None),
        ("https://www.example.com.tw/1", None, "https://www.example.com.tw/1"),
        ("//www.example.com.tw/1", None, None),
        ("", None, None),
    ],
)
def test_the_address_is_the_canonical_one_of_the_same_site(
    canonical: str, address: str | None, url: str | None
) -> None:
    data = page(PROSE, f'<link rel="canonical" href="{canonical}">').encode()

    assert read_article("a", data, address=address).url == url


def test_a_browser_notes_where_it_saved_a_page() -> None:
    saved = "<!-- saved from url=(0026)https://www.example.org/1 -->" + page(PROSE)

    assert read_article("a", saved.encode()).url == "https://www.example.org/1"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"新橋通車","author":{"name":"王小明"},}',
        '[{"@type":"WebPage"},{"@type":["ReportageNewsArticle"],"headline":"新橋通車","author":["王小明"]}]',
        '{"@graph":[{"@type":"Article","headline":"新橋通車","description":"一\n二","author":"記者王小明"}]};',
        '<!-- {"@type":"BlogPosting","headline":"新橋通車","author":[{"@type":"Person","name":["王小明"]}]} -->',
        '{"@type":"Article","author":[{"@type":"Organization","name":"新橋"},{"@type":"Person","name":"王小明"}]}',
    ],
)
def test_linked_data_is_read_as_sites_write_it(script: str) -> None:
    article = read(page(PROSE, f'<script type="application/ld+json">{script}</script>'))

    assert (article.title, article.byline) == ("新橋通車", ("王小明",))


@pytest.mark.parametrize(
    "script", ["", "{", "[" * 100_000, "null", '"a"', "[[1]]", '{"@type":7,"@graph":{"@type":null}}']
)
def test_linked_data_that_says_nothing_does_no_harm(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'

    assert read(page(PROSE, head)).title == "新橋通車"


def test_linked_data_may_hold_what_is_no_character() -> None:
    linked = (
        '{"@type":"NewsArticle","headline":"新橋通車","author":"王\\ud800小明","publisher":{"name":"東港\\u0000報"}}'
    )
    article = read(page(PROSE, f'<script type="application/ld+json">{linked}</script>'))

    assert (article.outlet, article.byline) == ("東港報", ("王小明",))


def test_linked_data_of_other_articles_is_not_this_ones() -> None:
    other = '{"itemListElement":[{"@type":"NewsArticle","headline":"別的","datePublished":"2020-01-01"}]}'
    article = read(page(PROSE, f'<script type="application/ld+json">{other}</script>'))

    assert (article.title, article.published_on) == ("新橋通車", None)


@pytest.mark.parametrize(
    ("head", "title", "outlet"),
    [
        ("<title>新橋通車 | 地方 | 島嶼網</title>", "新橋通車", "島嶼網"),
        ("<title>新橋通車_島嶼網</title>", "新橋通車", "島嶼網"),
        ("<title>新橋通車－市長：很好 - 島嶼網</title>", "新橋通車－市長：很好", "島嶼網"),
        (
            '<meta property="og:title" content="新橋&amp;通車"><meta property="og:site_name" content="島嶼網">',
            "新橋&通車",
            "島嶼網",
        ),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(head: str, title: str, outlet: str) -> None:
    html = f"<html><head><meta charset=utf-8>{head}</head><body>{PROSE}</body></html>"

    article = read(html)

    assert (article.title, article.outlet) == (title, outlet)


@pytest.mark.parametrize(
    ("headings", "window"),
    [
        ("<h1>島嶼網</h1><h1>新橋通車</h1>", "新橋通車 - 島嶼網"),
        ("<h1>新橋</h1><h2>新橋通車，市長落淚</h2>", "新橋通車，市長落淚 - 島嶼網"),
        ("<h1>島嶼網</h1><h2>新橋通車</h2>", "島嶼網 | 新橋通車"),
        ("<h1>島嶼網</h1>", "新橋通車_島嶼網"),
        ("<h1>新橋　通車</h1>", "新橋 通車 - 島嶼網"),
        ("<h1>新橋通車</h1>", ""),
    ],
)
def test_the_headline_is_the_heading_that_a_title_is_about(headings: str, window: str) -> None:
    article = read(
        f"<html><head><meta charset=utf-8><title>{window}</title></head><body>{headings}{PROSE}</body></html>"
    )

    assert article.title.replace("　", "") in ("新橋通車", "新橋通車，市長落淚")


def test_the_lines_of_preformatted_text_are_lines() -> None:
    text = "　　市長表示，工程最困難的不是橋面。\n\n　　她說，是看不見的<b>地下\n管線</b>，真的。"

    assert paragraphs(f"<pre>{text}</pre>") == [
        "市長表示，工程最困難的不是橋面。",
        "她說，是看不見的地下",
        "管線，真的。",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_is_found_in_mhtml_whatever_stands_before_it(encoding: str) -> None:
    html = page(PROSE).replace("<meta charset=utf-8>", "").replace("難", "难")
    parts = [
        ("text/css; charset=utf-8", b"p {}", "cid:1"),
        (f"text/html; charset={encoding}", html.encode(encoding), "https://example.org/1"),
        ("text/html", b"<html><body>advert</body></html>", "https://example.org/2"),
    ]
    data = b"From: <Saved by somebody>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    for kind, content, location in parts:
        head = (
            f"--b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {location}\r\n\r\n"
        )
        data += head.encode() + base64.encodebytes(content) + b"\r\n"

    article = read_article("a.mht", data + b"--b--\r\n")

    assert (article.title, article.url) == ("新橋通車", "https://example.org/1")


def test_the_address_that_mhtml_states_is_one_word() -> None:
    head = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    part = "Content-Type: text/html\r\nContent-Location: https://example.org/\x1c\r\n 1\r\n\r\n"

    assert read_article("a.mht", f"{head}{part}{page(PROSE)}\r\n--b--".encode()).url == "https://example.org/1"


def test_mhtml_that_is_nested_without_end_is_refused() -> None:
    parts = "".join(f"Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n" for n in range(3000))

    with pytest.raises(InputRefused):
        read_article("a.mhtml", f"MIME-Version: 1.0\n{parts}Content-Type: text/html\n\n{page(PROSE)}".encode())


def test_mhtml_without_a_page_is_refused() -> None:
    data = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/css\n\np{}\n--b--\n"
    )

    with pytest.raises(InputRefused, match="empty"):
        read_article("a.mhtml", data)


def test_a_record_may_hold_a_piece_of_html() -> None:
    record = {"title": "新橋", "text": "<p>市長\n說：<b>很好</b>。</p><ul><li><a href=/>她笑了</a></li></ul>"}

    assert read_record("a", record).body == "新橋\n\n市長說：很好。\n\n她笑了"


def test_a_record_may_hold_a_page_and_what_it_states_itself_prevails() -> None:
    article = read_record("a", {"title": "舊橋", "text": page(PROSE, '<meta name="author" content="王小明">')})

    assert (article.title, article.byline) == ("舊橋", ("王小明",))
    assert article.body.count("\n\n") == 1
