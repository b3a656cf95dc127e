"""Digests in Discord: ordered by moderators, posted once, read by everyone in their own script."""

from datetime import time, timedelta
from typing import Unpack

import pytest

from bot.jobs.digests import LEASE
from bot.jobs.subscriptions import LIMIT
from bot.model import Order
from bot.store import Store
from tests.chat.newsroom import SECRET
from tests.chat.rounds import Rounds, minutes
from tests.chat.wire import Message, Scene, WireDiscord
from tests.chat.wire.places import (
    EDITOR,
    GENERAL,
    GUILD,
    NEWS,
    NEWS_THREAD,
    OTHER_GUILD,
    OTHER_NEWS,
    READER,
    Channel,
    Permission,
)
from tests.chat.wire.scene import direct_channel
from tests.store.press import PUBLIC

LOCALES = ["zh-TW", "zh-CN", "en-US"]
DAY = timedelta(days=1)


async def order(
    discord: WireDiscord, target: Channel = NEWS, time: str = "09:00", zone: str = "Asia/Taipei", **scene: Unpack[Scene]
) -> Message:
    """Order a digest as a moderator does, and return the answer."""
    here = Scene(user=EDITOR)
    here.update(scene)
    asked = await discord.command("digest add", {"channel": target, "time": time, "zone": zone}, **here)
    return await asked.message()


# Orders


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("locale", "expected"),
    [("zh-TW", "會收到定時剪報"), ("zh-CN", "会收到定时剪报"), ("en-US", "gets a digest")],
)
async def test_a_moderator_orders_a_digest_in_their_language(discord: WireDiscord, locale: str, expected: str) -> None:
    answer = await order(discord, locale=locale)

    assert answer.ephemeral
    assert f"<#{NEWS.id}>" in answer.text
    assert expected in answer.text
    assert "**09:00** Asia/Taipei" in answer.text.replace("\\", "")
    assert discord.posts(NEWS) == []


@pytest.mark.usefixtures("bot")
async def test_the_commands_are_for_moderators_of_servers(discord: WireDiscord) -> None:
    [command] = [command for command in discord.commands if command["name"] == "digest"]

    assert command["default_member_permissions"] == str(int(Permission.MANAGE_GUILD))
    assert command["contexts"] == [0]
    assert command["integration_types"] == [0]
    assert {option["name"] for option in command["options"]} == {
        "add",
        "edit",
        "list",
        "pause",
        "preview",
        "remove",
        "resume",
    }
    assert command["name_localizations"]["zh-TW"] == "定時剪報"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["digest list", "digest preview"])
async def test_whoever_does_not_manage_the_server_is_refused(discord: WireDiscord, store: Store, command: str) -> None:
    """A server can open a command to members; the bot does not."""
    await order(discord)
    asked = await discord.command(command, user=READER)
    added = await order(discord, user=READER)

    for answer in (await asked.message(), added):
        assert answer.ephemeral
        assert "能管理伺服器的成員" in answer.text
    assert len(await store.digests.next_runs(f"guild:{GUILD.id}")) == 1
    assert await discord.autocomplete("digest remove", "digest", "", user=READER) == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("time", "zone", "expected"),
    [("25:00", "UTC", "「25:00」不是時間"), ("09:00", "Mars/Utopia", "沒有「Mars/Utopia」這個時區")],
)
async def test_what_is_no_time_or_zone_is_refused(discord: WireDiscord, time: str, zone: str, expected: str) -> None:
    answer = await order(discord, time=time, zone=zone)

    assert answer.ephemeral
    assert expected in answer.text.replace("\\", "")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("zone", ["asia/taipei", "Asia/Taipei", "america/new york"])
async def test_a_zone_is_read_in_any_case(discord: WireDiscord, store: Store, zone: str) -> None:
    await order(discord, zone=zone)
    [run] = await store.digests.next_runs(f"guild:{GUILD.id}")

    assert run.subscription.zone in {"Asia/Taipei", "America/New_York"}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("channel", "denied", "expected"),
    [
        (NEWS, (Permission.VIEW_CHANNEL,), "檢視頻道"),
        (NEWS, (Permission.SEND_MESSAGES,), "發送訊息"),
        (GENERAL, (Permission.READ_MESSAGE_HISTORY, Permission.SEND_MESSAGES), "發送訊息、讀取訊息歷史"),
    ],
)
async def test_a_channel_where_the_bot_may_not_post_is_refused_with_what_lacks(
    discord: WireDiscord, store: Store, channel: Channel, denied: tuple[Permission, ...], expected: str
) -> None:
    await discord.deny(channel, *denied)
    answer = await order(discord, channel)

    assert answer.text.endswith(expected)
    assert await store.digests.next_runs(f"guild:{GUILD.id}") == []


@pytest.mark.usefixtures("bot")
async def test_a_thread_takes_digests_if_its_channel_lets_the_bot_write_in_threads(
    discord: WireDiscord, store: Store
) -> None:
    await order(discord, NEWS_THREAD)
    await discord.deny(NEWS, Permission.SEND_MESSAGES_IN_THREADS)
    refused = await order(discord, NEWS_THREAD)

    assert len(await store.digests.next_runs(f"guild:{GUILD.id}")) == 1
    assert "在討論串中發送訊息" in refused.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [("taipei", "Asia/Taipei"), ("new york", "America/New_York"), ("berl", "Europe/Berlin"), ("", "Asia/Hong_Kong")],
)
async def test_zones_are_offered_as_they_are_typed(discord: WireDiscord, typed: str, expected: str) -> None:
    choices = await discord.autocomplete("digest add", "zone", typed, user=EDITOR)

    assert expected in [choice["value"] for choice in choices]
    assert len(choices) <= 25


@pytest.mark.usefixtures("bot")
async def test_digests_are_listed_looked_at_and_removed(discord: WireDiscord) -> None:
    await order(discord)
    await order(discord, GENERAL, "18:30", "America/New_York")
    listed = await (await discord.command("digest list", user=EDITOR)).message()
    choices = await discord.autocomplete("digest remove", "digest", "閒聊", user=EDITOR)
    preview = await (await discord.command("digest preview", user=EDITOR)).message()
    removing = await discord.command("digest remove", {"digest": choices[0]["value"]}, user=EDITOR)
    removed = await removing.message()
    again = await discord.command("digest remove", {"digest": choices[0]["value"]}, user=EDITOR)

    assert [f"<#{channel.id}>" in listed.text for channel in (NEWS, GENERAL)] == [True, True]
    assert [choice["name"] for choice in choices] == ["#閒聊 · 每天 18:30 · America/New_York"]
    assert "每日剪報" in preview.text
    assert preview.ephemeral
    assert f"<#{GENERAL.id}>" in removed.text
    assert "沒有這份剪報" in (await again.message()).text


@pytest.mark.usefixtures("bot")
async def test_one_server_sees_nothing_of_another(discord: WireDiscord) -> None:
    await order(discord)
    listed = await discord.command("digest list", user=EDITOR, guild=OTHER_GUILD)
    removed = await discord.command("digest remove", {"digest": "1"}, user=EDITOR, guild=OTHER_GUILD)

    assert "還沒有定時剪報" in (await listed.message()).text
    assert "沒有這份剪報" in (await removed.message()).text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("locale", LOCALES)
async def test_the_next_command_can_be_pressed(discord: WireDiscord, locale: str) -> None:
    [command] = [command for command in discord.commands if command["name"] == "digest"]
    listed = await (await discord.command("digest list", user=EDITOR, locale=locale)).message()
    added = await order(discord, locale=locale)

    assert f"</digest add:{command['id']}>" in listed.text
    assert f"</digest preview:{command['id']}>" in added.text


async def test_the_longest_list_fits(discord: WireDiscord, rounds: Rounds) -> None:
    for minute in range(LIMIT):
        await rounds.subscriptions.add(
            f"guild:{GUILD.id}",
            Order(
                channel=NEWS.id,
                channel_name=NEWS.name,
                local_time=time(9, minute),
                zone="America/Argentina/ComodRivadavia",
                locale="zh-TW",
            ),
            created_by=EDITOR.id,
        )
    refused = await order(discord)
    listed = await (await discord.command("digest list", user=EDITOR)).message()

    counts = [listed.text.count(f"<#{NEWS.id}>")]
    while not listed.buttons[1].disabled:
        listed = await (await listed.press("下一頁")).message()
        counts.append(listed.text.count(f"<#{NEWS.id}>"))

    assert f"已經有 {LIMIT} 份剪報" in refused.text
    assert sum(counts) == LIMIT


# Posts


async def test_a_digest_is_posted_when_it_is_due(discord: WireDiscord, rounds: Rounds) -> None:
    await order(discord)
    due = await rounds.due()
    await rounds.run_at(due - timedelta(seconds=1))
    before = discord.posts(NEWS)
    await rounds.run_at(due, due + timedelta(seconds=1))

    [post] = discord.posts(NEWS)
    assert before == []
    assert "每日剪報" in post.text
    assert "首席科學家離開里斯本實驗室" in post.text
    assert not post.pings


@pytest.mark.parametrize(
    ("locale", "expected"), [("zh-TW", "里斯本實驗室"), ("zh-CN", "里斯本实验室"), ("en-US", "里斯本實驗室")]
)
async def test_everyone_reads_a_digest_in_their_own_script(
    discord: WireDiscord, rounds: Rounds, locale: str, expected: str
) -> None:
    await order(discord)
    await rounds.run_at(await rounds.due())
    shown = await (await discord.posts(NEWS)[0].press("我的字形", locale=locale)).message()

    assert shown.ephemeral
    assert expected in shown.text


async def test_a_digest_can_be_in_another_language_than_the_moderators(discord: WireDiscord, rounds: Rounds) -> None:
    asked = await discord.command(
        "digest add",
        {"channel": GENERAL, "time": "9", "zone": "UTC", "language": "zh-CN"},
        user=EDITOR,
        locale="en-US",
    )
    await asked.message()
    await rounds.run_at(await rounds.due())

    assert "每日剪报" in discord.posts(GENERAL)[0].text


async def test_the_pages_of_a_digest_are_turned_by_whoever_reads(discord: WireDiscord, rounds: Rounds) -> None:
    await order(discord)
    await rounds.run_at(await rounds.due())
    [post] = discord.posts(NEWS)
    second = await (await post.press("下一頁", locale="zh-CN")).message()

    assert second.only_for == READER
    assert "第 2 頁" in second.text or "第 2 页" in second.text


async def test_the_sources_of_a_digest_are_those_of_the_page_that_was_pressed(
    discord: WireDiscord, rounds: Rounds
) -> None:
    await order(discord)
    await rounds.run_at(await rounds.due())
    [post] = discord.posts(NEWS)
    shown = await (await post.press("來源", locale="en-US")).message()
    second = await (await post.press("下一頁", locale="zh-CN")).message()
    other = await (await second.press("来源", locale="zh-CN")).message()

    assert shown.only_for == READER
    assert "> **2024年5月15日，里斯本實驗室宣布，首席科學家沈硯秋離職，Lena Voss接任。**" in shown.text
    assert "我們走了很遠的路" in other.text
    assert "我們走了很遠的路" not in shown.text


async def test_a_button_outlives_its_subscription_and_says_so(discord: WireDiscord, rounds: Rounds) -> None:
    await order(discord)
    await rounds.run_at(await rounds.due())
    [run] = await rounds.open_runs()
    await rounds.subscriptions.remove(f"guild:{GUILD.id}", run.subscription.id)
    shown = await (await discord.posts(NEWS)[0].press("我的字形")).message()

    assert shown.ephemeral
    assert shown.text == "這份剪報已經移除了。"


async def test_what_a_server_added_stands_in_its_own_digest_only(discord: WireDiscord, rounds: Rounds) -> None:
    await order(discord)
    await order(discord, OTHER_NEWS, guild=OTHER_GUILD)
    await rounds.run_at(await rounds.due())

    assert SECRET.title in discord.posts(NEWS)[0].text
    assert SECRET.title not in discord.posts(OTHER_NEWS)[0].text


# Where things go wrong


async def test_an_answer_that_is_lost_makes_no_second_post(discord: WireDiscord, rounds: Rounds) -> None:
    await order(discord)
    due = await rounds.due()
    discord.lose_answers("POST /channels/{channel_id}/messages")
    await rounds.run_at(*minutes(due, 3))

    assert len(discord.posts(NEWS)) == 1
    assert await rounds.due() == due + DAY


@pytest.mark.parametrize("elapsed", [LEASE, timedelta(minutes=20)])
async def test_what_a_process_posted_that_died_is_found_by_another(
    discord: WireDiscord, rounds: Rounds, elapsed: timedelta
) -> None:
    await order(discord)
    due = await rounds.due()
    await rounds.run_at(due - timedelta(seconds=1))
    claimed = await rounds.store.digests.claim("one that died", now=due, until=due + LEASE)
    assert claimed is not None
    presented = await rounds.subscriptions.show(claimed.id, [PUBLIC])
    assert presented is not None
    posted = await rounds.poster.post(claimed.subscription, presented, claimed.id)
    for number in range(120):
        await discord.say(NEWS, f"閒聊{number}")
    await rounds.run_at(due + elapsed)

    assert [post.id for post in discord.posts(NEWS) if post.author.is_bot] == [posted.message]
    assert await rounds.due() == due + DAY


async def test_where_the_history_is_closed_a_late_digest_is_posted_marked_late(
    discord: WireDiscord, rounds: Rounds
) -> None:
    await order(discord)
    await discord.deny(NEWS, Permission.READ_MESSAGE_HISTORY)
    await rounds.run_at(await rounds.due() + timedelta(hours=1))

    assert "遲發：原定" in discord.posts(NEWS)[0].text


async def test_whoever_ordered_is_told_once_that_a_channel_fails(discord: WireDiscord, rounds: Rounds) -> None:
    await order(discord)
    await discord.deny(NEWS, Permission.SEND_MESSAGES)
    due = await rounds.due()
    await rounds.run_at(*minutes(due, 10))
    listed = await (await discord.command("digest list", user=EDITOR)).message()

    [told] = discord.posts(direct_channel(EDITOR))
    assert f"<#{NEWS.id}>" in told.text
    assert "沒有需要的權限" in told.text
    assert "發不出去：我在那裡沒有需要的權限" in listed.text
    await discord.deny(NEWS)
    await rounds.run_at(due + timedelta(hours=1))
    assert len(discord.posts(NEWS)) == 1
    assert len(discord.posts(direct_channel(EDITOR))) == 1


async def test_a_channel_that_is_gone_and_an_owner_out_of_reach_hold_up_nothing(
    discord: WireDiscord, rounds: Rounds
) -> None:
    await order(discord)
    await order(discord, GENERAL)
    await discord.delete_channel(NEWS)
    discord.refuse_direct_messages(EDITOR)
    await rounds.run_at(*minutes(await rounds.due(), 10))

    assert len(discord.posts(GENERAL)) == 1
    assert [run.subscription.problem for run in await rounds.open_runs()] == ["gone", None]
