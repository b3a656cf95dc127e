"""A server without articles is told the first three commands, and so is whoever adds the bot; nobody is nagged."""

import re
from dataclasses import replace

import pytest

from bot.chat.client import Bot
from bot.store import Store
from tests.chat.newsroom import SECRET
from tests.chat.wire import Message, Scene, WireDiscord
from tests.chat.wire.gateway import Intent
from tests.chat.wire.objects import integration_object
from tests.chat.wire.places import EDITOR, FOREIGN_GUILD, GUILD, OTHER_GUILD, READER, Permission, User
from tests.chat.wire.scene import direct_channel
from tests.store.press import deliver

NOWHERE: dict[str, str] = {"name": "查無此人"}
COMMAND = re.compile(r"</([a-z ]+):\d+>")
STEPS = ["feed add", "add", "who"]
BEGIN = "從這裡開始"


async def asked(
    discord: WireDiscord, command: str, options: dict[str, str] | None = None, *, user: User = EDITOR
) -> Message:
    """Ask in the server that has no articles of its own."""
    scene = Scene(user=user, guild=OTHER_GUILD)
    return await (await discord.command(command, {**(options or {})}, **scene)).message()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-TW", "這個伺服器還沒有自己的文章"),
        ("zh-CN", "这个服务器还没有自己的文章"),
        ("en-US", "no articles of its own"),
    ],
)
async def test_where_nothing_is_found_in_a_server_without_articles_the_first_steps_are_told(
    discord: WireDiscord, locale: str, expected: str
) -> None:
    answer = await (await discord.command("who", NOWHERE, user=EDITOR, guild=OTHER_GUILD, locale=locale)).message()

    assert answer.ephemeral
    assert expected in answer.text
    assert COMMAND.findall(answer.text) == STEPS


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["digest list", "feed list"])
async def test_an_empty_list_tells_them_too(discord: WireDiscord, command: str) -> None:
    assert BEGIN in (await asked(discord, command)).text


@pytest.mark.usefixtures("bot")
async def test_nobody_is_told_who_cannot_take_them(discord: WireDiscord) -> None:
    answers = [
        await asked(discord, "who", NOWHERE, user=READER),
        await (await discord.command("who", NOWHERE, user=EDITOR, guild=None)).message(),
        await (await discord.command("who", NOWHERE, user=EDITOR, guild=FOREIGN_GUILD)).message(),
    ]

    assert [answer.text for answer in answers if BEGIN in answer.text] == []


@pytest.mark.usefixtures("bot")
async def test_who_may_add_articles_alone_is_told_of_that_alone(discord: WireDiscord) -> None:
    helper = replace(READER, permissions=READER.permissions | Permission.MANAGE_MESSAGES)

    assert COMMAND.findall((await asked(discord, "who", NOWHERE, user=helper)).text) == ["add", "who"]


@pytest.mark.usefixtures("bot")
async def test_an_answer_is_never_followed_by_them(discord: WireDiscord) -> None:
    assert BEGIN not in (await asked(discord, "who", {"name": "沈硯秋"})).text


@pytest.mark.usefixtures("bot")
async def test_a_server_with_an_article_is_left_in_peace(discord: WireDiscord, store: Store) -> None:
    here = await (await discord.command("who", NOWHERE, user=EDITOR, guild=GUILD)).message()
    await deliver(store, f"guild:{OTHER_GUILD.id}", SECRET)

    assert BEGIN not in here.text
    assert BEGIN not in (await asked(discord, "who", NOWHERE)).text


# Whoever adds the bot


async def greeting(discord: WireDiscord, user: User = EDITOR) -> Message:
    """Return what a user is told first."""
    [message] = await discord.posted(direct_channel(user))
    return message


@pytest.mark.usefixtures("bot")
async def test_whoever_adds_the_bot_is_told_how_to_begin(discord: WireDiscord) -> None:
    await discord.add_bot(FOREIGN_GUILD, user=READER)
    told = await greeting(discord, READER)

    assert "剪報已加入「London desk」" in told.text
    assert COMMAND.findall(told.text) == STEPS
    assert not told.pings


@pytest.mark.usefixtures("bot")
async def test_they_are_told_in_the_language_of_the_server(discord: WireDiscord) -> None:
    """English stands for no choice of a language, and then it is the operator's that counts."""
    await discord.remove_bot(OTHER_GUILD)
    await discord.add_bot(OTHER_GUILD)

    assert "剪报已加入“上海编辑部”" in (await greeting(discord)).text


@pytest.mark.usefixtures("bot")
async def test_nobody_is_told_of_another_bot(discord: WireDiscord) -> None:
    other = integration_object(EDITOR)
    event = other | {"guild_id": str(GUILD.id), "application": other["application"] | {"id": "1"}}
    await discord.gateway.dispatch("INTEGRATION_CREATE", event, guild_id=GUILD.id, intent=Intent.GUILD_INTEGRATIONS)
    await discord.add_bot(FOREIGN_GUILD, user=READER)
    await greeting(discord, READER)

    assert discord.posts(direct_channel(EDITOR)) == []


@pytest.mark.usefixtures("bot")
async def test_an_unknown_adder_and_closed_conversations_disturb_nothing(discord: WireDiscord) -> None:
    unknown = {key: value for key, value in integration_object(EDITOR).items() if key != "user"}
    unknown["guild_id"] = str(GUILD.id)
    await discord.gateway.dispatch("INTEGRATION_CREATE", unknown, guild_id=GUILD.id, intent=Intent.GUILD_INTEGRATIONS)
    discord.refuse_direct_messages(EDITOR)
    await discord.add_bot(FOREIGN_GUILD, user=EDITOR)
    await discord.remove_bot(OTHER_GUILD)
    await discord.add_bot(OTHER_GUILD, user=READER)

    assert "上海编辑部" in (await greeting(discord, READER)).text
    assert discord.posts(direct_channel(EDITOR)) == []


async def test_the_bot_asks_for_that_event_alone(discord: WireDiscord, bot: Bot) -> None:
    assert [identified["intents"] for identified in discord.gateway.identified] == [Intent.GUILD_INTEGRATIONS]
    assert [guild for guild in bot.guilds if guild.channels] == []
