"""Feeds of a server, for tests: the commands as its moderator uses them, and feeds that need no website."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.chat.feeds.reporter import DiscordReporter
from bot.jobs.feeds.collecting import Collector
from bot.jobs.feeds.service import Feeds
from bot.model import Feed
from tests.chat.wire import Message, WireDiscord
from tests.chat.wire.commands import Value
from tests.chat.wire.places import EDITOR, GUILD, User
from tests.jobs.board import SetClock

HERE = f"guild:{GUILD.id}"


async def asked(
    discord: WireDiscord,
    command: str,
    options: dict[str, Value] | None = None,
    *,
    user: User = EDITOR,
    locale: str = "zh-TW",
) -> Message:
    """Use a command as a moderator of the server."""
    return await (await discord.command(command, options or {}, user=user, locale=locale)).message()


async def added(discord: WireDiscord, address: str, *, locale: str = "zh-TW") -> Message:
    """Subscribe to a feed."""
    return await asked(discord, "feed add", {"url": address}, locale=locale)


async def many(feeds: Feeds, count: int, title: str = "第{}報") -> Sequence[Feed]:
    """Store so many feeds, which nobody has asked for yet."""
    for number in range(count):
        await feeds.store.feeds.add(
            HERE,
            f"https://site{number}.example/feed",
            title=title.format(number),
            created_by=EDITOR.id,
            locale="zh-TW",
            interval_s=600,
            now=datetime.now(UTC),
        )
    return await feeds.of(HERE)


async def collect(feeds: Feeds, clock: SetClock, reporter: DiscordReporter | None = None) -> None:
    """Fetch every feed that is due."""
    collector = Collector(feeds.store, feeds.fetcher, clock, "one", reporter)
    while await collector.do_next():
        pass
