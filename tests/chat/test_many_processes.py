"""Three processes of the bot, each with a shard of its own, share nothing but a PostgreSQL database.

They come and are killed while digests are due, a feed brings articles, and old articles are analysed again: in the end
everything was done, and once.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.analysis.script import fold
from bot.model import Order
from bot.store import Store
from tests.chat.newsroom import LONG, PUBLIC, REED, TWINS
from tests.chat.process import started
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import EDITOR, GENERAL, GUILD, NEWS, NEWS_THREAD, OTHER_GUILD, OTHER_NEWS, Channel
from tests.intake.website import Website
from tests.jobs.feeds.printing import item, paragraphs, rss
from tests.postgres import Server
from tests.store.databases import execute
from tests.store.press import deliver, strangers

SHARDS = 3
KILLS = 8
ORDERS = 12
ARTICLES = 6
STARTED_S = 60
"""Within which three processes start on a machine that has other work."""
FEED_OF = f"guild:{OTHER_GUILD.id}"
Processes = dict[int, asyncio.subprocess.Process]
"""The process of each shard."""
CHANNELS: tuple[Channel, ...] = (NEWS, GENERAL, NEWS_THREAD)


TEXT = "第{}條新聞的全文，研究院在週一宣布了這項計畫，並且說明了經費從哪裡來。"


@pytest.fixture
async def site() -> AsyncIterator[Website]:
    """Return a website with a feed that has the whole text of its articles."""
    whole = [paragraphs([TEXT.format(number)] * 9) for number in range(ARTICLES)]
    items = (item(f"/{number}", f"第{number}條", content=content) for number, content in enumerate(whole))
    async with Website({"/feed": rss(*items)}) as website:
        yield website


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    """Return the address of an empty PostgreSQL database."""
    database = postgres.create()
    yield postgres.url(database)
    postgres.drop(database)


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Return a store of articles that an older version analysed."""
    opened = await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    for printed in (REED, LONG, *TWINS):
        await deliver(opened, PUBLIC, printed, link=strangers, analysis_version=ANALYSIS_VERSION - 1)
    yield opened
    await opened.close()


async def order(store: Store, due_at: datetime) -> None:
    """Order digests of what there is, the first ones due a second after one another."""
    for number in range(ORDERS):
        channel = CHANNELS[number % len(CHANNELS)]
        await store.digests.subscribe(
            f"guild:{GUILD.id}",
            Order(channel=channel.id, channel_name=channel.name, locale="zh-TW", local_time=time(9), zone="UTC"),
            created_by=EDITOR.id,
            due_at=due_at + timedelta(seconds=number),
            after=0,
        )


async def kept_running(  # noqa: PLR0913, PLR0917 -- of which shard, where, for how long
    discord: WireDiscord, url: str, folder: Path, over: asyncio.Event, shard: int, processes: Processes
) -> None:
    """Run the process of a shard, again whenever it is killed, and note it among the processes."""
    settings = {
        "DATABASE_URL": url,
        "FETCH_PRIVATE_NETWORKS": "127.0.0.1",
        "SHARD_IDS": str(shard),
        "SHARD_COUNT": str(SHARDS),
    }
    while not over.is_set():
        async with started(discord, folder / "unused.db", **settings) as process:
            processes[shard] = process
            await process.communicate()


async def until_done(store: Store, url: str) -> None:
    """Wait until everything is done, doing to the claims of the dead what waiting does."""
    async with asyncio.timeout(120):
        while True:
            runs = await execute(url, "SELECT count(*) FROM digest_runs WHERE state = 'posted'")
            items = await execute(url, "SELECT count(*) FROM feed_items WHERE state = 'taken'")
            if runs[0][0] == ORDERS and items[0][0] == ARTICLES and not await store.count_outdated(ANALYSIS_VERSION):
                return
            await execute(
                url,
                "UPDATE digest_runs SET claimed_until = 0 WHERE state = 'open' AND due_at < extract(epoch FROM now())",
                "UPDATE feeds SET claimed_until = 0",
                "UPDATE feed_items SET claimed_until = 0",
                "UPDATE rounds SET claimed_until = 0",
            )
            await asyncio.sleep(3)


async def test_everything_is_done_once_while_processes_come_and_are_killed(
    discord: WireDiscord, store: Store, url: str, site: Website, tmp_path: Path
) -> None:
    seed = random.randrange(1 << 30)  # noqa: S311 -- no secret
    print(f"seed {seed}")  # noqa: T201 -- shown where the test fails
    chance = random.Random(seed)  # noqa: S311 -- no secret
    await store.feeds.add(
        FEED_OF, site.at("/feed"), title=None, created_by=None, locale=None, interval_s=3600, now=datetime.now(UTC)
    )
    await order(store, datetime.now(UTC) + timedelta(seconds=8))
    over, processes = asyncio.Event(), Processes()
    folders = [tmp_path / str(shard) for shard in range(SHARDS)]
    for folder in folders:
        folder.mkdir()
    async with AsyncExitStack() as stack:
        running = [
            asyncio.create_task(kept_running(discord, url, folder, over, shard, processes))
            for shard, folder in enumerate(folders)
        ]
        stack.callback(lambda: [task.cancel() for task in running])
        await discord.ready(SHARDS, timeout_s=STARTED_S)
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0.5, 3))
            processes[chance.randrange(SHARDS)].kill()
        await until_done(store, url)
        await discord.ready(SHARDS, timeout_s=STARTED_S)
        posted = [len(discord.posts(channel)) for channel in CHANNELS]
        asked = [
            await (await discord.command("who", {"name": "沈硯秋"}, guild=guild, channel=channel)).message(
                timeout_s=STARTED_S
            )
            for guild, channel in ((GUILD, NEWS), (OTHER_GUILD, OTHER_NEWS))
        ]
        over.set()
        for process in processes.values():
            process.terminate()
        await asyncio.wait(running, timeout=60)

    assert posted == [ORDERS // len(CHANNELS)] * len(CHANNELS)
    assert all("沈" in message.text for message in asked)
    assert (await store.holdings(FEED_OF)).articles == ARTICLES
    assert (await store.stats([PUBLIC])).articles == 4
    assert await execute(url, "SELECT count(*) FROM pulses") == [(0,)]
