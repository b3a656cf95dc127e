"""What is known of a message: its names, dates and quoted words, for whoever asks, wherever they are, alone."""

from typing import Unpack

import pytest

from bot.store import Store
from tests.chat.wire import Install, Message, Reply, Scene, WireDiscord
from tests.chat.wire.places import FOREIGN_GUILD, GUILD, OTHER_GUILD, READER, Channel
from tests.chat.wire.scene import direct_channel
from tests.store.press import Print, deliver

pytestmark = pytest.mark.usefixtures("bot")

MENU = "Names and dates here"
CHANNEL = GUILD.channels[0]
SAID = "沈砚秋2024年5月15日说：“在这里面对的每一个问题，都让我了解自己。”Lena Voss也在。"


async def here(discord: WireDiscord, said: Message, **scene: Unpack[Scene]) -> Message:
    return await (await discord.message_command(MENU, said, **scene)).message()


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-TW", ["這則訊息裡", "2024年5月15日：2024 年 5 月 15 日", "**沈硯秋**", "首席科學家"]),
        ("zh-CN", ["这条消息里", "2024年5月15日：2024 年 5 月 15 日", "**沈砚秋**", "首席科学家"]),
        ("en-US", ["In this message", "2024年5月15日\\: 15 May 2024", "**沈硯秋**", "首席科學家"]),
    ],
)
async def test_names_dates_and_quoted_words_are_told(discord: WireDiscord, locale: str, expected: list[str]) -> None:
    message = await here(discord, await discord.say(CHANNEL, SAID), locale=locale)

    assert message.ephemeral
    assert [text for text in expected if text not in message.text] == []
    assert "example.com/reed" in message.text
    assert [option["label"] for option in message.selects[0]["options"]] == (
        ["沈砚秋", "Lena Voss"] if locale == "zh-CN" else ["沈硯秋", "Lena Voss"]
    )


async def test_one_goes_on_to_the_card_of_a_person(discord: WireDiscord) -> None:
    message = await here(discord, await discord.say(CHANNEL, SAID))
    card = await (await message.select(None, "Lena Voss")).message()

    assert card.text.startswith("## Lena Voss")


async def test_dates_are_those_of_the_messages_day(discord: WireDiscord) -> None:
    said = await discord.say(CHANNEL, "沈硯秋昨天辭職，下個月上任。")
    message = await here(discord, said)

    assert "- 昨天：" in message.text
    assert "- 下個月：" in message.text


@pytest.mark.parametrize("locale", ["zh-TW", "zh-CN", "en-US"])
async def test_whom_the_archive_does_not_know_it_names(discord: WireDiscord, locale: str) -> None:
    message = await here(discord, await discord.say(CHANNEL, "董事長余大同今天表示反對。"), locale=locale)
    expected = {"zh-TW": "資料庫裡沒有：余大同", "zh-CN": "资料库里没有：", "en-US": "Not in the archive\\: 余大同"}

    assert expected[locale] in message.text


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-TW", "這則訊息沒有我讀得懂的文字。"),
        ("zh-CN", "这条消息没有我能读的文字。"),
        ("en-US", "This message has no words that I could read."),
    ],
)
async def test_a_message_without_words_says_so(discord: WireDiscord, locale: str, expected: str) -> None:
    stickers = await discord.say(CHANNEL, stickers=["貓"])
    emoji = await discord.say(CHANNEL, "<:cat:123456789012345678> <@100000000000000001>")

    assert (await here(discord, stickers, locale=locale)).text == expected
    assert (await here(discord, emoji, locale=locale)).text == expected


@pytest.mark.parametrize(
    "text",
    ["哈哈", "https://example.com/", "`" * 50, "|" * 1900, "[" * 1900, "「" * 1900, "a" * 1900, "\u202e\u200b。"],
)
async def test_a_message_that_tells_nothing_or_is_hostile_is_answered_in_a_line(
    discord: WireDiscord, text: str
) -> None:
    message = await here(discord, await discord.say(CHANNEL, text))

    assert message.ephemeral
    assert message.text in {"這則訊息提到的，資料庫裡都沒有。", "這則訊息沒有我讀得懂的文字。"}


async def test_previews_forwarded_messages_and_cards_are_read_too(discord: WireDiscord) -> None:
    preview = await discord.say(
        CHANNEL, "看", embeds=[{"type": "article", "title": "沈硯秋離職", "description": "今天"}]
    )
    forwarded = await discord.say(CHANNEL, forwarded=await discord.say(CHANNEL, SAID))
    card = await (await discord.command("quote", {"person": "沈硯秋"})).message()

    for message in (preview, forwarded, card):
        assert "沈硯秋" in (await here(discord, message)).text


async def test_markdown_of_a_stranger_does_nothing(discord: WireDiscord) -> None:
    said = await discord.say(CHANNEL, "**董事長余大同**今天說：「[點](https://evil.example) @everyone」")
    message = await here(discord, said)

    assert not message.pings
    assert "](https://evil.example" not in message.text


@pytest.mark.parametrize(
    ("scene", "seen"),
    [
        (Scene(guild=GUILD), True),
        (Scene(guild=OTHER_GUILD, channel=OTHER_GUILD.channels[0]), False),
        (Scene(guild=FOREIGN_GUILD, channel=FOREIGN_GUILD.channels[0]), False),
        (Scene(guild=GUILD, installs=[Install.USER]), False),
    ],
)
async def test_a_servers_own_articles_are_known_only_there(
    discord: WireDiscord, store: Store, scene: Scene, *, seen: bool
) -> None:
    printed = Print("余大同到訪\n\n余大同祕密到訪港口，見了三位船長。", source="visit.txt", people={"余大同": []})
    await deliver(store, f"guild:{GUILD.id}", printed)
    said = await discord.say(scene.get("channel", CHANNEL), "董事長余大同今天表示反對。")
    message = await here(discord, said, **scene)

    assert ("祕密到訪" in message.text) is seen


async def test_it_works_in_direct_messages(discord: WireDiscord) -> None:
    private = Channel(direct_channel(READER).id, "", direct_channel(READER).type, recipient=READER)
    said = Message(1_574_060_670_486_315_008, private, READER, discord, content=SAID)
    asked = await discord.message_command(MENU, said, guild=None, channel=private)

    assert (await asked.response()).type in {Reply.MESSAGE, Reply.DEFERRED_MESSAGE}
    assert "首席科學家" in (await asked.message()).text


async def test_it_is_offered_everywhere_in_three_languages(discord: WireDiscord) -> None:
    [menu] = [command for command in discord.commands if command["name"] == MENU]

    assert menu["name_localizations"] == {"zh-TW": "這裡的人物與日期", "zh-CN": "这里的人物和日期", "en-US": MENU}
    assert sorted(menu["contexts"]) == [0, 1, 2]
    assert sorted(menu["integration_types"]) == [0, 1]
