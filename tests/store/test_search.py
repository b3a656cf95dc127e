"""Words are found in either script, however they are typed, and shown where they stand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.analysis.script import fold
from bot.store import Store
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import PUBLIC, Print, deliver

ANY_LENGTH = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)


@pytest.fixture
async def archive(store: Store) -> Store:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, PUBLIC, REACTIONS)
    return store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("灯塔", ["灯塔", "燈塔"]),
        ("燈塔", ["灯塔", "燈塔"]),
        ("林", ["林", "林"]),
        ("研究院", ["研究院", "研究院"]),
        ("ridley", ["Ridley", "Ridley"]),
        ("RIDL", ["Ridley", "Ridley"]),
        ("Ridley上任", ["Ridley 上任"]),
        ("院長林若雲", ["院長林若雲"]),
        ("离职，副院长", ["離職，副院長"]),
        ("2015年底", ["2015年底"]),
        ("015年", []),
        ("idley", []),
        ("灯 塔", ["灯塔", "燈塔"]),
        ("塔灯", []),
        ("上任 自己的路", ["上任"]),
        ("上任 没有的词", []),
        ("", []),
        ("  ", []),
        ("。！", []),
    ],
)
async def test_words_are_found_and_shown_as_they_stand(archive: Store, typed: str, found: list[str]) -> None:
    hits = await archive.search(fold(typed), [PUBLIC], 10)

    assert [hit.words.of(hit.passage.text) for hit in hits] == found


async def test_a_hit_is_the_sentence_that_holds_the_words(archive: Store) -> None:
    [hit] = await archive.search("没有回应", [PUBLIC], 10)

    assert hit.passage.text == "林若云没有回应。"


async def test_hits_come_newest_published_first_in_pages(store: Store) -> None:
    days = ["2024-05-15", None, "2023-01-01", "2024-05-17", "2024"]
    for number, day in enumerate(days):
        await deliver(store, PUBLIC, Print(f"題{number}\n\n同樣的字。", source=str(number), published_on=day))
    pages = [await store.search("同样的字", [PUBLIC], 2, offset) for offset in (0, 2, 4)]

    expected = ["2024-05-17", "2024-05-15", "2024", "2023-01-01", None]

    assert [hit.passage.published_on for page in pages for hit in page] == expected


async def test_a_phrase_is_preferred_to_its_words_apart(store: Store) -> None:
    await deliver(store, PUBLIC, Print("甲\n\nSam 和 Tom Altman 來了。", source="1"))
    await deliver(store, PUBLIC, Print("乙\n\nSam Altman 來了。", source="2", published_on="2020-01-01"))

    assert [hit.passage.title for hit in await store.search("sam altman", [PUBLIC], 10)] == ["乙"]
    assert [hit.passage.title for hit in await store.search("altman sam", [PUBLIC], 10)] == ["甲", "乙"]


@ANY_LENGTH
@given(typed=st.text(max_size=60))
async def test_anything_typed_is_words_and_no_syntax(archive: Store, typed: str) -> None:
    for hit in await archive.search(fold(typed), [PUBLIC], 10):
        assert hit.words.of(hit.passage.text)


@ANY_LENGTH
@given(typed=st.text(alphabet="林NEAR(灯)塔:*^\"'- +{}ANDORNOT_;%", max_size=24))
async def test_the_operators_of_the_index_are_words(archive: Store, typed: str) -> None:
    await archive.search(fold(typed), [PUBLIC], 10)
    await archive.quotes(folded_words=fold(typed), libraries=[PUBLIC], limit=5)
    await archive.articles(folded_title=fold(typed), libraries=[PUBLIC])


@ANY_LENGTH
@given(data=st.data())
async def test_every_cut_of_an_article_finds_it(archive: Store, data: st.DataObject) -> None:
    body = data.draw(st.sampled_from([LEAVING.body, REACTIONS.body]))
    start = data.draw(st.integers(0, len(body) - 1))
    cut = body[start : start + data.draw(st.integers(1, 60))]
    if cut[0].isascii() and body[start - 1 : start].isascii():
        cut = cut.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    if cut[-1:].isdigit():
        cut = cut.rstrip("0123456789")
    bodies = {LEAVING.title: LEAVING.body, REACTIONS.title: REACTIONS.body}
    hits = await archive.search(fold(cut), [PUBLIC], 10)

    assert any(cut in bodies[hit.passage.title] for hit in hits) or not any(c.isalnum() for c in cut)


async def test_a_text_as_long_as_a_book_is_no_query(archive: Store) -> None:
    assert await archive.search("灯塔" * 50_000, [PUBLIC], 10) == []
    assert await archive.search("灯 " * 50_000, [PUBLIC], 10) != []


async def test_an_article_of_a_title_only_is_found(store: Store) -> None:
    await deliver(store, PUBLIC, Print("燈塔"))
    [hit] = await store.search("灯塔", [PUBLIC], 10)

    assert hit.passage.text == "燈塔"


async def test_a_phrase_at_the_end_of_a_long_article_is_found(store: Store) -> None:
    # to_tsvector keeps no place beyond 16,383, and 256 of one word; 的 stands here more often.
    long = "研究院的報告的全文\n\n" + "的".join(f"第{number}號" for number in range(6_000))
    assert len(long) > 20_000
    await deliver(store, PUBLIC, Print(f"{long[:20_000]}。燈塔在最後的一頁。"))

    [hit] = await store.search("灯塔在最后的一页", [PUBLIC], 9)

    assert hit.words.of(hit.passage.text) == "燈塔在最後的一頁"
    assert await store.search("灯塔在最后的两页", [PUBLIC], 9) == []
