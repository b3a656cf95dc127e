"""When a page was published: what it states, what it shows, what other traces tell; never when it was changed."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.intake.formats import read_article
from bot.model import Article

PROSE = "<p>市長林美惠在典禮上表示，工程最困難的不是橋面，而是看不見的地下管線。</p>" * 3
TOMORROW = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


def page(head: str = "", line: str = "", address: str | None = None) -> Article:
    html = f"<html><head><meta charset=utf-8>{head}</head><body><h1>新橋通車</h1>{line}{PROSE}</body></html>"
    return read_article("a.html", html.encode(), address=address)


def published(article: Article) -> tuple[str, str, str] | None:
    day = article.published_on
    return (day.value, day.source.value, day.evidence) if day else None


def linked(**fields: str) -> str:
    stated = ",".join(f'"{name}":"{value}"' for name, value in {"@type": "NewsArticle", **fields}.items())
    return f'<script type="application/ld+json">{{{stated}}}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (linked(datePublished="2024-05-15T10:20:00+08:00"), "2024-05-15"),
        (linked(datePublished="2024-05-15"), "2024-05-15"),
        (linked(datePublished="2024/05/15 10:20"), "2024-05-15"),
        (meta("article:published_time", "2024-05-15T10:20:00+08:00"), "2024-05-15"),
        ('<meta name="pubdate" content="20240515">', "2024-05-15"),
        ('<meta itemprop="datePublished" content="2024-05-15T10:20">', "2024-05-15"),
        ('<META NAME="PublishDate" CONTENT="2024年5月15日">', "2024-05-15"),
    ],
)
def test_metadata_state_the_day(head: str, day: str) -> None:
    found = published(page(head))

    assert found is not None
    assert found[:2] == (day, "stated")
    assert found[2] in head


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("<div>發佈時間：2024-05-15 10:20</div>", "發佈時間：2024-05-15 10:20"),
        ("<p>2024年05月15日 10:20 來源：新華社</p>", "2024年05月15日 10:20"),
        ("<p>2024年05月15日10:20 來源：新華社 責任編輯：王小明</p>", "2024年05月15日10:20"),
        ("<div>新華社　2024/5/15</div>", "2024/5/15"),
        ("<div>更新時間：2024-05-16 08:00　發佈時間：2024-05-15 10:20</div>", "發佈時間：2024-05-15 10:20"),
        ("<div>2024-05-15 10:20（2024-05-16 08:00 更新）</div>", "2024-05-15 10:20"),
        ('<div>記者王小明 發表於 <time datetime="2024-05-15">2024 年 5 月 15 日</time></div>', "2024-05-15"),
    ],
)
def test_the_page_shows_the_day(line: str, evidence: str) -> None:
    assert published(page(line=line)) == ("2024-05-15", "stated", evidence)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (linked(dateModified="2024-05-16T08:00:00+08:00"), ""),
        (meta("article:modified_time", "2024-05-16T08:00:00+08:00"), ""),
        (meta("og:updated_time", "2024-05-16"), ""),
    ],
)
def test_a_stated_change_is_no_publication_but_a_warning(head: str, line: str) -> None:
    article = page(head, line)

    assert article.published_on is None
    assert len(article.warnings) == 1
    assert article.warnings[0].startswith("updated: 2024-05-16")


@pytest.mark.parametrize(
    "line",
    [
        "<div>更新時間：2024-05-16 08:00</div>",
        "<div>最後更新 2024年5月16日</div>",
        "<div>2024-05-16 08:00 更新</div>",
        '<time class="updated" datetime="2024-05-16">五月</time>',
        '<div>更新時間：<time datetime="2024-05-16">2024-05-16</time></div>',
        "<div>Updated: 2024-05-16</div>",
    ],
)
def test_a_shown_change_is_no_publication(line: str) -> None:
    assert page(line=line).published_on is None


def test_of_publication_and_change_the_former_counts_wherever_it_stands() -> None:
    head = meta("article:modified_time", "2024-05-16") + linked(dateModified="2024-05-16", datePublished="2024-05-15")

    assert published(page(head, "<div>更新：2024-05-16</div>")) == ("2024-05-15", "stated", "2024-05-15")


@pytest.mark.parametrize("words", ["0001-01-01T00:00:00", "1970-01-01", TOMORROW, "{{ date }}", "2024-02-31", ""])
def test_what_a_template_puts_is_refused_and_the_next_trace_taken(words: str) -> None:
    head = meta("article:published_time", words)

    assert published(page(head, "<div>2024-05-15 10:20</div>")) == ("2024-05-15", "stated", "2024-05-15 10:20")
    assert page(head).published_on is None
    assert page(head).warnings == ((f"date: {words}",) if words else ())


@pytest.mark.parametrize(
    ("stated", "line", "expected"),
    [
        ("2024-05-15T23:30:00+08:00", "", ("2024-05-15", "stated", "2024-05-15T23:30:00+08:00")),
        ("2024-05-15T23:30:00-05:00", "", ("2024-05-15", "stated", "2024-05-15T23:30:00-05:00")),
        ("2024-05-15T10:20:00Z", "", ("2024-05-15", "stated", "2024-05-15T10:20:00Z")),
        ("2024-05-15T16:30:00Z", "", ("2024-05-16", "inferred", "2024-05-15T16:30:00Z")),
        ("2024-05-15T16:30:00+00:00", "", ("2024-05-16", "inferred", "2024-05-15T16:30:00+00:00")),
        ("2024-05-15T16:30:00.000Z", "2024年5月16日", ("2024-05-16", "stated", "2024年5月16日")),
        ("2024-05-15T16:30:00Z", "2024年5月15日", ("2024-05-15", "stated", "2024年5月15日")),
        ("2024-05-15T16:30:00Z", "2024年5月20日", ("2024-05-16", "inferred", "2024-05-15T16:30:00Z")),
    ],
)
def test_the_day_is_that_of_the_sites_zone(stated: str, line: str, expected: tuple[str, str, str]) -> None:
    assert published(page(linked(datePublished=stated), f"<div>{line}</div>")) == expected


@pytest.mark.parametrize(
    ("program", "day"),
    [
        ('var ct = "1715760000";', "2024-05-15"),
        ('{"publishTime":1715760000000,"id":5}', "2024-05-15"),
        ("var publishDate = '2024-05-15 10:20:00';", "2024-05-15"),
        ('{"pubTime":"2024-05-15"},{"pubTime":"2024-05-14"}', None),
        ('{"updateTime":"2024-05-15"}', None),
    ],
)
def test_a_program_tells_the_day_where_it_speaks_of_one(program: str, day: str | None) -> None:
    found = published(page(f"<script>{program}</script>"))

    assert (found and found[:2]) == ((day, "inferred") if day else None)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.org/2024/05/15/a.html", "2024-05-15"),
        ("https://example.org/news/20240515001234-260407", "2024-05-15"),
        ("https://example.org/2024-05/15/c_1.htm", "2024-05-15"),
        ("https://example.org/a-2024-5-15", "2024-05-15"),
        ("https://example.org/id/71202405159", None),
        ("https://example.org/2024/13/45/", None),
        ("https://example.org/1999123456", None),
    ],
)
def test_an_address_tells_the_day_where_nothing_else_does(address: str, day: str | None) -> None:
    assert published(page(address=address)) == ((day, "inferred", address) if day else None)
    assert published(page(meta("pubdate", "2024-01-02"), address=address)) == ("2024-01-02", "stated", "2024-01-02")


def test_the_day_of_other_articles_on_the_page_is_not_its_own() -> None:
    related = "<section><h2>相關新聞</h2><p><a href=/1>別的</a> 2024-05-01 10:00</p></section>"

    assert published(page(line="<p>2024-05-15 10:20</p>", head="")) == ("2024-05-15", "stated", "2024-05-15 10:20")
    html = f"<html><meta charset=utf-8><body><h1>新橋通車</h1>{PROSE}{related}</body></html>"
    assert read_article("a", html.encode()).published_on is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("更新時間：2024-05-16 08:00", None),
        ("2024-05-16 08:00 更新", None),
        ("發佈：2024-05-15 10:20 更新：2024-05-16 08:00", "2024-05-15"),
        ("2024-05-15 10:20 更新於 2024-05-16", "2024-05-15"),
    ],
)
def test_a_change_in_plain_text_is_no_publication_either(line: str, day: str | None) -> None:
    article = read_article("a", f"新橋通車\n{line}\n市長說很好。".encode())

    assert article.body == "新橋通車\n\n市長說很好。"
    assert article.outlet is None
    assert (article.published_on.value if article.published_on else None) == day
