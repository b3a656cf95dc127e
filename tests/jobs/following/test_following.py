"""News of what is followed are told once, gathered, and to those who may see them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.jobs.digests import LEASE, TOO_LATE
from bot.jobs.following.pace import GATHERING, INTERVAL, RARELY
from bot.jobs.following.service import LIMIT
from bot.model import Began
from bot.store import Store
from tests.jobs.board import MORNING
from tests.jobs.following.readers import MINUTE, READER, Readers
from tests.store.archive import REACTIONS
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, Said, deliver, grams, strangers

HOUR = timedelta(hours=1)
A_WHILE = timedelta(minutes=20)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
BOOK = Print(
    "林若雲出版新書\n\n林若雲今天出版新書《燈塔》。\n林若雲說：「寫作是另一種研究方法，我樂在其中。」",
    source="book.txt",
    published_on="2024-06-03",
    people={"林若雲": []},
    quotes=[Said(("寫作是另一種研究方法，我樂在其中。",), "林若雲", "說")],
    key_sentences=["林若雲今天出版新書《燈塔》。"],
)
REVIEW = Print(
    "評《燈塔》\n\nTom Ridley表示：「林若雲的書寫得既精確又動人。」",
    source="review.txt",
    published_on="2024-06-05",
    people={"Tom Ridley": ["Ridley"], "林若雲": []},
    quotes=[Said(("林若雲的書寫得既精確又動人。",), "Tom Ridley", "表示")],
)


def passing(number: int, name: str = "林若雲") -> Print:
    """Return an article of its own, with a key sentence that names someone."""
    sentence = f"{name}在第{number}座城市演講。"
    return Print(f"演講{number}\n\n{sentence}", source=f"{number}.txt", people={name: []}, key_sentences=[sentence])


# What is told


async def test_what_is_new_of_a_person_is_told_after_a_few_minutes(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(REACTIONS)
    await readers.run_for(2 * MINUTE)
    before = list(readers.posts)
    await readers.run_for(2 * HOUR, MORNING + 3 * MINUTE)

    [post] = readers.posts
    assert before == []
    assert (post.channel, post.title) == (READER * 1000, "關注動態：林若雲")
    assert post.texts == ("「我會走自己的路。」", "林若雲沒有回應。")


async def test_a_person_has_said_been_spoken_of_and_been_named(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(BOOK, REVIEW)
    await readers.run_for(A_WHILE)

    [post] = readers.posts
    assert post.texts == (
        "「寫作是另一種研究方法，我樂在其中。」",
        "「林若雲的書寫得既精確又動人。」",
        "林若雲今天出版新書《燈塔》。",
    )


async def test_who_is_named_in_passing_is_not_told_of(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(replace(passing(1), key_sentences=[]))
    await readers.run_for(A_WHILE)

    assert readers.posts == []


async def test_whom_a_title_names_is_told_by_it(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(replace(BOOK, key_sentences=[], quotes=[]))
    await readers.run_for(A_WHILE)

    assert [post.texts for post in readers.posts] == [("林若雲出版新書",)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("新書", True), ("新书", True), ("研究 新书", True), ("研究新書", False), ("燈塔》", True), ("出版社", False)],
)
async def test_a_topic_is_words_in_either_script(readers: Readers, words: str, expected: bool) -> None:  # noqa: FBT001
    await readers.follow(words, topic=True)
    await readers.publish(BOOK)
    await readers.run_for(A_WHILE)

    assert ["關注動態" in post.title for post in readers.posts] == [True] * expected


async def test_a_topic_that_no_key_sentence_has_is_told_where_it_stands(readers: Readers) -> None:
    await readers.follow("樂在其中", topic=True)
    await readers.publish(replace(BOOK, quotes=[]))
    await readers.run_for(A_WHILE)

    assert [post.texts for post in readers.posts] == [("林若雲說：「寫作是另一種研究方法，我樂在其中。」",)]


async def test_it_is_told_in_the_characters_that_were_chosen(readers: Readers) -> None:
    await readers.follow("林若雲", locale="zh-CN")
    await readers.follow("林若雲", member=8, locale="zh-CN", as_written=True)
    await readers.publish(REVIEW)
    await readers.run_for(A_WHILE)

    assert {(post.channel, post.title, *post.texts) for post in readers.posts} == {
        (READER * 1000, "关注动态：林若云", "“林若云的书写得既精确又动人。”"),
        (8000, "关注动态：林若雲", "“林若雲的書寫得既精確又動人。”"),
    }


async def test_several_that_one_follows_come_in_one_message(readers: Readers) -> None:
    for name in ("林若雲", "Tom Ridley"):
        await readers.follow(name)
    await readers.follow("新書", topic=True)
    await readers.publish(BOOK, REVIEW)
    await readers.run_for(A_WHILE)

    [post] = readers.posts
    assert post.title == "關注動態：林若雲、Tom Ridley、新書"
    assert len(post.texts) == len(set(post.texts))


# Never twice


async def test_what_was_there_before_is_not_told(readers: Readers) -> None:
    await readers.publish(REACTIONS)
    await readers.follow("林若雲")
    await readers.run_for(A_WHILE)
    await readers.publish(BOOK)
    await readers.follow("Tom Ridley")
    await readers.run_for(A_WHILE, MORNING + HOUR)

    assert [post.title for post in readers.posts] == ["關注動態：林若雲"]


async def test_what_was_told_is_not_told_again_when_it_changes(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(BOOK)
    await readers.run_for(A_WHILE)
    await readers.publish(replace(BOOK, body=f"{BOOK.body}\n更正：林若雲昨天出版新書。"))
    await deliver(readers.store, PUBLIC, BOOK, analysis_version=2)
    await readers.run_for(A_WHILE, MORNING + HOUR)

    assert len(readers.posts) == 1


@pytest.mark.parametrize(
    "copy",
    [
        replace(BOOK, source="copy.txt", outlet="暮光日報", body=f"{BOOK.body}\n（轉載）"),
        replace(
            REVIEW,
            source="copy.txt",
            body=f"轉載\n\n{BOOK.body}",
            **{name: getattr(BOOK, name) for name in ("people", "quotes", "key_sentences")},
        ),
        Print(
            "旧话重提\n\n有人想起，林若云说：“写作是另一种研究方法，我乐在其中。”",
            source="copy.txt",
            published_on="2024-09-01",
            people={"林若云": []},
            quotes=[Said(("写作是另一种研究方法，我乐在其中。",), "林若云", "说")],
        ),
    ],
    ids=["a copy", "a copy under another title", "the same words months later"],
)
async def test_what_was_told_in_the_same_words_is_not_told_again(readers: Readers, copy: Print) -> None:
    await readers.follow("林若雲")
    await readers.publish(BOOK)
    await readers.run_for(A_WHILE)
    await readers.publish(copy)
    await readers.run_for(DAY, MORNING + HOUR)

    assert len(readers.posts) == 1


async def test_copies_that_come_together_are_told_once(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(BOOK, replace(BOOK, source="copy.txt", outlet="暮光日報", body=f"{BOOK.body}\n（轉載）"))
    await readers.run_for(A_WHILE)

    [post] = readers.posts
    assert len(post.texts) == 2


@pytest.mark.parametrize("posted", [False, True], ids=["before the post", "after the post"])
async def test_a_claim_that_ends_without_a_word_leaves_one_message(readers: Readers, posted: bool) -> None:  # noqa: FBT001
    await readers.follow("林若雲")
    await readers.publish(BOOK)
    await readers.run_at(MORNING, MORNING + GATHERING - SECOND)
    due = MORNING + GATHERING
    run = await readers.store.digests.claim("one that dies", now=due, until=due + LEASE)
    assert run is not None
    if posted:
        readers.board.clock.instant = due
        await readers.board.post(run.subscription, await readers.shown(run), run.id)
    await readers.run_at(due + LEASE - SECOND, due + LEASE, due + HOUR)

    assert len(readers.posts) == 1


async def test_processes_on_one_database_tell_each_once(url: str, readers: Readers, converter: Converter) -> None:
    for member in range(30):
        await readers.follow("林若雲", member=member)
    other_store = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    other = Readers.of(other_store, converter, readers.board)
    await readers.publish(BOOK)
    for instant in (MORNING, MORNING + GATHERING, MORNING + HOUR):
        await asyncio.gather(readers.run_at(instant), other.run_at(instant))
    await other_store.close()

    assert sorted(post.channel for post in readers.posts) == [member * 1000 for member in range(30)]
    assert len(readers.board.attempts) == 30


# When


async def test_there_is_one_message_an_interval_and_nothing_is_lost(readers: Readers) -> None:
    await readers.follow("林若雲")
    for minute in range(60):
        await readers.publish(passing(minute))
        await readers.run_at(MORNING + minute * MINUTE)
    await readers.run_for(A_WHILE, MORNING + HOUR)

    told = [text for post in readers.posts for text in post.texts]
    instants = [post.at for post in readers.posts]
    assert instants[0] == MORNING + GATHERING
    assert all(later - earlier >= INTERVAL for earlier, later in pairwise(instants))
    assert len(instants) == 5
    assert len(told) == len(set(told))


async def test_after_a_silence_news_are_gathered_again(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(passing(1))
    await readers.run_for(A_WHILE)
    await readers.publish(passing(2))
    await readers.run_for(A_WHILE, MORNING + 5 * DAY)

    assert [post.at for post in readers.posts] == [MORNING + GATHERING, MORNING + 5 * DAY + GATHERING]
    assert [post.notes for post in readers.posts] == [(), ()]


async def test_what_comes_while_a_message_is_posted_is_told_with_the_next(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(passing(1))
    await readers.run_at(MORNING)
    due = MORNING + GATHERING
    run = await readers.store.digests.claim("slow", now=due, until=due + LEASE)
    await readers.publish(passing(2))
    await readers.run_at(due + SECOND)
    await readers.run_for(A_WHILE, due + LEASE)

    assert run is not None
    assert [post.texts for post in readers.posts] == [("林若雲在第1座城市演講。",), ("林若雲在第2座城市演講。",)]


async def test_a_runner_that_slept_for_days_tells_all_of_it(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(passing(1))
    await readers.run_at(MORNING)
    await readers.publish(passing(2))
    await readers.run_for(A_WHILE, MORNING + TOO_LATE + 2 * DAY)

    [post] = readers.posts
    assert set(post.texts) == {"林若雲在第1座城市演講。", "林若雲在第2座城市演講。"}


# Stopped


async def test_nothing_is_told_of_what_is_followed_no_more(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(BOOK)
    await readers.run_at(MORNING)
    [followed] = await readers.following.of_member(READER)
    await readers.following.stop([followed])
    await readers.publish(REVIEW)
    await readers.run_for(A_WHILE)

    assert readers.posts == []
    assert await readers.following.of_member(READER) == []


async def test_who_follows_again_is_told_from_then_on(readers: Readers) -> None:
    await readers.follow("林若雲")
    [followed] = await readers.following.of_member(READER)
    await readers.following.stop([followed])
    await readers.publish(BOOK)
    again = await readers.follow("林若雲")
    await readers.publish(REVIEW)
    await readers.run_for(A_WHILE)

    assert again.follow != followed.follow.id
    assert [post.texts for post in readers.posts] == [("「林若雲的書寫得既精確又動人。」",)]


async def test_what_was_told_can_be_looked_at_after_it_was_stopped(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.publish(BOOK)
    await readers.run_for(A_WHILE)
    [followed] = await readers.following.of_member(READER)
    await readers.following.stop([followed])
    run = await readers.store.digests.run(readers.posts[0].run)

    assert run is not None
    assert (await readers.shown(run)).title == readers.posts[0].title


async def test_one_follows_something_once(readers: Readers) -> None:
    became = [(await readers.follow("林若雲")).became, (await readers.follow("林若云")).became]
    became += [(await readers.follow("新書", topic=True)).became, (await readers.follow("新书", topic=True)).became]

    assert became == [Began.NEW, Began.KNOWN] * 2


async def test_another_language_takes_the_place_of_the_first(readers: Readers) -> None:
    await readers.follow("林若雲")
    changed = await readers.follow("林若雲", locale="zh-CN")
    await readers.publish(BOOK)
    await readers.run_for(A_WHILE)

    assert changed.became is Began.NEW
    assert [post.title for post in readers.posts] == ["关注动态：林若云"]


async def test_so_much_can_be_followed_and_no_more(readers: Readers) -> None:
    for number in range(LIMIT):
        await readers.follow(f"主題{number}", topic=True)
    beyond = await readers.follow("林若雲")
    elsewhere = await readers.follow("林若雲", channel=3, library=GUILD)

    assert (beyond.became, beyond.follow) == (Began.TOO_MANY, None)
    assert elsewhere.became is Began.NEW


# Who sees what


async def test_a_servers_articles_are_told_to_those_who_began_there(readers: Readers) -> None:
    await readers.follow("林若雲", member=1)
    await readers.follow("林若雲", member=2, library=GUILD)
    await readers.follow("林若雲", member=3, library=OTHER_GUILD)
    await readers.publish(BOOK, library=GUILD)
    await readers.run_for(A_WHILE)

    assert [post.channel for post in readers.posts] == [2000]


async def test_a_public_follow_is_widened_where_it_is_begun_again_in_a_server(readers: Readers) -> None:
    became = [(await readers.follow("林若雲", library=library)).became for library in (PUBLIC, GUILD, PUBLIC)]
    await readers.publish(BOOK, library=GUILD)
    await readers.run_for(A_WHILE)

    assert became == [Began.NEW, Began.WIDENED, Began.KNOWN]
    assert len(readers.posts) == 1


async def test_public_news_come_once_to_whoever_follows_in_two_servers(readers: Readers) -> None:
    for library in (GUILD, OTHER_GUILD):
        await readers.follow("林若雲", library=library)
    await readers.publish(BOOK)
    await readers.publish(REVIEW, library=OTHER_GUILD)
    await readers.run_for(A_WHILE)

    [post] = readers.posts
    assert post.title == "關注動態：林若雲"
    assert len(post.texts) == 3


async def test_who_has_left_a_server_is_told_the_public_news_alone(readers: Readers) -> None:
    await readers.follow("林若雲", library=GUILD)
    readers.board.left.add((READER, GUILD))
    await readers.publish(BOOK, library=GUILD)
    await readers.publish(REVIEW)
    await readers.run_for(A_WHILE)

    [post] = readers.posts
    assert post.texts == ("「林若雲的書寫得既精確又動人。」",)


async def test_when_a_servers_articles_go_its_members_follow_the_public_ones(readers: Readers) -> None:
    await readers.follow("林若雲", library=GUILD)
    await readers.follow("林若雲", channel=3, library=GUILD)
    await readers.store.forget_library(GUILD, 100)
    await readers.store.forget_library(PUBLIC, 0)
    await readers.publish(BOOK)
    await readers.run_for(A_WHILE)

    assert [post.channel for post in readers.posts] == [READER * 1000]


# What fails


async def test_a_member_who_takes_no_messages_is_tried_rarely_and_loses_nothing(readers: Readers) -> None:
    await readers.follow("林若雲")
    readers.board.closed[READER * 1000] = "forbidden"
    await readers.publish(BOOK)
    await readers.run_for(A_WHILE)
    [followed] = await readers.following.of_member(READER)
    await readers.publish(REVIEW)
    await readers.run_for(A_WHILE, MORNING + HOUR)
    readers.board.closed.clear()
    await readers.run_at(MORNING + GATHERING + RARELY - SECOND)
    before = list(readers.posts)
    await readers.run_for(A_WHILE, MORNING + GATHERING + RARELY)

    assert followed.subscription.problem == "forbidden"
    assert readers.board.told == []
    assert before == []
    assert [len(post.texts) for post in readers.posts] == [3]
    [followed] = await readers.following.of_member(READER)
    assert followed.subscription.problem is None


async def test_a_channel_that_fails_is_tried_again_and_whoever_ordered_it_told(readers: Readers) -> None:
    await readers.follow("林若雲", channel=3, library=GUILD)
    readers.board.closed[3] = "gone"
    await readers.publish(BOOK)
    await readers.run_for(12 * HOUR)
    readers.board.closed.clear()
    await readers.run_for(A_WHILE, MORNING + 2 * DAY)

    assert readers.board.told == [(READER, "gone")]
    assert len(readers.posts) == 1


# Whoever is followed


async def test_a_person_who_gets_another_number_is_found_again_by_name(readers: Readers) -> None:
    await readers.follow("林若雲")
    [before] = await readers.following.of_member(READER)
    await readers.store.forget(PUBLIC, 1)
    [lost] = await readers.following.of_member(READER)
    await readers.publish(BOOK)
    await readers.run_for(A_WHILE)
    [found] = await readers.following.of_member(READER)

    assert lost.follow.subject.person is None
    assert found.follow.subject.person not in {None, before.follow.subject.person}
    assert [len(post.texts) for post in readers.posts] == [2]


async def test_a_lost_person_of_a_name_that_several_have_is_followed_by_name(readers: Readers) -> None:
    await readers.follow("林若雲")
    await readers.store.forget(PUBLIC, 1)
    for number in range(2):
        await deliver(readers.store, PUBLIC, passing(number), link=strangers)
    await readers.run_for(A_WHILE)

    [post] = readers.posts
    assert len(post.texts) == 2
    [followed] = await readers.following.of_member(READER)
    assert followed.follow.subject.person is None


async def test_two_people_of_one_name_are_told_apart(readers: Readers) -> None:
    await deliver(readers.store, PUBLIC, passing(1, "張維"), link=strangers)
    await deliver(readers.store, PUBLIC, passing(2, "張維"), link=strangers)
    people = await readers.store.people_named(fold("張維"), [PUBLIC])
    await readers.follow(f"#{people[0].id}")
    await deliver(readers.store, PUBLIC, passing(3, "張維"), link=lambda local, _: {local[0].id: people[1].id})
    await deliver(readers.store, PUBLIC, passing(4, "張維"), link=lambda local, _: {local[0].id: people[0].id})
    await readers.run_for(A_WHILE)

    assert [post.texts for post in readers.posts] == [("張維在第4座城市演講。",)]


async def test_nothing_is_written_while_nothing_comes(readers: Readers) -> None:
    for member in range(50):
        await readers.follow("林若雲", member=member)
    await readers.publish(passing(1, "陌生人"))
    await readers.run_for(A_WHILE)
    runs = await readers.count_runs()

    assert runs == 50
    assert not await readers.store.lookout.look_through(soon=MORNING, limit=10)
    assert await readers.store.digests.claim("any", now=MORNING + 300 * DAY, until=MORNING + 301 * DAY) is None
