"""What is ordered of digests: days, subjects, late and empty ones; changed and paused without losing their place."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.jobs.digests import LATE, TOO_LATE, TOO_LATE_IN_THE_WEEK
from bot.jobs.schedule import next_run
from bot.model import Order, Rhythm, Subject, SubjectKind
from bot.store.records import RunState
from tests.jobs.board import MORNING
from tests.jobs.newsroom import NEWS, OWNER, Newsroom, article, sentence
from tests.store.archive import LEAVING
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
MONDAY = MORNING + DAY
"""The clock stands on a Sunday."""


def about(number: int, words: str) -> Print:
    """Return an article that holds words, by itself."""
    return replace(article(number), body=f"新聞{number}\n\n{sentence(number)}\n{words}。")


def topic(*words: str) -> tuple[Subject, ...]:
    return tuple(Subject(SubjectKind.TOPIC, each) for each in words)


async def person(newsroom: Newsroom, name: str) -> Subject:
    [subject] = await newsroom.subscriptions.subjects(GUILD, SubjectKind.PERSON, name)
    return subject


def told(newsroom: Newsroom) -> list[set[str]]:
    return [set(post.texts) for post in newsroom.board.posts]


# Days


async def test_a_weekly_digest_holds_the_week(newsroom: Newsroom) -> None:
    await newsroom.subscribe(rhythm=Rhythm.WEEKLY, weekday=0)
    for number in range(7):
        await newsroom.publish(article(number))
        await newsroom.run_at(MORNING + number * DAY)
    await newsroom.run_at(MONDAY + 7 * DAY)

    assert told(newsroom) == [{sentence(0), sentence(1)}, {sentence(number) for number in range(2, 7)}]
    assert newsroom.board.posts[0].title == "一週剪報 · 2026 年 11 月 23 日"


async def test_on_weekends_nothing_is_posted_and_nothing_lost(newsroom: Newsroom) -> None:
    await newsroom.subscribe(rhythm=Rhythm.WEEKDAYS)
    for number in range(8):
        await newsroom.publish(article(number))
        await newsroom.run_at(MORNING + number * DAY)

    assert [len(texts) for texts in told(newsroom)] == [2, 1, 1, 1, 1]
    await newsroom.run_at(MONDAY + 7 * DAY)
    assert told(newsroom)[-1] == {sentence(6), sentence(7)}


@pytest.mark.parametrize(
    ("wishes", "patience"),
    [
        ({}, TOO_LATE),
        ({"rhythm": Rhythm.WEEKLY, "weekday": 6}, TOO_LATE_IN_THE_WEEK),
        ({"catches_up": False}, LATE),
        ({"catches_up": False, "rhythm": Rhythm.WEEKLY, "weekday": 6}, LATE),
    ],
)
async def test_what_is_late_is_posted_or_left_to_the_next_as_ordered(
    newsroom: Newsroom, wishes: dict[str, Any], patience: timedelta
) -> None:
    await newsroom.subscribe(1, **wishes)
    await newsroom.publish(article(1))
    await newsroom.run_at(MORNING + patience)
    await newsroom.subscribe(2, **wishes)
    due = (await newsroom.next_due())[1]
    await newsroom.run_at(due + patience + SECOND)

    assert [post.channel for post in newsroom.board.posts if post.channel == 1] == [1]
    assert [post.channel for post in newsroom.board.posts if post.channel == 2] == []
    await newsroom.publish(article(2))
    [_, following] = await newsroom.next_due()
    await newsroom.run_at(following)
    assert [set(post.texts) for post in newsroom.board.posts if post.channel == 2] == [{sentence(1), sentence(2)}]


async def test_a_channel_that_fails_is_told_even_if_late_ones_are_left_out(newsroom: Newsroom) -> None:
    await newsroom.subscribe(catches_up=False)
    await newsroom.publish(article(1))
    newsroom.board.closed[NEWS] = "forbidden"
    for minute in range(30):
        await newsroom.run_at(MORNING + timedelta(minutes=minute))
    newsroom.board.closed.clear()
    await newsroom.run_at(MORNING + DAY)

    assert newsroom.board.told == [(OWNER, "forbidden")]
    assert told(newsroom) == [{sentence(1)}]


async def test_where_nothing_is_new_that_is_said_if_ordered(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1)
    await newsroom.subscribe(2, posts_empty=True)
    await newsroom.run_at(MORNING)

    assert [(post.channel, post.notes) for post in newsroom.board.posts] == [(2, ("上次之後還沒有新文章。",))]


# Subjects


async def test_what_a_digest_is_not_about_is_passed_over_for_good(newsroom: Newsroom) -> None:
    await newsroom.subscribe(subjects=topic("火山", "地震"))
    await newsroom.publish(about(1, "火山爆發"), about(2, "選舉"))
    await newsroom.run_at(MORNING)
    await newsroom.publish(about(3, "選舉"))
    await newsroom.run_at(MORNING + DAY)
    await newsroom.publish(about(4, "山口地震"), about(5, "選舉"))
    await newsroom.run_at(MORNING + 2 * DAY)

    assert told(newsroom) == [{"火山爆發。"}, {"山口地震。"}]
    assert newsroom.board.posts[0].notes == ("只收：火山、地震",)


@pytest.mark.parametrize("typed", ["火山", "地震观测"])
async def test_topics_are_of_either_script(newsroom: Newsroom, typed: str) -> None:
    await newsroom.subscribe(subjects=topic(typed), locale="zh-CN")
    await newsroom.publish(about(1, "火山地震觀測"), about(2, "選舉"))
    await newsroom.run_at(MORNING)

    assert [post.texts for post in newsroom.board.posts] == [("火山地震观测。",)]


async def test_people_and_topics_widen_outlets_and_libraries_narrow(newsroom: Newsroom) -> None:
    await newsroom.publish(LEAVING)
    ridley = await person(newsroom, "Tom Ridley")
    outlet = Subject(SubjectKind.OUTLET, "晨星")
    await newsroom.subscribe(1, subjects=(ridley, *topic("火山")))
    await newsroom.subscribe(2, subjects=(ridley, *topic("火山"), outlet))
    await newsroom.subscribe(3, subjects=(ridley, *topic("火山")), own_only=True)
    again = Print(
        "Tom Ridley 說明\n\nTom Ridley 再次說明。", source="again.txt", people={"Tom Ridley": []}, outlet="乙報"
    )
    await newsroom.publish(again, about(1, "火山一號"), about(2, "選舉"))
    await newsroom.publish(about(3, "火山三號"), library=GUILD)
    await newsroom.run_at(MORNING)

    held = {
        post.channel: {text for text in post.texts if "號" in text or "說明" in text} for post in newsroom.board.posts
    }
    assert held == {
        1: {"火山一號。", "火山三號。", again.title},
        2: {"火山一號。", "火山三號。"},
        3: {"火山三號。"},
    }


async def test_someone_whose_id_has_gone_is_known_by_their_name(newsroom: Newsroom) -> None:
    await newsroom.publish(LEAVING)
    await newsroom.subscribe(subjects=(await person(newsroom, "Tom Ridley"),))
    await newsroom.run_at(MORNING)
    assert await newsroom.store.forget(PUBLIC, 1)
    await newsroom.publish(about(1, "選舉"), replace(LEAVING, source="again.txt"))
    [upcoming] = await newsroom.subscriptions.of(GUILD)
    await newsroom.run_at(MORNING + DAY)

    assert upcoming.subscription.subjects == (Subject(SubjectKind.PERSON, "Tom Ridley", None),)
    assert len(newsroom.board.posts) == 2
    assert sentence(1) not in newsroom.board.posts[1].texts


async def test_the_first_digest_shows_a_few_that_fit(newsroom: Newsroom) -> None:
    await newsroom.publish(*(about(number, f"火山{number}號" if number < 12 else "選舉") for number in range(20)))
    await newsroom.subscribe(subjects=topic("火山"))
    await newsroom.run_at(MORNING)

    assert told(newsroom) == [{f"火山{number}號。" for number in range(2, 12)}]


# Changes


def changed(order: Order, **wishes: Any) -> Order:  # noqa: ANN401 -- any field of an order
    """Return the order of a subscription, but for some wishes."""
    fields: dict[str, Any] = {name: getattr(order, name) for name in Order.__dataclass_fields__}
    return Order(**fields | wishes)


async def test_a_change_keeps_the_place_in_the_chain(newsroom: Newsroom) -> None:
    subscription = await newsroom.subscribe()
    await newsroom.publish(about(1, "火山"))
    await newsroom.run_at(MORNING)
    await newsroom.publish(about(2, "火山"), about(3, "選舉"))
    order = changed(subscription, channel=NEWS + 1, subjects=topic("火山"), local_time=time(12))
    assert await newsroom.subscriptions.change(subscription, order)
    await newsroom.run_at(MORNING + timedelta(hours=3))
    assert not await newsroom.subscriptions.change(replace(subscription, library=OTHER_GUILD), order)

    assert [(post.channel, post.texts) for post in newsroom.board.posts] == [
        (NEWS, (sentence(1),)),
        (NEWS + 1, ("火山。",)),
    ]
    assert await newsroom.next_due() == [MORNING + timedelta(days=1, hours=3)]


async def test_a_change_while_it_is_being_posted_counts_from_the_next(newsroom: Newsroom) -> None:
    """Whoever posts at that moment holds the run; what follows is by the order as it then stands."""
    subscription = await newsroom.subscribe()
    digests = newsroom.store.digests
    claimed = await digests.claim("busy", now=MORNING, until=MORNING + DAY)
    assert claimed is not None
    newsroom.board.clock.instant = MORNING
    await newsroom.subscriptions.change(subscription, changed(subscription, rhythm=Rhythm.WEEKLY, weekday=2))
    held = await newsroom.next_due()
    await digests.close(claimed.id, "busy", RunState.POSTED, following=lambda order: next_run(order, MORNING))

    assert held == [MORNING]
    assert await newsroom.next_due() == [datetime(2026, 11, 25, 1, tzinfo=UTC)]


async def test_a_change_mends_what_fails_at_once(newsroom: Newsroom) -> None:
    subscription = await newsroom.subscribe()
    await newsroom.publish(article(1))
    newsroom.board.closed[NEWS] = "gone"
    for minute in range(10):
        await newsroom.run_at(MORNING + timedelta(minutes=minute))
    assert await newsroom.problems() == ["gone"]
    await newsroom.subscriptions.change(subscription, changed(subscription, channel=NEWS + 1))
    await newsroom.run_at(MORNING + timedelta(minutes=10))

    assert [post.channel for post in newsroom.board.posts] == [NEWS + 1]
    assert await newsroom.problems() == [None]


async def test_what_came_while_it_rested_is_told_when_it_goes_on(newsroom: Newsroom) -> None:
    subscription = await newsroom.subscribe()
    await newsroom.subscriptions.pause(subscription)
    for number in range(3):
        await newsroom.publish(article(number))
        await newsroom.run_at(MORNING + number * DAY)
    assert newsroom.board.posts == []
    await newsroom.subscriptions.resume(subscription)
    due = await newsroom.next_due()
    await newsroom.run_at(MORNING + 3 * DAY)

    assert due == [MORNING + 3 * DAY]
    assert told(newsroom) == [set(map(sentence, range(3)))]
    assert newsroom.board.posts[0].notes == ()
    assert not await newsroom.store.digests.pause(OTHER_GUILD, subscription.id)
    assert not await newsroom.store.digests.resume(OTHER_GUILD, subscription.id, due_at=MORNING)


async def test_what_comes_of_itself_is_no_digest(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    follow = Order(channel=9, channel_name="", locale="zh-TW", local_time=time(), zone="UTC", rhythm=Rhythm.AS_IT_COMES)
    await newsroom.store.digests.subscribe(GUILD, follow, created_by=OWNER, due_at=MORNING, after=0)

    assert [each.subscription.rhythm for each in await newsroom.subscriptions.of(GUILD)] == [Rhythm.DAILY]


# What is left out, and forums


async def test_what_is_left_out_is_told_once_until_it_is_there_again(newsroom: Newsroom) -> None:
    await newsroom.subscribe(role=1)
    newsroom.board.missing[NEWS] = "role"
    for number in range(2):
        await newsroom.publish(article(number))
        await newsroom.run_at(MORNING + number * DAY)
    assert newsroom.board.told == [(OWNER, "role")]
    assert await newsroom.problems() == ["role"]
    newsroom.board.missing.clear()
    for number in range(2, 4):
        await newsroom.publish(article(number))
        await newsroom.run_at(MORNING + number * DAY)
        newsroom.board.missing[NEWS] = "role"

    assert newsroom.board.told == [(OWNER, "role")] * 2
    assert len(newsroom.board.posts) == 4


async def test_a_forum_is_looked_through_before_each_post(newsroom: Newsroom) -> None:
    """It keeps no nonce, so that a process that died a moment ago would be repeated."""
    await newsroom.subscribe(is_forum=True)
    await newsroom.publish(article(1))
    claimed = await newsroom.store.digests.claim("one that died", now=MORNING, until=MORNING + SECOND)
    assert claimed is not None
    newsroom.board.clock.instant = MORNING
    shown = await newsroom.subscriptions.show(claimed.id, [GUILD, PUBLIC])
    assert shown is not None
    await newsroom.board.post(claimed.subscription, shown, claimed.id)
    await newsroom.run_at(MORNING + 2 * SECOND)

    assert len(newsroom.board.posts) == 1
    assert await newsroom.next_due() == [MORNING + DAY]


async def test_a_digest_announces_from_its_readers_day_on(newsroom: Newsroom) -> None:
    await newsroom.subscribe()
    ahead = Print(
        "展望\n\n評審會議在11月22日舉行。\n閉幕式在11月25日舉行。\n展覽在12月舉行。",
        source="ahead.txt",
        published_on="2026-11-20",
        dates={"11月22日": "2026-11-22", "11月25日": "2026-11-25", "12月": "2026-12"},
    )
    await newsroom.publish(ahead)
    await newsroom.run_at(MORNING)
    await newsroom.publish(article(1))
    await newsroom.run_at(MORNING + DAY)

    assert newsroom.board.posts[0].texts == ("展望", "評審會議在11月22日舉行。", "閉幕式在11月25日舉行。")
    assert newsroom.board.posts[1].texts == (sentence(1), "閉幕式在11月25日舉行。")
    assert date(2026, 11, 22) == MORNING.date()


async def test_announcements_alone_are_no_news(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1)
    await newsroom.subscribe(2, posts_empty=True)
    ahead = Print(
        "展望\n\n閉幕式在11月25日舉行。", source="a", published_on="2026-11-20", dates={"11月25日": "2026-11-25"}
    )
    await newsroom.publish(ahead)
    await newsroom.run_at(MORNING)
    await newsroom.run_at(MORNING + DAY)

    assert [(post.channel, post.texts) for post in newsroom.board.posts[2:]] == [(2, ("閉幕式在11月25日舉行。",))]
