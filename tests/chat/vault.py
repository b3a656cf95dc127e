"""A server that has something of everything, each with words that stand nowhere else: who reads them has looked in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.analysis.script import fold
from bot.model import Order, Rhythm, Subject, SubjectKind
from bot.store import Store
from bot.store.correcting import By
from bot.store.schema import digest_runs
from tests.chat.wire.places import EDITOR, GUILD, NEWS
from tests.chat.wire.scene import direct_channel
from tests.store.archive import COLLAPSE, CUT, FULL, INQUIRY
from tests.store.press import Print, Said, deliver

HOME = f"guild:{GUILD.id}"
NAME, KNOWN, TITLE, ADDRESS = "龔霽瀾", "沈硯秋", "鷺鳥計畫", "https://nacre.example/heron"
HERON = Print(
    f"{TITLE}曝光\n\n"
    f"1987年3月，潮汐顧問{NAME}主持珊瑚祭，里斯本實驗室的Lena Voss與沈硯秋到場。\n"
    f"龔老說：「鯨骨燈籠裡的每一個問題，都還沒有答案。」\n"
    f"{NAME}後來離開，鷺鳥計畫交給沈硯秋。",
    source="heron.txt",
    published_on="2024-05-16",
    people={NAME: ["龔老"], "Lena Voss": [], "沈硯秋": []},
    roles={NAME: ["潮汐顧問"]},
    quotes=[Said(("鯨骨燈籠裡的每一個問題，都還沒有答案。",), NAME, "說")],
    dates={"1987年3月": "1987-03"},
    key_sentences=[f"1987年3月，潮汐顧問{NAME}主持珊瑚祭，里斯本實驗室的Lena Voss與沈硯秋到場。"],
    outlet="礁岩內參",
    url=ADDRESS,
)
OF_ARTICLES = {
    "title": TITLE,
    "person": NAME,
    "alias": "龔老",
    "role": "潮汐顧問",
    "quote": "鯨骨燈籠",
    "date": "1987年3月",
    "event": "珊瑚祭",
    "outlet": "礁岩內參",
    "address": "nacre.example",
    "correction": "1986 年 7 月",
    "copy": "跨河大橋",
    "story": "白鷺大橋",
}
"""What every reader of the server's library may see, and nobody else."""
OF_MODERATORS = {
    "feed": "螺鈿週報",
    "feed's address": "pearl.example",
    "digest": "玳瑁市場",
    "follow of a channel": "琥珀蟬",
    "flag": "蜉蝣",
}
"""What is for the server's moderators alone."""
OF_ONE = {"follow": "琥珀蛾"}
"""What is for the editor alone."""
EVERYTHING = OF_ARTICLES | OF_MODERATORS | OF_ONE
NOW = datetime.now(UTC).replace(microsecond=0)
ORDER = Order(channel=NEWS.id, channel_name=NEWS.name, locale="zh-TW", local_time=time(9), zone="Asia/Taipei")


@dataclass(frozen=True, slots=True)
class Vault:
    """The numbers of what the server has.

    ``known`` is someone whom the public library has too; ``asked`` is the question for the article's person;
    ``digest_run`` and ``news_run`` are what stands in the ids below a digest and below news; ``quote_start`` and
    ``date_start`` are offsets in the article.
    """

    asked: int
    article: int
    person: int
    known: int
    quote: int
    quote_start: int
    date_start: int
    correction: int
    flag: int
    feed: int
    digest: int
    digest_run: str
    news_run: str
    follow: int
    own_follow: int


async def fill(store: Store) -> Vault:
    """Let the server have something of everything."""
    added = await deliver(store, HOME, HERON)
    for printed in (FULL, CUT, COLLAPSE, INQUIRY):
        await deliver(store, HOME, printed)
    [person] = await store.people_named(fold(NAME), [HOME])
    [known] = await store.people_named(fold(KNOWN), ["public"])
    [quote] = await store.quotes(speaker=person.id, libraries=[HOME], limit=1)
    start = HERON.body.index("1987年3月")
    correction = await store.corrections.date(By(HOME, EDITOR.id, NOW), added.article, start, "1986-07")
    feed = await store.feeds.add(
        HOME,
        "https://pearl.example/feed",
        title=OF_MODERATORS["feed"],
        created_by=EDITOR.id,
        locale="zh-TW",
        interval_s=600,
        now=NOW,
    )
    await _order(store)
    asked = {"command": "who", "name": NAME}
    note = OF_MODERATORS["flag"]
    await store.flags.add(HOME, asked, page=1, marked=note, note=note, made_by=EDITOR.id, now=NOW, most=9, most_each=9)
    [digest] = await store.digests.next_runs(HOME)
    [follow] = await store.follows.of_library(HOME)
    [own] = await store.follows.of_member(EDITOR.id)
    [number] = await store.questions.remember([asked], [HOME, "public"], NOW.date())
    [flag] = await store.flags.of(HOME)
    assert feed is not None
    return Vault(
        asked=number,
        article=added.article,
        person=person.id,
        known=known.id,
        quote=quote.id,
        quote_start=quote.parts[0].start,
        date_start=start,
        correction=correction.id,
        flag=flag.id,
        feed=feed.id,
        digest=digest.subscription.id,
        digest_run=digest.id,
        news_run=await _run_of(store, follow.subscription.id),
        follow=follow.follow.id,
        own_follow=own.follow.id,
    )


async def _order(store: Store) -> None:
    """Order a digest, and let a channel and the editor follow something."""
    about = (Subject(SubjectKind.TOPIC, OF_MODERATORS["digest"]),)
    await store.digests.subscribe(HOME, replace(ORDER, subjects=about), created_by=EDITOR.id, due_at=NOW, after=0)
    channels = replace(ORDER, rhythm=Rhythm.AS_IT_COMES)
    own = replace(channels, channel=direct_channel(EDITOR).id, channel_name="", is_direct=True)
    for words, place in ((OF_MODERATORS["follow of a channel"], channels), (OF_ONE["follow"], own)):
        subject = Subject(SubjectKind.TOPIC, words)
        await store.follows.begin(subject, place, seen_in=HOME, created_by=EDITOR.id, now=NOW, limit=9)


async def _run_of(store: Store, subscription: int) -> str:
    """Return the run that is open of what is posted as it comes."""

    async def work(connection: AsyncConnection) -> str:
        found = await connection.scalars(select(digest_runs.c.id).where(digest_runs.c.subscription == subscription))
        return str(found.one())

    return await store._database.read(work)  # noqa: SLF001 -- it is asked for by nobody who has not been told of it


def seen_in(payload: object, secrets: Mapping[str, str]) -> set[str]:
    """Return which of the secrets stand in something, in either script."""
    text = fold(payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False))
    return {kind for kind, words in secrets.items() if fold(words) in text}
