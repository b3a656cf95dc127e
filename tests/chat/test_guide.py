"""Members learn what they can ask, and what is kept of them; each is told what they may do where they are."""

import re

import pytest

from bot.answers.questions import QUESTIONS
from bot.chat.client import Bot
from tests.chat.wire import Install, Message, Scene, WireDiscord
from tests.chat.wire.places import EDITOR, FOREIGN_GUILD, GUILD, MEMBER, OTHER_GUILD, Permission

COMMAND = re.compile(r"</([a-z -]+):\d+>")
ANYWHERE = [
    *QUESTIONS,
    "about",
    "follow person",
    "follow topic",
    "following",
    "help",
    "settings delete-mine",
    "settings mine",
]
ADDERS = ["add", "forget"]
LOCALES = ["zh-TW", "zh-CN", "en-US"]


async def told(discord: WireDiscord, command: str, scene: Scene) -> Message:
    message = await (await discord.command(command, **scene)).message()
    assert message.ephemeral
    assert not message.pings
    return message


async def everything(discord: WireDiscord, scene: Scene) -> str:
    """Return all pages of the help."""
    message = await told(discord, "help", scene)
    text = message.text
    while (onward := next((b for b in message.buttons if b.label in {"下一頁", "下一页", "Next"}), None)) is not None:
        if onward.disabled:
            break
        message = await (await message.press(onward.label, **scene)).message()
        text += message.text
    return text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        (Scene(), ANYWHERE),
        (Scene(guild=None, user=EDITOR), ANYWHERE),
        (Scene(guild=FOREIGN_GUILD, user=EDITOR), ANYWHERE),
        (Scene(guild=GUILD, user=EDITOR, installs=[Install.USER]), ANYWHERE),
        (Scene(permissions=MEMBER | Permission.MANAGE_MESSAGES), [*ANYWHERE, *ADDERS]),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_members_are_told_the_commands_that_they_may_give(
    discord: WireDiscord, scene: Scene, expected: list[str], locale: str
) -> None:
    assert sorted(COMMAND.findall(await everything(discord, scene | Scene(locale=locale)))) == sorted(expected)


@pytest.mark.parametrize("locale", LOCALES)
async def test_moderators_are_told_all_of_them_that_are_registered(discord: WireDiscord, bot: Bot, locale: str) -> None:
    del bot
    registered = [
        f"{command['name']} {below['name']}" if below["type"] == 1 else command["name"]
        for command in discord.commands
        if command["type"] == 1
        for below in command.get("options") or [{"type": 0}]
    ]

    listed = COMMAND.findall(await everything(discord, Scene(user=EDITOR, locale=locale)))

    assert sorted(listed) == sorted(set(registered))


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-TW", ["剪報 Jianbao", "MIT", "公開文章：4 篇", "自己的文章：1 篇", "30 天", "不記是誰問的", "原始碼"]),
        ("zh-CN", ["剪报 Jianbao", "MIT", "公开文章：4 篇", "自己的文章：1 篇", "30 天", "不记是谁问的", "源代码"]),
        (
            "en-US",
            ["Jianbao", "MIT", "for everyone: 4", "seen here only: 1", "30 days", "not who asked", "Source code"],
        ),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_about_tells_what_the_bot_is_and_keeps(discord: WireDiscord, locale: str, expected: list[str]) -> None:
    text = (await told(discord, "about", Scene(locale=locale))).text

    assert [each for each in expected if each not in text] == []
    assert "(https://example.com/source)" in text
    assert COMMAND.findall(text) == ["settings delete-mine", "settings delete-server"]


@pytest.mark.parametrize(
    ("scene", "own"),
    [(Scene(guild=OTHER_GUILD), "0 篇"), (Scene(guild=None), None), (Scene(guild=FOREIGN_GUILD), None)],
)
@pytest.mark.usefixtures("bot")
async def test_about_counts_what_the_reader_can_see(discord: WireDiscord, scene: Scene, own: str | None) -> None:
    text = (await told(discord, "about", scene)).text

    assert "公開文章：4 篇" in text
    assert ("自己的文章" in text) is (own is not None)
    assert own is None or f"自己的文章：{own}" in text
