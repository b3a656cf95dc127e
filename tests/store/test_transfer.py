"""Everything is copied from one database into another, of either engine, and verified."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.errors import StoreUnavailable
from bot.model import Order
from bot.store import Store
from tests.postgres import Server  # noqa: TC001 -- as pytest reads it
from tests.store.archive import LEAVING, REACTIONS
from tests.store.databases import everything, execute
from tests.store.press import GUILD, PUBLIC, deliver, grams

NOON = datetime(2024, 5, 18, 12, tzinfo=UTC)
QUESTION = {"command": "who", "name": "林若雲"}


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database, of either engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
        return
    postgres: Server = request.getfixturevalue("postgres")
    database = postgres.create()
    yield postgres.url(database)
    postgres.drop(database)


@pytest.fixture
async def target(elsewhere: str) -> AsyncIterator[Store]:
    opened = await Store.open(elsewhere, fold=fold, name_grams=grams, likeness=likeness)
    yield opened
    await opened.close()


@pytest.fixture
async def filled(store: Store) -> Store:
    """Return a store with something of every kind, of which some is gone again."""
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, GUILD, REACTIONS)
    order = Order(channel=1, channel_name="news", locale="zh-TW", local_time=time(9), zone="UTC")
    await store.digests.subscribe(GUILD, order, created_by=1, due_at=NOON, after=0)
    gone = await store.digests.subscribe(GUILD, order, created_by=1, due_at=NOON, after=0)
    await store.digests.unsubscribe(GUILD, gone)
    await store.feeds.add(
        GUILD, "https://example.com/feed", title=None, created_by=None, locale=None, interval_s=600, now=NOON
    )
    await store.preferences.change_member(7, {"private": True})
    await store.questions.remember([QUESTION], [PUBLIC], date(2024, 5, 18))
    return store


def _without_index(held: str) -> list[str]:
    """Leave out what the search index was built with, which differs by engine."""
    return [line for line in held.splitlines() if not line.startswith("search_index")]


async def test_everything_is_there_and_found(filled: Store, target: Store, address: str, elsewhere: str) -> None:
    copied = {each.table: each.rows for each in await filled.copy_to(target)}

    assert copied["articles"] == 2
    assert copied["subscriptions"] == 1
    assert _without_index(await everything(elsewhere)) == _without_index(await everything(address))
    assert await target.search("灯塔", [PUBLIC, GUILD], 9) == await filled.search("灯塔", [PUBLIC, GUILD], 9)
    assert [person.name for person in await target.people_like(grams("Ridly"), [PUBLIC], 9)] == ["Tom Ridley"]


async def test_ids_go_on_above_all_that_there_ever_were(filled: Store, target: Store) -> None:
    await filled.copy_to(target)
    order = Order(channel=2, channel_name="news", locale="zh-TW", local_time=time(9), zone="UTC")

    new = [await each.digests.subscribe(PUBLIC, order, created_by=1, due_at=NOON, after=0) for each in (filled, target)]

    assert new[0] == new[1] == 3


async def test_a_database_that_holds_something_is_left_alone(filled: Store, target: Store, elsewhere: str) -> None:
    await deliver(target, PUBLIC, REACTIONS)
    before = await everything(elsewhere)

    with pytest.raises(StoreUnavailable, match="not empty"):
        await filled.copy_to(target)

    assert await everything(elsewhere) == before


async def test_what_is_not_all_there_is_told_and_leaves_nothing(filled: Store, target: Store, elsewhere: str) -> None:
    if elsewhere.startswith("sqlite"):
        loses = "CREATE TRIGGER lose AFTER INSERT ON key_sentences BEGIN DELETE FROM key_sentences; END"
        await execute(elsewhere, loses)
    else:
        await execute(
            elsewhere,
            "CREATE FUNCTION lose() RETURNS trigger AS 'BEGIN DELETE FROM key_sentences; RETURN NULL; END'"
            " LANGUAGE plpgsql",
            "CREATE TRIGGER lose AFTER INSERT ON key_sentences FOR EACH ROW EXECUTE FUNCTION lose()",
        )

    with pytest.raises(StoreUnavailable, match="key_sentences does not hold"):
        await filled.copy_to(target)

    assert (await target.stats([PUBLIC])).articles == 0
