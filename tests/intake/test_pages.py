"""From a link to an article: read as any file is, and known by its one address."""

import gzip
import json
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.errors import InputRefused, NotFetched
from bot.intake.pages import Page, article_of
from bot.intake.web import Fetched, Fetcher, Validators
from bot.model import Article
from tests.intake.website import Website, answer, redirect

PAGES = Path(__file__).parent / "pages"
NEWS = "晨星航運換帥\n2024-03-05 東港日報\n\n晨星航運董事長王大明週一宣布辭職。"
MARKED = "---\ntitle: 晨星航運換帥\noriginal_url: {address}\n---\n\n晨星航運董事長王大明週一宣布辭職。"


@pytest.fixture
async def site() -> AsyncIterator[Website]:
    async with Website({"/news": answer(NEWS.encode(), Content_Type="text/plain; charset=utf-8")}) as website:
        yield website


async def read(url: str, **given: str) -> Article:
    async with Fetcher(permitted=[ip_network("127.0.0.1")], pause_s=0.0) as fetcher:
        return await Page(url, fetcher).article(**given)


def fetched(url: str, text: str, charset: str | None = None, encoding: str = "utf-8") -> Fetched:
    return Fetched(url, None, text.encode(encoding), "text/plain", charset, Validators())


async def test_a_page_is_an_article_known_by_its_address(site: Website) -> None:
    article = await read(site.at("/news?utm_source=mail#top"))

    assert (article.title, article.outlet) == ("晨星航運換帥", "東港日報")
    assert article.source == article.url == site.at("/news")


async def test_a_page_of_html_is_read_and_known_by_the_address_that_it_states(site: Website) -> None:
    html = (PAGES / "portal-gz-gbk.html").read_bytes()
    canonical = f'<link rel="canonical" href="{site.at("/news/7.html")}?utm_source=x">'.encode()
    compressed = gzip.compress(html.replace(b"<head>", b"<head>" + canonical, 1))
    site.answers["/m/7"] = answer(compressed, Content_Type="text/html; charset=gbk", Content_Encoding="gzip")
    expected = json.loads((PAGES / "portal-gz-gbk.json").read_text(encoding="utf-8"))

    article = await read(site.at("/m/7?from=feed"))

    assert (article.title, article.outlet) == (expected["title"], expected["outlet"])
    assert article.source == article.url == site.at("/news/7.html")


async def test_what_redirects_to_a_page_is_that_page(site: Website) -> None:
    site.answers["/short"] = redirect("/news?fbclid=1")

    assert (await read(site.at("/short"))).source == site.at("/news")


async def test_what_a_page_does_not_state_may_be_given(site: Website) -> None:
    site.answers["/news"] = answer("晨星航運換帥\n\n董事長王大明週一宣布辭職。".encode())

    article = await read(site.at("/news"), published_on="2024-03-05", outlet="東港日報")

    assert article.published_on
    assert (article.published_on.value, article.outlet) == ("2024-03-05", "東港日報")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("https://news.example/a?id=1&utm_source=x", "https://news.example/a?id=1"),
        ("https://other.example/a", "https://news.example/m/a"),
        ("https://news.example.evil.example/a", "https://news.example/m/a"),
        ("https://news.example@evil.example/a", "https://news.example/m/a"),
        ("https://news.example/", "https://news.example/m/a"),
        ("https://news.example", "https://news.example/m/a"),
        ("https://news.example:22/a", "https://news.example/m/a"),
        ("javascript:alert(1)", "https://news.example/m/a"),
    ],
)
def test_a_page_speaks_for_itself_only(stated: str, expected: str) -> None:
    article = article_of(fetched("https://news.example/m/a#x", MARKED.format(address=stated)))

    assert (article.source, article.url) == (expected, expected)


def test_the_encoding_that_a_server_states_is_heard() -> None:
    assert article_of(fetched("https://news.example/a", "Meta 公", "big5", "big5")).title == "Meta 公"


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"", "empty"), (b"%PDF-1.7", "binary"), (b"\x89PNG\r\n", "binary"), (b"PK\x03\x04", "binary")],
)
async def test_what_is_no_article_is_refused(site: Website, body: bytes, reason: str) -> None:
    site.answers["/a"] = answer(body, Content_Type="text/html")

    with pytest.raises(InputRefused) as refused:
        await read(site.at("/a"))

    assert (refused.value.reason, refused.value.source) == (reason, site.at("/a"))


async def test_what_cannot_be_had_is_refused(site: Website) -> None:
    with pytest.raises(NotFetched) as refused:
        await read(site.at("/none"))

    assert (refused.value.reason, refused.value.detail) == ("status", "404 Not Found")
