"""A feed is fetched when it is due, and what is new in it is written down once."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.intake.feeds import document
from bot.jobs.feeds import collecting
from bot.jobs.feeds.collecting import FIRST_ITEMS, LEASE, TOLD_AFTER_FAILURES
from bot.jobs.feeds.rhythm import LONGEST, LONGEST_REST, USUAL
from bot.store.feed_contents import KEPT
from tests.intake.website import Website, answer, redirect
from tests.jobs.board import MORNING
from tests.jobs.feeds.desk import OWNER, Desk
from tests.jobs.feeds.printing import feed_answer, item, rss
from tests.store.press import GUILD

SOON = 2 * USUAL
DAY = 1.2 * LONGEST_REST
"""By then everything is due again."""
ONE, TWO, THREE = (item(f"/{number}", title, "導語") for number, title in enumerate(["新聞一", "新聞二", "新聞三"]))


@pytest.fixture
async def added(desk: Desk, site: Website) -> Desk:
    """Return a desk with a feed of one item that has been fetched, and whose item was read."""
    site.answers["/rss"] = rss(ONE)
    await desk.add(site.at("/rss"))
    await desk.collect()
    await desk.waiting()
    return desk


async def test_what_is_in_a_new_feed_waits_to_be_read(desk: Desk, site: Website) -> None:
    site.answers["/rss"] = rss(ONE, TWO)
    await desk.add(site.at("/rss"))

    assert await desk.collect() == 1
    assert await desk.waiting() == ["新聞一", "新聞二"]
    feed = await desk.feed()
    assert feed.last_fetched_at == MORNING
    assert MORNING + USUAL <= feed.next_due_at <= MORNING + 1.1 * USUAL
    assert await desk.collect() == 0


async def test_only_what_is_new_or_says_something_else_waits_afterwards(added: Desk, site: Website) -> None:
    site.answers["/rss"] = rss(ONE.replace("</title>", "</title><category>甲</category>"), TWO)

    assert await added.collect(after=SOON) == 1
    assert await added.waiting() == ["新聞二"]
    site.answers["/rss"] = rss(ONE.replace("導語", "導語改了"), TWO)
    await added.collect(after=SOON)
    assert await added.waiting() == ["新聞一"]


async def test_the_newest_items_of_a_new_feed_are_taken_and_the_others_passed_over(desk: Desk, site: Website) -> None:
    items = [
        item(f"/{n}", f"新聞{n}", said=f"<pubDate>Sun, 22 Nov 2026 00:00:{n:02} GMT</pubDate>")
        for n in range(FIRST_ITEMS + 5)
    ]
    site.answers["/rss"] = rss(*items)
    await desk.add(site.at("/rss"))
    await desk.collect()

    assert set(await desk.waiting()) == {f"新聞{n}" for n in range(5, FIRST_ITEMS + 5)}
    site.answers["/rss"] = rss(*items, item("/new", "又一則"))
    await desk.collect(after=SOON)
    assert await desk.waiting() == ["又一則"]


async def test_an_unchanged_feed_is_not_read_again(desk: Desk, site: Website) -> None:
    site.answers["/rss"] = feed_answer(rss(ONE).partition(b"\r\n\r\n")[2].decode(), ETag='"a"', Last_Modified="now")
    await desk.add(site.at("/rss"))
    await desk.collect()
    site.answers["/rss"] = answer(status="304 Not Modified")
    await desk.collect(after=SOON)

    assert (site.headers["if-none-match"], site.headers["if-modified-since"]) == ('"a"', "now")
    feed = await desk.feed()
    assert (feed.problem, feed.last_fetched_at, feed.title) == (None, MORNING + SOON, "晨星日報")
    await desk.collect(after=SOON)
    assert site.headers["if-none-match"] == '"a"'


async def test_a_permanent_redirect_moves_the_feed(added: Desk, site: Website) -> None:
    site.answers |= {"/rss": redirect("/new?utm_source=a", 301), "/new": rss(ONE, TWO)}
    await added.collect(after=SOON)

    assert (await added.feed()).url == site.at("/new")
    assert await added.waiting() == ["新聞二"]


@pytest.mark.parametrize("target", [rss(ONE), b""])
async def test_no_feed_is_moved_where_another_one_is_or_none(added: Desk, site: Website, target: bytes) -> None:
    site.answers["/new"] = rss(ONE)
    if target:
        await added.add(site.at("/new"))
    site.answers |= {"/rss": redirect("/new", 308), "/new": target or answer(b"hello")}
    await added.collect(after=SOON)

    assert (await added.feeds.of(GUILD))[0].url == site.at("/rss")


async def test_a_feed_that_fails_is_tried_ever_more_rarely_and_for_ever(added: Desk, site: Website) -> None:
    site.answers["/rss"] = answer(status="500 Internal Server Error")
    await added.collect(after=SOON)
    rests = []
    for _ in range(12):
        feed = await added.feed()
        rests.append(feed.next_due_at - added.clock.now())
        assert await added.collect(after=rests[-1]) == 1

    assert all(later > earlier for earlier, later in pairwise(rests[:9]))
    assert all(LONGEST_REST <= rest <= 1.1 * LONGEST_REST for rest in rests[10:])
    assert ((await added.feed()).problem, (await added.feed()).problem_detail) == (
        "status",
        "500 Internal Server Error",
    )


async def test_who_added_a_feed_is_told_once_that_it_fails_and_once_that_it_works(added: Desk, site: Website) -> None:
    site.answers["/rss"] = answer(b"<html><body>maintenance</body></html>")
    for number in range(1, TOLD_AFTER_FAILURES + 3):
        await added.collect(after=DAY)
        assert added.told.said == ([(OWNER, "not-a-feed")] if number >= TOLD_AFTER_FAILURES else [])
    site.answers["/rss"] = rss(ONE, TWO)
    await added.collect(after=DAY)
    await added.collect(after=DAY)

    assert added.told.said == [(OWNER, "not-a-feed"), (OWNER, None)]
    feed = await added.feed()
    assert (feed.problem, feed.problem_detail) == (None, "")


async def test_a_feed_that_is_gone_is_told_at_once_and_tried_again(added: Desk, site: Website) -> None:
    site.answers["/rss"] = answer(status="410 Gone")
    await added.collect(after=SOON)

    assert added.told.said == [(OWNER, "gone")]
    assert await added.collect(after=DAY) == 1


async def test_a_short_failure_is_not_told(added: Desk, site: Website) -> None:
    site.answers["/rss"] = answer(status="503 Service Unavailable")
    await added.collect(after=SOON)
    site.answers["/rss"] = rss(ONE)
    await added.collect(after=SOON)

    assert added.told.said == []


async def test_a_feed_of_the_command_line_has_nobody_to_tell(desk: Desk, site: Website) -> None:
    site.answers["/rss"] = rss()
    await desk.feeds.add(GUILD, site.at("/rss"))
    site.answers["/rss"] = answer(status="410 Gone")
    await desk.collect()

    assert desk.told.said == []
    assert (await desk.feed()).problem == "gone"


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_a_server_is_left_alone_as_long_as_it_asks(added: Desk, site: Website, status: str) -> None:
    site.answers["/rss"] = answer(status=status, Retry_After="7200")
    await added.collect(after=SOON)

    assert (await added.feed()).next_due_at >= added.clock.now() + timedelta(seconds=7200)


@pytest.mark.parametrize(("fresh_s", "expected"), [(60, USUAL), (7200, timedelta(hours=2)), (10**9, LONGEST)])
async def test_a_feed_is_not_fetched_while_its_server_says_that_nothing_changes(
    added: Desk, site: Website, fresh_s: int, expected: timedelta
) -> None:
    site.answers["/rss"] = feed_answer(rss(ONE).partition(b"\r\n\r\n")[2].decode(), Cache_Control=f"max-age={fresh_s}")
    await added.collect(after=SOON)

    assert expected <= (await added.feed()).next_due_at - added.clock.now() <= 1.1 * expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(b"<html></html>"), "not-a-feed"),
        (answer(b"\x00\x01\x02"), "not-a-feed"),
        (answer(b""), "not-a-feed"),
        (redirect("/rss"), "redirects"),
        (redirect("http://127.0.0.1:22/"), "port"),
        (redirect("http://169.254.169.254/"), "address"),
        (b"garbage\r\n\r\n", "undecodable"),
    ],
)
async def test_whatever_a_server_answers_the_feed_goes_on(
    added: Desk, site: Website, given: bytes, expected: str
) -> None:
    site.answers["/rss"] = given
    await added.collect(after=SOON)
    assert (await added.feed()).problem == expected

    site.answers["/rss"] = rss(ONE, TWO)
    await added.collect(after=SOON)
    assert await added.waiting() == ["新聞二"]


async def test_a_slow_server_costs_itself_alone(added: Desk, site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(collecting, "FETCH_TIMEOUT_S", 0.2)
    site.answers["/rss"] = never
    await added.collect(after=SOON)

    assert (await added.feed()).problem == "timeout"


async def test_a_defect_of_ours_is_a_failure_as_any_other(
    added: Desk, site: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "MOST_ITEMS", "many")
    site.answers["/rss"] = rss(ONE)
    await added.collect(after=SOON)

    assert (await added.feed()).problem == "defect"


async def test_a_feed_whose_claimant_died_is_claimed_again_and_the_dead_one_records_nothing(
    desk: Desk, site: Website
) -> None:
    site.answers["/rss"] = rss(ONE)
    await desk.add(site.at("/rss"))
    now = desk.clock.now()
    held = await desk.store.feeds.claim("dead", now=now, until=now + LEASE)
    assert held is not None

    assert await desk.collect() == 0
    assert await desk.collect(after=LEASE) == 1
    assert not await desk.store.feeds.fail(held.feed.id, "dead", problem="status", detail="", due_at=now)
    assert (await desk.feed()).problem is None


async def test_many_collectors_fetch_each_feed_once(desk: Desk, site: Website) -> None:
    for number in range(12):
        site.answers[f"/{number}"] = rss(ONE)
        await desk.add(site.at(f"/{number}"))
    site.asked.clear()
    everyone = collecting.collectors(desk.store, desk.fetcher, desk.clock)

    async def drain(collector: collecting.Collector) -> None:
        while await collector.do_next():
            pass

    await asyncio.gather(*map(drain, everyone))

    assert sorted(site.asked) == sorted(f"/{number}" for number in range(12))


async def test_ids_that_change_each_time_bring_nothing_twice(added: Desk, site: Website) -> None:
    site.answers["/rss"] = rss(ONE.replace("<title>", "<guid isPermaLink='false'>2026-11-22T01:00</guid><title>"))
    await added.collect(after=SOON)

    assert await added.waiting() == []


async def test_an_item_that_left_its_feed_is_forgotten_in_time(added: Desk, site: Website) -> None:
    site.answers["/rss"] = rss(TWO)
    await added.collect(after=SOON)
    await added.waiting()
    await added.collect(after=KEPT + DAY)
    site.answers["/rss"] = rss(ONE, TWO)
    await added.collect(after=DAY)

    assert await added.waiting() == ["新聞一"]
