"""All that a server may have in a store: nobody elsewhere learns of it, or changes it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from bot.model import Order, Rhythm, Subject, SubjectKind
from bot.store import Store
from bot.store.correcting import By
from bot.store.looks import Look
from tests.store.archive import COLLAPSE, CUT, FULL, INQUIRY, LEAVING, REACTIONS
from tests.store.press import GUILD, deliver

SECRET = replace(
    LEAVING,
    body=LEAVING.body.replace("燈塔", "密語").replace("院長", "密使"),
    source="secret.txt",
    people={"林若雲": [], "Tom Ridley": ["Ridley"]},
    roles={"林若雲": ["密使"]},
    quotes=[replace(LEAVING.quotes[0], parts=("林若雲是我們的密語。", "沒有她就沒有今天。"))],
    dates=LEAVING.dates,
    key_sentences=["5月15日，研究院宣布密使林若雲離職，副密使Tom Ridley接任。"],
    published_on="2024-05-14",
    outlet="密報",
)
NOW = datetime(2024, 6, 1, 9, tzinfo=UTC)
MEMBER = 7
NEWS = 100
ORDER = Order(channel=NEWS, channel_name="密室", locale="zh-TW", local_time=time(9), zone="Asia/Taipei")


@dataclass(frozen=True, slots=True)
class Held:
    """The ids of what the server has, as someone elsewhere might guess them."""

    article: int
    people: tuple[int, int]
    quote: int
    date: int
    """The offset of a date in the article's body."""
    feed: int
    digest: int
    flag: int
    correction: int


async def keep_secrets(store: Store) -> Held:
    """Let a server have something of everything: articles that are copies and of one story too."""
    added = await deliver(store, GUILD, SECRET)
    for printed in (REACTIONS, FULL, CUT, COLLAPSE, INQUIRY):
        await deliver(store, GUILD, printed)
    [lin] = await store.people_named("林若云", [GUILD])
    [ridley] = await store.people_named("tom ridley", [GUILD])
    [quote] = await store.quotes(speaker=ridley.id, libraries=[GUILD], limit=1)
    start = SECRET.body.index("2015年底")
    correction = await store.corrections.date(By(GUILD, MEMBER, NOW), added.article, start, "2014")
    feed = await store.feeds.add(
        GUILD, "https://example.com/密", title="密", created_by=MEMBER, locale="zh-TW", interval_s=600, now=NOW
    )
    digest = await store.digests.subscribe(GUILD, ORDER, created_by=MEMBER, due_at=NOW, after=0)
    about = Subject(SubjectKind.TOPIC, "密使")
    following = replace(ORDER, rhythm=Rhythm.AS_IT_COMES)
    await store.follows.begin(about, following, seen_in=GUILD, created_by=MEMBER, now=NOW, limit=9)
    await _note(store)
    [flag] = await store.flags.of(GUILD)
    assert feed is not None
    return Held(added.article, (lin.id, ridley.id), quote.id, start, feed.id, digest, flag.id, correction.id)


async def _note(store: Store) -> None:
    """Let members have asked, looked and reported, and the server have chosen."""
    asked = {"command": "who", "name": "密使"}
    await store.questions.remember([asked], [GUILD], NOW.date())
    await store.flags.add(GUILD, asked, page=1, marked="密", note="密", made_by=MEMBER, now=NOW, most=9, most_each=9)
    await store.looks.record(MEMBER, GUILD, "密使", Look(1, NOW, None))
    await store.preferences.change_server(GUILD, {"zone": "Asia/Taipei"})
