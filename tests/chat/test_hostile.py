"""An archive whose every word is an attack: all of it is shown, and none of it does anything, wherever it stands."""

from datetime import UTC, datetime

import pytest

from bot.answers.conversion import Converter
from bot.answers.printable import REORDERING
from bot.chat.client import Bot
from bot.store import Store
from tests.chat.hostility import ATTACKS, NAME, assert_harmless, hostile
from tests.chat.newsroom import PUBLIC, at_work
from tests.chat.wire import Message, Reply, Scene, WireDiscord
from tests.chat.wire.places import EDITOR, GUILD, NEWS, Channel
from tests.store.press import deliver, strangers

ASKED: dict[str, dict[str, str]] = {
    "who": {"name": NAME},
    "quote": {"words": "甲"},
    "when": {"topic": NAME},
    "summary": {"topic": NAME},
    "search": {"words": "甲"},
}


@pytest.fixture
async def hostile_store(store: Store) -> Store:
    """Return a store of which every article is an attack, some of them the server's own."""
    for number, (kind, attack) in enumerate(ATTACKS.items()):
        library = f"guild:{GUILD.id}" if number % 2 else PUBLIC
        await deliver(store, library, hostile(kind, attack), link=strangers)
    now = datetime.now(UTC)
    await store.feeds.add(
        f"guild:{GUILD.id}",
        f"https://example.com/{ATTACKS['invite']}",
        title=" ".join(ATTACKS.values())[:300],
        created_by=EDITOR.id,
        locale=None,
        interval_s=600,
        now=now,
    )
    return store


async def seen(message: Message, scene: Scene) -> list[Message]:
    """Return what the buttons and menus of a card show, each pressed once."""
    labelled = [button.custom_id for button in message.buttons if not button.disabled and button.custom_id]
    pressed = []
    for custom_id in labelled:
        interaction = await message.press(custom_id, **scene)
        if (await interaction.response()).type is not Reply.MODAL:
            pressed.append(await interaction.message())
    chosen = [
        await (await message.select(menu["custom_id"], option["value"], **scene)).message()
        for menu in message.selects
        for option in menu["options"][:3]
    ]
    return [*pressed, *chosen]


@pytest.mark.parametrize("locale", ["zh-TW", "zh-CN", "en-US"])
@pytest.mark.parametrize("command", ASKED)
async def test_every_card_of_a_hostile_archive_is_harmless(
    discord: WireDiscord, hostile_store: Store, converter: Converter, command: str, locale: str
) -> None:
    scene = Scene(user=EDITOR, locale=locale)
    async with at_work(discord, hostile_store, converter) as bot:
        await bot.desks.preferences.change_member(EDITOR.id, {"region_words": True})
        card = await (await discord.command(command, {**ASKED[command]}, **scene)).message()
        shown = [card, *await seen(card, scene)]

    for message in shown:
        assert_harmless(message)


async def test_each_attack_is_found_and_shown(discord: WireDiscord, hostile_store: Store, converter: Converter) -> None:
    async with at_work(discord, hostile_store, converter):
        for attack in ATTACKS.values():
            asked = await discord.command("search", {"words": f"甲{attack[:100]}".replace("\u202e", "")}, user=EDITOR)
            assert_harmless(await asked.message())


async def test_lists_of_moderators_and_what_is_completed_are_harmless(
    discord: WireDiscord, hostile_store: Store, converter: Converter
) -> None:
    async with at_work(discord, hostile_store, converter):
        offered = await discord.autocomplete("forget", "article", "甲", user=EDITOR)
        people = await discord.autocomplete("who", "name", NAME, user=EDITOR)
        orders: dict[str, dict[str, str | Channel]] = {
            "feed list": {},
            "forget": {"article": offered[0]["value"]},
            "digest add": {"channel": NEWS, "time": "09:00"},
            "digest preview": {},
        }
        for command, options in orders.items():
            asked = await discord.command(command, {**options}, user=EDITOR)
            assert_harmless(await asked.message())

    names = [choice["name"] for choice in (*offered, *people)]
    assert len(names) > len(ATTACKS)
    assert not set(REORDERING) & set("".join(names))
    assert all(name.strip() and "\n" not in name and len(name) <= 100 for name in names)


async def test_what_members_type_is_harmless_too(discord: WireDiscord, bot: Bot) -> None:
    del bot
    for attack in ATTACKS.values():
        for command, option in (("who", "name"), ("settings server", "zone"), ("feed add", "url")):
            asked = await discord.command(command, {option: attack[:100]}, user=EDITOR)
            message = await asked.message()
            assert message.ephemeral or command == "who"
            assert_harmless(message)
