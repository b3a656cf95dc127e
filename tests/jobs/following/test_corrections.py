"""Whoever moderators made one is followed as one, and what they hid is not told."""

from datetime import timedelta

import pytest

from bot.analysis.script import fold
from bot.store.correcting import By
from tests.jobs.board import MORNING
from tests.jobs.following.readers import READER, Readers
from tests.jobs.following.test_following import BOOK, REVIEW, passing
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, deliver, strangers

A_WHILE = timedelta(minutes=20)
GUILDS = By(GUILD, READER, MORNING)


async def person(readers: Readers, name: str) -> int:
    """Return the only person of a name."""
    [found] = await readers.store.people_named(fold(name), [PUBLIC])
    return found.id


@pytest.mark.parametrize("followed", ["林若雲", "小雲"])
async def test_two_who_were_merged_are_followed_as_one(readers: Readers, followed: str) -> None:
    await deliver(readers.store, PUBLIC, passing(1, "小雲"), link=strangers)
    await readers.follow(followed, library=GUILD)
    await readers.follow("林若雲", member=8, library=OTHER_GUILD)
    await readers.store.corrections.merge(GUILDS, await person(readers, "小雲"), await person(readers, "林若雲"))
    await readers.publish(passing(2, "小雲"))
    await readers.run_at(MORNING)
    await readers.run_for(A_WHILE)
    before = [(post.channel, post.texts) for post in readers.posts]
    await readers.publish(passing(3))
    await readers.run_for(A_WHILE, MORNING + timedelta(hours=1))

    assert before == [(READER * 1000, ("小雲在第2座城市演講。",))]
    assert sorted(post.channel for post in readers.posts[1:]) == [READER * 1000, 8000]


async def test_what_is_hidden_is_neither_told_nor_stood_before(readers: Readers) -> None:
    await readers.follow("林若雲", library=GUILD)
    wrong = await deliver(readers.store, PUBLIC, BOOK)
    await readers.store.corrections.hide(GUILDS, wrong.article)
    await readers.publish(REVIEW)
    await readers.run_for(A_WHILE)

    [post] = readers.posts
    assert post.texts == ("「林若雲的書寫得既精確又動人。」",)
