"""Write the messages that the bot sends to a member of the shipped archive, as JSON for ``python -m tools.cards``.

The bot is the real one, connected to the Discord on the wire of ``tests/chat``; what it sends there is what is written.

usage: python -m tools.cards.payloads [--locale zh-TW] [--output DIR]
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from discord import Locale

from bot.answers.conversion import Converter
from bot.chat.actions import Action
from bot.chat.cards import lay_out
from bot.chat.client import Bot
from bot.chat.digests.poster import DiscordPoster
from bot.chat.direct_messages import write_to
from bot.chat.feeds.reporter import DiscordReporter
from bot.chat.pace import Pace
from bot.cli.wiring import open_archive
from bot.config import read_settings
from bot.model import PUBLIC_LIBRARY
from bot.pictures.press import Press
from bot.pictures.typefaces import Typefaces
from bot.strings import catalogue
from tests.chat.newsroom import at_work
from tests.chat.wire import Message, WireDiscord
from tests.chat.wire.commands import Value
from tests.chat.wire.places import EDITOR, GUILD, NEWS
from tests.chat.wire.scene import direct_channel

LOCALES = ("zh-TW", "zh-CN", "en-US")


FEEDS = {
    "中央社 即時新聞": ("feeds.cna.example", None),
    "每日經濟新聞": ("www.nbd.example", "paused"),
    "聯合早報": ("www.zaobao.example", None),
    "The Initium 端傳媒": ("theinitium.example", "status"),
    "@everyone **免費**[點我](https://evil.example)": ("odd.example", "not-a-feed"),
}
"""Titles of feeds, the hosts that they are at, and how each does: None is well."""
MENU = "Names and dates here"
LIBRARY = f"guild:{GUILD.id}"
CARDS: dict[str, tuple[str, dict[str, Value]]] = {
    "who": ("who", {"name": "Ilya Sutskever"}),
    "who-misspelt": ("who", {"name": "Pachuki"}),
    "who-ambiguous": ("who", {"name": "Mu"}),
    "who-not-found": ("who", {"name": "黃仁勳"}),
    "quote": ("quote", {"person": "Altman", "about": "Sutskever"}),
    "quote-words": ("quote", {"words": "堪稱奇蹟"}),
    "when": ("when", {"topic": "Ilya Sutskever"}),
    "summary": ("summary", {"topic": "OpenAI再傳重磅消息 首席科學家將另起爐竈"}),
    "summary-person": ("summary", {"topic": "Pachocki"}),
    "search": ("search", {"words": "神經網絡"}),
    "changes": ("changes", {"topic": "Ilya Sutskever", "since": "2024-05-01"}),
    "follow": ("follow person", {"name": "Ilya Sutskever"}),
    "following": ("following", {}),
    "digest-add": ("digest add", {"channel": NEWS, "time": "09:00", "zone": "Asia/Taipei"}),
    "digest-refused": ("digest add", {"channel": NEWS, "time": "25:00", "zone": "Asia/Taipei"}),
    "digest-edit": (
        "digest edit",
        {"digest": "1", "days": "weekdays", "person": "Sam Altman", "topic": "超級對齊、董事會", "when-late": "skip"},
    ),
    "digest-list": ("digest list", {}),
    "digest-pause": ("digest pause", {"digest": "1"}),
    "digest-resume": ("digest resume", {"digest": "1"}),
    "feed-refused": ("feed add", {"url": "ftp://news.example/feed"}),
    "feed-list": ("feed list", {}),
    "help": ("help", {}),
    "about": ("about", {}),
    "settings-mine": ("settings mine", {"language": "zh-HK", "region-words": True}),
    "settings-back": ("settings mine", {"language": "default", "region-words": False}),
    "settings-server": ("settings server", {"zone": "Asia/Taipei"}),
    "settings-delete-server": ("settings delete-server", {}),
    "feed-pause": ("feed pause", {"feed": "聯合早報"}),
    "feed-resume": ("feed resume", {"feed": "聯合早報"}),
    "feed-remove": ("feed remove", {"feed": "聯合早報"}),
    "feed-export": ("feed export", {}),
}
"""What a moderator asks, with the command's options; where there are pages, the next one is a card too."""
CORRECTIONS: dict[str, tuple[str, dict[str, Value]]] = {
    "correct-quote": ("correct quote", {"quote": "這太無聊了", "speaker": "Jakub Pachocki"}),
    "correct-list": ("correct list", {}),
}
"""What a moderator asks last, as it changes the other cards."""
SAID = "Ilya Sutskever 去年5月真的離開 OpenAI 了？Altman 還說他是「這個領域的指路明燈」。"
"""A message whose names and dates are asked for."""
CLOSEUPS = {"quote": (Action.PICTURE, Action.READING), "when": (Action.PICTURE,)}
"""Cards of which something is looked at closely; what there is first, where there are several things."""
MOST_DRAWN = 1000
"""More cards than a member may ask for in a minute."""
PRESSED = {
    "who-sources": ("who", "button.sources"),
    "quote-sources": ("quote", "button.sources"),
    "when-sources": ("when", "button.sources"),
    "quote-original": ("quote", "button.original"),
    "digest-sources": ("digest", "button.sources"),
}
"""What whoever presses sees: below which card, and which button, by the catalogue's key."""


async def write(folder: Path, locale: str) -> list[Path]:
    """Write ``<card>.<locale>.json`` for each card, ``<card>-2.<locale>.json`` for its next page; return the files.

    Pictures that a card shows are written beside it.
    """
    shown = [card async for card in cards(locale)]
    for name, message in shown:
        payload = {"flags": int(message.flags), "components": message.components}
        text = json.dumps(payload, ensure_ascii=False, indent=1)
        (folder / f"{name}.{locale}.json").write_text(text, encoding="utf-8")
        for attached, data in message.files.items():
            if attached.endswith(".png"):
                (folder / f"{name}.{locale}.{attached}").write_bytes(data)
    return [folder / f"{name}.{locale}.json" for name, _ in shown]


async def cards(locale: str) -> AsyncIterator[tuple[str, Message]]:
    """Yield the messages that a member sees, by the names of the cards."""
    following = catalogue.text(locale, "button.next")
    shown: dict[str, Message] = {}
    async with shipped_bot() as (discord, bot):
        yield "greeting", await greeted(discord, bot, locale)
        yield "first-steps", await answered(discord, "who-not-found", locale)
        await subscribe(bot)
        yield "feed-trouble", await told_of_trouble(discord, bot, locale)
        for name in (*CARDS, "digest"):
            message = await (posted_digest(discord, bot) if name == "digest" else answered(discord, name, locale))
            shown[name] = message
            yield name, message
            for action in CLOSEUPS.get(name, ()):
                yield f"{name}-{action}", await looked_at(message, action, locale)
            if following in {button.label for button in message.buttons}:
                yield f"{name}-2", await (await message.press(following, locale=locale, user=EDITOR)).message()
        for name, (card, button) in PRESSED.items():
            label = catalogue.text(locale, button)
            if label in {each.label for each in shown[card].buttons}:
                yield name, await (await shown[card].press(label, locale=locale, user=EDITOR)).message()
        yield "here", await looked_up(discord, locale)
        for name in CORRECTIONS:
            yield name, await answered(discord, name, locale)


async def looked_at(card: Message, action: Action, locale: str) -> Message:
    """Look closely at the first thing of a card."""
    label = catalogue.text(locale, f"button.{action}")
    shown = await (await card.press(label, locale=locale, user=EDITOR)).message()
    if len(shown.selects) == len(shown.components):
        first = shown.selects[0]["options"][0]["value"]
        shown = await (await shown.select(None, first, locale=locale, user=EDITOR)).message()
    return shown


async def looked_up(discord: WireDiscord, locale: str) -> Message:
    """Ask for the names and dates in a message."""
    said = await discord.say(NEWS, SAID)
    return await (await discord.message_command(MENU, said, locale=locale, user=EDITOR)).message()


async def greeted(discord: WireDiscord, bot: Bot, locale: str) -> Message:
    """Greet whoever has added the bot to a server that prefers a language."""
    steps = replace(bot.desks.steps, default_locale=locale)
    card = lay_out(steps.greeting(GUILD.name, Locale(locale)))
    await write_to(bot, EDITOR.id, card, about="the first steps")
    [greeting] = await discord.posted(direct_channel(EDITOR))
    return greeting


async def told_of_trouble(discord: WireDiscord, bot: Bot, locale: str) -> Message:
    """Tell whoever added a feed that it fails."""
    failing = next(feed for feed in await bot.desks.feeds.feeds.of(LIBRARY) if feed.problem)
    await DiscordReporter(bot, bot.desks.steps.mentions).tell_failing(replace(failing, locale=locale))
    return (await discord.posted(direct_channel(EDITOR), 2))[-1]


async def subscribe(bot: Bot) -> None:
    """Store feeds in each of their states."""
    store, now = bot.desks.feeds.feeds.store, datetime.now(UTC)
    for title, (host, _) in FEEDS.items():
        url, then = f"https://{host}/rss.xml", now - timedelta(days=3)
        await store.feeds.add(LIBRARY, url, title=title, created_by=EDITOR.id, locale=None, interval_s=1800, now=then)
    while due := await store.feeds.claim("cards", now=now, until=now + timedelta(minutes=1)):
        state = FEEDS[due.feed.title or ""][1]
        if state == "paused":
            await store.feeds.pause(LIBRARY, due.feed.id)
        elif state is not None:
            soon = now + timedelta(minutes=40)
            await store.feeds.fail(due.feed.id, "cards", problem=state, detail="503", due_at=soon)
        else:
            await store.feeds.record(
                due.feed.id,
                "cards",
                url=due.feed.url,
                title=due.feed.title,
                etag=None,
                last_modified=None,
                interval_s=1800,
                now=now - timedelta(minutes=5),
                due_at=now + timedelta(minutes=25),
                items=(),
                first=0,
            )


async def answered(discord: WireDiscord, name: str, locale: str) -> Message:
    """Ask what a card answers."""
    command, options = (CARDS | CORRECTIONS)[name]
    return await (await discord.command(command, options, locale=locale, user=EDITOR)).message()


async def posted_digest(discord: WireDiscord, bot: Bot) -> Message:
    """Post the digest that was ordered, without waiting until it is due."""
    [upcoming] = await bot.desks.digests.subscriptions.of(LIBRARY)
    presented = await bot.desks.digests.subscriptions.show(upcoming.run, [PUBLIC_LIBRARY])
    assert presented
    posted = await DiscordPoster(bot, bot.desks.steps.mentions).post(upcoming.subscription, presented, upcoming.run)
    return next(message for message in discord.posts(NEWS) if message.id == posted.message)


@asynccontextmanager
async def shipped_bot() -> AsyncIterator[tuple[WireDiscord, Bot]]:
    """Run the bot over the shipped articles; give the Discord that it is connected to, and the bot."""
    with tempfile.TemporaryDirectory(prefix="cards-") as state:
        settings = read_settings({"STATE_DIR": state})
        async with (
            open_archive(settings) as store,
            WireDiscord() as discord,
            at_work(discord, store, Converter.load(), press=Press(Typefaces.find(None))) as bot,
        ):
            bot.pace = Pace(allowance=MOST_DRAWN)
            yield discord, bot


def main() -> int:
    """Write the cards of one locale and name the files."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.cards.payloads", description="The messages that the bot sends."
    )
    parser.add_argument("--locale", choices=LOCALES, default="zh-TW", help="the language of the member's Discord")
    parser.add_argument("--output", type=Path, default=Path(), help="the folder for the files")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    print(*asyncio.run(write(arguments.output, arguments.locale)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
