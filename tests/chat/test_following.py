"""Following people and topics in Discord: begun by anyone for themselves, told once, stopped with one press."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Unpack

import pytest

from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.chat.client import Bot
from bot.chat.digests.poster import DiscordPoster
from bot.jobs.digests import deliverers
from bot.jobs.following.pace import GATHERING, INTERVAL, RARELY
from bot.jobs.following.service import LIMIT
from bot.jobs.following.watch import Watch
from bot.jobs.runner import Runner
from bot.model import Subject, SubjectKind
from bot.store import Store
from tests.chat.newsroom import at_work
from tests.chat.wire import Message, Scene, WireDiscord
from tests.chat.wire.places import (
    EDITOR,
    FOREIGN_GUILD,
    GENERAL,
    GUILD,
    NEWS,
    NEWS_THREAD,
    OTHER_READER,
    READER,
    Channel,
    ChannelType,
    Permission,
    User,
)
from tests.chat.wire.scene import Install, direct_channel
from tests.jobs.board import SetClock
from tests.store.press import PUBLIC, Print, Said, deliver

LOCALES = ["zh-TW", "zh-CN", "en-US"]
HOME = f"guild:{GUILD.id}"
RETURN = Print(
    "沈硯秋重返講台\n\n沈硯秋五月底重返大學講台，將開設兩門課程。\n沈硯秋表示：「離開之後，我終於有時間讀書了。」",
    source="return.txt",
    published_on="2024-05-28",
    people={"沈硯秋": []},
    quotes=[Said(("離開之後，我終於有時間讀書了。",), "沈硯秋", "表示")],
    key_sentences=["沈硯秋五月底重返大學講台，將開設兩門課程。"],
    url="https://example.com/return",
)
PRAISE = Print(
    "Voss談前任\n\nLena Voss說：「沈硯秋教會了我懷疑一切答案。」",
    source="praise.txt",
    published_on="2024-05-29",
    people={"Lena Voss": ["Voss"], "沈硯秋": []},
    quotes=[Said(("沈硯秋教會了我懷疑一切答案。",), "Lena Voss", "說")],
)
INTERNAL = Print(
    "內部消息\n\n沈硯秋下週回實驗室開會。",
    source="internal.txt",
    people={"沈硯秋": []},
    key_sentences=["沈硯秋下週回實驗室開會。"],
    outlet="內部通訊",
)


@dataclass
class Rounds:
    """The runners' rounds, at instants that Discord shares."""

    discord: WireDiscord
    store: Store
    clock: SetClock
    runners: tuple[Runner, ...]

    @classmethod
    def of(cls, discord: WireDiscord, bot: Bot, store: Store, converter: Converter) -> "Rounds":
        """Return the rounds of a bot."""
        clock = SetClock(datetime.now(UTC))
        delivering = Runner(
            "digests", deliverers(store, converter, DiscordPoster(bot, bot.desks.steps.mentions), clock), clock
        )
        return cls(discord, store, clock, (Runner("follows", [Watch(store, clock)], clock), delivering))

    async def publish(self, *printed: Print, library: str = PUBLIC) -> None:
        """Store articles."""
        for each in printed:
            await deliver(self.store, library, each)

    async def after(self, *lengths: timedelta) -> None:
        """Do what is due, after one length of time after the other."""
        for length in lengths:
            self.discord.clock.advance(length.total_seconds())
            self.clock.instant += length
            for runner in self.runners:
                await runner.run_due()

    async def tell(self, *printed: Print, library: str = PUBLIC) -> None:
        """Store articles and wait until they have been told."""
        await self.publish(*printed, library=library)
        await self.after(timedelta(0), INTERVAL + GATHERING)


@pytest.fixture
def rounds(discord: WireDiscord, bot: Bot, store: Store, converter: Converter) -> Rounds:
    return Rounds.of(discord, bot, store, converter)


async def follow(
    discord: WireDiscord, name: str = "沈硯秋", /, where: str = "direct", **scene: Unpack[Scene]
) -> Message:
    """Follow a person, and return the answer."""
    return await (await discord.command("follow person", {"name": name, "where": where}, **scene)).message()


async def following(discord: WireDiscord, **scene: Unpack[Scene]) -> Message:
    """List what is followed."""
    return await (await discord.command("following", **scene)).message()


def told(discord: WireDiscord, user: User = READER) -> list[Message]:
    """Return the bot's messages to a user, but for the first."""
    return discord.posts(direct_channel(user))[1:]


# Begun


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("locale", "expected", "first"),
    [
        ("zh-TW", "開始關注 **沈硯秋**", "我會在這裡告訴你"),
        ("zh-CN", "开始关注 **沈砚秋**", "我会在这里告诉你"),
        ("en-US", "You now follow **沈硯秋**", "I tell you here"),
    ],
)
async def test_a_member_follows_and_is_told_what_will_come(
    discord: WireDiscord, locale: str, expected: str, first: str
) -> None:
    answer = await follow(discord, locale=locale)
    [message] = discord.posts(direct_channel(READER))

    assert answer.only_for == READER
    assert expected in answer.text
    assert first in message.text
    assert "15" in message.text
    assert "</following:" in message.text


async def test_what_is_new_comes_once_in_a_direct_message(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord)
    await rounds.tell(RETURN, PRAISE)
    await rounds.after(*[INTERVAL] * 3)

    [message] = told(discord)
    assert "關注動態：沈硯秋" in message.text
    assert "離開之後，我終於有時間讀書了。" in message.text
    assert "沈硯秋教會了我懷疑一切答案。" in message.text
    assert "沈硯秋五月底重返大學講台" in message.text
    assert "https://example.com/return" in message.text
    assert [button.label for button in message.buttons][-1] == "停止關注"
    assert not message.pings


async def test_whoever_takes_no_messages_is_told_at_once(discord: WireDiscord, store: Store, bot: Bot) -> None:
    del bot
    discord.refuse_direct_messages(READER)
    answer = await follow(discord)

    assert "我傳不了私訊給你" in answer.text
    assert await store.follows.of_member(READER.id) == []


async def test_whoever_closes_their_messages_loses_nothing(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord)
    discord.refuse_direct_messages(READER)
    await rounds.tell(RETURN)
    posting = [request for request in discord.requests if request.status == 403]
    await rounds.after(*[timedelta(hours=1)] * 5)
    again = [request for request in discord.requests if request.status == 403]
    listed = await following(discord)
    discord.allow_direct_messages(READER)
    await rounds.after(RARELY)

    assert len(posting) == len(again) == 1
    assert "你不接收我的私訊" in listed.text
    [message] = told(discord)
    assert "沈硯秋五月底重返大學講台" in message.text
    assert "傳不到" not in (await following(discord)).text


async def test_following_once_more_mends_what_was_closed(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord)
    discord.refuse_direct_messages(READER)
    await rounds.tell(RETURN)
    discord.allow_direct_messages(READER)
    await follow(discord)
    await rounds.after(timedelta(minutes=1))

    assert ["沈硯秋五月底重返大學講台" in message.text for message in told(discord)] == [False, True]


@pytest.mark.usefixtures("bot")
async def test_in_the_conversation_with_the_bot_what_is_begun_stays(discord: WireDiscord) -> None:
    answer = await follow(discord, guild=None)

    assert not answer.ephemeral
    assert "15" in answer.text
    assert discord.posts(direct_channel(READER)) == [answer]


@pytest.mark.usefixtures("bot")
async def test_a_name_of_several_is_chosen_and_followed(discord: WireDiscord, store: Store) -> None:
    answer = await follow(discord, "張維")
    chosen = await (await answer.select(None, answer.selects[0]["options"][0]["value"])).message()

    assert "開始關注 **張維**" in chosen.text
    [followed] = await store.follows.of_member(READER.id)
    assert followed.follow.subject.person is not None


@pytest.mark.usefixtures("bot")
async def test_a_name_that_nobody_has_is_answered_with_the_nearest(discord: WireDiscord) -> None:
    answer = await follow(discord, "沈彥秋")

    assert "沈硯秋" in answer.text
    assert answer.only_for == READER


@pytest.mark.usefixtures("bot")
async def test_names_are_completed(discord: WireDiscord) -> None:
    choices = await discord.autocomplete("follow person", "name", "沈")

    assert [choice["value"] for choice in choices] == ["沈硯秋"]


async def test_a_topic_is_followed_in_either_script(discord: WireDiscord, rounds: Rounds) -> None:
    asked = await discord.command("follow topic", {"words": "大学 课程", "script": "simplified"}, locale="zh-TW")
    answer = await asked.message()
    await rounds.tell(RETURN)

    assert "開始關注 **大学 课程**" in answer.text or "開始關注 **大學 課程**" in answer.text
    [message] = told(discord)
    assert "关注动态：大学 课程" in message.text
    assert "沈砚秋五月底重返大学讲台" in message.text


@pytest.mark.usefixtures("bot")
async def test_a_topic_needs_words(discord: WireDiscord) -> None:
    asked = await discord.command("follow topic", {"words": "「」…"})

    assert "沒有可以找的字詞" in (await asked.message()).text


# Where


async def test_a_channel_follows_by_whoever_manages_its_messages(discord: WireDiscord, rounds: Rounds) -> None:
    refused = await follow(discord, where="here", user=READER)
    answer = await follow(discord, where="here", user=EDITOR)
    await rounds.tell(RETURN)

    assert "必須是可以管理那裡訊息的成員" in refused.text
    assert f"<#{NEWS.id}> 開始關注 **沈硯秋**" in answer.text
    [post] = discord.posts(NEWS)
    assert "沈硯秋五月底重返大學講台" in post.text
    assert discord.posts(direct_channel(EDITOR)) == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("denied", "expected"), [(Permission.SEND_MESSAGES, "發送訊息"), (Permission.READ_MESSAGE_HISTORY, "讀取訊息歷史")]
)
async def test_what_the_bot_lacks_in_a_channel_is_named(
    discord: WireDiscord, denied: Permission, expected: str
) -> None:
    await discord.deny(NEWS, denied)
    answer = await follow(discord, where="here", user=EDITOR)

    assert expected in answer.text


async def test_a_thread_follows(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord, where="here", user=EDITOR, channel=NEWS_THREAD)
    await rounds.tell(RETURN)

    assert len(discord.posts(NEWS_THREAD)) == 1


@pytest.mark.parametrize(
    "scene",
    [
        Scene(guild=None),
        Scene(guild=FOREIGN_GUILD),
        Scene(guild=None, channel=Channel(77, "", ChannelType.GROUP_DM), installs={Install.USER}),
    ],
    ids=["with the bot", "a server without it", "a private channel"],
)
async def test_elsewhere_only_direct_messages_and_public_articles(
    discord: WireDiscord, rounds: Rounds, scene: Scene
) -> None:
    asked = await discord.command("follow person", {"name": "沈硯秋", "where": "here"}, **scene)
    refused = await asked.message()
    await follow(discord, **scene)
    await rounds.tell(INTERNAL, library=HOME)
    await rounds.tell(RETURN)
    news = [each for each in discord.posts(direct_channel(READER)) if "關注動態" in each.text]

    assert "只能在已安裝剪報的伺服器裡關注" in refused.text
    assert ["重返大學講台" in each.text for each in news] == [True]
    assert not any("內部通訊" in each.text for each in news)


async def test_what_a_server_added_comes_to_its_members_until_they_leave(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord)
    await follow(discord, user=OTHER_READER)
    discord.leave(GUILD, OTHER_READER)
    await rounds.tell(INTERNAL, library=HOME)
    await rounds.tell(RETURN)

    assert ["內部通訊" in each.text for each in told(discord)] == [True, False]
    assert ["重返大學講台" in each.text for each in told(discord, OTHER_READER)] == [True]


async def test_who_has_left_does_not_turn_the_pages_either(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord, locale="zh-CN")
    await rounds.tell(INTERNAL, library=HOME)
    [message] = told(discord)
    there = await (await message.press("原文", locale="zh-CN")).message()
    discord.leave(GUILD, READER)
    gone = await (await message.press("原文", locale="zh-CN")).message()

    assert "沈硯秋下週回實驗室開會。" in there.text
    assert gone.text == "这里没有你现在看得到的内容。"


async def test_a_server_that_throws_the_bot_out_is_read_no_more(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord)
    await discord.remove_bot(GUILD)
    await rounds.tell(INTERNAL, library=HOME)
    await rounds.tell(RETURN)

    [message] = told(discord)
    assert "內部通訊" not in message.text


# Pressed


@pytest.mark.parametrize(
    ("command", "options", "expected"),
    [
        ("who", {"name": "沈硯秋"}, "沈硯秋"),
        ("quote", {"person": "Voss"}, "Lena Voss"),
        ("when", {"topic": "沈硯秋"}, "沈硯秋"),
        ("summary", {"topic": "沈硯秋"}, "沈硯秋"),
        ("search", {"words": "里斯本實驗室"}, "里斯本實驗室"),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_a_card_is_followed_with_one_press(
    discord: WireDiscord, command: str, options: dict[str, str], expected: str
) -> None:
    card = await (await discord.command(command, options)).message()
    first = await (await card.press("關注", user=OTHER_READER)).message()
    second = await (await card.press("關注", user=OTHER_READER)).message()
    known = second.text
    stopped = await (await second.press("停止關注")).message()

    assert f"開始關注 **{expected}**" in first.text
    assert f"你已經在關注 **{expected}** 了" in known
    assert f"已停止關注 **{expected}**" in stopped.text
    assert len(discord.posts(direct_channel(OTHER_READER))) == 1


@pytest.mark.usefixtures("bot")
async def test_an_article_is_not_offered_to_be_followed(discord: WireDiscord) -> None:
    card = await (await discord.command("summary", {"topic": "首席科學家離開里斯本實驗室"})).message()

    assert "關注" not in [button.label for button in card.buttons]


async def test_news_that_are_gone_can_still_be_stopped(discord: WireDiscord, rounds: Rounds, store: Store) -> None:
    await follow(discord)
    await rounds.tell(RETURN)
    [message] = told(discord)
    [article] = await store.articles(folded_title=fold(RETURN.title), libraries=[PUBLIC])
    await store.forget(PUBLIC, article.id)
    stopped = await (await message.press("停止關注")).message()

    assert "已停止關注 **沈硯秋**" in stopped.text


async def test_news_of_hostile_words_are_only_words(discord: WireDiscord, rounds: Rounds) -> None:
    words = "**重返** [大學](https://evil.example) <@100000000000000003> @everyone"
    hostile = replace(
        RETURN,
        body=f"{RETURN.body}\n{words}",
        key_sentences=[words],
        people={"沈硯秋": [], "<@100000000000000003>": []},
        outlet="@everyone",
    )
    await (await discord.command("follow topic", {"words": words})).message()
    await rounds.tell(hostile)
    listed = await following(discord)

    [message] = told(discord)
    assert "[大學](https" not in message.text
    assert not message.pings
    assert not listed.pings
    assert "\\*\\*重返" in message.text
    assert "\\*\\*重返" in listed.text


async def test_news_of_one_stop_with_one_press(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord)
    await rounds.tell(RETURN)
    [message] = told(discord)
    stopped = await (await message.press("停止關注")).message()
    again = await (await message.press("停止關注")).message()
    await rounds.tell(PRAISE)

    assert "已停止關注 **沈硯秋**" in stopped.text
    assert "這裡沒有還在關注的" in again.text
    assert len(told(discord)) == 1


async def test_of_news_of_several_one_is_chosen_to_stop(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord)
    await follow(discord, "Lena Voss")
    await rounds.tell(RETURN, PRAISE)
    [message] = told(discord)
    which = await (await message.press("停止關注")).message()
    stopped = await (await which.select(None, "沈硯秋")).message()

    assert "關注動態：沈硯秋、Lena Voss" in message.text
    assert "已停止關注 **沈硯秋**" in stopped.text
    assert "Lena Voss" in (await following(discord)).text
    assert "沈硯秋" not in (await following(discord)).text


async def test_buttons_outlive_the_bot_and_the_years(discord: WireDiscord, store: Store, converter: Converter) -> None:
    async with at_work(discord, store, converter) as bot:
        await follow(discord)
        await Rounds.of(discord, bot, store, converter).tell(RETURN)
    [message] = told(discord)
    async with at_work(discord, store, converter):
        turned = await (await message.press("我的字形", locale="zh-CN")).message() if message.buttons[1:] else None
        stopped = await (await message.press("停止關注")).message()

    assert turned is None or "沈砚秋" in turned.text
    assert "已停止關注" in stopped.text


async def test_a_members_press_does_not_stop_a_channel(discord: WireDiscord, rounds: Rounds) -> None:
    await follow(discord, where="here", user=EDITOR)
    await rounds.tell(RETURN)
    [post] = discord.posts(NEWS)
    refused = await (await post.press("停止關注", user=READER)).message()
    stopped = await (await post.press("停止關注", user=EDITOR)).message()

    assert "這不是你的關注" in refused.text
    assert "已停止關注 **沈硯秋**" in stopped.text


# Listed


async def test_the_list_tells_where_since_when_and_how_it_goes(discord: WireDiscord, rounds: Rounds) -> None:
    empty = await following(discord)
    await follow(discord)
    fresh = await following(discord)
    await rounds.tell(RETURN)
    listed = await following(discord)

    assert "還沒有關注任何人或主題" in empty.text
    assert "私訊" in fresh.text
    assert "還沒有新消息" in fresh.text
    assert "含這個伺服器的文章" in fresh.text
    assert "上次通知 <t:" in listed.text
    assert listed.only_for == READER


@pytest.mark.usefixtures("bot")
async def test_moderators_see_what_channels_follow_and_stop_it(discord: WireDiscord) -> None:
    await follow(discord, where="here", user=EDITOR, channel=GENERAL)
    theirs = await following(discord, user=EDITOR)
    shown = theirs.text
    members = await following(discord, user=READER)
    stopped = await (await theirs.select(None, "沈硯秋")).message()

    assert f"<#{GENERAL.id}>" in shown
    assert "還沒有關注任何人或主題" in members.text
    assert "已停止關注 **沈硯秋**" in stopped.text


async def test_the_longest_list_has_pages_and_stops_at_once(discord: WireDiscord, store: Store, bot: Bot) -> None:
    await follow(discord)
    to = (await store.follows.of_member(READER.id))[0].subscription
    service = bot.desks.following.following
    for number in range(LIMIT - 1):
        subject = Subject(SubjectKind.TOPIC, f"**{number}** @everyone " + "長" * 80)
        await store.follows.begin(
            subject, replace(to, subjects=()), seen_in=PUBLIC, created_by=READER.id, now=datetime.now(UTC), limit=LIMIT
        )
    refused = await follow(discord, "Lena Voss")
    listed = await following(discord)
    turned = await (await listed.press("下一頁")).message()
    shown = turned.text
    stopped = await (await turned.select(None, "all")).message()

    assert f"最多關注 {LIMIT} 項" in refused.text
    assert "第 2 頁" in shown
    assert not turned.pings
    assert "已停止關注" in stopped.text
    assert await service.of_member(READER.id) == []
