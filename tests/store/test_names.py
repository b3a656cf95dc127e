"""People are found by what they are called."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import KnownPerson, Person
from bot.store import Store
from bot.store.fulltext import GRAMS, rarest
from bot.store.fulltext.index import RANKED_LIMIT
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import PUBLIC, Print, by_name, deliver, grams, strangers


@pytest.fixture
async def archive(store: Store) -> Store:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, PUBLIC, REACTIONS)
    return store


async def test_a_form_finds_its_person_with_roles(archive: Store) -> None:
    [person] = await archive.people_named("tom ridley", [PUBLIC])

    assert person.name == "Tom Ridley"
    assert person.surfaces == ("Tom Ridley",)
    assert person.roles == ("副院長",)
    assert person.mentions == 4


async def test_only_the_whole_form_is_that_form(archive: Store) -> None:
    assert await archive.people_named("tom", [PUBLIC]) == []


async def test_people_of_one_name_are_all_found_most_mentioned_first(store: Store) -> None:
    await deliver(store, PUBLIC, Print("甲\n\n陈明。", source="1", people={"陈明": []}), link=strangers)
    await deliver(store, PUBLIC, Print("乙\n\n陈明，陈明。", source="2", people={"陈明": []}), link=strangers)

    assert [person.mentions for person in await store.people_named("陈明", [PUBLIC])] == [2, 1]


@pytest.mark.parametrize("written", ["Tom Ridly", "利德里", "Ridleigh"])
async def test_a_name_that_is_like_is_found_first(archive: Store, written: str) -> None:
    found = await archive.people_like(grams(written), [PUBLIC], 5)

    assert found[0].name == "Tom Ridley"


async def test_likeness_gives_the_forms_that_are_like(archive: Store) -> None:
    [person] = await archive.people_like(grams("里德力"), [PUBLIC], 5)

    assert person.surfaces == ("里德利",)


@pytest.mark.parametrize(
    ("frequency", "telling"),
    [
        ({"h_王": 90, "h_曦": 2}, ["h_曦", "h_王"]),
        ({"h_王": RANKED_LIMIT, "h_曦": 2}, ["h_曦"]),
        ({"h_王": RANKED_LIMIT + 1}, ["h_王"]),
    ],
)
def test_names_are_sought_by_their_rarest_grams(frequency: Mapping[str, int], telling: Sequence[str]) -> None:
    found = rarest(GRAMS, ["h_王", "h_曦", "h_瓏"], frequency)

    assert found is not None
    assert list(found.names) == telling


def test_grams_that_nobody_has_match_nobody() -> None:
    assert rarest(GRAMS, ["h_王", "h_曦"], {}) is None


@pytest.mark.parametrize("prefix", ["tom", "Tom R".lower(), "rid", "里德", "里"])
async def test_a_beginning_finds_a_form_or_a_latin_word(archive: Store, prefix: str) -> None:
    assert [person.name for person in await archive.people_starting(prefix, [PUBLIC], 5)] == ["Tom Ridley"]


@pytest.mark.parametrize("prefix", ["om", "德利", "%", "_", "*", '"', "?!"])
async def test_what_begins_no_name_finds_nobody(archive: Store, prefix: str) -> None:
    assert await archive.people_starting(prefix, [PUBLIC], 5) == []


async def test_an_empty_beginning_finds_the_most_mentioned(archive: Store) -> None:
    assert [person.name for person in await archive.people_starting("", [PUBLIC], 1)] == ["林若雲"]


async def test_of_very_many_of_one_beginning_the_most_mentioned_are_found_whenever_they_came(store: Store) -> None:
    names = [f"林{chr(0x4E00 + number)}" for number in range(40)]
    for number, name in enumerate(names):
        times = {3: 9, 20: 4, 38: 20}.get(number, 1)
        body = f"第{number}號\n\n" + f"{name}來了。" * times
        await deliver(store, PUBLIC, Print(body, source=str(number), people={name: []}), link=by_name)
    again = Print(f"又來\n\n{names[7]}來了，{names[7]}走了。", source="又", people={names[7]: []})
    await deliver(store, PUBLIC, again, link=by_name)

    found = [person.name for person in await store.people_starting("林", [PUBLIC], 4)]
    assert found == [names[38], names[3], names[20], names[7]]
    assert [person.name for person in await store.people_starting("", [PUBLIC], 1)] == [names[38]]

    for gone in ("38", "又"):
        [article] = [each for each in await store.articles(libraries=[PUBLIC]) if each.source == gone]
        await store.forget(PUBLIC, article.id)

    assert [person.name for person in await store.people_starting("林", [PUBLIC], 2)] == [names[3], names[20]]
    assert await store.people_starting(f"{names[38]}", [PUBLIC], 2) == []


async def test_a_person_is_told_by_forms_and_roles(archive: Store) -> None:
    [someone] = await archive.people_named("tom ridley", [PUBLIC])
    [person] = await archive.people([someone.id], [PUBLIC])

    assert [(form.surface, form.count) for form in person.forms] == [("Ridley", 2), ("Tom Ridley", 1), ("里德利", 1)]
    assert [form.passage.text for form in person.forms] == ["Ridley", "Tom Ridley", "里德利"]
    assert [(role.passage.text, role.passage.url, role.count) for role in person.roles] == [("副院長", LEAVING.url, 1)]


async def test_people_come_in_the_order_asked(archive: Store) -> None:
    ids = [person.id for person in await archive.people_starting("", [PUBLIC], 5)][::-1]

    assert [person.id for person in await archive.people([*ids, 99, ids[0]], [PUBLIC])] == ids


async def test_people_of_the_same_articles_are_related(archive: Store) -> None:
    [someone] = await archive.people_named("tom ridley", [PUBLIC])

    assert [(each.name, each.articles) for each in await archive.co_mentioned(someone.id, [PUBLIC], 5)] == [
        ("林若雲", 2)
    ]


@pytest.mark.parametrize(
    ("body", "people", "expected"),
    [
        ("甲\n\nRidley 说。", {"Ridley": []}, {"Tom Ridley"}),
        ("甲\n\n林若云说。", {"林若云": []}, {"林若雲"}),
        ("甲\n\n里得利说。", {"里得利": []}, {"Tom Ridley"}),
        ("甲\n\n沈放说。", {"沈放": []}, set()),
    ],
)
async def test_a_linker_sees_whom_the_names_may_mean(
    archive: Store, body: str, people: dict[str, list[str]], expected: set[str]
) -> None:
    seen: set[str] = set()

    def link(local: Sequence[Person], known: Sequence[KnownPerson]) -> Mapping[str, int | None]:
        seen.update(person.name for person in known)
        return strangers(local, known)

    await deliver(archive, PUBLIC, Print(body, people=people, source="new"), link=link)

    assert seen == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(typed=st.text(max_size=40))
async def test_anything_typed_is_a_name_and_no_syntax(archive: Store, typed: str) -> None:
    assert len(await archive.people_starting(typed, [PUBLIC], 5)) <= 2
    assert len(await archive.people_like([typed, *grams(typed)], [PUBLIC], 5)) <= 2
