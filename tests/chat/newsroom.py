"""A bot at work: unmodified discord.py, a real store of invented articles, and a Discord on the wire."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from ipaddress import ip_network

from bot.analysis.pipeline import Analyzer
from bot.answers.conversion import Converter
from bot.answers.preferences import KnownPreferences
from bot.answers.region_words import RegionWords
from bot.answers.service import Answers
from bot.chat.adding.desk import AddDesk
from bot.chat.client import Bot, Desks, route
from bot.chat.closeups.pictures import PictureDesk
from bot.chat.closeups.readings import ReadingDesk
from bot.chat.corrections.desk import CorrectionDesk
from bot.chat.corrections.flagging import FlagDesk
from bot.chat.digests.desk import DigestDesk
from bot.chat.feeds.desk import FeedDesk
from bot.chat.first_steps import FirstSteps
from bot.chat.following.desk import FollowDesk
from bot.chat.guide.desk import GuideDesk
from bot.chat.here.desk import HereDesk
from bot.chat.lookup import Desk
from bot.chat.mentions import Mentions
from bot.chat.settings.desk import SettingsDesk
from bot.intake.adding import Adding
from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.intake.web import Fetcher
from bot.jobs.clock import SystemClock
from bot.jobs.corrections import Corrections
from bot.jobs.departures import Attendance
from bot.jobs.feeds.service import Feeds
from bot.jobs.flags import Flags
from bot.jobs.following.service import Following
from bot.jobs.forgetting import Forgetting
from bot.jobs.subscriptions import Subscriptions
from bot.model import Article, Findings
from bot.pictures.press import Press
from bot.store import Store
from tests.chat.wire import WireDiscord
from tests.store.press import Print, Said

PUBLIC = "public"
REED = Print(
    "首席科學家離開里斯本實驗室\n\n"
    "2024年5月15日，里斯本實驗室宣布，首席科學家沈硯秋離職，Lena Voss接任。\n"
    "沈硯秋表示：「在這裡面對的每一個問題，都讓我了解自己。」\n"
    "Lena Voss說：「裡面還有很多問題沒有答案。」",
    source="reed.txt",
    published_on="2024-05-15",
    people={"沈硯秋": [], "Lena Voss": ["Voss"]},
    roles={"沈硯秋": ["首席科學家"]},
    quotes=[
        Said(("在這裡面對的每一個問題，都讓我了解自己。",), "沈硯秋", "表示"),
        Said(("裡面還有很多問題沒有答案。",), "Lena Voss", "說"),
    ],
    dates={"2024年5月15日": "2024-05-15"},
    key_sentences=["2024年5月15日，里斯本實驗室宣布，首席科學家沈硯秋離職，Lena Voss接任。"],
    url="https://example.com/reed",
)
LONG = Print(
    "長信全文\n\n" + "陶望之寫道：「" + "".join(f"第{n}段話，我們走了很遠的路。" for n in range(300)) + "」",
    source="long.txt",
    people={"陶望之": []},
    quotes=[Said(("".join(f"第{n}段話，我們走了很遠的路。" for n in range(300)),), "陶望之", "寫道")],
    outlet=None,
)
TWINS = (
    Print(
        "張維當選\n\n市長張維宣誓就職。",
        source="mayor.txt",
        people={"張維": []},
        roles={"張維": ["市長"]},
        outlet="甲報",
    ),
    Print("張維奪冠\n\n跳高選手張維奪冠。", source="jumper.txt", people={"張維": []}, roles={"張維": ["選手"]}),
)
SECRET = Print("沈硯秋的祕密\n\n沈硯秋祕密到訪。", source="secret.txt", people={"沈硯秋": []}, outlet="內部通訊")


class Reading:
    """Analyses in a thread, with an analyzer that is loaded for the first article: most tests add none."""

    at_once = 1

    async def analyze(self, article: Article) -> Findings:
        """Return the findings of an article."""
        return await Here(await asyncio.to_thread(analyzer)).analyze(article)


@cache
def analyzer() -> Analyzer:
    return Analyzer.load()


@asynccontextmanager
async def furnished(
    store: Store,
    converter: Converter,
    mentions: Mentions | None = None,
    shards: int = 1,
    press: Press | None = None,
) -> AsyncIterator[Bot]:
    """Give the bot with everything that it needs, not connected; it may ask websites of this machine."""
    answers, clock, preferences = Answers(store), SystemClock(), KnownPreferences(store)
    forgetting = Forgetting(store)
    steps = FirstSteps(answers, mentions or Mentions(), "zh-TW")
    lookup = Desk(answers, converter, RegionWords.load(), steps, draws=press is not None)
    async with Fetcher(permitted=[ip_network("127.0.0.1")], pause_s=0) as fetcher:
        desks = Desks(
            lookup=lookup,
            pictures=PictureDesk(lookup, answers, converter, press),
            readings=ReadingDesk(lookup, converter),
            adding=AddDesk(Adding(store, Archive(store, Reading()), fetcher)),
            digests=DigestDesk(Subscriptions(store, converter, clock), "Asia/Taipei", steps),
            feeds=FeedDesk(Feeds(store, fetcher, clock), steps),
            here=HereDesk(answers, Reading(), converter, "Asia/Taipei"),
            following=FollowDesk(Following(store, converter, clock), answers, steps.mentions),
            corrections=CorrectionDesk(Corrections(store, clock), Flags(store, clock), steps.mentions),
            flags=FlagDesk(answers, Flags(store, clock)),
            steps=steps,
            settings=SettingsDesk(preferences, forgetting, steps.mentions, clock, "Asia/Taipei"),
            guide=GuideDesk(forgetting, steps.mentions, 30, "https://example.com/source"),
            preferences=preferences,
            attendance=Attendance(store),
        )
        async with Bot(desks, shard_count=shards) as bot:
            yield bot


@asynccontextmanager
async def at_work(
    discord: WireDiscord, store: Store, converter: Converter, shards: int = 1, press: Press | None = None
) -> AsyncIterator[Bot]:
    """Run the bot until the end of the block."""
    route(discord.api_url, discord.gateway_url)
    async with furnished(store, converter, shards=shards, press=press) as bot:
        await bot.enter(discord.token)
        await bot.publish()
        staying = asyncio.create_task(bot.stay())
        await discord.ready(shards)
        yield bot
        await bot.close()
        await staying
