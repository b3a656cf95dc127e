"""A member's looks are kept for a year, are theirs, and go when they ask, or with the library."""

from datetime import UTC, datetime, timedelta

from bot.store import Store
from bot.store.looks import MOST_TOPICS, Look
from tests.store.press import GUILD, PUBLIC, Print, deliver

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MEMBER = 4_000_000_000_000_000_001


async def test_the_last_look_is_kept(store: Store) -> None:
    await store.looks.record(MEMBER, GUILD, "燈塔", Look(3, NOW, "2026-11-15"))
    later = Look(7, NOW + timedelta(hours=1), None)
    await store.looks.record(MEMBER, GUILD, "燈塔", later)

    assert await store.looks.last(MEMBER, GUILD, "燈塔") == later
    assert await store.looks.last(MEMBER, PUBLIC, "燈塔") is None
    assert await store.looks.last(MEMBER, GUILD, "") is None
    assert await store.looks.last(MEMBER + 1, GUILD, "燈塔") is None


async def test_a_look_of_a_year_ago_goes_with_the_next_of_anyone(store: Store) -> None:
    old = Look(3, NOW, None)
    await store.looks.record(MEMBER, PUBLIC, "燈塔", old)
    await store.looks.record(MEMBER + 1, PUBLIC, "", Look(3, NOW + timedelta(days=365), None))

    assert await store.looks.last(MEMBER, PUBLIC, "燈塔") == old

    await store.looks.record(MEMBER + 1, PUBLIC, "", Look(3, NOW + timedelta(days=365, seconds=1), None))

    assert await store.looks.last(MEMBER, PUBLIC, "燈塔") is None


async def test_a_member_keeps_the_topics_that_they_looked_at_last(store: Store) -> None:
    for number in range(MOST_TOPICS + 2):
        look = Look(1, NOW + timedelta(minutes=number), None)
        await store.looks.record(MEMBER, PUBLIC, f"{number}", look)

    kept = [await store.looks.last(MEMBER, PUBLIC, f"{number}") is not None for number in range(MOST_TOPICS + 2)]
    assert kept == [False, False, *[True] * MOST_TOPICS]


async def test_a_member_is_forgotten(store: Store) -> None:
    for member in (MEMBER, MEMBER + 1):
        await store.looks.record(member, PUBLIC, "燈塔", Look(3, NOW, None))
    assert await store.forget_member(MEMBER)

    assert await store.looks.last(MEMBER, PUBLIC, "燈塔") is None
    assert await store.looks.last(MEMBER + 1, PUBLIC, "燈塔") is not None


async def test_looks_from_a_server_go_with_it(store: Store) -> None:
    await deliver(store, GUILD, Print("燈塔\n\n燈塔亮了。"))
    for library in (GUILD, PUBLIC):
        await store.looks.record(MEMBER, library, "燈塔", Look(3, NOW, None))
    await store.forget_library(GUILD, 10)

    assert await store.looks.last(MEMBER, GUILD, "燈塔") is None
    assert await store.looks.last(MEMBER, PUBLIC, "燈塔") is not None
