"""What is for moderators refuses everyone else, also where Discord lets them through, and changes nothing.

How much was tried is printed: ``pytest tests/chat/test_rights.py -rP``.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace

import pytest
from discord import app_commands

from bot.chat.buttons import Place, Turn
from bot.chat.client import Bot
from bot.chat.corrections.menu import Articles
from bot.chat.feeds.menu import Candidates
from bot.chat.following.controls import StopOne, StopSome, Whom
from bot.chat.pace import Pace
from bot.chat.settings.deletion import Confirmation
from bot.store import Store
from bot.strings import catalogue
from tests.chat import attempts
from tests.chat.attempts import Press, ended, offers, press
from tests.chat.vault import HOME, KNOWN, NAME, Vault, fill
from tests.chat.wire import Install, Message, Scene, WireDiscord
from tests.chat.wire.commands import Value
from tests.chat.wire.places import EDITOR, GENERAL, GUILD, MEMBER, MODERATOR, NEWS, READER, Permission
from tests.intake.website import Website
from tests.jobs.feeds.printing import item, rss
from tests.store.rows import every_row

LOCALE = "zh-TW"
MANAGE_GUILD, MANAGE_MESSAGES = Permission.MANAGE_GUILD, Permission.MANAGE_MESSAGES
EITHER = MANAGE_GUILD | MANAGE_MESSAGES
REFUSALS = {
    catalogue.text(LOCALE, f"refusal.{reason}")
    for reason in ("moderators", "adding", "elsewhere", "follow-here", "follow-elsewhere", "follow-stop")
}
OPML = b'<opml version="2.0"><body><outline type="rss" xmlUrl="https://shell.example/feed"/></body></opml>'
MENU = "Add this article"
"""What is not typed, but chosen in the menu of a message."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command, or something pressed, that a moderator may give, and the permission that it takes."""

    what: str | Press
    given: Mapping[str, Value]
    needs: Permission

    def __str__(self) -> str:
        return f"/{self.what} {dict(self.given)}" if isinstance(self.what, str) else str(self.what)


def orders(discord: WireDiscord, vault: Vault, site: Website) -> list[Order]:
    """Return every order, each as the server's moderators would give it."""
    feed: dict[str, Value] = {"feed": str(vault.feed)}
    digest: dict[str, Value] = {"digest": str(vault.digest)}
    guild: dict[str, dict[str, Value]] = {
        "digest add": {"channel": NEWS, "time": "10:00"},
        "digest edit": digest | {"time": "11:00"},
        "digest list": {},
        "digest preview": digest,
        "digest pause": digest,
        "digest resume": digest,
        "digest remove": digest,
        "feed add": {"url": site.at("/feed")},
        "feed list": {},
        "feed pause": feed,
        "feed resume": feed,
        "feed remove": feed,
        "feed import": {"file": discord.upload("feeds.opml", OPML)},
        "feed export": {},
        "correct merge": {"person": NAME, "into": KNOWN},
        "correct split": {"person": KNOWN, "article": f"#{vault.article}"},
        "correct quote": {"quote": f"#{vault.quote}"},
        "correct date": {"date": f"#{vault.article}:{vault.date_start}"},
        "correct hide": {"article": f"#{vault.article}"},
        "correct list": {},
        "correct undo": {"correction": str(vault.correction)},
        "correct reports": {},
        "correct close": {"report": str(vault.flag)},
        "settings server": {"zone": "Asia/Taipei"},
        "settings delete-server": {},
    }
    messages: dict[str, dict[str, Value]] = {
        "add": {"file": discord.upload("a.txt", "潮間帶\n\n退潮後，潮間帶露出。".encode())},
        "forget": {"article": str(vault.article)},
    }
    either: dict[str, dict[str, Value]] = {
        "follow person": {"name": KNOWN, "where": "here"},
        "follow topic": {"words": "潮間帶", "where": "here"},
    }
    return [
        *(Order(name, given, MANAGE_GUILD) for name, given in guild.items()),
        *(Order(name, given, MANAGE_MESSAGES) for name, given in messages.items()),
        *(Order(name, given, EITHER) for name, given in either.items()),
        Order(MENU, {}, MANAGE_MESSAGES),
        *(Order(each, {}, MANAGE_GUILD) for each in _pressed(vault, site)),
        *(Order(each, {}, EITHER) for each in _pressed_by_either(vault)),
    ]


def _pressed(vault: Vault, site: Website) -> list[Press]:
    return [
        *(Press(Turn, str(Place(book))) for book in ("corrections", "digests", "feeds", "flags")),
        Press(Candidates, "jb:feed:add", (site.at("/feed"),)),
        Press(Articles, f"jb:split:{vault.known}:new", (str(vault.article),)),
        Press(Confirmation, "jb:settings:delete", fields=(("name", GUILD.name),), opener="jb:settings:delete"),
    ]


def _pressed_by_either(vault: Vault) -> list[Press]:
    return [
        Press(StopOne, f"jb:stop:{vault.follow}"),
        Press(StopSome, "jb:stop", (str(vault.follow),)),
        Press(Whom, "jb:follow:here:mine", (str(vault.known),)),
    ]


async def carry(discord: WireDiscord, order: Order, scene: Scene) -> Message:
    """Give an order, and return the answer."""
    discord.clock.advance(1)  # Discord limits how much is asked in a second
    if isinstance(order.what, Press):
        return (await ended(await press(discord, order.what, scene)))[-1]
    if order.what == MENU:
        said = await discord.say(NEWS, files=[discord.upload("b.txt", "海蝕洞\n\n海蝕洞在北岸。".encode())])
        [entry] = [each for each in attempts.menus(discord) if each["name"] == order.what]
        return (await ended(await attempts.choose(discord, entry, said, scene)))[-1]
    [offer] = [each for each in offers(discord) if str(each) == order.what]
    return (await ended(await attempts.give(discord, offer, order.given, scene)))[-1]


def moderated(bot: Bot) -> set[str]:
    """Return the commands that are for moderators, by what the bot registers."""
    commands = [each for each in bot.tree.walk_commands() if isinstance(each, app_commands.Command)]
    return {
        command.qualified_name
        for command in commands
        if (command.root_parent or command).default_permissions or command.extras.get("moderated")
    }


@pytest.fixture
async def site() -> AsyncIterator[Website]:
    async with Website({"/feed": rss(item("/1", "甲", "前言"))}) as website:
        yield website


@pytest.fixture
async def vault(bot: Bot, store: Store) -> Vault:
    """Return what the server has, of a bot that answers everybody as often as they ask."""
    bot.pace = Pace(allowance=10**6)
    return await fill(store)


async def test_every_command_for_moderators_is_tried(
    discord: WireDiscord, bot: Bot, vault: Vault, site: Website
) -> None:
    tried = {str(order.what) for order in orders(discord, vault, site)}

    assert moderated(bot) - tried == set()


@pytest.mark.parametrize("installs", [[Install.GUILD], [Install.USER]])
async def test_whoever_may_not_is_refused_and_changes_nothing(
    discord: WireDiscord, store: Store, vault: Vault, site: Website, installs: list[Install]
) -> None:
    """Nobody has the right without the permission, and nobody by an own install, whatever they may do elsewhere."""
    everything_else = ~(MANAGE_GUILD | MANAGE_MESSAGES | Permission.ADMINISTRATOR)
    before = await every_row(store)
    every = orders(discord, vault, site)
    count = 0
    for order in every:
        lacking = MODERATOR & ~order.needs | MEMBER
        users = (lacking, lacking & everything_else) if installs == [Install.GUILD] else (MODERATOR,)
        for permissions in users:
            user = replace(READER, permissions=permissions)
            answer = await carry(discord, order, Scene(user=user, guild=GUILD, channel=GENERAL, installs=installs))
            count += 1
            assert answer.text in REFUSALS, f"{order} with {permissions!r}: {answer.text}"
            assert await every_row(store) == before, f"{order} with {permissions!r}"
    print(f"{count} attempts")  # noqa: T201


async def test_whoever_may_is_not_refused(discord: WireDiscord, store: Store, vault: Vault, site: Website) -> None:
    """The refusals are for want of the right alone: each order is one that would be carried out."""
    lookers = {"digest list", "digest preview", "feed list", "feed export", "correct list", "correct reports"}
    idle = set()
    for number in range(len(orders(discord, vault, site))):
        await store.forget_library(HOME, 99)
        await store.forget_member(EDITOR.id)
        order = orders(discord, await fill(store), site)[number]
        before = await every_row(store)
        answer = await carry(discord, order, Scene(user=EDITOR, guild=GUILD, channel=NEWS))
        assert answer.text not in REFUSALS, str(order)
        if await every_row(store) == before:
            idle.add(str(order.what).partition(" jb:")[0])

    assert idle == lookers | {"settings delete-server", "Turn"}
