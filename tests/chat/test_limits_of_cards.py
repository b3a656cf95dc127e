"""Every page of every card holds Discord's limits, whatever articles are like: invented ones, the worst of a corpus.

``lay_out`` refuses a page beyond a limit, and so does the Discord on the wire, which fails the test.
"""

import asyncio
import gzip
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.script import fold
from bot.answers import digest
from bot.answers.conversion import Converter
from bot.answers.digest import Digest, present_digest
from bot.chat.cards import pages
from bot.chat.digests.card import DigestBook, draw
from bot.chat.limits import MOST_CHARS, displayed_chars
from bot.intake.archive import Archive
from bot.intake.bulk import Here
from bot.intake.formats import read_article, read_record
from bot.model import PUBLIC_LIBRARY, Article, Order
from bot.store import Store
from tests.chat.newsroom import analyzer, at_work
from tests.chat.wire import Message, WireDiscord
from tests.chat.wire.commands import Value

CORPUS = Path(os.environ.get("JIANBAO_BENCH_DIR", os.devnull)) / "corpus" / "articles.jsonl.gz"
WORST_OF_A_KIND = 4
ASKED_ABOUT = 4
"""People, and articles, that are asked about."""
OF_PEOPLE = {"who": "name", "quote": "person", "when": "topic", "summary": "topic"}
MOST_PAGES = 80
BUTTONS = {"zh-TW": ("下一頁", "來源"), "zh-CN": ("下一页", "来源"), "en-US": ("Next", "Sources")}
"""What turns the page, and what shows its sources."""
MARKUP = "*_~`|[](<@1>)||**__~~#>-@everyone https://evil.example discord.gg/x"
SENTENCE = "我們走了很遠的路，還要走得更遠。"
PARAGRAPH = "\n\n"


def invented() -> list[Article]:
    """Return articles that are each the worst of a kind: quotation, people, markup, title, sources of one sentence."""
    day = "\n2024-05-15 09:00 晨星日報\n\n"
    people = [family + given for family in "王李張劉陳楊黃趙" for given in ("大明", "小美", "志強", "若蘭", "家豪")]
    crowd = (f"市長{name}3月{n % 28 + 1}日宣布辭職。{name}表示：「{SENTENCE}」" for n, name in enumerate(people))
    hostile = PARAGRAPH.join([f"王大明表示：「{MARKUP}{SENTENCE}{MARKUP}」{MARKUP}"] * 8)
    texts = [
        f"長信{day}王大明寫道：「{SENTENCE * 600}」",
        f"眾人{day}{PARAGRAPH.join(crowd)}",
        f"標記{day}{hostile}",
        f"{('王大明' + MARKUP) * 20}{day}{hostile}",
        *(f"王大明辭職{n}{day.replace('報', f'報{n}')}王大明4日宣布辭職，{SENTENCE * 12}\n" for n in range(20)),
    ]
    return [read_article(f"{number}.txt", text.encode()) for number, text in enumerate(texts)]


def worst_of_the_corpus() -> list[Article]:
    """Return the articles of the corpus that have most of what cards are made of."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    kinds: tuple[Callable[[dict[str, Any]], int], ...] = (
        lambda record: len(record["text"]),
        lambda record: len(record["title"]),
        lambda record: max(map(len, record["text"].splitlines()), default=0),
        lambda record: sum(record["text"].count(mark) for mark in "「“『"),
        lambda record: sum(record["text"].count(mark) for mark in "*_~`|[]<>#@\\"),
        lambda record: record["text"].count("·"),
    )
    worst = {each["id"]: each for kind in kinds for each in sorted(records, key=kind)[-WORST_OF_A_KIND:]}
    return [read_record(each["id"], each) for each in worst.values()]


HAS_CORPUS = pytest.mark.skipif(not CORPUS.is_file(), reason="JIANBAO_BENCH_DIR is not set")


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite:///{path}", fold=fold, name_grams=grams, likeness=likeness)
    yield store
    await store.close()


@pytest.fixture(
    scope="module",
    params=[pytest.param(invented, id="invented"), pytest.param(worst_of_the_corpus, id="corpus", marks=HAS_CORPUS)],
)
def worst(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Return a database of the worst articles alone, really analysed."""
    path = tmp_path_factory.mktemp("worst") / "worst.db"

    async def fill() -> None:
        async with opened(path) as store:
            archive = Archive(store, Here(analyzer()))
            for article in request.param():
                await archive.add(article, PUBLIC_LIBRARY)

    asyncio.run(fill())
    return path


@pytest.fixture
async def store(worst: Path) -> AsyncIterator[Store]:
    """Return a store of the worst articles."""
    async with opened(worst) as store:
        yield store


async def questions(store: Store) -> list[tuple[str, dict[str, Value]]]:
    """Return what is asked: of those who are named most, of the longest titles, and for a word that is everywhere."""
    people = [person.name for person in await store.people_starting("", [PUBLIC_LIBRARY], ASKED_ABOUT)]
    articles = await store.articles(libraries=[PUBLIC_LIBRARY], limit=50)
    longest = sorted(articles, key=lambda article: len(article.title), reverse=True)[:ASKED_ABOUT]
    asked: list[tuple[str, dict[str, Value]]] = [
        ("search", {"words": "的"}),
        ("quote", {"words": "的"}),
        ("who", {"name": MARKUP}),
    ]
    asked += [("summary", {"topic": f"#{article.id}"}) for article in longest]
    asked += [(command, {option: name}) for name in people for command, option in OF_PEOPLE.items()]
    return asked


async def turned(message: Message, locale: str) -> int:
    """Turn to the last page of a card; return how many there are."""
    on, _ = BUTTONS[locale]
    count = 1
    while any(button.label == on and not button.disabled for button in message.buttons):
        message = await (await message.press(on, locale=locale)).message()
        count += 1
        assert count < MOST_PAGES
    return count


@pytest.mark.parametrize("locale", BUTTONS)
async def test_every_page_of_every_card_and_of_its_sources_can_be_sent(
    discord: WireDiscord, store: Store, converter: Converter, locale: str
) -> None:
    _, sources = BUTTONS[locale]
    counted = 0
    async with at_work(discord, store, converter):
        asked = await questions(store)
        for command, options in asked:
            card = await (await discord.command(command, options, locale=locale)).message()
            if any(button.label == sources for button in card.buttons):
                counted += await turned(await (await card.press(sources, locale=locale)).message(), locale)
            counted += await turned(card, locale)

    assert counted > 2 * len(asked)


@pytest.mark.parametrize("locale", BUTTONS)
async def test_every_page_of_a_digest_of_all_of_them_can_be_sent(
    store: Store, converter: Converter, locale: str
) -> None:
    now = datetime.now(UTC)
    answer = await digest.answer(store, Digest(after=0, upto=None, day=now.date()), [PUBLIC_LIBRARY])
    order = Order(channel=1, channel_name="news", locale=locale, local_time=now.time(), zone="UTC")
    presented = present_digest(answer, order, converter, due=now, locale=locale)

    for page in range(1, len(pages(presented)) + 1):
        assert 0 < displayed_chars(draw(presented, DigestBook("0" * 24), page=page)) <= MOST_CHARS
