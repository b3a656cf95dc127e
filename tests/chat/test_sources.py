"""The sources of a page: the paragraphs that hold its words, for the presser alone, so that each can be checked."""

import pytest

from bot.answers.conversion import Converter
from bot.store import Store
from tests.chat.newsroom import LONG, at_work
from tests.chat.wire import Message, WireDiscord
from tests.chat.wire.places import FOREIGN_GUILD, GUILD, OTHER_READER
from tests.chat.wire.shape import Json


async def sources(discord: WireDiscord, command: str, options: Json, *, locale: str = "zh-TW") -> Message:
    card = await (await discord.command(command, options, locale=locale)).message()
    label = {"zh-TW": "來源", "zh-CN": "来源", "en-US": "Sources"}[locale]
    return await (await card.press(label, locale=locale)).message()


@pytest.mark.usefixtures("bot")
async def test_the_words_are_marked_in_their_paragraph_with_how_they_are_attributed(discord: WireDiscord) -> None:
    shown = await sources(discord, "quote", {"person": "沈硯秋"}, locale="en-US")

    assert shown.ephemeral
    assert (
        "\n> 沈硯秋表示：「**在這裡面對的每一個問題，都讓我了解自己。**」\n-# 沈硯秋\\: after “表示”, about 90% sure"
        in shown.text
    )
    assert "\\[1\\] **[首席科學家離開里斯本實驗室](https://example.com/reed)**\n-# 晨星日報 · 15 May 2024" in shown.text


@pytest.mark.usefixtures("bot")
async def test_they_are_as_written_until_the_other_view_is_asked_for(discord: WireDiscord) -> None:
    shown = await sources(discord, "who", {"name": "沈硯秋"}, locale="zh-CN")
    assert "**在這裡面對的每一個問題，都讓我了解自己。**" in shown.text
    turned = await (await shown.press("我的字形", locale="zh-CN")).message()

    assert "**在这里面对的每一个问题，都让我了解自己。**" in turned.text
    assert "已转换字形" in turned.text


@pytest.mark.usefixtures("bot")
async def test_a_public_card_stays_and_the_presser_alone_sees_the_sources(discord: WireDiscord) -> None:
    card = await (await discord.command("search", {"words": "里斯本"}, locale="zh-TW")).message()
    before = card.text
    shown = await (await card.press("來源", user=OTHER_READER, locale="en-US")).message()

    assert "里斯本" in shown.text
    assert shown.only_for == OTHER_READER
    assert card.text == before


@pytest.mark.usefixtures("bot")
async def test_a_long_paragraph_is_turned_page_by_page_and_nothing_is_lost(discord: WireDiscord) -> None:
    card = await (await discord.command("quote", {"person": "陶望之", "private": True})).message()
    await (await card.press("來源")).message()
    pages = [card.text]
    while not next(button for button in card.buttons if button.label == "下一頁").disabled:
        await (await card.press("下一頁")).message()
        pages.append(card.text)
        assert len(pages) < 20

    lines = (line for page in pages for line in page.splitlines() if line.startswith("> "))
    read = "".join(line.removeprefix("> ").replace("**", "") for line in lines)
    assert read == LONG.body.partition("\n\n")[2]
    assert "沒有連結" in card.text


async def test_they_are_of_that_page_after_a_restart(discord: WireDiscord, store: Store, converter: Converter) -> None:
    async with at_work(discord, store, converter):
        card = await (await discord.command("who", {"name": "沈硯秋"})).message()
    async with at_work(discord, store, converter):
        shown = await (await card.press("來源")).message()

    assert "**在這裡面對的每一個問題，都讓我了解自己。**" in shown.text


@pytest.mark.usefixtures("bot")
async def test_nobody_sees_the_sources_of_another_server(discord: WireDiscord) -> None:
    card = await (await discord.command("search", {"words": "沈硯秋"}, guild=GUILD)).message()
    here = await (await card.press("來源", guild=GUILD)).message()
    there = await (await card.press("來源", guild=FOREIGN_GUILD, channel=FOREIGN_GUILD.channels[0])).message()

    assert "內部通訊" in here.text
    assert "內部通訊" not in there.text
    assert "晨星日報" in there.text
