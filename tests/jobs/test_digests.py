"""A digest is posted once, with what is new since the one before."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.answers.conversion import Converter
from bot.answers.digest import LIMIT_STORIES
from bot.jobs.digests import LEASE, TOO_LATE
from bot.jobs.subscriptions import FIRST_BACK, LIMIT
from bot.store.records import RunState
from tests.jobs.board import MORNING, Board, SetClock
from tests.jobs.newsroom import AT_NINE, NEWS, OWNER, Newsroom, article, sentence, texts
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


async def test_a_digest_tells_new_articles_and_quotes_in_the_readers_script(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(LEAVING)
    await newsroom.publish(REACTIONS, library=GUILD)
    await newsroom.run_at(MORNING)

    [post] = newsroom.board.posts
    assert (post.channel, post.title, post.notes) == (NEWS, "每日剪報 · 2026 年 11 月 22 日", ())
    assert post.texts == (
        "今天，Ridley 上任。",  # and the article on the same event is named with it
        "「林若雲是我們的燈塔。…沒有她就沒有今天。」",
        "「我會走自己的路。」",
    )


async def test_an_article_without_key_sentences_is_told_by_its_title(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(replace(article(1), key_sentences=[]))
    await newsroom.run_at(MORNING)

    assert [post.texts for post in newsroom.board.posts] == [("新聞1",)]


async def test_nothing_is_posted_before_it_is_due(newsroom: Newsroom) -> None:
    await newsroom.publish(LEAVING)
    await newsroom.subscribe()
    await newsroom.run_at(MORNING - SECOND)

    assert newsroom.board.posts == []


async def test_each_digest_begins_where_the_one_before_ended(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    for number in range(6):
        if number != 3:
            await newsroom.publish(article(number))
        await newsroom.run_at(MORNING + number * DAY)
        await newsroom.run_at(MORNING + number * DAY + SECOND)

    assert [post.texts for post in newsroom.board.posts] == [(sentence(number),) for number in (0, 1, 2, 4, 5)]


async def test_an_article_that_was_told_and_changes_is_not_new(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(article(1))
    await newsroom.run_at(MORNING)
    await newsroom.publish(replace(article(2), source="1.txt"))
    await newsroom.run_at(MORNING + DAY)

    assert len(newsroom.board.posts) == 1


async def test_the_first_digest_shows_a_few_articles_that_were_there(newsroom: Newsroom) -> None:
    await newsroom.publish(*map(article, range(FIRST_BACK + 5)))
    await newsroom.subscribe()
    await newsroom.run_at(MORNING)

    assert set(newsroom.board.posts[0].texts) == set(map(sentence, range(5, FIRST_BACK + 5)))


async def test_what_does_not_fit_is_counted(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(*map(article, range(30)))
    await newsroom.run_at(MORNING)

    [post] = newsroom.board.posts
    assert len(post.texts) == LIMIT_STORIES
    assert post.notes == (f"另有 {30 - LIMIT_STORIES} 則未列出",)


async def test_a_server_is_told_nothing_of_another(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(LEAVING, library=OTHER_GUILD)
    await newsroom.run_at(MORNING)

    assert newsroom.board.posts == []


async def test_a_removed_subscription_is_not_posted(newsroom: Newsroom) -> None:
    subscription = await newsroom.subscribe()
    await newsroom.publish(LEAVING)

    assert not await newsroom.subscriptions.remove(OTHER_GUILD, subscription.id)
    assert await newsroom.subscriptions.remove(GUILD, subscription.id)
    assert await newsroom.next_due() == []
    await newsroom.run_at(MORNING)
    assert newsroom.board.posts == []


async def test_a_library_has_so_many_subscriptions_and_no_more(newsroom: Newsroom) -> None:
    for channel in range(LIMIT):
        await newsroom.subscribe(channel)
    refused = await newsroom.subscriptions.add(GUILD, AT_NINE, created_by=OWNER)

    assert refused is None
    assert await newsroom.next_due() == [MORNING] * LIMIT


async def test_the_next_digest_can_be_looked_at_and_nothing_changes(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    [upcoming] = await newsroom.subscriptions.of(GUILD)
    empty = await newsroom.subscriptions.show(upcoming.run, [GUILD, PUBLIC])
    await newsroom.publish(article(1))
    shown = await newsroom.subscriptions.show(upcoming.run, [GUILD, PUBLIC])
    await newsroom.run_at(MORNING)

    assert empty is not None
    assert empty.notes == ("上次之後還沒有新文章。",)
    assert texts(shown) == list(newsroom.board.posts[0].texts) == [sentence(1)]


async def test_a_digest_is_shown_again_to_whoever_asks_in_their_own_script(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(article(1))
    await newsroom.run_at(MORNING)
    await newsroom.publish(article(2))
    run = newsroom.board.posts[0].run
    shown = await newsroom.subscriptions.show(run, [PUBLIC], locale="zh-CN")

    assert shown is not None
    assert shown.title == "每日剪报 · 2026 年 11 月 22 日"
    assert texts(shown) == ["第1号宣布开幕。"]
    assert texts(await newsroom.subscriptions.show(run, [PUBLIC], locale="zh-CN", as_written=True)) == [sentence(1)]


async def test_a_digest_shows_nobody_more_than_they_may_see(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(article(1), library=GUILD)
    [upcoming] = await newsroom.subscriptions.of(GUILD)

    assert texts(await newsroom.subscriptions.show(upcoming.run, [GUILD])) == [sentence(1)]
    assert texts(await newsroom.subscriptions.show(upcoming.run, [PUBLIC, OTHER_GUILD])) == []
    assert await newsroom.subscriptions.show("0" * 24, [GUILD]) is None


# Late ones


@pytest.mark.parametrize(
    ("late", "expected"), [(timedelta(minutes=9), ()), (timedelta(hours=5), ("遲發：原定 2026-11-22 09:00",))]
)
async def test_a_late_digest_is_posted_and_says_so(
    newsroom: Newsroom, late: timedelta, expected: tuple[str, ...]
) -> None:
    await newsroom.subscribe()
    await newsroom.publish(LEAVING)
    await newsroom.run_at(MORNING + late)

    assert [post.notes for post in newsroom.board.posts] == [expected]
    assert await newsroom.next_due() == [MORNING + DAY]


async def test_one_that_is_too_late_is_left_to_the_next(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(article(1))
    await newsroom.run_at(MORNING + TOO_LATE + SECOND)
    await newsroom.publish(article(2))

    assert newsroom.board.posts == []
    await newsroom.run_at(MORNING + DAY)
    assert [set(post.texts) for post in newsroom.board.posts] == [{sentence(1), sentence(2)}]


async def test_after_days_of_silence_only_the_last_that_is_not_too_late_is_posted(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(LEAVING)
    await newsroom.run_at(MORNING + 3 * DAY + timedelta(minutes=30))

    assert [(post.title, post.notes) for post in newsroom.board.posts] == [
        ("每日剪報 · 2026 年 11 月 25 日", ("遲發：原定 2026-11-25 09:00",))
    ]


# Channels that fail


async def test_a_channel_that_fails_is_tried_again_and_then_its_owner_told_once(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.subscribe(NEWS + 1)
    await newsroom.publish(LEAVING)
    newsroom.board.closed[NEWS] = "forbidden"
    for minute in range(30):
        await newsroom.run_at(MORNING + timedelta(minutes=minute))

    assert [post.channel for post in newsroom.board.posts] == [NEWS + 1]
    assert newsroom.board.told == [(OWNER, "forbidden")]
    assert await newsroom.problems() == ["forbidden", None]
    newsroom.board.closed.clear()
    await newsroom.run_at(MORNING + timedelta(hours=1))
    assert [post.channel for post in newsroom.board.posts] == [NEWS + 1, NEWS]
    assert await newsroom.problems() == [None, None]


async def test_a_channel_that_fails_for_days_loses_nothing(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    newsroom.board.closed[NEWS] = "gone"
    for number in range(2):
        await newsroom.publish(article(number))
        for hour in range(24):
            await newsroom.run_at(MORNING + number * DAY + timedelta(hours=hour))
    newsroom.board.closed.clear()
    await newsroom.run_at(MORNING + 2 * DAY)

    assert newsroom.board.told == [(OWNER, "gone")]
    assert [set(post.texts) for post in newsroom.board.posts] == [{sentence(0), sentence(1)}]


# Many at once


async def test_runners_on_one_database_post_each_digest_once(
    url: str, newsroom: Newsroom, converter: Converter
) -> None:
    for channel in range(LIMIT):
        await newsroom.subscribe(channel)
    await newsroom.publish(LEAVING)
    board = newsroom.board
    board.clock.instant = MORNING
    other = await Newsroom.open(url, converter, board)
    await asyncio.gather(newsroom.runner.run_due(), other.runner.run_due())
    await other.store.close()

    assert sorted(post.channel for post in board.posts) == list(range(LIMIT))
    assert len(board.attempts) == LIMIT


async def test_a_claim_is_kept_from_others_until_it_ends(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(LEAVING)
    claimed = await newsroom.store.digests.claim("one that died", now=MORNING, until=MORNING + LEASE)
    await newsroom.run_at(MORNING + LEASE - SECOND)

    assert claimed is not None
    assert newsroom.board.posts == []
    await newsroom.run_at(MORNING + LEASE)
    assert [post.run for post in newsroom.board.posts] == [claimed.id]


async def test_a_run_is_closed_by_whoever_holds_it(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    digests = newsroom.store.digests
    claimed = await digests.claim("slow", now=MORNING, until=MORNING + LEASE)
    assert claimed is not None
    assert await digests.claim("other", now=MORNING + LEASE, until=MORNING + 2 * LEASE) is not None

    await digests.put_off(claimed.id, "slow", until=MORNING)
    assert not await digests.close(claimed.id, "slow", RunState.POSTED, message=9, following=lambda _: MORNING + DAY)
    assert await digests.close(claimed.id, "other", RunState.POSTED, message=9, following=lambda _: MORNING + DAY)
    assert await newsroom.next_due() == [MORNING + DAY]


async def test_who_wakes_after_another_took_over_records_nothing(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    await newsroom.publish(LEAVING)
    digests = newsroom.store.digests
    claimed = await digests.claim("slow", now=MORNING, until=MORNING + LEASE)
    await newsroom.run_at(MORNING + LEASE)

    assert claimed is not None
    assert not await digests.close(
        claimed.id, "slow", RunState.POSTED, message=9, following=lambda _: MORNING + 2 * DAY
    )
    await digests.put_off(claimed.id, "slow", until=MORNING)
    await newsroom.run_at(MORNING + DAY - SECOND)
    assert len(newsroom.board.attempts) == 1
    assert await newsroom.next_due() == [MORNING + DAY]


# The loop


class EndingClock(SetClock):
    """A clock that cancels whoever waits beyond an instant."""

    def __init__(self, instant: datetime, end: datetime) -> None:
        super().__init__(instant)
        self._end = end

    async def sleep(self, seconds: float) -> None:
        """Set it forward, or cancel."""
        await super().sleep(seconds)
        if self.instant > self._end:
            raise asyncio.CancelledError


async def test_the_loop_posts_on_the_minute_until_it_is_cancelled(url: str, converter: Converter) -> None:
    board = Board(EndingClock(MORNING - timedelta(seconds=75), MORNING + timedelta(minutes=5)))
    newsroom = await Newsroom.open(url, converter, board)
    await newsroom.subscribe()
    await newsroom.publish(article(1))
    with pytest.raises(asyncio.CancelledError):
        await newsroom.runner.run()
    await newsroom.store.close()

    assert [post.at for post in board.posts] == [MORNING]


async def test_the_loop_outlives_what_nobody_foresaw(
    url: str, converter: Converter, caplog: pytest.LogCaptureFixture
) -> None:
    board = Board(EndingClock(MORNING - SECOND, MORNING + timedelta(minutes=5)))
    newsroom = await Newsroom.open(url, converter, board)
    for channel in (NEWS, NEWS + 1):
        await newsroom.subscribe(channel)
    await newsroom.publish(article(1))
    board.broken.add(NEWS)
    with pytest.raises(asyncio.CancelledError):
        await newsroom.runner.run()
    await newsroom.store.close()

    assert [post.channel for post in board.posts] == [NEWS + 1]
    assert "tried again" in caplog.text


async def test_each_of_many_servers_is_told_what_its_own_readers_see(newsroom: Newsroom) -> None:
    servers = {NEWS + number: f"guild:{number}" for number in range(30)}
    with_own, wants_own = NEWS + 7, NEWS + 11
    for channel, library in servers.items():
        await newsroom.subscribe(channel, library, own_only=channel == wants_own)
    await newsroom.publish(article(1))
    await newsroom.publish(article(2), library=servers[with_own])
    await newsroom.run_at(MORNING)

    told = {post.channel: set(post.texts) for post in newsroom.board.posts}
    assert told.pop(with_own) == {sentence(1), sentence(2)}
    assert told.keys() == servers.keys() - {with_own, wants_own}
    assert all(texts == {sentence(1)} for texts in told.values())
