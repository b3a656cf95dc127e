"""Members choose for themselves, moderators for their server; both may have what is kept of them deleted."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

import pytest

from bot.chat.client import Bot
from bot.model import Holdings, MemberPreferences, Notation, Order, Preferences, Rhythm, ServerPreferences
from bot.store import Store
from tests.chat.newsroom import PUBLIC
from tests.chat.wire import Install, Message, Scene, WireDiscord
from tests.chat.wire.places import EDITOR, FOREIGN_GUILD, GUILD, NEWS, OTHER_GUILD, READER
from tests.store.press import Print, deliver

OF_GUILD = f"guild:{GUILD.id}"
BY_EDITOR = Scene(user=EDITOR)
VIDEO = Print(
    "影片公司换人\n\n软件公司的程序员林若云说：“软件是我的一切。”\n林若云的软件公司在网络上发布视频。",
    source="video.txt",
    people={"林若云": []},
    key_sentences=["林若云的软件公司在网络上发布视频。"],
)


Choices = Mapping[str, str | bool]


async def said(discord: WireDiscord, command: str, options: Choices, scene: Scene) -> Message:
    return await (await discord.command(command, {**options}, **scene)).message()


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-TW", ["你的設定", "語言：** 跟隨你的 Discord", "字形：** 我的字形", "標音：** 依語言"]),
        ("zh-CN", ["你的设置", "语言：** 跟随你的 Discord", "字形：** 我的字形", "注音：** 依语言"]),
        ("en-US", ["Your settings", "Language:** as your Discord says", "Characters:** my script"]),
    ],
)
@pytest.mark.parametrize("scene", [Scene(), Scene(guild=None), Scene(guild=FOREIGN_GUILD)])
@pytest.mark.usefixtures("bot")
async def test_without_options_a_member_is_shown_what_holds_wherever_they_are(
    discord: WireDiscord, locale: str, expected: list[str], scene: Scene
) -> None:
    message = await said(discord, "settings mine", {}, scene | Scene(locale=locale))

    assert message.ephemeral
    assert [each for each in expected if each not in message.text] == []
    assert "</settings delete-mine:" in message.text


async def test_what_a_member_chooses_is_kept_and_the_answer_speaks_it(
    discord: WireDiscord, bot: Bot, store: Store
) -> None:
    del bot
    chosen: Choices = {
        "language": "zh-HK",
        "characters": "written",
        "region-words": True,
        "reading": "jyutping",
        "private": True,
    }
    message = await said(discord, "settings mine", chosen, Scene(locale="en-US"))

    assert "已儲存" in message.text
    assert "繁體中文（香港）" in message.text
    assert "粵拼" in message.text
    expected = MemberPreferences("zh-HK", True, True, Notation.JYUTPING, True)  # noqa: FBT003 -- in their order
    assert await store.preferences.of(READER.id, None) == Preferences(expected)


async def test_each_choice_can_be_taken_back(discord: WireDiscord, bot: Bot, store: Store) -> None:
    del bot
    chosen: Choices = {
        "language": "en-US",
        "characters": "written",
        "region-words": True,
        "reading": "pinyin",
        "private": True,
    }
    back: Choices = {
        "language": "default",
        "characters": "default",
        "region-words": False,
        "reading": "default",
        "private": False,
    }
    await said(discord, "settings mine", chosen, Scene())
    message = await said(discord, "settings mine", back, Scene())

    assert "跟隨你的 Discord" in message.text
    assert await store.preferences.of(READER.id, None) == Preferences()


async def test_a_server_chooses_for_its_readers_and_for_its_digests(
    discord: WireDiscord, bot: Bot, store: Store
) -> None:
    del bot
    chosen = {"language": "zh-CN", "zone": "america/vancouver"}
    message = await said(discord, "settings server", chosen, BY_EDITOR | Scene(locale="en-US"))
    mine = await said(discord, "settings mine", {}, Scene(locale="en-US"))
    ordered = await (await discord.command("digest add", {"channel": NEWS, "time": "09:00"}, **BY_EDITOR)).message()

    assert "简体中文" in message.text
    assert "America/Vancouver" in message.text
    assert "简体中文（这个服务器选的）" in mine.text
    assert "America/Vancouver" in ordered.text.replace("\\", "")
    assert (await store.preferences.of(0, OF_GUILD)).server == ServerPreferences("zh-CN", "America/Vancouver")


async def test_a_servers_choice_can_be_taken_back(discord: WireDiscord, bot: Bot, store: Store) -> None:
    del bot
    await said(discord, "settings server", {"language": "zh-CN", "zone": "UTC"}, BY_EDITOR)
    message = await said(discord, "settings server", {"language": "default", "zone": "default"}, BY_EDITOR)

    assert "Asia/Taipei（預設）" in message.text
    assert await store.preferences.of(0, OF_GUILD) == Preferences()


@pytest.mark.usefixtures("bot")
async def test_a_zone_is_completed_and_one_that_is_none_refused(discord: WireDiscord) -> None:
    first = await discord.autocomplete("settings server", "zone", "", **BY_EDITOR)
    typed = await discord.autocomplete("settings server", "zone", "taip", **BY_EDITOR)
    refused = await said(discord, "settings server", {"zone": "Mars"}, BY_EDITOR)

    assert first[0] == {"name": "Asia/Taipei（預設）", "value": "default"}
    assert [choice["value"] for choice in typed] == ["Asia/Taipei"]
    assert "Mars" in refused.text


@pytest.mark.parametrize("command", ["settings server", "settings delete-server"])
@pytest.mark.parametrize(
    "scene",
    [
        Scene(),
        Scene(user=EDITOR, guild=None),
        Scene(user=EDITOR, guild=FOREIGN_GUILD),
        Scene(user=EDITOR, guild=GUILD, installs=[Install.USER]),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_what_is_a_servers_is_for_those_who_manage_it(discord: WireDiscord, command: str, scene: Scene) -> None:
    message = await said(discord, command, {}, scene)

    assert message.ephemeral
    assert "管理伺服器" in message.text
    assert message.buttons == []


async def test_region_words_are_told_and_the_original_is_one_press_away(
    discord: WireDiscord, bot: Bot, store: Store
) -> None:
    del bot
    await deliver(store, PUBLIC, VIDEO)
    await said(discord, "settings mine", {"region-words": True}, Scene())
    card = await said(discord, "summary", {"topic": "林若云"}, Scene())
    original = await (await card.press("原文")).message()
    quotes = await said(discord, "quote", {"person": "林若云"}, Scene())

    assert "林若雲的軟體公司在網路上發佈視頻" in card.text
    assert "已換用台灣用語" in card.text
    assert "林若云的软件公司在网络上发布视频" in original.text
    assert "用語" not in original.text
    assert "軟體" not in quotes.text


async def test_a_member_has_their_own_deleted(discord: WireDiscord, bot: Bot, store: Store) -> None:
    del bot
    order = Order(channel=1, channel_name="", locale="zh-TW", local_time=time(0), zone="UTC", rhythm=Rhythm.AS_IT_COMES)
    due = datetime(2026, 11, 22, tzinfo=UTC)
    await store.digests.subscribe(OF_GUILD, order, created_by=READER.id, due_at=due, after=0)
    await said(discord, "settings mine", {"language": "en-US"}, Scene())
    message = await said(discord, "settings delete-mine", {}, Scene())
    again = await said(discord, "settings delete-mine", {}, Scene())

    assert "已刪除我為你記住的" in message.text
    assert "沒有什麼可刪" in again.text
    assert await store.digests.next_runs(OF_GUILD) == []
    assert await store.preferences.of(READER.id, None) == Preferences()


@pytest.mark.parametrize("typed", ["臺北編輯部", " 臺北編輯部 ", str(GUILD.id)])
async def test_a_server_has_all_of_it_deleted_once_its_name_is_typed(
    discord: WireDiscord, bot: Bot, store: Store, typed: str
) -> None:
    await bot.desks.preferences.change_server(OF_GUILD, {"locale": "zh-TW"})
    asked = await said(discord, "settings delete-server", {}, BY_EDITOR)
    what_goes = asked.text
    modal = await (await asked.press("刪除全部…")).modal()
    done = await (await modal.submit({"name": typed})).message()

    assert "會永久刪除：**1** 篇文章" in what_goes
    assert modal.title == "刪除這個伺服器的資料"
    assert done.ephemeral
    assert "已永久刪除：1 篇文章" in done.text
    assert done.buttons == []
    assert await store.holdings(OF_GUILD) == Holdings(0, 0, 0)
    assert await store.preferences.of(0, OF_GUILD) == Preferences()
    assert (await store.stats([PUBLIC])).articles > 0


async def test_nothing_is_deleted_under_another_name(discord: WireDiscord, bot: Bot, store: Store) -> None:
    del bot
    asked = await said(discord, "settings delete-server", {}, BY_EDITOR)
    modal = await (await asked.press("刪除全部…")).modal()
    refused = await (await modal.submit({"name": OTHER_GUILD.name})).message()

    assert "什麼都沒有刪除" in refused.text
    assert (await store.holdings(OF_GUILD)).articles == 1


async def test_nothing_is_deleted_by_who_no_longer_manages_the_server(
    discord: WireDiscord, bot: Bot, store: Store
) -> None:
    del bot
    asked = await said(discord, "settings delete-server", {}, BY_EDITOR)
    modal = await (await asked.press("刪除全部…")).modal()
    refused = await (await modal.submit({"name": GUILD.name}, permissions=READER.permissions)).message()

    assert "管理伺服器" in refused.text
    assert (await store.holdings(OF_GUILD)).articles == 1
