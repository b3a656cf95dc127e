"""What is pressed below a card answers whoever presses, for a month, whichever process runs by then."""

from datetime import date, timedelta

import pytest

from bot.answers.conversion import Converter
from bot.answers.questions import Who
from bot.answers.service import Answers
from bot.chat.client import Bot
from bot.store import Store
from tests.chat.newsroom import LONG, at_work
from tests.chat.wire import Message, WireDiscord
from tests.chat.wire.places import FOREIGN_GUILD, GUILD, OTHER_READER


async def asked(discord: WireDiscord, name: str, *, locale: str = "zh-CN", private: bool = False) -> Message:
    interaction = await discord.command("who", {"name": name, "private": private}, locale=locale)
    return await interaction.message()


def forms(message: Message) -> list[str]:
    return [button.label for button in message.buttons if button.label in {"原文", "我的字形"}]


@pytest.mark.usefixtures("bot")
async def test_the_original_is_shown_to_the_presser_alone(discord: WireDiscord) -> None:
    card = await asked(discord, "沈硯秋")
    shown = await (await card.press("原文", user=OTHER_READER, locale="en-US")).message()

    assert "在这里面对的每一个问题" in card.text
    assert "在這裡面對的每一個問題" in shown.text
    assert "### Names" in shown.text
    assert shown.ephemeral
    assert shown.only_for == OTHER_READER
    assert len(discord.posts(card.channel)) == 1


@pytest.mark.usefixtures("bot")
async def test_everyone_reads_in_their_own_script(discord: WireDiscord) -> None:
    card = await asked(discord, "沈硯秋", locale="zh-TW")
    shown = await (await card.press("我的字形", user=OTHER_READER, locale="zh-CN")).message()

    assert forms(card) == ["我的字形"]
    assert "在这里面对的每一个问题" in shown.text
    assert shown.only_for == OTHER_READER
    assert forms(shown) == ["原文"]


@pytest.mark.usefixtures("bot")
async def test_an_own_card_changes_in_place(discord: WireDiscord) -> None:
    card = await asked(discord, "沈硯秋", private=True)
    pressed = await (await card.press("原文")).message()

    assert pressed is card
    assert "在這裡面對的每一個問題" in card.text
    assert forms(card) == ["我的字形"]


@pytest.mark.usefixtures("bot")
async def test_a_long_quotation_is_turned_page_by_page_and_nothing_is_lost(discord: WireDiscord) -> None:
    card = await asked(discord, "陶望之", locale="zh-TW", private=True)
    pages = [card.text]
    while not next(button for button in card.buttons if button.label == "下一頁").disabled:
        await (await card.press("下一頁")).message()
        pages.append(card.text)
        assert len(pages) < 20

    read = "".join(line.removeprefix("> ") for page in pages for line in page.splitlines() if line.startswith("> "))
    assert len(pages) > 2
    assert LONG.quotes[0].parts[0] in read
    assert f"第 {len(pages)} 頁，共 {len(pages)} 頁" in card.text


@pytest.mark.usefixtures("bot")
async def test_turning_a_public_card_leaves_it_as_it_is(discord: WireDiscord) -> None:
    card = await asked(discord, "陶望之", locale="zh-TW")
    before = card.text
    turned = await (await card.press("下一頁", user=OTHER_READER, locale="en-US")).message()

    assert card.text == before
    assert turned.only_for == OTHER_READER
    assert "Page 2 of" in turned.text


@pytest.mark.usefixtures("bot")
async def test_one_of_several_is_chosen_from_a_menu(discord: WireDiscord) -> None:
    card = await asked(discord, "張維", locale="zh-TW")
    [menu] = card.selects
    chosen = {}
    for option in menu["options"]:
        shown = await (await card.select(None, option["value"], user=OTHER_READER)).message()
        assert shown.only_for == OTHER_READER
        chosen[option["description"].partition(" ")[0]] = shown.text

    assert menu["placeholder"] == "是哪一位？"
    assert set(chosen) == {"市長", "選手"}
    for role, text in chosen.items():
        assert [known for known in chosen if known in text] == [role]


async def test_buttons_survive_a_restart(discord: WireDiscord, store: Store, converter: Converter) -> None:
    async with at_work(discord, store, converter):
        card = await asked(discord, "沈硯秋")
        choice = await asked(discord, "張維")
    async with at_work(discord, store, converter):
        shown = await (await card.press("原文")).message()
        chosen = await (await choice.select(None, choice.selects[0]["options"][0]["value"], locale="zh-CN")).message()

    assert "在這裡面對的每一個問題" in shown.text
    assert chosen.text.startswith("## 张维")


@pytest.mark.usefixtures("bot")
async def test_a_forgotten_question_is_told(discord: WireDiscord, store: Store) -> None:
    card = await asked(discord, "沈硯秋")
    later = date.today() + timedelta(days=40)  # noqa: DTZ011 -- a day more or less does not matter
    await Answers(store, lambda: later).remember([Who("陶望之")], ["public"])
    shown = await (await card.press("原文", locale="zh-CN")).message()

    assert shown.ephemeral
    assert shown.text == "这条回答太旧了，请再问一次。"


@pytest.mark.usefixtures("bot")
async def test_a_card_shows_its_presser_no_more_than_they_may_see(discord: WireDiscord) -> None:
    """A server's own article is on the card; whoever presses without that server's install does not see it."""
    card = await (await discord.command("search", {"words": "沈硯秋"}, guild=GUILD)).message()
    shown = await (await card.press("我的字形", guild=FOREIGN_GUILD, channel=FOREIGN_GUILD.channels[0])).message()

    assert "沈硯秋的祕密" in card.text
    assert "沈硯秋的祕密" not in shown.text


async def test_the_library_keeps_no_card(discord: WireDiscord, bot: Bot) -> None:
    await asked(discord, "沈硯秋")
    await asked(discord, "陶望之", private=True)

    assert bot.persistent_views == []


@pytest.mark.usefixtures("bot")
async def test_a_related_person_is_one_choice_away_for_the_chooser_alone(discord: WireDiscord) -> None:
    card = await asked(discord, "沈硯秋", locale="zh-TW")
    before = card.text
    shown = await (await card.select("看相關人物", "Lena Voss", user=OTHER_READER, locale="en-US")).message()

    assert shown.text.startswith("## Lena Voss")
    assert shown.only_for == OTHER_READER
    assert card.text == before
