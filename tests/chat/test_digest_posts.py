"""Digests where they are posted: as posts of forums, in threads out of the archive, to a role; each once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.jobs.digests import LEASE
from bot.model import Order
from tests.chat.rounds import Rounds, minutes
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import (
    DAILY_TAG,
    EDITOR,
    FORUM,
    GUILD,
    NEWS,
    NEWS_THREAD,
    READERS_ROLE,
    STAFF_ROLE,
    STAFF_TAG,
    Channel,
    Permission,
)
from tests.chat.wire.scene import direct_channel
from tests.jobs.newsroom import AT_NINE

LIBRARY = f"guild:{GUILD.id}"
POSTING = "POST /channels/{channel_id}/threads"
IN_FORUM = replace(AT_NINE, channel=FORUM.id, channel_name=FORUM.name, is_forum=True, tag=DAILY_TAG.id)


async def order(rounds: Rounds, wishes: Order) -> None:
    """Order what is posted, as the commands do."""
    await rounds.subscriptions.add(LIBRARY, wishes, created_by=EDITOR.id)


def to(channel: Channel, role: int | None = None) -> Order:
    return replace(AT_NINE, channel=channel.id, channel_name=channel.name, role=role)


async def problems(rounds: Rounds) -> list[str | None]:
    return [run.subscription.problem for run in await rounds.open_runs()]


# Forums


async def test_each_digest_is_a_post_of_its_own_under_the_tag(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, IN_FORUM)
    await rounds.run_at(await rounds.due())

    [post] = discord.posts(FORUM)
    assert post.channel.name.startswith("每日剪報 · ")
    assert post.channel.tags == (DAILY_TAG,)
    assert "首席科學家離開里斯本實驗室" in post.text
    shown = await (await post.press("我的字形", locale="zh-CN")).message()
    assert shown.ephemeral
    assert "首席科学家" in shown.text


@pytest.mark.parametrize("elapsed", [LEASE, timedelta(minutes=20)])
@pytest.mark.parametrize("archived", [False, True])
async def test_a_post_that_a_dead_process_made_is_found(
    discord: WireDiscord, rounds: Rounds, elapsed: timedelta, *, archived: bool
) -> None:
    """A forum keeps no nonce, so that the post itself has to be found at once, also where it sleeps already."""
    await order(rounds, IN_FORUM)
    due = await rounds.due()
    await rounds.run_at(due - timedelta(seconds=1))
    claimed = await rounds.store.digests.claim("one that died", now=due, until=due + LEASE)
    assert claimed is not None
    presented = await rounds.subscriptions.show(claimed.id, [LIBRARY, "public"])
    assert presented is not None
    await rounds.poster.post(claimed.subscription, presented, claimed.id)
    if archived:
        discord.archive(discord.posts(FORUM)[0].channel)
    await rounds.run_at(due + elapsed)

    assert len(discord.posts(FORUM)) == 1
    assert await rounds.due() == due + timedelta(days=1)


async def test_an_answer_that_is_lost_makes_no_second_post_in_a_forum(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, IN_FORUM)
    due = await rounds.due()
    discord.lose_answers(POSTING)
    await rounds.run_at(*minutes(due, 3))

    assert len(discord.posts(FORUM)) == 1
    assert await rounds.due() == due + timedelta(days=1)


async def test_a_tag_that_is_gone_is_left_out_and_its_owner_told_once(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, IN_FORUM)
    discord.change_tags(FORUM, STAFF_TAG)
    due = await rounds.due()
    await rounds.run_at(due)
    [run] = await rounds.open_runs()

    [post] = discord.posts(FORUM)
    [told] = discord.posts(direct_channel(EDITOR))
    assert post.channel.tags == ()
    assert run.subscription.problem == "tag"
    assert "發出去了，但少了一部分：選定的標籤已經不在了" in told.text
    assert "edit" in told.text or "修改" in told.text


async def test_a_forum_that_asks_for_a_tag_that_is_gone_is_tried_again(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, IN_FORUM)
    discord.change_tags(FORUM, STAFF_TAG, needed=True)
    due = await rounds.due()
    await rounds.run_at(*minutes(due, 10))

    assert discord.posts(FORUM) == []
    assert await problems(rounds) == ["tag-needed"]
    assert "一定要有標籤" in discord.posts(direct_channel(EDITOR))[0].text
    discord.change_tags(FORUM, DAILY_TAG, needed=True)
    await rounds.run_at(due + timedelta(hours=1))
    assert len(discord.posts(FORUM)) == 1
    assert await problems(rounds) == [None]


# Threads


async def test_a_thread_is_taken_out_of_the_archive(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, to(NEWS_THREAD))
    discord.archive(NEWS_THREAD)
    await rounds.run_at(await rounds.due())

    assert len(discord.posts(NEWS_THREAD)) == 1
    assert await problems(rounds) == [None]


async def test_a_thread_that_is_locked_away_is_explained(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, to(NEWS_THREAD))
    discord.archive(NEWS_THREAD, locked=True)
    await rounds.run_at(*minutes(await rounds.due(), 10))

    assert await problems(rounds) == ["archived"]
    assert "討論串已鎖定並封存" in discord.posts(direct_channel(EDITOR))[0].text


# Roles


async def test_the_role_that_was_chosen_is_mentioned_and_nobody_else(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, to(NEWS, READERS_ROLE.id))
    await rounds.run_at(await rounds.due())

    [post] = discord.posts(NEWS)
    assert post.pings.roles == (READERS_ROLE.id,)
    assert not post.pings.users
    assert not post.pings.everyone
    assert post.sent[0]["allowed_mentions"] == {"parse": [], "roles": [READERS_ROLE.id]}
    assert post.text.splitlines()[0] == f"<@&{READERS_ROLE.id}>"
    turned = await (await post.press("我的字形")).message()
    assert "<@&" not in turned.text


async def test_a_role_is_mentioned_in_a_forum_too(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, replace(IN_FORUM, role=READERS_ROLE.id))
    await rounds.run_at(await rounds.due())

    assert discord.posts(FORUM)[0].pings.roles == (READERS_ROLE.id,)


async def test_a_role_with_a_hostile_name_is_but_a_number(discord: WireDiscord, rounds: Rounds) -> None:
    hostile = replace(READERS_ROLE, name="@everyone **免費** <@1> https://evil.example")
    discord.change_roles(GUILD, hostile, STAFF_ROLE)
    await order(rounds, to(NEWS, hostile.id))
    await rounds.run_at(await rounds.due())
    listed = await (await discord.command("digest list", user=EDITOR)).message()

    for message in (discord.posts(NEWS)[0], listed):
        assert f"<@&{hostile.id}>" in message.text
        assert "免費" not in message.text
    assert not listed.pings


async def test_a_role_that_is_gone_is_left_out_and_its_owner_told_once(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, replace(to(NEWS, READERS_ROLE.id), posts_empty=True))
    discord.change_roles(GUILD, STAFF_ROLE)
    due = await rounds.due()
    await rounds.run_at(due, due + timedelta(days=1))
    listed = await (await discord.command("digest list", user=EDITOR)).message()

    assert len(discord.posts(NEWS)) == 2
    assert all("<@&" not in post.text and not post.pings for post in discord.posts(NEWS))
    assert len(discord.posts(direct_channel(EDITOR))) == 1
    assert "少了一部分：要提及的身分組已經不在了" in listed.text
    discord.change_roles(GUILD, STAFF_ROLE, READERS_ROLE)
    await rounds.run_at(due + timedelta(days=2))
    assert await problems(rounds) == [None]


# Where things go wrong


@pytest.mark.parametrize("wishes", [to(NEWS), IN_FORUM], ids=["channel", "forum"])
async def test_what_fails_is_tried_again_until_it_works(discord: WireDiscord, rounds: Rounds, wishes: Order) -> None:
    await order(rounds, wishes)
    channel = FORUM if wishes.is_forum else NEWS
    await discord.deny(channel, Permission.SEND_MESSAGES)
    due = await rounds.due()
    await rounds.run_at(*minutes(due, 4))
    before = discord.posts(channel)
    await discord.deny(channel)
    await rounds.run_at(due + timedelta(minutes=30))

    assert before == []
    assert len(discord.posts(channel)) == 1
    assert "遲發" in discord.posts(channel)[0].text
    assert await rounds.due() == due + timedelta(days=1)


@pytest.mark.parametrize("wishes", [to(NEWS), IN_FORUM], ids=["channel", "forum"])
async def test_a_discord_that_answers_nothing_but_errors_is_waited_for(
    discord: WireDiscord, rounds: Rounds, wishes: Order
) -> None:
    await order(rounds, wishes)
    route = POSTING if wishes.is_forum else "POST /channels/{channel_id}/messages"
    discord.fail(route, 501)
    due = await rounds.due()
    await rounds.run_at(*minutes(due, 3))

    assert len(discord.posts(FORUM if wishes.is_forum else NEWS)) == 1
    assert await rounds.due() == due + timedelta(days=1)


@pytest.mark.parametrize(
    "provoke",
    [
        lambda discord, route: discord.fail(route, 500, times=2),
        lambda discord, route: discord.fail(route, 502),
        lambda discord, route: discord.rate_limit(route, 0.3, times=2),
        lambda discord, route: discord.rate_limit(route, 0.3, everywhere=True),
        lambda discord, route: discord.slow(route, 4.0),
        lambda discord, route: discord.lose_answers(route),
        lambda discord, route: discord.garble_answers(route, "<html>502 Bad Gateway</html>"),
        lambda discord, route: discord.garble_answers(route, '{"id": "1'),
        lambda discord, route: discord.garble_answers(route, "[]"),
        lambda discord, route: discord.garble_answers(route, '{"message": "?"}'),
    ],
    ids=["500", "502", "429", "429 everywhere", "slow", "lost", "a page", "cut", "a list", "something else"],
)
@pytest.mark.parametrize("wishes", [to(NEWS), IN_FORUM], ids=["channel", "forum"])
async def test_whatever_discord_answers_there_is_one_post(
    discord: WireDiscord, rounds: Rounds, wishes: Order, provoke: Callable[[WireDiscord, str], None]
) -> None:
    await order(rounds, wishes)
    provoke(discord, POSTING if wishes.is_forum else "POST /channels/{channel_id}/messages")
    due = await rounds.due()
    await rounds.run_at(*minutes(due, 4))

    assert len(discord.posts(FORUM if wishes.is_forum else NEWS)) == 1
    assert await rounds.due() == due + timedelta(days=1)


@pytest.mark.parametrize("wishes", [to(NEWS), IN_FORUM], ids=["channel", "forum"])
@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(hours=-25), timedelta(hours=2), timedelta(days=3)])
async def test_a_clock_that_jumps_posts_no_digest_twice_and_leaves_none_due_for_ever(
    discord: WireDiscord, rounds: Rounds, wishes: Order, jump: timedelta
) -> None:
    await order(rounds, wishes)
    due, day = await rounds.due(), timedelta(days=1)
    await rounds.run_at(due, due + jump, due + max(jump, timedelta(0)) + timedelta(minutes=1), due + 4 * day)

    texts = [post.text for post in discord.posts(FORUM if wishes.is_forum else NEWS)]
    assert len(texts) == len(set(texts)) >= 1
    assert due + 4 * day < await rounds.due() <= due + 5 * day


async def test_a_rate_limit_is_waited_out(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, IN_FORUM)
    discord.rate_limit(POSTING, 0.2)
    await rounds.run_at(await rounds.due())

    assert len(discord.posts(FORUM)) == 1


async def test_a_forum_that_is_gone_is_told(discord: WireDiscord, rounds: Rounds) -> None:
    await order(rounds, IN_FORUM)
    await discord.delete_channel(FORUM)
    await rounds.run_at(*minutes(await rounds.due(), 10))

    assert await problems(rounds) == ["gone"]
