"""A library belongs to a server: whoever cannot see it learns nothing of it, by whatever question."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import astuple, replace
from datetime import date
from typing import Any

import pytest

from bot.model import Holdings, KnownPerson, Person, Span
from bot.store import Store
from bot.store.changes import Bounds, Subject
from bot.store.queries import Queries
from bot.store.records import FindingCounts, Stats, Wanted
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, by_name, deliver, grams

Query = Callable[[Store, Sequence[str]], Awaitable[Any]]
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
IDS = range(1, 20)
SUBJECTS = (Subject(), Subject(person=1), Subject(story=1), Subject(folded_words="密语"))


async def counts_of_each(store: Store, visible: Sequence[str]) -> list[Any]:
    return [counts for id_ in IDS if (counts := await store.count_found(id_, visible)) is not None]


async def everything_kept(store: Store, visible: Sequence[str]) -> list[Any]:
    return [kept for library in visible for kept in await store.kept(library, 0, 9)]


async def everything_that_arrived(store: Store, visible: Sequence[str], wanted: Wanted) -> Sequence[Any]:
    return list((await store.arrived(0, None, visible, wanted=wanted, limit=9)).stories)


async def what_is_announced(store: Store, visible: Sequence[str]) -> list[Any]:
    return await store.announced(date(2024, 5, 1), date(2024, 6, 30), None, visible, wanted=Wanted(), each=9)


async def whether_any_came(store: Store, visible: Sequence[str]) -> list[int]:
    after = await store.before_newest(visible, wanted=Wanted(), count=0)
    return [after] if after else []


async def everything_held(store: Store, visible: Sequence[str]) -> list[Any]:
    return [held for library in visible if (held := await store.holdings(library)) != Holdings(0, 0, 0)]


async def newly_arrived(store: Store, visible: Sequence[str]) -> list[Any]:
    found = [await store.changes.articles(subject, Bounds(), visible, 9) for subject in SUBJECTS]
    days = [await store.changes.latest_day(subject, visible, before=10**6) for subject in SUBJECTS]
    return [*(id_ for each in found for id_ in each.ids), *filter(None, [*days, await store.changes.newest(visible)])]


async def dates_that_are_known(store: Store, visible: Sequence[str]) -> list[Any]:
    known = [await store.changes.known_dates(subject, ["2024-05-15"], [0], visible) for subject in SUBJECTS]
    return [value for each in known for value in each]


async def roles_of_each(store: Store, visible: Sequence[str]) -> list[Any]:
    new = [await store.changes.roles(id_, IDS, visible) for id_ in IDS]
    earlier = [await store.changes.roles(id_, [0], visible) for id_ in IDS]
    return [each for given, known, last in (*new, *earlier) for each in (*given, *known, *([last] if last else []))]


async def roles_in_each(store: Store, visible: Sequence[str]) -> list[Any]:
    found = [await store.role_in(person, article, visible) for person in IDS for article in IDS]
    return [role for role in found if role is not None]


QUERIES: dict[str, Query] = {
    "people_named": lambda store, visible: store.people_named("林若云", visible),
    "people_like": lambda store, visible: store.people_like(grams("林若云"), visible, 9),
    "people_starting": lambda store, visible: store.people_starting("林", visible, 9),
    "people_starting anything": lambda store, visible: store.people_starting("", visible, 9),
    "people": lambda store, visible: store.people(IDS, visible),
    "co_mentioned": lambda store, visible: each_id(lambda id_: store.co_mentioned(id_, visible, 9)),
    "role_in": roles_in_each,
    "passages_about": lambda store, visible: each_id(lambda id_: store.passages_about(id_, visible, 9)),
    "quotes": lambda store, visible: store.quotes(libraries=visible, limit=9),
    "quotes by": lambda store, visible: each_id(lambda id_: store.quotes(speaker=id_, libraries=visible, limit=9)),
    "quotes about": lambda store, visible: each_id(lambda id_: store.quotes(about=id_, libraries=visible, limit=9)),
    "quotes with": lambda store, visible: store.quotes(folded_words="密语", libraries=visible, limit=9),
    "dated": lambda store, visible: store.dated(libraries=visible, limit=9),
    "dated of": lambda store, visible: each_id(lambda id_: store.dated(person=id_, libraries=visible, limit=9)),
    "dated with": lambda store, visible: store.dated(folded_words="离职", libraries=visible, limit=9),
    "key_sentences": lambda store, visible: store.key_sentences(libraries=visible, limit=9),
    "key_sentences in": lambda store, visible: each_id(
        lambda id_: store.key_sentences(article=id_, libraries=visible, limit=9)
    ),
    "key_sentences of": lambda store, visible: each_id(
        lambda id_: store.key_sentences(person=id_, libraries=visible, limit=9)
    ),
    "key_sentences with": lambda store, visible: store.key_sentences(folded_words="密使", libraries=visible, limit=9),
    "sentences": lambda store, visible: store.sentences(IDS, visible),
    "excerpts": lambda store, visible: store.excerpts({id_: [Span(0, 3)] for id_ in IDS}, visible),
    "search": lambda store, visible: store.search("密语", visible, 9),
    "search apart": lambda store, visible: store.search("密语 研究院", visible, 9),
    "articles": lambda store, visible: store.articles(libraries=visible),
    "stories": lambda store, visible: store.stories(IDS, visible),
    "articles by id": lambda store, visible: store.articles(ids=IDS, libraries=visible),
    "articles titled": lambda store, visible: store.articles(folded_title="研究院", libraries=visible),
    "count_found": counts_of_each,
    "arrived": lambda store, visible: everything_that_arrived(store, visible, Wanted()),
    "arrived on a topic": lambda store, visible: everything_that_arrived(store, visible, Wanted(topics=("密使",))),
    "arrived of a person": lambda store, visible: everything_that_arrived(store, visible, Wanted(people=tuple(IDS))),
    "arrived of an outlet": lambda store, visible: everything_that_arrived(store, visible, Wanted(outlets=("密报",))),
    "before_newest": whether_any_came,
    "quotes_in": lambda store, visible: store.quotes_in(IDS, visible),
    "dated_in": lambda store, visible: store.dated_in(IDS, visible),
    "announced": what_is_announced,
    "outlets": lambda store, visible: store.outlets(visible, "密报", 9),
    "kept": everything_kept,
    "changes articles": newly_arrived,
    "changes tellings": lambda store, visible: store.changes.tellings(IDS, Subject(), visible),
    "changes quotes": lambda store, visible: store.changes.quotes(among=IDS, libraries=visible, limit=9),
    "changes dated": lambda store, visible: store.changes.dated(Subject(), among=IDS, libraries=visible, limit=9),
    "changes known dates": dates_that_are_known,
    "changes forms": lambda store, visible: each_id(lambda id_: store.changes.forms(id_, IDS, visible)),
    "changes roles": roles_of_each,
    "holdings": everything_held,
}


async def each_id(query: Callable[[int], Awaitable[list[Any]]]) -> list[Any]:
    return [found for id_ in IDS for found in await query(id_)]


def test_every_query_is_held() -> None:
    asked = {name.split()[0] for name in QUERIES}
    methods = vars(Queries) | vars(Store)
    public = {name for name, value in methods.items() if callable(value) and not name.startswith("_")}

    assert public - asked == {
        "close",
        "copies",  # of one article there is none: tests/store/test_copies.py
        "why_in_story",  # of one article there is nothing: tests/store/test_stories.py
        "add",
        "copy_to",
        "fill",
        "unchanged",
        "outdated",  # for the operator's re-analysis, which shows nobody anything
        "count_outdated",
        "renew",
        "forget",
        "forget_library",
        "forget_member",
        "has_library",  # for the operator's first start
        "stats",
    }


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
@pytest.mark.parametrize("visible", [[], [PUBLIC, OTHER_GUILD], ["guild", "GUILD:1", "guild:1 OR public", "guild:1*"]])
async def test_nothing_of_a_server_is_seen_elsewhere(store: Store, query: Query, visible: list[str]) -> None:
    await deliver(store, GUILD, SECRET)

    assert await query(store, [GUILD])
    assert await query(store, visible) == []


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
async def test_what_a_server_adds_changes_no_answer_elsewhere(store: Store, query: Query) -> None:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, PUBLIC, REACTIONS)
    before = await query(store, [PUBLIC])
    await deliver(store, GUILD, SECRET)

    assert await query(store, [PUBLIC]) == before
    assert await query(store, [PUBLIC, OTHER_GUILD]) == before


async def test_counts_are_of_what_is_seen(store: Store) -> None:
    await deliver(store, GUILD, SECRET)

    assert astuple(await store.stats([PUBLIC, OTHER_GUILD])) == (0, 0, 0, 0, 0)
    assert await store.stats([PUBLIC, GUILD]) == Stats(articles=1, people=2, quotes=1, dates=2, stories=0)
    assert await counts_of_each(store, [PUBLIC, GUILD]) == [FindingCounts(people=2, quotes=1, dates=2)]
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
