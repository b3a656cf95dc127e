"""What came between two articles: nothing that came before or after, and not too much of any."""

from dataclasses import replace

import pytest

from bot.store import Store
from bot.store.records import Arrived
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import PUBLIC, Print, Said, deliver

SHORT = [f"第{number}句話說得很短。" for number in range(4)]
LONG = "這句話說得很長，" * 30
INTERVIEW = Print(
    "林若雲專訪\n\n林若雲說：「" + "」「".join([LONG, *SHORT]) + "」",
    source="interview.txt",
    people={"林若雲": []},
    quotes=[Said((each,), "林若雲") for each in (LONG, *SHORT)],
)


async def arrived(store: Store, after: int = 0, upto: int | None = None, *, limit: int = 9, each: int = 9) -> Arrived:
    return await store.arrived(after, upto, [PUBLIC], limit_articles=limit, limit_quotes=limit, quotes_each=each)


def spoken(found: Arrived) -> list[str]:
    return [quote.parts[0].text for quote in found.quotes]


async def test_articles_come_newest_published_first_by_their_first_key_sentence(store: Store) -> None:
    for printed in (REACTIONS, LEAVING):
        await deliver(store, PUBLIC, printed)

    assert [passage.text for passage in (await arrived(store)).passages] == [
        REACTIONS.key_sentences[0],
        LEAVING.key_sentences[0],
    ]


async def test_an_article_without_key_sentences_is_told_by_its_title(store: Store) -> None:
    await deliver(store, PUBLIC, replace(LEAVING, key_sentences=[]))
    [passage] = (await arrived(store)).passages

    assert passage.text == passage.title == LEAVING.body[passage.start : passage.end]


@pytest.mark.parametrize(
    ("after", "upto", "expected"), [(0, None, 3), (1, None, 2), (1, 2, 1), (0, 1, 1), (3, None, 0)]
)
async def test_only_what_came_between_is_told(store: Store, after: int, upto: int | None, expected: int) -> None:
    for printed in (LEAVING, REACTIONS, INTERVIEW):
        await deliver(store, PUBLIC, printed)
    found = await arrived(store, after, upto)

    assert len(found.passages) == expected
    assert {quote.parts[0].article for quote in found.quotes} <= {passage.article for passage in found.passages}


async def test_what_the_limit_leaves_out_is_counted(store: Store) -> None:
    for printed in (LEAVING, REACTIONS, INTERVIEW):
        await deliver(store, PUBLIC, printed)
    found = await arrived(store, limit=1)

    assert (len(found.passages), found.more_articles, len(found.quotes)) == (1, 2, 1)


async def test_quotes_without_a_speaker_are_left_out(store: Store) -> None:
    await deliver(store, PUBLIC, REACTIONS)

    assert spoken(await arrived(store)) == ["我会走自己的路。"]


@pytest.mark.parametrize(("each", "expected"), [(2, SHORT[:2]), (5, [LONG, *SHORT])])
async def test_of_one_article_come_a_few_quotes_the_long_ones_last(
    store: Store, each: int, expected: list[str]
) -> None:
    await deliver(store, PUBLIC, INTERVIEW)

    assert spoken(await arrived(store, each=each)) == expected
