"""What stands on a card, looked at closely: as a picture and read aloud, for whoever presses, for a month."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.answers.conversion import Converter
from bot.chat.client import Bot
from bot.pictures.press import AT_ONCE, Press
from bot.pictures.typefaces import Typefaces
from bot.store import Store
from tests.chat.newsroom import LONG, PUBLIC, at_work
from tests.chat.wire import Message, Reply, WireDiscord
from tests.chat.wire.components import GALLERY, walk
from tests.chat.wire.places import FOREIGN_GUILD, OTHER_READER
from tests.store.press import Print, Said, deliver

HISTORY = Print("動盪\n\n2023年11月，里斯本實驗室發生動盪。", source="history.txt", dates={"2023年11月": "2023-11"})
WORDS = "在這裡面對的每一個問題，都讓我了解自己。"


@pytest.fixture(scope="session")
def typefaces() -> Typefaces:
    return Typefaces.find(None)


@pytest.fixture
def press(typefaces: Typefaces) -> Press:
    return Press(typefaces)


@pytest.fixture
async def illustrated(discord: WireDiscord, store: Store, converter: Converter, press: Press) -> AsyncIterator[Bot]:
    """Return the bot with something to draw with."""
    async with at_work(discord, store, converter, press=press) as running:
        yield running


async def asked(discord: WireDiscord, command: str, *, locale: str = "zh-TW", **given: str | bool) -> Message:
    return await (await discord.command(command, {**given}, locale=locale)).message()


def labels(message: Message) -> list[str]:
    return [button.label for button in message.buttons]


def galleries(message: Message) -> list[dict[str, Any]]:
    return [component for _, component in walk(message.components) if component["type"] == GALLERY]


@pytest.mark.usefixtures("illustrated")
async def test_a_quotation_is_drawn_for_the_presser_alone(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", person="沈硯秋")
    drawn = await (await card.press("圖片", user=OTHER_READER, locale="zh-TW")).message()

    [gallery] = galleries(drawn)
    [item] = gallery["items"]
    [(name, png)] = drawn.files.items()
    assert drawn.ephemeral
    assert drawn.only_for == OTHER_READER
    assert item["media"]["url"] == f"attachment://{name}"
    assert item["description"].splitlines() == [
        f"「{WORDS}」",
        "沈硯秋 · 首席科學家",
        "晨星日報 · 2024-05-15 · example.com",
    ]
    assert Image.open(BytesIO(png)).width == 1100
    assert len(discord.posts(card.channel)) == 1


@pytest.mark.usefixtures("illustrated")
async def test_the_words_are_drawn_in_the_readers_script_and_in_their_own(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", person="沈硯秋")
    mine = await (await card.press("圖片", user=OTHER_READER, locale="zh-CN")).message()
    written = await (await card.press("我的字形", user=OTHER_READER, locale="zh-CN")).message()
    original = await (await written.press("原文", locale="zh-CN")).message()
    theirs = await (await original.press("图片", locale="zh-CN")).message()

    described = [galleries(message)[0]["items"][0]["description"] for message in (mine, theirs)]
    assert "在这里面对的每一个问题" in described[0]
    assert "已转换字形" in described[0]
    assert WORDS in described[1]
    assert "首席科學家" in described[1]


@pytest.mark.usefixtures("illustrated")
async def test_of_several_quotations_one_is_chosen_and_others_stay_at_hand(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", words="問題")
    menu = await (await card.press("圖片")).message()
    [select] = menu.selects
    drawn = await (await menu.select(None, select["options"][1]["value"])).message()

    assert select["placeholder"] == "要哪一則的圖片？"
    assert {option["label"][:4] for option in select["options"]} == {"「在這裡", "「裡面還"}
    assert drawn is menu
    assert len(galleries(drawn)) == 1
    assert [option["value"] for option in drawn.selects[0]["options"]] == [select["options"][0]["value"]]

    other = await (await drawn.select(None, drawn.selects[0]["options"][0]["value"])).message()
    assert other is menu
    assert len(other.files) == 1


@pytest.mark.usefixtures("illustrated")
async def test_an_own_card_stays_beside_its_picture(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", person="沈硯秋", private=True)
    before = card.text
    drawn = await (await card.press("圖片")).message()

    assert drawn is not card
    assert drawn.ephemeral
    assert card.text == before


@pytest.mark.usefixtures("illustrated")
async def test_a_long_quotation_goes_on_over_several_pictures(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", person="陶望之")
    drawn = await (await card.press("圖片")).message()

    shown = galleries(drawn)
    descriptions = [gallery["items"][0]["description"] for gallery in shown]
    read = "".join(description.splitlines()[0] for description in descriptions)
    assert len(shown) == len(drawn.files) == 6
    assert LONG.quotes[0].parts[0].startswith(read.removeprefix("「"))
    assert "未完" in descriptions[-1]


@pytest.mark.usefixtures("illustrated")
async def test_a_timeline_is_drawn(discord: WireDiscord, store: Store) -> None:
    await deliver(store, PUBLIC, HISTORY)
    card = await asked(discord, "when", topic="里斯本實驗室")
    drawn = await (await card.press("圖片", locale="en-US")).message()

    [gallery] = galleries(drawn)
    assert gallery["items"][0]["description"].splitlines() == [
        "里斯本實驗室",
        "November 2023: “2023年11月，里斯本實驗室發生動盪。” (晨星日報 · 2024-05-15)",
        "15 May 2024: “2024年5月15日，里斯本實驗室宣布，首席科學家沈硯秋離職，Lena Voss接任。” (晨星日報 · 2024-05-15)",
    ]


@pytest.mark.usefixtures("illustrated")
async def test_a_single_date_is_no_timeline(discord: WireDiscord) -> None:
    assert "圖片" not in labels(await asked(discord, "when", topic="沈硯秋"))


@pytest.mark.usefixtures("bot")
async def test_without_typefaces_no_picture_is_offered(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", person="沈硯秋")

    assert "圖片" not in labels(card)
    assert "讀音" in labels(card)


async def test_a_button_of_a_time_with_typefaces_says_that_there_are_none(
    discord: WireDiscord, store: Store, converter: Converter, press: Press
) -> None:
    async with at_work(discord, store, converter, press=press):
        card = await asked(discord, "quote", person="沈硯秋")
    async with at_work(discord, store, converter):
        said = await (await card.press("圖片", locale="en-US")).message()

    assert said.text == "There is nothing here to make a picture of any more."
    assert said.ephemeral


async def test_pictures_and_readings_survive_a_restart(
    discord: WireDiscord, store: Store, converter: Converter, press: Press
) -> None:
    async with at_work(discord, store, converter, press=press):
        card = await asked(discord, "quote", words="問題")
        menu = await (await card.press("圖片")).message()
        read = await (await card.press("讀音")).message()
    async with at_work(discord, store, converter, press=press):
        drawn = await (await menu.select(None, menu.selects[0]["options"][0]["value"])).message()
        await (await read.select(None, read.selects[0]["options"][0]["value"])).message()
        zhuyin = read.text
        await (await read.press("拼音")).message()

    assert galleries(drawn)
    assert "ㄨㄣˋ ㄊㄧˊ" in zhuyin
    assert "wèn tí" in read.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("locale", "press", "expected"),
    [("zh-TW", "讀音", "ㄗㄞˋ ㄓㄜˋ ㄌㄧˇ"), ("zh-CN", "读音", "zài zhè lǐ"), ("en-US", "Reading", "zài zhè lǐ")],
)
async def test_everyone_reads_in_the_notation_of_their_schools(
    discord: WireDiscord, locale: str, press: str, expected: str
) -> None:
    card = await asked(discord, "quote", locale=locale, person="沈硯秋")
    shown = await (await card.press(press, user=OTHER_READER, locale=locale)).message()

    assert expected in shown.text
    assert shown.only_for == OTHER_READER


@pytest.mark.usefixtures("bot")
async def test_another_notation_is_one_press_away(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", person="沈硯秋")
    shown = await (await card.press("讀音")).message()
    assert labels(shown) == ["拼音", "粵拼"]
    assert "依大陸審音" in shown.text

    cantonese = await (await shown.press("粵拼")).message()
    assert cantonese is shown
    assert labels(cantonese) == ["拼音", "注音"]
    assert "zoi6 ze2 leoi5" in cantonese.text


@pytest.mark.usefixtures("bot")
async def test_a_name_is_read_with_its_surname(discord: WireDiscord) -> None:
    card = await asked(discord, "who", name="沈硯秋", locale="zh-CN")
    menu = await (await card.press("读音", locale="zh-CN")).message()
    names = next(option for option in menu.selects[0]["options"] if option["value"] == "names")
    shown = await (await menu.select(None, names["value"], locale="zh-CN")).message()

    assert names["description"] == "沈砚秋"
    assert "沈砚秋\n-# shěn yàn qiū" in shown.text


@pytest.mark.usefixtures("bot")
async def test_a_long_quotation_is_read_page_by_page(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", person="陶望之", private=True)
    shown = await (await card.press("讀音")).message()
    read = [shown.text]
    for _ in range(3):
        await (await shown.press("下一頁")).message()
        read.append(shown.text)

    assert len(set(read)) == 4
    assert labels(shown) == ["上一頁", "下一頁", "拼音", "粵拼"]


@pytest.mark.usefixtures("illustrated")
async def test_a_picture_that_waits_for_others_is_announced_and_then_given(discord: WireDiscord, press: Press) -> None:
    card = await asked(discord, "quote", person="沈硯秋")
    async with AsyncExitStack() as others:
        for _ in range(AT_ONCE):
            await others.enter_async_context(press.places)
        pressed = await card.press("圖片")
        response = await pressed.response()
    drawn = await pressed.message()

    [gallery] = galleries(drawn)
    assert response.type is Reply.DEFERRED_MESSAGE
    assert drawn.ephemeral
    assert gallery["items"][0]["media"]["url"] == f"attachment://{next(iter(drawn.files))}"
    assert WORDS in gallery["items"][0]["description"]


@pytest.mark.usefixtures("illustrated")
async def test_a_hostile_quotation_is_drawn_and_read_within_discords_limits(discord: WireDiscord, store: Store) -> None:
    words = "國" + "W" * 5000 + "！" * 5000 + "**@everyone** <@1> [點](https://evil.example)" * 99 + "會" * 9000
    hostile = Print(
        f"壞消息\n\n惡人說：「{words}」",
        source="hostile.txt",
        people={"惡人": []},
        quotes=[Said((words,), "惡人", "說")],
    )
    await deliver(store, PUBLIC, hostile)
    card = await asked(discord, "quote", person="惡人")
    drawn = await (await card.press("圖片")).message()
    read = await (await card.press("讀音")).message()
    while not next(button for button in read.buttons if button.label == "下一頁").disabled:
        await (await read.press("下一頁")).message()

    assert len(drawn.files) == 6
    assert "未完" in read.text
    assert not drawn.pings
    assert not read.pings


@pytest.mark.usefixtures("illustrated")
async def test_a_presser_sees_no_more_than_they_may(discord: WireDiscord) -> None:
    card = await asked(discord, "quote", person="沈硯秋")
    drawn = await (await card.press("圖片", guild=FOREIGN_GUILD, channel=FOREIGN_GUILD.channels[0])).message()

    assert "首席科學家" in galleries(drawn)[0]["items"][0]["description"]
