"""Two addresses of one page are one; two pages never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotFetched
from bot.intake.web import canonical, is_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/a#part", "https://news.example/a"),
        (" https://news.example/a\n", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=7&utm_medium=y", "https://news.example/a?id=7"),
        ("https://news.example/a?fbclid=x", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?SPM=1.2", "https://news.example/a"),
        ("https://例子.測試/新聞?題=一", "https://xn--fsqu00a.xn--g6w251d/%E6%96%B0%E8%81%9E?%E9%A1%8C=%E4%B8%80"),
    ],
)
def test_one_page_has_one_address(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://mp.weixin.qq.com/s?__biz=MzA3&mid=2650&idx=1&sn=ab12&chksm=84&scene=21",
        "https://news.sina.com.cn/c/2024-05-15/doc-inavfxqr1234567.shtml?from=wap&cid=56993",
        "https://www.chinatimes.com/realtimenews/20240515000012-260410?chdtv",
        "https://forum.example/thread.php?uid=3&gallery=5&session=9&source=2&eid=1",
        "http://www.example.com.cn/show?title=%C4%E3%BA%C3&a=1",
        "https://news.example/a?x=&y&z=1=2",
        "https://news.example/a//b/",
        "https://news.example/a?q=a+b%2Bc",
    ],
)
def test_what_may_choose_a_page_stays_as_it_is(url: str) -> None:
    assert canonical(url) == url


@given(st.from_regex(r"https?://[a-z]{1,5}\.example(:[2-9][0-9]{3})?/[^\s]{0,20}(\?[^\s]{0,30})?", fullmatch=True))
def test_the_one_form_of_an_address_is_its_own(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news",
        "ftp://a.example/",
        "http://u:p@a.example/",
        "http://a.example:22/",
        "http://a b。/",
        "http://\0NEWS/",
    ],
)
def test_what_is_not_asked_has_no_form(url: str) -> None:
    with pytest.raises(NotFetched):
        canonical(url)


def test_credentials_are_not_told_on() -> None:
    with pytest.raises(NotFetched) as refused:
        canonical("https://user:hunter2@news.example/a")

    assert str(refused.value) == "https://news.example/a: credentials"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("https://news.example/a", True),
        ("HTTP://news.example", True),
        ("ftp://news.example", True),
        ("news/one.md", False),
        ("C:/news/one.md", False),
        ("https:", False),
        ("/a/https://b", False),
    ],
)
def test_addresses_are_told_from_files(words: str, expected: bool) -> None:  # noqa: FBT001 -- a parameter
    assert is_address(words) == expected
