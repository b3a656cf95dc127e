"""What is new in Discord: since a member's last look or a day, the same again on every page."""

from typing import Unpack

import pytest

from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.store import Store
from tests.chat.wire import Message, Scene, WireDiscord
from tests.chat.wire.places import FOREIGN_GUILD, GUILD, OTHER_GUILD, OTHER_READER
from tests.store.press import PUBLIC, Print, Said, deliver

pytestmark = pytest.mark.usefixtures("bot")

NEWS = Print(
    "沈硯秋創辦新公司\n\n2024年6月3日，沈硯秋創辦新公司。\n沈硯秋說：「新的路，一步一步走。」",
    source="news.txt",
    published_on="2024-06-04",
    people={"沈硯秋": []},
    roles={},
    quotes=[Said(("新的路，一步一步走。",), "沈硯秋", "說")],
    dates={"2024年6月3日": "2024-06-03"},
    key_sentences=["2024年6月3日，沈硯秋創辦新公司。"],
)
NOTHING = {"zh-TW": "沒有新內容", "zh-CN": "没有新内容", "en-US": "Nothing new"}
AGAIN = {"zh-TW": "再看一次上次的", "zh-CN": "再看一次上次的", "en-US": "Show the last ones again"}


async def look(discord: WireDiscord, topic: str = "沈硯秋", **scene: Unpack[Scene]) -> Message:
    return await (await discord.command("changes", {"topic": topic}, **scene)).message()


async def arrive(store: Store, printed: Print = NEWS, library: str = PUBLIC) -> None:
    await deliver(store, library, printed, analysis_version=ANALYSIS_VERSION)


async def test_a_first_look_says_which_days_it_tells(discord: WireDiscord) -> None:
    message = await look(discord)

    assert message.text.startswith("## 沈硯秋\n-# 2024 年 5 月 9 日起刊出的文章裡的新內容\n-# 沒有指定日期")
    assert "新文章 2 篇" in message.text
    assert not message.ephemeral


@pytest.mark.parametrize("locale", NOTHING)
async def test_a_second_look_shows_nothing_but_the_last_one_again(discord: WireDiscord, locale: str) -> None:
    first = await look(discord, locale=locale)
    second = await look(discord, locale=locale)
    told = second.text
    again = await (await second.press(AGAIN[locale], locale=locale)).message()

    assert second.ephemeral
    assert NOTHING[locale] in told
    assert "<t:" in told
    assert ":R>" in told
    assert "example.com/reed" in first.text
    assert "example.com/reed" in again.text


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("zh-TW", "新的路，一步一步走。"), ("zh-CN", "新的路，一步一步走。"), ("en-US", "新的路，一步一步走。")],
)
async def test_a_look_shows_what_came_since_the_last(
    discord: WireDiscord, store: Store, locale: str, expected: str
) -> None:
    await look(discord, locale=locale)
    await arrive(store)
    message = await look(discord, locale=locale)

    assert expected in message.text
    assert "<t:" in message.text.splitlines()[1]
    assert "example.com/reed" not in message.text


async def test_pages_and_characters_of_a_look_move_no_mark(discord: WireDiscord, store: Store) -> None:
    await look(discord, locale="zh-CN")
    await arrive(store)
    card = await look(discord, locale="zh-CN")
    original = await (await card.press("原文", locale="zh-CN")).message()
    await arrive(store, Print("沈硯秋再談新公司\n\n沈硯秋再談。", source="more.txt", people={"沈硯秋": []}))
    written = await (await card.press("原文", locale="zh-CN")).message()
    new = await look(discord, locale="zh-CN")

    assert "沈砚秋创办新公司" in card.text
    assert "沈硯秋創辦新公司" in original.text
    assert original.text == written.text
    assert "沈砚秋再谈新公司" in new.text
    assert "沈砚秋创办新公司" not in new.text


async def test_each_member_looks_for_themselves(discord: WireDiscord) -> None:
    await look(discord, locale="zh-CN")

    assert not (await look(discord, user=OTHER_READER, locale="zh-CN")).ephemeral


async def test_a_servers_own_articles_are_new_there_alone(discord: WireDiscord, store: Store) -> None:
    for guild in (GUILD, OTHER_GUILD, FOREIGN_GUILD, None):
        await look(discord, guild=guild)
    await arrive(store, library=f"guild:{GUILD.id}")

    seen = {guild: "創辦新公司" in (await look(discord, guild=guild)).text for guild in (GUILD, OTHER_GUILD, None)}

    assert seen == {GUILD: True, OTHER_GUILD: False, None: False}


async def test_whoever_chooses_one_of_a_name_looks_at_them(discord: WireDiscord) -> None:
    asked = await look(discord, "張維")
    chosen = await (await asked.select(None, asked.selects[0]["options"][0]["value"])).message()
    later = await look(discord, "張維")
    second = await (await later.select(None, later.selects[0]["options"][0]["value"])).message()

    assert "新文章" in chosen.text
    assert "沒有新內容" in second.text


async def test_everything_is_told_where_no_topic_is_given(discord: WireDiscord) -> None:
    message = await (await discord.command("changes", {}, locale="en-US")).message()

    assert message.text.startswith("## What is new\n")
    assert "New articles" in message.text


@pytest.mark.parametrize(
    ("since", "expected"),
    [("香蕉", "since：請寫成 2024-05-01、5月1日、昨天或上週這樣的日期"), ("明天", "since：這一天還沒到")],
)
async def test_what_is_no_past_day_is_explained_to_the_asker_alone(
    discord: WireDiscord, since: str, expected: str
) -> None:
    message = await (await discord.command("changes", {"since": since})).message()

    assert message.ephemeral
    assert message.text == expected


async def test_a_look_that_nobody_else_sees(discord: WireDiscord) -> None:
    asked = await discord.command("changes", {"topic": "沈硯秋", "private": True})

    assert (await asked.message()).ephemeral
