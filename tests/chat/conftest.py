"""A Discord for each test; what it objects to fails the test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.analysis.script import fold
from bot.answers.conversion import Converter
from bot.chat.client import Bot
from bot.chat.digests.poster import DiscordPoster
from bot.jobs.digests import deliverers
from bot.jobs.feeds.service import Feeds
from bot.jobs.runner import Runner
from bot.jobs.subscriptions import Subscriptions
from bot.store import Store
from tests.chat.newsroom import LONG, PUBLIC, REED, SECRET, TWINS, at_work
from tests.chat.rounds import Rounds
from tests.chat.wire import Description, WireDiscord
from tests.chat.wire.places import GUILD
from tests.intake.website import Website
from tests.jobs.board import SetClock
from tests.jobs.feeds.printing import item, page, rss
from tests.store.press import deliver, strangers


@pytest.fixture(scope="session")
def description() -> Description | None:
    """Return Discord's own description of its interface, where it is at hand."""
    return Description.at_hand()


@pytest.fixture
async def discord(description: Description | None) -> AsyncIterator[WireDiscord]:
    """Return a Discord on loopback; a test that provokes violations takes them out of ``violations``.

    Where discord.py was led to it, it is led back at the end.
    """
    addresses = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with WireDiscord(description) as server:
        yield server

    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses
    assert list(map(str, server.violations)) == []


@pytest.fixture(scope="session")
def converter() -> Converter:
    return Converter.load()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of invented articles, one of them a server's own."""
    path = tmp_path_factory.mktemp("filled") / "archive.sqlite"

    async def fill() -> None:
        store = await Store.open(f"sqlite:///{path}", fold=fold, name_grams=grams, likeness=likeness)
        for printed in (REED, LONG, *TWINS):
            await deliver(store, PUBLIC, printed, link=strangers, analysis_version=ANALYSIS_VERSION)
        await deliver(store, f"guild:{GUILD.id}", SECRET, analysis_version=ANALYSIS_VERSION)
        await store.close()

    asyncio.run(fill())
    return path


@pytest.fixture
async def store(filled: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """Return a store of the invented articles."""
    shutil.copy(filled, tmp_path)
    opened = await Store.open(f"sqlite:///{tmp_path / filled.name}", fold=fold, name_grams=grams, likeness=likeness)
    yield opened
    await opened.close()


@pytest.fixture
def database(store: Store, filled: Path, tmp_path: Path) -> Path:
    """Return the file of that store, for processes of their own."""
    del store  # it has made the file
    return tmp_path / filled.name


@pytest.fixture
async def bot(discord: WireDiscord, store: Store, converter: Converter) -> AsyncIterator[Bot]:
    """Return the bot, connected and ready for commands."""
    async with at_work(discord, store, converter) as running:
        yield running


@pytest.fixture
async def site() -> AsyncIterator[Website]:
    """Return a website with a feed of three articles, which its front page names."""
    articles = (item(f"/{number}", f"第{number}篇", "前言") for number in range(3))
    async with Website({"/feed": rss(*articles), "/": page("/feed")}) as website:
        yield website


@pytest.fixture
def feeds(bot: Bot) -> Feeds:
    """Return what the moderators' commands use."""
    return bot.desks.feeds.feeds


@pytest.fixture
async def rounds(discord: WireDiscord, bot: Bot, store: Store, converter: Converter) -> Rounds:
    clock = SetClock(datetime.now(UTC))
    poster = DiscordPoster(bot, bot.desks.steps.mentions)
    subscriptions = Subscriptions(store, converter, clock)
    return Rounds(
        discord,
        store,
        subscriptions,
        poster,
        Runner("digests", deliverers(store, converter, poster, clock), clock),
        clock,
    )
