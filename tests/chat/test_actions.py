"""What can be done with an answer: it leads on to other questions, for whoever presses."""

import pytest

from bot.answers.conversion import Converter
from bot.store import Store
from tests.chat.newsroom import at_work
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import FOREIGN_GUILD, GUILD, OTHER_READER


@pytest.mark.parametrize(
    ("command", "options", "button", "heading"),
    [
        ("who", {"name": "沈硯秋"}, "Quotes", "沈硯秋"),
        ("who", {"name": "Voss"}, "Timeline", "Lena Voss"),
        ("quote", {"person": "沈硯秋"}, "Who", "### Names"),
        ("summary", {"topic": "Voss"}, "Timeline", "Lena Voss"),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_an_answer_leads_on_for_the_presser_alone(
    discord: WireDiscord, command: str, options: dict[str, str], button: str, heading: str
) -> None:
    card = await (await discord.command(command, options, locale="en-US")).message()
    before = card.text
    shown = await (await card.press(button, user=OTHER_READER, locale="en-US")).message()

    assert heading in shown.text
    assert shown.only_for == OTHER_READER
    assert card.text == before


@pytest.mark.usefixtures("bot")
async def test_the_articles_stay_in_the_characters_of_the_card(discord: WireDiscord) -> None:
    card = await (await discord.command("who", {"name": "沈硯秋", "private": True}, locale="zh-CN")).message()
    await (await card.press("原文", locale="zh-CN")).message()
    shown = await (await card.press("言论", locale="zh-CN")).message()

    assert "在這裡面對的每一個問題" in shown.text


@pytest.mark.usefixtures("bot")
async def test_nothing_leads_on_where_there_is_only_a_choice_to_make(discord: WireDiscord) -> None:
    card = await (await discord.command("who", {"name": "張維"}, locale="en-US")).message()

    assert card.selects
    assert not card.buttons


async def test_it_leads_on_after_a_restart(discord: WireDiscord, store: Store, converter: Converter) -> None:
    async with at_work(discord, store, converter):
        card = await (await discord.command("who", {"name": "沈硯秋"}, locale="zh-TW")).message()
    async with at_work(discord, store, converter):
        shown = await (await card.press("言論", locale="zh-TW")).message()

    assert "在這裡面對的每一個問題" in shown.text


@pytest.mark.usefixtures("bot")
async def test_it_leads_nobody_to_what_they_may_not_see(discord: WireDiscord) -> None:
    card = await (await discord.command("who", {"name": "沈硯秋"}, guild=GUILD, locale="zh-TW")).message()
    there = await (await card.press("時間軸", guild=GUILD, locale="zh-TW")).message()
    elsewhere = await (
        await card.press("時間軸", guild=FOREIGN_GUILD, channel=FOREIGN_GUILD.channels[0], locale="zh-TW")
    ).message()

    assert "內部通訊" not in elsewhere.text
    assert there.text
