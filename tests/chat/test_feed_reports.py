"""Whoever added a feed hears of it when it cannot be read, and when it can again."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.client import Bot
from bot.chat.feeds.reporter import DiscordReporter
from bot.jobs.feeds.collecting import TOLD_AFTER_FAILURES
from bot.jobs.feeds.service import Feeds
from tests.chat.feeding import HERE, added, asked, collect
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import EDITOR
from tests.chat.wire.scene import direct_channel
from tests.intake.website import Website, answer
from tests.jobs.board import SetClock

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-TW", ("讀不到：對方伺服器拒絕（500", "又讀得到了")),
        ("zh-CN", ("读不到：对方服务器拒绝（500", "又读得到了")),
        ("en-US", ("cannot be read: the server refuses it (500", "can be read again")),
    ],
)
async def test_whoever_added_a_feed_is_told_once_that_it_fails_and_once_that_it_works_again(
    discord: WireDiscord, bot: Bot, site: Website, locale: str, expected: tuple[str, str]
) -> None:
    feeds = bot.desks.feeds.feeds
    reporter = DiscordReporter(bot, bot.desks.steps.mentions)
    clock = SetClock(datetime.now(UTC))
    await added(discord, site.at("/feed"), locale=locale)
    site.answers["/feed"], works = answer(status="500 Broken"), site.answers["/feed"]
    for _ in range(TOLD_AFTER_FAILURES + 2):
        await collect(feeds, clock, reporter)
        clock.instant += 2 * DAY
    site.answers["/feed"] = works
    await collect(feeds, clock, reporter)
    clock.instant += 2 * DAY
    await collect(feeds, clock, reporter)

    trouble, relief = discord.posts(direct_channel(EDITOR))
    assert "晨星日報" in trouble.text
    assert expected[0] in trouble.text.replace("\\", "")
    assert "</feed remove:" in trouble.text
    assert expected[1] in relief.text


async def test_an_owner_out_of_reach_holds_up_nothing(
    discord: WireDiscord, bot: Bot, feeds: Feeds, site: Website
) -> None:
    await added(discord, site.at("/feed"))
    discord.refuse_direct_messages(EDITOR)
    site.answers["/feed"] = answer(status="410 Gone")
    await collect(feeds, SetClock(datetime.now(UTC)), DiscordReporter(bot, bot.desks.steps.mentions))
    listed = await asked(discord, "feed list")

    assert [feed.problem for feed in await feeds.of(HERE)] == ["gone"]
    assert "讀不到：**對方伺服器說這一頁已經永久移除" in listed.text
