"""What moderators do with feeds."""

import pytest

from bot.errors import FeedRefused, InputRefused, NotFetched
from bot.jobs.feeds.service import LIMIT
from tests.intake.website import Website, answer, redirect
from tests.jobs.board import MORNING
from tests.jobs.feeds.desk import OWNER, Desk
from tests.jobs.feeds.printing import item, page, rss
from tests.store.press import GUILD, OTHER_GUILD

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>我的訂閱</title></head><body><outline text="新聞">
<outline type="rss" text="晨星日報" xmlUrl="https://a.example/rss"/>
<outline type="rss" title="晚星" text="晚星" xmlUrl="HTTPS://b.example:443/feed#top"/>
<outline type="rss" text="壞的" xmlUrl="ftp://c.example/rss"/>
<outline type="rss" text="又一次" xmlUrl="https://a.example/rss"/>
</outline></body></opml>"""


async def reason(desk: Desk, url: str) -> FeedRefused:
    with pytest.raises(FeedRefused) as refused:
        await desk.add(url)
    return refused.value


async def test_a_feed_is_added_with_its_title_and_is_due_at_once(desk: Desk, site: Website) -> None:
    site.answers["/rss"] = rss(item("/1", "新聞一"))
    added = await desk.add(site.at("/rss"))

    assert (added.library, added.url, added.title, added.created_by) == (GUILD, site.at("/rss"), "晨星日報", OWNER)
    assert (added.paused, added.problem, added.added_at, added.next_due_at) == (False, None, MORNING, MORNING)
    assert await desk.feeds.of(GUILD) == [added]
    assert await desk.feeds.of(OTHER_GUILD) == []


async def test_the_address_of_a_page_finds_its_only_feed(desk: Desk, site: Website) -> None:
    site.answers |= {"/": page("/feed/"), "/feed/": rss()}

    assert (await desk.add(site.at("/"))).url == site.at("/feed/")


async def test_links_of_a_page_are_followed_from_its_base(desk: Desk, site: Website) -> None:
    head = f'<head><base href="{site.at("/news/")}"><LINK href=" rss " TYPE="Application/RSS+XML" rel="home alternate">'
    site.answers |= {"/": answer(f"<html>{head}</head></html>".encode()), "/news/rss": rss()}

    assert (await desk.add(site.at("/"))).url == site.at("/news/rss")


async def test_several_feeds_of_a_page_are_offered(desk: Desk, site: Website) -> None:
    site.answers["/"] = page("/feed/", "/comments/feed/")

    assert await reason(desk, site.at("/")) == FeedRefused(
        site.at("/"), "several-feeds", candidates=(site.at("/feed/"), site.at("/comments/feed/"))
    )


async def test_a_page_without_a_feed_is_refused(desk: Desk, site: Website) -> None:
    site.answers["/"] = page()

    assert (await reason(desk, site.at("/"))).reason == "page-without-feed"


@pytest.mark.parametrize(
    "body", [b"hello", b"\x89PNG\r\n", b"", b'{"a": 1}', b"{", b"/etc/passwd", b"file:///etc/passwd", b"<a>"]
)
async def test_what_is_neither_feed_nor_page_is_refused(desk: Desk, site: Website, body: bytes) -> None:
    site.answers["/"] = answer(body)

    assert (await reason(desk, site.at("/"))).reason == "not-a-feed"


async def test_a_feed_that_is_an_address_is_not_followed(desk: Desk, site: Website) -> None:
    site.answers |= {"/": answer(site.at("/secret").encode()), "/secret": rss()}
    await reason(desk, site.at("/"))

    assert site.asked == ["/"]


async def test_what_cannot_be_fetched_is_refused_with_the_reason(desk: Desk, site: Website) -> None:
    for url, expected in ((site.at("/none"), "status"), ("ftp://a.example/rss", "scheme")):
        with pytest.raises(NotFetched) as refused:
            await desk.add(url)

        assert refused.value.reason == expected


async def test_a_feed_is_known_by_whatever_form_of_its_address(desk: Desk, site: Website) -> None:
    site.answers |= {"/rss": rss(), "/old": redirect("/rss", 301), "/": page("/rss")}
    await desk.add(site.at("/rss"))

    for other in ("/rss", "/rss?utm_source=x#top", "/old", "/"):
        assert (await reason(desk, site.at(other))).reason == "known"
    assert (await desk.feeds.add(OTHER_GUILD, site.at("/rss"))).feed.created_by is None


async def test_a_temporary_redirect_is_asked_again(desk: Desk, site: Website) -> None:
    site.answers |= {"/rss": rss(), "/now": redirect("/rss", 302)}

    assert (await desk.add(site.at("/now"))).url == site.at("/now")


async def test_a_library_has_so_many_feeds_and_no_more(desk: Desk) -> None:
    outlines = "".join(f'<outline type="rss" xmlUrl="https://{n}.example/"/>' for n in range(LIMIT + 1))
    imported = await desk.feeds.import_opml(GUILD, f"<opml><body>{outlines}</body></opml>".encode())

    assert len(imported.added) == LIMIT
    assert [refused.reason for refused in imported.refused] == ["too-many"]


async def test_feeds_are_paused_resumed_and_removed_by_their_library_only(desk: Desk, site: Website) -> None:
    site.answers["/rss"] = rss()
    feed = await desk.add(site.at("/rss"))
    feeds = desk.feeds

    assert not await feeds.pause(OTHER_GUILD, feed.id)
    assert await feeds.pause(GUILD, feed.id)
    assert (await desk.feed()).paused
    assert await desk.collect() == 0
    assert await feeds.resume(GUILD, feed.id)
    assert await desk.collect() == 1
    assert not await feeds.remove(OTHER_GUILD, feed.id)
    assert await feeds.remove(GUILD, feed.id)
    assert not await feeds.remove(GUILD, feed.id)
    assert await feeds.of(GUILD) == []


async def test_a_list_is_imported_and_exported(desk: Desk) -> None:
    imported = await desk.feeds.import_opml(GUILD, OPML.encode(), created_by=OWNER)

    assert [(feed.url, feed.title, feed.created_by) for feed in imported.added] == [
        ("https://a.example/rss", "晨星日報", OWNER),
        ("https://b.example/feed", "晚星", OWNER),
    ]
    assert [(refused.url, refused.reason) for refused in imported.refused] == [("ftp://c.example/rss", "scheme")]
    exported = await desk.feeds.export_opml(GUILD)
    again = await desk.feeds.import_opml(OTHER_GUILD, exported)
    assert [(feed.url, feed.title) for feed in again.added] == [(feed.url, feed.title) for feed in imported.added]
    assert (await desk.feeds.import_opml(GUILD, exported)).known == ("https://a.example/rss", "https://b.example/feed")


@pytest.mark.parametrize("declared", ["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="gb2312"?>'])
@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
async def test_a_list_is_read_in_every_encoding(desk: Desk, declared: str, written: str) -> None:
    outline = '<outline type="rss" text="晨星日報新聞" xmlUrl="https://a.example/rss?a=1&amp;b=2"/>'
    data = f'{declared}<opml version="2.0"><body>{outline}</body></opml>'.encode(written)
    imported = await desk.feeds.import_opml(GUILD, data)

    assert [(feed.title, feed.url) for feed in imported.added] == [("晨星日報新聞", "https://a.example/rss?a=1&b=2")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "opml"),
        (b"hello", "opml"),
        (b"<opml version='2.0'><body/></opml>", "opml"),
        (b"\x89PNG\r\n\x1a\n", "opml"),
        (b"http://127.0.0.1:1/list.opml", "opml"),
        (b"<opml>" + b" " * 2**20 + b"</opml>", "too-large"),
    ],
)
async def test_what_is_no_list_is_refused(desk: Desk, data: bytes, expected: str) -> None:
    with pytest.raises(InputRefused) as refused:
        await desk.feeds.import_opml(GUILD, data)

    assert refused.value.reason == expected
