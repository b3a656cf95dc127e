"""A reader is answered by what they chose, then by what their server chose, then in the language of their Discord."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.answers.preferences import KNOWN_S, KnownPreferences
from bot.chat.client import Bot
from bot.model import MemberPreferences, Preferences
from bot.store import Store
from tests.chat.wire import Install, Scene, WireDiscord
from tests.chat.wire.places import FOREIGN_GUILD, GUILD, OTHER_READER, READER

WHO = {"name": "沈硯秋"}
OF_GUILD = f"guild:{GUILD.id}"


@pytest.mark.parametrize(
    ("chosen", "locale", "expected"),
    [
        (("zh-CN", "en-US"), "zh-TW", "说过的话"),
        (("en-US", "zh-CN"), "zh-TW", "Said"),
        ((None, "zh-CN"), "zh-TW", "首席科学家"),
        ((None, "en-US"), "zh-CN", "Said"),
        ((None, None), "zh-CN", "首席科学家"),
        ((None, None), "ja", "Said"),
        (("zh-HK", None), "en-US", "說過的話"),
    ],
)
async def test_what_the_member_chose_comes_before_the_server_and_that_before_discord(
    discord: WireDiscord, bot: Bot, chosen: tuple[str | None, str | None], locale: str, expected: str
) -> None:
    await bot.desks.preferences.change_member(READER.id, {"locale": chosen[0]})
    await bot.desks.preferences.change_server(OF_GUILD, {"locale": chosen[1]})
    message = await (await discord.command("who", WHO, locale=locale)).message()

    assert expected in message.text


@pytest.mark.parametrize(
    "scene", [Scene(guild=None), Scene(guild=FOREIGN_GUILD), Scene(guild=GUILD, installs=[Install.USER])]
)
async def test_a_servers_choice_holds_only_where_it_installed_the_bot(
    discord: WireDiscord, bot: Bot, scene: Scene
) -> None:
    for guild in (GUILD, FOREIGN_GUILD):
        await bot.desks.preferences.change_server(f"guild:{guild.id}", {"locale": "en-US"})
    message = await (await discord.command("who", WHO, **scene)).message()

    assert "Said" not in message.text


async def test_errors_are_told_in_the_chosen_language(discord: WireDiscord, bot: Bot) -> None:
    await bot.desks.preferences.change_member(READER.id, {"locale": "en-US"})
    message = await (await discord.command("quote", {})).message()

    assert "has no value" in message.text


async def test_buttons_answer_in_the_language_of_whoever_presses(discord: WireDiscord, bot: Bot) -> None:
    await bot.desks.preferences.change_member(OTHER_READER.id, {"locale": "zh-CN"})
    card = await (await discord.command("who", WHO)).message()
    pressed = await (await card.press("我的字形", user=OTHER_READER, locale="en-US")).message()

    assert "首席科学家" in pressed.text


async def test_who_wants_articles_as_written_gets_them_so_and_may_press_for_their_script(
    discord: WireDiscord, bot: Bot
) -> None:
    await bot.desks.preferences.change_member(READER.id, {"as_written": True})
    card = await (await discord.command("who", WHO, locale="zh-CN")).message()
    pressed = await (await card.press("我的字形", locale="zh-CN")).message()

    assert "首席科學家" in card.text
    assert "首席科学家" in pressed.text


@pytest.mark.parametrize(("given", "expected"), [({}, True), ({"private": False}, False), ({"private": True}, True)])
async def test_who_wants_answers_for_themselves_gets_them_so_unless_they_say_otherwise(
    discord: WireDiscord, bot: Bot, given: dict[str, bool], *, expected: bool
) -> None:
    await bot.desks.preferences.change_member(READER.id, {"private": True})
    message = await (await discord.command("who", {**WHO, **given})).message()

    assert message.ephemeral is expected


@pytest.mark.parametrize(("locale", "expected"), [("zh-TW", "資料庫"), ("zh-CN", "数据库"), ("en-US", "archive")])
@pytest.mark.usefixtures("bot")
async def test_without_a_database_the_language_of_discord_serves(
    discord: WireDiscord, database: Path, locale: str, expected: str
) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for table in ("member_preferences", "appearances"):
            connection.execute(f"DROP TABLE {table}")
    message = await (await discord.command("who", WHO, locale=locale)).message()

    assert message.ephemeral
    assert expected in message.text


async def test_a_choice_is_known_for_a_minute_and_at_once_where_it_is_changed(store: Store) -> None:
    now = 0.0
    known = KnownPreferences(store, lambda: now)
    await known.of(READER.id, None)
    await store.preferences.change_member(READER.id, {"locale": "zh-HK"})
    before = await known.of(READER.id, None)
    now = KNOWN_S + 1
    after = await known.of(READER.id, None)
    await known.change_member(READER.id, {"locale": "zh-CN"})

    assert before == Preferences()
    assert after == Preferences(MemberPreferences(locale="zh-HK"))
    assert await known.of(READER.id, None) == Preferences(MemberPreferences(locale="zh-CN"))
