"""Files and records become articles."""

import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputRefused
from bot.intake.formats import read_article, read_record
from bot.model import DateSource

MARKDOWN = """---
title: '新橋通車'
date: 2024-05-17 10:00:00 +0800
last_updated: 2025-01-01
author: "記者王小明"
original_url: "https://example.org/1"
---

# 新橋通車

市長說：**“很好。”**她說。

---
感谢阅读！更多文章：[新桥](https://example.org)。
"""


def shipped(name: str) -> bytes:
    return resources.files("bot.data").joinpath("articles", name).read_bytes()


def test_the_shipped_plain_text_is_read() -> None:
    article = read_article("a", shipped("000_683f81e9a3e86f31.txt"))

    assert article.title == "OpenAI再傳重磅消息 首席科學家將另起爐竈"
    assert (article.outlet, article.byline, article.published_on) == ("每日經濟新聞", ("蔡鼎",), None)
    assert article.body.startswith(f"{article.title}\n\n就在OpenAI甩出“王炸”新模型")
    assert "蔡鼎" not in article.body


def test_the_shipped_markdown_is_read() -> None:
    article = read_article("a", shipped("002_c491345633cab917.txt"))

    assert article.title == "Ilya官宣离职，超级对齐负责人Jan直接辞职，OpenAI还是走散了"
    assert article.byline == ("ByteAILab",)
    assert article.published_on is not None
    assert (article.published_on.value, article.published_on.source) == ("2024-05-17", DateSource.STATED)
    assert article.body.endswith("Sam Altman 所代表的")
    assert not re.search(r"---|!\[|\]\(|感谢阅读", article.body)


def test_a_markdown_file_keeps_its_text_and_nothing_else() -> None:
    article = read_article("a", MARKDOWN.encode())

    assert article.body == "新橋通車\n\n新橋通車\n\n市長說：“很好。”她說。"
    assert (article.title, article.byline, article.url) == ("新橋通車", ("王小明",), "https://example.org/1")
    assert article.published_on is not None
    assert article.published_on.evidence == "2024-05-17 10:00:00 +0800"


@pytest.mark.parametrize(
    "wrap", ["```\n{}```\n", "```markdown\n\n{}\n```", "\ufeff\n\n{}", "```\n{}```\n---\n感謝閱讀"]
)
def test_what_stands_around_the_whole_file_does_not_matter(wrap: str) -> None:
    expected = read_article("a", MARKDOWN.encode())

    assert read_article("a", wrap.format(MARKDOWN).encode()) == expected


def test_plain_text_keeps_what_only_looks_like_markup() -> None:
    text = "新橋通車\n\n- 橋長 2*3 公里\n1. 甲_乙\n\n\n  第三段　有空格  \n"

    assert read_article("a", text.encode()).body == "新橋通車\n\n- 橋長 2*3 公里\n\n1. 甲_乙\n\n第三段　有空格"


def test_paragraphs_that_are_set_off_as_quotations_are_known() -> None:
    article = read_article("a", "# 新橋通車\n\n記者：王小明\n\n市長致辭。\n\n> 橋已通車。\n\n眾人鼓掌。".encode())

    assert [span.of(article.body) for span in article.quoted] == ["橋已通車。"]


def test_lines_under_the_headline_are_read_and_leave_the_body_even_below_its_repetition() -> None:
    article = read_article(
        "a", "新橋通車\n\n2025-11-30 新橋網\n新橋通車\n發佈日期: 2025-11-30 21:18\n橋已通車。".encode()
    )

    assert (article.body, article.outlet) == ("新橋通車\n\n新橋通車\n\n橋已通車。", "新橋網")
    assert article.published_on is not None
    assert article.published_on.value == "2025-11-30"


def test_credits_elsewhere_are_read_and_stay() -> None:
    article = read_article("a", "新橋通車\n橋已通車。\n来源：新图社\n他很高興。\n作者：王小明".encode())

    assert (article.byline, article.outlet) == (("王小明",), None)
    assert article.body.endswith("作者：王小明")


@pytest.mark.parametrize(
    ("stated", "value", "source", "warnings"),
    [
        ("date: 2018-4-4", "2018-04-04", DateSource.STATED, ()),
        ('date: "2018/04/04"', "2018-04-04", DateSource.STATED, ()),
        ("date: 2018年4月4日 08:30", "2018-04-04", DateSource.STATED, ()),
        ("pubDate: 20180404", None, None, ()),
        ("published_on: 20180404", "2018-04-04", DateSource.STATED, ()),
        ("date: 2018-04-04T23:59:00-11:00", "2018-04-04", DateSource.STATED, ()),
        ("last_updated: 2018-04-04", None, None, ()),
        ("date: 2018-02-31", None, None, ("date: 2018-02-31",)),
        ("date: 昨日", None, None, ("date: 昨日",)),
        ("date: 2099-01-01", None, None, ("date: 2099-01-01",)),
        ("date: 1949-10-01", "1949-10-01", DateSource.STATED, ()),
    ],
)
def test_the_day_of_publication_is_the_one_written(
    stated: str, value: str | None, source: DateSource | None, warnings: tuple[str, ...]
) -> None:
    article = read_article("a", f"---\ntitle: 甲\n{stated}\n---\n文".encode())

    found = article.published_on
    assert (found.value if found else None, found.source if found else None) == (value, source)
    assert article.warnings == warnings


@pytest.mark.parametrize(
    ("text", "day", "source", "outlet"),
    [
        ("甲\n乙", "2024-01-02", DateSource.GIVEN, "新橋網"),
        ("甲\n2023-05-06 舊橋網\n乙", "2023-05-06", DateSource.STATED, "舊橋網"),
        ("---\ndate: 2018-02-31\n---\n甲\n\n乙", "2024-01-02", DateSource.GIVEN, "新橋網"),
    ],
)
def test_what_is_given_serves_where_nothing_is_stated(text: str, day: str, source: DateSource, outlet: str) -> None:
    article = read_article("a", text.encode(), published_on="2024-01-02", outlet="新橋網")

    assert article.published_on is not None
    assert (article.published_on.value, article.published_on.source, article.outlet) == (day, source, outlet)


def test_a_record_is_read() -> None:
    record = {"id": "1", "title": "甲 &amp; 乙", "published_on": "2021-03-04", "outlet": "新橋網", "author": None}

    article = read_record("a#1", {**record, "url": "https://example.org", "text": "**一**\n\n---\n歡迎訂閱電子報"})

    assert (article.source, article.body, article.outlet) == ("a#1", "甲 & 乙\n\n一", "新橋網")
    assert (article.byline, article.url) == ((), "https://example.org")


def test_front_matter_inside_a_record_states_only_what_the_record_does_not() -> None:
    text = "```\n---\ntitle: 舊題\ndate: 2020-01-01\nauthor: 王小明\n---\n正文。\n```"

    article = read_record("a", {"title": "新題", "published_on": "2021-03-04", "author": None, "text": text})

    assert (article.body, article.byline) == ("新題\n\n正文。", ("王小明",))
    assert article.published_on is not None
    assert article.published_on.value == "2021-03-04"


@pytest.mark.parametrize("record", [{}, {"text": None}, {"text": " "}, {"text": 5}, {"title": "甲", "text": "---\n"}])
def test_a_record_without_text_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(InputRefused, match="empty"):
        read_record("a", record)


@pytest.mark.parametrize(
    "farewell",
    [
        "感谢阅读！如果您对科技感兴趣，可以查看：[新桥](https://example.org)。",
        "請加入成為新橋報的月費訂戶，長期支持我們。\n\n月費訂戶 [網址](/subscribe)",
        "长按扫描二维码，关注新桥公众号",
        "[閱讀更多](https://example.org)",
        "Thanks for reading! Subscribe to our newsletter.",
        "---\n謝謝閱讀",
    ],
)
def test_a_closing_advert_is_left_out(farewell: str) -> None:
    assert read_article("a", f"# 甲\n\n正文。\n\n---\n{farewell}\n".encode()).body == "甲\n\n正文。"


@pytest.mark.parametrize(
    "closing",
    [
        "他說，感謝閱讀這本書的人。",
        "感謝閱讀。\n\n橋將於明年通車。",
        "王小明是新橋報的記者，著有《橋》。",
        "請市民留意交通安排。",
        "參考：[報告](https://example.org)",
        "會員大會將於明日召開。",
    ],
)
def test_a_closing_that_tells_something_stays(closing: str) -> None:
    body = read_article("a", f"# 甲\n\n正文。\n\n---\n{closing}\n".encode()).body

    assert body.startswith("甲\n\n正文。\n\n" + closing[:3])


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("123\n\n。。。", "empty"), ("---\ntitle: 甲\n---\n", "empty"), ("---\na: b\n", "front-matter")],
)
def test_what_says_nothing_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_article("a", text.encode())

    assert refused.value.reason == reason


def test_a_given_day_must_be_one() -> None:
    with pytest.raises(InputRefused, match="date"):
        read_article("a", "甲".encode(), published_on="2024-02-31")


@given(st.text(alphabet="甲乙，。「」*_[]()<>!`#-|&;:：'\"\\\n 12.{}/ax", max_size=300))
def test_an_article_is_its_title_and_its_lines(text: str) -> None:
    try:
        article = read_article("a", text.encode())
    except InputRefused:
        return

    title, *paragraphs = article.body.split("\n\n")
    assert title == article.title
    assert all(paragraph and "\n" not in paragraph for paragraph in paragraphs)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["title", "text", "author", "url", "published_on", "outlet"]), JSON))
def test_any_record_is_read_or_refused(record: dict[str, object]) -> None:
    try:
        article = read_record("a", record)
    except InputRefused:
        return

    assert article.body.startswith(article.title)


def test_what_is_stated_of_an_article_holds_no_more_than_text_either() -> None:
    stated = {key: f"{key}\ud800\0" for key in ("title", "outlet", "author", "date")}
    article = read_record("a", {**stated, "url": "https://news.example/\ud800", "text": "文"})

    assert (article.title, article.outlet, article.byline) == ("title", "outlet", ("author",))
    assert (article.url, article.warnings) == ("https://news.example/", ("date: date",))
