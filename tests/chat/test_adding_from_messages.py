"""What a message links to or has attached, added from its menu as by ``/add``: same rights, same receipts."""

from collections.abc import AsyncIterator
from typing import Unpack

import pytest

from bot.chat.client import Bot
from bot.store import Store
from tests.chat.rendering import shown
from tests.chat.wire import Message, Scene, WireDiscord
from tests.chat.wire.places import EDITOR, FOREIGN_GUILD, GUILD, READER, Permission
from tests.intake.website import Website, answer
from tests.store.press import PUBLIC

pytestmark = pytest.mark.usefixtures("bot")

MENU = "Add this article"
CHANNEL = GUILD.channels[0]
HERE = f"guild:{GUILD.id}"
NEWS = "晨星航運換帥\n2024-03-05 東港日報\n\n晨星航運董事長王大明週一宣布辭職。副總經理陳小美表示：「我會盡力。」\n"


@pytest.fixture
async def site(bot: Bot) -> AsyncIterator[Website]:
    del bot
    async with Website({"/news": answer(NEWS.encode())}) as website:
        yield website


async def titles(store: Store, *libraries: str) -> set[str]:
    return {article.title for article in await store.articles(libraries=libraries)}


def seen(message: Message) -> str:
    """Return what the moderator sees."""
    return shown(message.text)


async def add_from(discord: WireDiscord, said: Message, **scene: Unpack[Scene]) -> Message:
    """Add what a message holds as a moderator does, and return the answer."""
    here = Scene(user=EDITOR)
    here.update(scene)
    return await (await discord.message_command(MENU, said, **here)).message(timeout_s=60)


@pytest.mark.parametrize(("locale", "told"), [("zh-TW", "收錄 1 篇"), ("zh-CN", "收录 1 篇"), ("en-US", "1 added")])
async def test_the_link_of_a_message_is_added_as_by_the_command(
    discord: WireDiscord, site: Website, store: Store, locale: str, told: str
) -> None:
    said = await discord.say(CHANNEL, f"大家看：{site.at('/news')}，換帥了！（<{site.at('/news')}>）")
    message = await add_from(discord, said, locale=locale)

    assert message.ephemeral
    assert told in seen(message)
    assert "晨星航運換帥" in await titles(store, HERE)


async def test_files_previews_and_what_is_forwarded_are_added(
    discord: WireDiscord, site: Website, store: Store
) -> None:
    picture, text = discord.upload("photo.png", b"\x89PNG"), discord.upload("news.txt", NEWS.encode())
    files = await discord.say(CHANNEL, "", files=[picture, text])
    preview = await discord.say(CHANNEL, "看", embeds=[{"type": "article", "url": site.at("/news")}])
    forwarded = await discord.say(CHANNEL, forwarded=preview)

    assert "收錄 1 篇" in seen(await add_from(discord, files))
    assert "收錄 1 篇" in seen(await add_from(discord, preview))
    assert "1 篇先前已收錄" in seen(await add_from(discord, forwarded))
    assert await titles(store, HERE) >= {"晨星航運換帥"}


async def test_of_many_links_the_first_are_added_and_the_others_named(discord: WireDiscord, site: Website) -> None:
    links = [site.at("/news"), *(site.at(f"/none-{number}") for number in range(6))]
    message = await add_from(discord, await discord.say(CHANNEL, " ".join(links)))

    assert "收錄 1 篇、6 項沒有收錄" in seen(message)
    assert f"{links[-1]}\n-# 沒有收錄：裡面不只 5 篇" in seen(message)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-TW", "沒有可以收錄的連結或檔案。"),
        ("zh-CN", "没有可以收录的链接或文件。"),
        ("en-US", "There is no link and no file to add."),
    ],
)
async def test_a_message_with_nothing_to_add_says_so(discord: WireDiscord, locale: str, expected: str) -> None:
    for said in (await discord.say(CHANNEL, "早安"), await discord.say(CHANNEL, stickers=["貓"])):
        assert (await add_from(discord, said, locale=locale)).text == expected


async def test_only_who_may_add_adds_from_a_message(discord: WireDiscord, site: Website, store: Store) -> None:
    said = await discord.say(CHANNEL, site.at("/news"))
    elsewhere = await discord.say(FOREIGN_GUILD.channels[0], site.at("/news"))
    member = await add_from(discord, said, user=READER)
    outside = await add_from(discord, elsewhere, guild=FOREIGN_GUILD, channel=FOREIGN_GUILD.channels[0])

    assert "可以管理訊息的成員" in seen(member)
    assert "文章要收進伺服器" in seen(outside)
    assert "晨星航運換帥" not in await titles(store, HERE, PUBLIC)


async def test_the_entry_is_offered_to_moderators_in_three_languages(discord: WireDiscord) -> None:
    [menu] = [command for command in discord.commands if command["name"] == MENU]

    assert menu["name_localizations"] == {"zh-TW": "收錄這篇文章", "zh-CN": "收录这篇文章", "en-US": MENU}
    assert menu["default_member_permissions"] == str(int(Permission.MANAGE_MESSAGES))
