"""What members flag: kept for the moderators of one library, no more than they can deal with, until it is closed."""

from datetime import UTC, datetime

from bot.store import Store
from tests.store.press import GUILD, OTHER_GUILD

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WHO = {"command": "who", "name": "'; DROP TABLE flags; --"}


async def flag(store: Store, library: str = GUILD, by: int = 1) -> bool:
    return await store.flags.add(library, WHO, page=2, marked="錯了", note="", made_by=by, now=NOW, most=4, most_each=2)


async def test_a_flag_is_open_in_its_library_until_it_is_closed(store: Store) -> None:
    assert await flag(store)
    [kept] = await store.flags.of(GUILD)

    assert (kept.question, kept.page, kept.marked, kept.made_by, kept.made_at) == (WHO, 2, "錯了", 1, NOW)
    assert await store.flags.of(OTHER_GUILD) == []
    assert not await store.flags.close(OTHER_GUILD, kept.id, by=9, now=NOW)
    assert await store.flags.close(GUILD, kept.id, by=9, now=NOW)
    assert not await store.flags.close(GUILD, kept.id, by=9, now=NOW)
    assert await store.flags.of(GUILD) == []


async def test_neither_a_member_nor_a_library_has_too_many_open(store: Store) -> None:
    assert [await flag(store, by=member) for member in (1, 1, 1, 2, 3, 4)] == [True, True, False, True, True, False]
    assert await flag(store, OTHER_GUILD)
    [first, *_] = await store.flags.of(GUILD)
    await store.flags.close(GUILD, first.id, by=9, now=NOW)
    assert await flag(store, by=4)


async def test_flags_go_with_their_library_and_with_who_made_them(store: Store) -> None:
    await flag(store)
    await flag(store, OTHER_GUILD)
    await flag(store, OTHER_GUILD, by=2)
    await store.forget_library(GUILD, 9)
    assert await store.flags.of(GUILD) == []
    assert await store.forget_member(1)
    assert [each.made_by for each in await store.flags.of(OTHER_GUILD)] == [2]
