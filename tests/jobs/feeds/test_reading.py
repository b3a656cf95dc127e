"""An item becomes one article: of the feed's text, of its page's, or of the lead alone."""

import asyncio
from datetime import timedelta

import pytest

from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.intake.feeds import articles
from bot.jobs.feeds.reading import LEASE, MOST_ATTEMPTS, Brought, Reader, readers
from bot.model import DateSource, Grain, PublicationDate
from bot.store.records import Outcome
from tests.intake.website import Website, answer
from tests.jobs.board import MORNING
from tests.jobs.feeds.desk import Desk
from tests.jobs.feeds.printing import item, paragraphs, rss
from tests.store.press import GUILD, OTHER_GUILD

WORDS = [
    "晨星航運董事長王大明週一宣布辭職，由副總經理陳小美接任。",
    "陳小美表示：「我會盡力。」公司去年11月公布的財報顯示，營收下滑兩成。",
]
TEXT = paragraphs(WORDS * 4)
LEAD = "晨星航運董事長王大明週一宣布辭職，由副總經理陳小美接任。"
DATED = "<pubDate>Sat, 21 Nov 2026 23:30:00 GMT</pubDate>"
DAY = timedelta(days=1)


def page(title: str = "晨星航運換帥", said: str = "") -> bytes:
    """Return an answer that is an article's page."""
    document = (
        f"<!DOCTYPE html><html><head><title>{title}</title>{said}</head><body><h1>{title}</h1>{TEXT}</body></html>"
    )
    return answer(document.encode(), Content_Type="text/html; charset=utf-8")


def reason(brought: Brought) -> str | None:
    return None if brought.why is None else brought.why.reason


async def bring(desk: Desk, site: Website, *items: str, analyses: Here) -> list[str]:
    """Let a feed hold the items, fetch it and read them; return what came of each."""
    site.answers["/rss"] = rss(*items)
    if not await desk.feeds.of(GUILD):
        await desk.add(site.at("/rss"))
    await desk.collect(after=DAY)
    return [str(brought.outcome or reason(brought)) for brought in await desk.read(analyses)]


async def body_of(desk: Desk) -> str:
    """Return the text of the only article."""
    [stored] = await desk.store.outdated(ANALYSIS_VERSION + 1, 0, 9)
    return stored.article.body


async def test_the_text_of_a_feed_is_the_article(desk: Desk, site: Website, analyses: Here) -> None:
    outcomes = await bring(
        desk, site, item("/1?utm_source=rss", "換帥", LEAD, content=TEXT, said=DATED), analyses=analyses
    )

    assert outcomes == ["added"]
    assert "/1" not in site.asked
    [stored] = await desk.store.outdated(ANALYSIS_VERSION + 1, 0, 9)
    article = stored.article
    assert (stored.library, article.source, article.url) == (GUILD, site.at("/1"), site.at("/1"))
    assert (article.title, article.outlet) == ("換帥", "晨星日報")
    assert article.published_on == PublicationDate(
        "2026-11-22", Grain.DAY, DateSource.STATED, "Sat, 21 Nov 2026 23:30:00 GMT"
    )
    assert article.body == "\n\n".join(["換帥", *WORDS * 4])
    assert (await desk.feed()).last_article_at == desk.clock.now()


async def test_a_lead_is_completed_by_the_page(desk: Desk, site: Website, analyses: Here) -> None:
    site.answers["/1"] = page()

    assert await bring(desk, site, item("/1", "晨星航運換帥", LEAD, said=DATED), analyses=analyses) == ["added"]
    [stored] = await desk.store.outdated(ANALYSIS_VERSION + 1, 0, 9)
    assert WORDS[1] in stored.article.body
    assert stored.article.published_on is not None
    assert stored.article.published_on.value == "2026-11-22"
    assert stored.article.outlet == "晨星日報"


async def test_the_page_is_read_without_what_stands_around_the_article(
    desk: Desk, site: Website, analyses: Here
) -> None:
    menu = '<nav><ul><li><a href="/">首頁</a></li><li><a href="/biz">財經</a></li></ul></nav>'
    more = '<aside><h3>延伸閱讀</h3><ul><li><a href="/2">航運股大漲</a></li></ul></aside><footer>版權所有</footer>'
    document = (
        "<!DOCTYPE html><html><head><title>晨星航運換帥 | 東港日報</title>"
        '<meta property="og:site_name" content="東港日報">'
        '<meta property="article:modified_time" content="2026-11-22T09:00:00+08:00"></head>'
        f"<body>{menu}<article><h1>晨星航運換帥</h1>{paragraphs(WORDS)}</article>{more}</body></html>"
    )
    site.answers["/1"] = answer(document.encode(), Content_Type="text/html; charset=utf-8")
    await bring(desk, site, item("/1", "換帥", "導語…", said=DATED), analyses=analyses)

    [stored] = await desk.store.outdated(ANALYSIS_VERSION + 1, 0, 9)
    assert stored.article.body == "\n\n".join(["晨星航運換帥", *WORDS])
    assert stored.article.outlet == "東港日報"
    assert stored.article.published_on is not None
    assert stored.article.published_on.evidence == "Sat, 21 Nov 2026 23:30:00 GMT"


async def test_nothing_that_a_feed_says_is_read_as_markdown(desk: Desk, site: Website, analyses: Here) -> None:
    words = [
        "# 王大明說：「**我不**會走。」",
        "* 1. 陳小美 &lt;笑&gt; AT&amp;T_x_y_",
        "---",
        "> 他說 [好](https://a.example/)",
    ]
    quoted = "<blockquote><p>我會走自己的路。</p></blockquote>"
    await bring(desk, site, item("/1", "換帥", content=paragraphs(words) + quoted + TEXT), analyses=analyses)

    [stored] = await desk.store.outdated(ANALYSIS_VERSION + 1, 0, 9)
    article = stored.article
    assert article.body.split("\n\n")[1:5] == [
        "# 王大明說：「**我不**會走。」",
        "* 1. 陳小美 <笑> AT&T_x_y_",
        "---",
        "> 他說 [好](https://a.example/)",
    ]
    assert [span.of(article.body) for span in article.quoted] == ["我會走自己的路。"]


async def test_what_the_page_states_of_itself_goes_before_the_feed(desk: Desk, site: Website, analyses: Here) -> None:
    site.answers["/1"] = answer(
        f"---\ntitle: 晨星航運換帥\ndate: 2026-11-20\noutlet: 東港日報\n---\n{WORDS[0]}\n\n{WORDS[1]}\n".encode()
    )
    await bring(desk, site, item("/1", "晨星航運換帥", "導語…", said=DATED), analyses=analyses)

    [stored] = await desk.articles()
    assert (stored.published_on, stored.outlet) == ("2026-11-20", "東港日報")


async def test_a_page_that_cannot_be_had_is_tried_a_few_times_and_the_lead_is_stored(
    desk: Desk, site: Website, analyses: Here
) -> None:
    assert await bring(desk, site, item("/1", "換帥", LEAD, said=DATED), analyses=analyses) == ["status"]
    assert await desk.articles() == []
    assert await desk.read(analyses) == []
    rounds = [await desk.read(analyses, after=DAY) for _ in range(MOST_ATTEMPTS - 1)]

    assert [brought.outcome for brought in rounds[-1]] == [Outcome.ADDED]
    [stored] = await desk.store.outdated(ANALYSIS_VERSION + 1, 0, 9)
    assert stored.article.body == f"換帥\n\n{LEAD}"
    assert stored.article.warnings == ("lead only: status",)
    assert site.asked.count("/1") == MOST_ATTEMPTS
    assert await desk.read(analyses, after=DAY) == []


async def test_an_item_that_says_nothing_is_given_up_and_holds_up_nothing(
    desk: Desk, site: Website, analyses: Here
) -> None:
    items = item("/none", "沒有"), item("/1", "換帥", content=TEXT), "<item><title>只有題</title></item>"

    assert await bring(desk, site, *items, analyses=analyses) == ["status", "added", "empty"]
    for _ in range(MOST_ATTEMPTS):
        await desk.read(analyses, after=DAY)
    assert [article.title for article in await desk.articles()] == ["換帥"]
    assert await desk.store.feed_items.free_from() is None


async def test_a_busy_server_is_left_alone_as_long_as_it_asks(desk: Desk, site: Website, analyses: Here) -> None:
    site.answers["/1"] = answer(status="429 Too Many Requests", Retry_After="7200")
    site.answers["/rss"] = rss(item("/1", "換帥", LEAD))
    await desk.add(site.at("/rss"))
    await desk.collect()
    [brought] = await desk.read(analyses)

    assert (reason(brought), brought.again_at) == ("busy", MORNING + timedelta(hours=2))


async def test_an_edited_article_is_updated(desk: Desk, site: Website, analyses: Here) -> None:
    await bring(desk, site, item("/1", "換帥", content=TEXT), analyses=analyses)
    [before] = await desk.articles()
    later = desk.clock.now() + DAY

    assert await bring(desk, site, item("/1", "換帥", content=TEXT.replace("兩成", "三成")), analyses=analyses) == [
        "updated"
    ]
    [after] = await desk.articles()
    assert after.id == before.id
    assert "三成" in await body_of(desk)
    assert (await desk.feed()).last_article_at == later


async def test_an_article_keeps_its_source_when_the_feed_gets_the_whole_text(
    desk: Desk, site: Website, analyses: Here
) -> None:
    site.answers["/1"] = page(said=f'<link rel="canonical" href="{site.at("/news/1.html")}">')
    await bring(desk, site, item("/1", "換帥", "導語…"), analyses=analyses)

    assert await bring(desk, site, item("/1", "換帥", "導語…", content=TEXT), analyses=analyses) == ["updated"]
    assert len(await desk.articles()) == 1


async def test_a_lead_never_takes_the_place_of_an_article(desk: Desk, site: Website, analyses: Here) -> None:
    await bring(desk, site, item("/1", "換帥", content=TEXT), analyses=analyses)
    await bring(desk, site, item("/1", "換帥", LEAD + "更正。"), analyses=analyses)
    rounds = [await desk.read(analyses, after=DAY) for _ in range(MOST_ATTEMPTS)]

    assert [[reason(brought) for brought in each] for each in rounds] == [["status"], ["status"], []]
    assert WORDS[1] in await body_of(desk)


async def test_an_article_that_two_feeds_carry_is_one(desk: Desk, site: Website, analyses: Here) -> None:
    site.answers["/other"] = rss(item("/1?utm_source=other", "換帥（轉載）", content=TEXT + TEXT), title="晚星")
    await bring(desk, site, item("/1", "換帥", content=TEXT), analyses=analyses)
    await desk.add(site.at("/other"))
    await desk.collect()

    assert [brought.outcome for brought in await desk.read(analyses)] == [Outcome.UNCHANGED]
    [stored] = await desk.articles()
    assert (stored.title, stored.outlet) == ("換帥", "晨星日報")
    await desk.feeds.add(OTHER_GUILD, site.at("/other"))
    await desk.collect()
    await desk.read(analyses)
    assert [stored.title for stored in await desk.articles(OTHER_GUILD)] == ["換帥（轉載）"]


async def test_an_article_that_was_forgotten_does_not_come_back(desk: Desk, site: Website, analyses: Here) -> None:
    await bring(desk, site, item("/1", "換帥", content=TEXT), analyses=analyses)
    [stored] = await desk.articles()
    await desk.store.forget(GUILD, stored.id)

    assert await bring(desk, site, item("/1", "換帥", content=TEXT.replace("兩成", "三成")), analyses=analyses) == []
    assert await desk.articles() == []


async def test_items_without_an_address_are_articles_of_their_own(desk: Desk, site: Website, analyses: Here) -> None:
    def local(key: str, text: str) -> str:
        said = f"<title>題</title><description><![CDATA[{text}]]></description>"
        return f"<item><guid isPermaLink='false'>{key}</guid>{said}</item>"

    long = TEXT * 3
    assert (
        await bring(desk, site, local("a", long), local("b", long + "<p>又。</p>"), analyses=analyses) == ["added"] * 2
    )
    assert {stored.source for stored in await desk.articles()} == {f"{site.at('/rss')}#{key}" for key in "ab"}
    assert {stored.url for stored in await desk.articles()} == {None}


async def test_items_that_share_an_address_are_articles_of_their_own(desk: Desk, site: Website, analyses: Here) -> None:
    live = [item("/live", f"快訊{n}", content=f"<p>第{n}則</p>{TEXT}", said=f"<guid>{n}</guid>") for n in range(3)]

    assert await bring(desk, site, *live, analyses=analyses) == ["added"] * 3
    assert {stored.url for stored in await desk.articles()} == {site.at("/live")}


async def test_a_paused_feed_brings_nothing(desk: Desk, site: Website, analyses: Here) -> None:
    site.answers["/rss"] = rss(item("/1", "換帥", content=TEXT))
    feed = await desk.add(site.at("/rss"))
    await desk.collect()
    await desk.feeds.pause(GUILD, feed.id)

    assert await desk.read(analyses) == []
    assert await desk.store.feed_items.free_from() is None
    await desk.feeds.resume(GUILD, feed.id)
    assert len(await desk.read(analyses)) == 1


async def test_an_item_that_changes_while_it_is_read_is_read_again(desk: Desk, site: Website, analyses: Here) -> None:
    site.answers["/rss"] = rss(item("/1", "換帥", content=TEXT))
    await desk.add(site.at("/rss"))
    await desk.collect()
    now = desk.clock.now()
    held = await desk.store.feed_items.claim("slow", now=now, until=now + LEASE)
    assert held is not None
    site.answers["/rss"] = rss(item("/1", "換帥", content=TEXT.replace("兩成", "三成")))
    await desk.collect(after=DAY)
    await desk.store.feed_items.take(held, "slow", kept_as=held.seen.source, brought_at=now)

    assert [brought.outcome for brought in await desk.read(analyses)] == [Outcome.ADDED]
    assert "三成" in await body_of(desk)


async def test_an_item_that_kills_whoever_reads_it_is_given_up(desk: Desk, site: Website, analyses: Here) -> None:
    site.answers["/rss"] = rss(item("/1", "換帥", content=TEXT))
    await desk.add(site.at("/rss"))
    await desk.collect()
    for number in range(MOST_ATTEMPTS):
        now = desk.clock.now() + number * LEASE
        assert await desk.store.feed_items.claim(f"dead {number}", now=now, until=now + LEASE) is not None
    [brought] = await desk.read(analyses, after=MOST_ATTEMPTS * LEASE)

    assert reason(brought) == "unanalysed"
    assert await desk.store.feed_items.free_from() is None


async def test_a_defect_of_ours_costs_its_item_alone(
    desk: Desk, site: Website, analyses: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "WHOLE_CHARS", "many")

    assert await bring(desk, site, item("/1", "換帥", content=TEXT), analyses=analyses) == ["defect"]


async def test_many_readers_bring_each_article_once(desk: Desk, site: Website, analyses: Here) -> None:
    site.answers["/rss"] = rss(*(item(f"/{n}", f"新聞{n}", content=f"<p>第{n}則</p>{TEXT}") for n in range(12)))
    await desk.add(site.at("/rss"))
    await desk.collect()
    outcomes: list[str] = []

    async def drain(reader: Reader) -> None:
        while brought := await reader.read():
            outcomes.append(str(brought.outcome))

    everyone = readers(desk.store, Archive(desk.store, analyses), desk.fetcher, desk.clock)
    await asyncio.gather(*map(drain, everyone))

    assert outcomes == ["added"] * 12
