"""The invite asks for what digests need and nothing else, and nothing else is needed."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.answers.conversion import Converter
from bot.chat.client import Bot
from bot.chat.digests.poster import DiscordPoster
from bot.chat.inspection import inspect
from bot.jobs.clock import SystemClock
from bot.jobs.digests import deliverers
from bot.model import Order
from bot.store import Store
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import BOT, EDITOR, GUILD, NEWS, NEWS_THREAD, Channel, Permission

ASKED_FOR = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.READ_MESSAGE_HISTORY
)


async def test_the_invite_asks_for_what_is_needed(discord: WireDiscord, bot: Bot) -> None:
    del discord
    asked = parse_qs(urlsplit((await inspect(bot)).invite).query)

    assert Permission(int(asked["permissions"][0])) == ASKED_FOR
    assert asked["scope"] == ["bot applications.commands"]


@pytest.mark.parametrize("channel", [NEWS, NEWS_THREAD], ids=lambda channel: channel.type.name)
@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=20)], ids=["at once", "looked for first"])
async def test_digests_need_no_more(  # noqa: PLR0913, PLR0917 -- a bot, and what it posts where and when
    discord: WireDiscord, bot: Bot, store: Store, converter: Converter, channel: Channel, late: timedelta
) -> None:
    await discord.deny(NEWS, *(BOT & ~ASKED_FOR))
    order = Order(channel=channel.id, channel_name=channel.name, locale="zh-TW", local_time=time(9), zone="UTC")
    due = datetime.now(UTC) - late
    await store.digests.subscribe(f"guild:{GUILD.id}", order, created_by=EDITOR.id, due_at=due, after=0)
    deliverer, *_ = deliverers(store, converter, DiscordPoster(bot, bot.desks.steps.mentions), SystemClock())

    assert await deliverer.do_next()
    assert len(discord.posts(channel)) == 1


@pytest.mark.usefixtures("bot")
async def test_answers_need_none(discord: WireDiscord) -> None:
    await discord.deny(NEWS, *BOT)

    assert "首席科學家" in (await (await discord.command("who", {"name": "沈硯秋"})).message()).text
