"""A library belongs to a server: whoever cannot see it learns nothing of it, by whatever question."""

from collections.abc import Sequence
from dataclasses import astuple, replace

import pytest

from bot.model import KnownPerson, Person
from bot.store import Store
from bot.store.records import FindingCounts, Stats
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, by_name, deliver
from tests.store.queries import QUERIES
from tests.store.secret import SECRET, keep_secrets


@pytest.mark.parametrize("visible", [[], [PUBLIC, OTHER_GUILD], ["guild", "GUILD:1", "guild:1 OR public", "guild:1*"]])
async def test_nothing_of_a_server_is_seen_elsewhere(store: Store, visible: list[str]) -> None:
    await keep_secrets(store)

    assert [name for name, query in QUERIES.items() if not await query(store, [GUILD])] == []
    assert {name: found for name, query in QUERIES.items() if (found := await query(store, visible))} == {}


@pytest.mark.parametrize("visible", [[PUBLIC], [PUBLIC, OTHER_GUILD]])
async def test_what_a_server_has_changes_no_answer_elsewhere(store: Store, visible: list[str]) -> None:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, PUBLIC, REACTIONS)
    before = {name: await query(store, visible) for name, query in QUERIES.items()}
    await keep_secrets(store)

    assert {name: await query(store, visible) for name, query in QUERIES.items()} == before


async def test_counts_are_of_what_is_seen(store: Store) -> None:
    await deliver(store, GUILD, SECRET)

    assert astuple(await store.stats([PUBLIC, OTHER_GUILD])) == (0, 0, 0, 0, 0)
    assert await store.stats([PUBLIC, GUILD]) == Stats(articles=1, people=2, quotes=1, dates=2, stories=0)
    assert await QUERIES["count_found"](store, [PUBLIC, GUILD]) == [FindingCounts(people=2, quotes=1, dates=2)]
    assert await store.unchanged(PUBLIC, SECRET.source, "", 1) is None


async def test_a_public_person_gains_forms_only_where_they_were_written(store: Store) -> None:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, GUILD, Print("甲\n\nTom Ridley（密利）。", people={"Tom Ridley": ["密利"]}, source="b"))
    [public] = await store.people_named("tom ridley", [PUBLIC])
    [guild] = await store.people_named("密利", [PUBLIC, GUILD])

    assert guild.id == public.id
    assert guild.mentions == public.mentions + 2
    assert "密利" not in {form.surface for form in (await store.people([public.id], [PUBLIC]))[0].forms}


@pytest.mark.parametrize(
    ("library", "expected"), [(PUBLIC, set()), (OTHER_GUILD, set()), (GUILD, {"林若雲", "Tom Ridley"})]
)
async def test_a_linker_is_given_only_people_of_its_readers(store: Store, library: str, expected: set[str]) -> None:
    seen: set[str] = set()

    def link(local: Sequence[Person], known: Sequence[KnownPerson]) -> dict[str, int | None]:
        seen.update(person.name for person in known)
        return dict(by_name(local, known))

    await deliver(store, GUILD, SECRET)
    await deliver(store, library, replace(REACTIONS, source="c"), link=link)

    assert seen == expected


async def test_the_same_article_may_stand_in_several_libraries(store: Store) -> None:
    first = await deliver(store, GUILD, LEAVING)
    second = await deliver(store, OTHER_GUILD, LEAVING)

    assert first.article != second.article
    assert len(await store.search("灯塔", [PUBLIC, GUILD, OTHER_GUILD], 9)) == 2
