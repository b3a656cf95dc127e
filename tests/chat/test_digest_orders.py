"""What moderators order of digests: days, subjects, forums, roles; changed, paused, tried; in their own words."""

import re
from datetime import UTC, datetime, time

import pytest

from bot.chat.client import Bot
from bot.model import Rhythm, Subject, SubjectKind, Subscription
from bot.store import Store
from tests.chat.newsroom import REED
from tests.chat.wire import Message, Scene, WireDiscord
from tests.chat.wire.commands import Value
from tests.chat.wire.places import (
    DAILY_TAG,
    EDITOR,
    FORUM,
    GUILD,
    NEWS,
    NEWS_THREAD,
    OTHER_GUILD,
    READERS_ROLE,
    STAFF_ROLE,
    STAFF_TAG,
    Permission,
    Role,
)

LIBRARY = f"guild:{GUILD.id}"
EVERYONE = Role(GUILD.id, "@everyone")


async def give(discord: WireDiscord, command: str, scene: Scene | None = None, **options: Value) -> Message:
    """Give a command as a moderator does, and return the answer."""
    here = Scene(user=EDITOR) | (scene or Scene())
    given = {name.replace("_", "-"): each for name, each in options.items()}
    return await (await discord.command(f"digest {command}", given, **here)).message()


async def order(discord: WireDiscord, **options: Value) -> Message:
    given: dict[str, Value] = {"channel": NEWS, "time": "09:00"}
    return await give(discord, "add", None, **(given | options))


async def standing(store: Store) -> Subscription:
    """Return the server's only subscription."""
    [run] = await store.digests.next_runs(LIBRARY)
    return run.subscription


def plain(message: Message) -> str:
    return message.text.replace("\\", "")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("days", "chosen", "shown"),
    [
        ("daily", (Rhythm.DAILY, None), "每天"),
        ("weekdays", (Rhythm.WEEKDAYS, None), "週一至週五"),
        ("4", (Rhythm.WEEKLY, 4), "每週五"),
    ],
)
async def test_a_digest_comes_on_the_days_that_were_chosen(
    discord: WireDiscord, store: Store, days: str, chosen: tuple[Rhythm, int | None], shown: str
) -> None:
    answer = await order(discord, days=days)
    [run] = await store.digests.next_runs(LIBRARY)
    weekday = run.subscription.weekday

    assert (run.subscription.rhythm, weekday) == chosen
    assert f"{shown} **09:00**" in answer.text
    assert weekday in {None, run.due_at.weekday()}  # nine in Taipei is one in UTC


@pytest.mark.usefixtures("bot")
async def test_a_digest_is_about_people_topics_and_outlets(discord: WireDiscord, store: Store) -> None:
    answer = await order(discord, person="沈砚秋、Lena Voss", topic="里斯本, 实验室", outlet="晨星日报", only_ours=True)
    subscription = await standing(store)

    assert [(each.kind, each.words) for each in subscription.subjects] == [
        (SubjectKind.PERSON, "沈硯秋"),
        (SubjectKind.PERSON, "Lena Voss"),
        (SubjectKind.TOPIC, "里斯本"),
        (SubjectKind.TOPIC, "实验室"),
        (SubjectKind.OUTLET, "晨星日报"),
    ]
    assert all(each.person for each in subscription.subjects if each.kind is SubjectKind.PERSON)
    assert subscription.own_only
    assert "只收：沈硯秋、Lena Voss、里斯本" in plain(answer)
    assert "目前還沒有符合的文章" in answer.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"person": "張維"}, "「張維」可能是好幾個人"),
        ({"person": "火山口"}, "找不到「火山口」這個人"),
        ({"topic": "——"}, "「——」裡沒有可以找的字"),
        ({"topic": "、".join(map(str, range(11)))}, "同一個選項最多 10 個"),
        ({"tag": "日報"}, "只有論壇的貼文有標籤"),
        ({"channel": FORUM, "tag": "火山"}, "那個論壇沒有「火山」這個標籤"),
        ({"role": STAFF_ROLE}, "我不能提及那個身分組"),
        ({"days": "daily", "zone": "Mars"}, "沒有「Mars」這個時區"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_reason(
    discord: WireDiscord, store: Store, options: dict[str, Value], expected: str
) -> None:
    answer = await order(discord, **options)

    assert expected in plain(answer)
    assert await store.digests.next_runs(LIBRARY) == []


@pytest.mark.usefixtures("bot")
async def test_one_of_several_people_is_named_by_the_number_that_is_told(discord: WireDiscord, store: Store) -> None:
    refused = await order(discord, person="張維")
    numbers = re.findall(r"#(\d+) 張維 (\S+?)(?:、|$)", plain(refused))
    mayor = next(number for number, role in numbers if role == "市長")
    await order(discord, person=f"#{mayor}")

    assert (await standing(store)).subjects == (Subject(SubjectKind.PERSON, "張維", int(mayor)),)


@pytest.mark.usefixtures("bot")
async def test_a_change_leaves_what_was_not_given_and_the_place_in_the_chain(
    discord: WireDiscord, store: Store
) -> None:
    await order(discord, person="沈硯秋", topic="里斯本", when_empty="say", role=READERS_ROLE)
    [before] = await store.digests.next_runs(LIBRARY)
    answer = await give(discord, "edit", digest="新聞", time="18:30", topic="-", when_late="skip")
    [after] = await store.digests.next_runs(LIBRARY)
    changed = after.subscription

    assert (after.id, after.after) == (before.id, before.after)
    assert after.due_at > datetime.now(UTC)
    assert changed.local_time == time(18, 30)
    assert [each.words for each in changed.subjects] == ["沈硯秋"]
    assert (changed.posts_empty, changed.catches_up, changed.role) == (True, False, READERS_ROLE.id)
    assert f"提及 <@&{READERS_ROLE.id}> · 沒有新文章也說一聲 · 錯過時間就併入下一則" in answer.text
    assert not answer.pings


@pytest.mark.usefixtures("bot")
async def test_everyone_stands_for_nobody(discord: WireDiscord, store: Store) -> None:
    await order(discord, role=READERS_ROLE)
    await give(discord, "edit", digest="新聞", role=EVERYONE)

    assert (await standing(store)).role is None


@pytest.mark.usefixtures("bot")
async def test_a_change_of_nothing_that_is_there_is_refused(discord: WireDiscord) -> None:
    assert "沒有這份剪報" in (await give(discord, "edit", digest="9", time="10")).text
    assert "沒有這份剪報" in (await give(discord, "edit", Scene(guild=OTHER_GUILD), digest="1", time="10")).text


@pytest.mark.usefixtures("bot")
async def test_a_digest_rests_and_goes_on(discord: WireDiscord, store: Store) -> None:
    await order(discord)
    paused = await give(discord, "pause", digest="新聞")
    listed = await give(discord, "list")
    choices = [
        await discord.autocomplete(f"digest {command}", "digest", "", user=EDITOR) for command in ("pause", "resume")
    ]
    resting = (await standing(store)).paused
    resumed = await give(discord, "resume", digest="新聞")

    assert "先停了" in paused.text
    assert "暫停中" in listed.text
    assert list(map(len, choices)) == [0, 1]
    assert resting
    assert "恢復了" in resumed.text
    assert not (await standing(store)).paused


@pytest.mark.usefixtures("bot")
async def test_a_preview_of_the_newest_turns_its_own_pages(discord: WireDiscord) -> None:
    await order(discord, topic="里斯本")
    preview = await give(discord, "preview", newest=200)
    tried = await give(discord, "preview", newest=1)

    assert REED.title in preview.text
    assert "只收：里斯本" in preview.text
    assert REED.title in tried.text
    assert [button.custom_id for button in preview.buttons if button.custom_id and "+200" not in button.custom_id] == []


# Places


@pytest.mark.usefixtures("bot")
async def test_a_forum_takes_posts_under_a_tag(discord: WireDiscord, store: Store) -> None:
    offered = await discord.autocomplete("digest add", "tag", "日", {"channel": FORUM, "time": "9"}, user=EDITOR)
    await order(discord, channel=FORUM, tag=offered[0]["value"])
    subscription = await standing(store)
    again = await discord.autocomplete("digest edit", "tag", "", {"digest": str(subscription.id)}, user=EDITOR)

    assert [choice["name"] for choice in offered] == [DAILY_TAG.name]
    assert (subscription.is_forum, subscription.tag) == (True, DAILY_TAG.id)
    assert [choice["name"] for choice in again] == [DAILY_TAG.name, STAFF_TAG.name]


@pytest.mark.usefixtures("bot")
async def test_a_forum_that_asks_for_a_tag_gets_one(discord: WireDiscord, store: Store) -> None:
    discord.change_tags(FORUM, DAILY_TAG, needed=True)
    refused = await order(discord, channel=FORUM)
    await order(discord, channel=FORUM, tag=DAILY_TAG.name)
    moved = await give(discord, "edit", digest="論壇", channel=NEWS)

    assert "一定要有標籤" in refused.text
    assert f"<#{NEWS.id}>" in moved.text
    assert (await standing(store)).tag is None
    assert not (await standing(store)).is_forum


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("denied", "tag", "expected"),
    [
        ((Permission.SEND_MESSAGES,), "日報", "發送訊息"),
        ((Permission.READ_MESSAGE_HISTORY,), "日報", "讀取訊息歷史"),
        ((), "公告", "管理討論串"),
    ],
)
async def test_what_lacks_in_a_forum_is_told(
    discord: WireDiscord, denied: tuple[Permission, ...], tag: str, expected: str
) -> None:
    await discord.deny(FORUM, *denied)
    refused = await order(discord, channel=FORUM, tag=tag)

    assert refused.text.endswith(f"缺少權限：{expected}")


@pytest.mark.usefixtures("bot")
async def test_a_locked_thread_and_a_channel_that_is_gone_are_refused(discord: WireDiscord) -> None:
    discord.archive(NEWS_THREAD, locked=True)
    locked = await order(discord, channel=NEWS_THREAD)
    await discord.delete_channel(FORUM)
    gone = await order(discord, channel=FORUM)

    assert "管理討論串" in locked.text
    assert "那個頻道已經不在了" in gone.text


# What is offered


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("option", "typed", "expected"),
    [
        ("person", "沈砚", "沈硯秋"),
        ("person", "張維、lena", "張維、Lena Voss"),
        ("outlet", "晨星", "晨星日報"),
        ("outlet", "甲報, 内部", "甲報、內部通訊"),
    ],
)
async def test_the_last_of_several_names_is_completed(
    discord: WireDiscord, option: str, typed: str, expected: str
) -> None:
    offered = await discord.autocomplete("digest add", option, typed, {"channel": NEWS, "time": "9"}, user=EDITOR)

    assert expected in [choice["value"] for choice in offered]
    assert await discord.autocomplete("digest add", option, typed, {"channel": NEWS, "time": "9"}) == []


async def test_every_text_of_orders_fits_in_every_language(discord: WireDiscord, bot: Bot) -> None:
    del bot
    for locale in ("zh-TW", "zh-CN", "en-US"):
        here = Scene(locale=locale)
        await give(discord, "add", here, channel=NEWS, time="9", days="6", topic="里斯本", role=READERS_ROLE)
        answers = [
            await give(discord, "edit", here, digest="新聞", only_ours=True),
            await give(discord, "list", here),
            await give(discord, "pause", here, digest="新聞"),
            await give(discord, "resume", here, digest="新聞"),
            await give(discord, "preview", here),
            await give(discord, "remove", here, digest="新聞"),
        ]
        assert all(answer.ephemeral and not answer.pings for answer in answers)
