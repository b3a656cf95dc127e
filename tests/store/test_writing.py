"""Articles go in whole, are replaced whole, and leave nothing behind."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.errors import InputRefused
from bot.model import DateSource, Holdings, KnownPerson, Order, Person, Preferences, Rhythm, Span
from bot.store import Store
from bot.store.records import Added, Outcome, Stats
from tests.store.archive import LEAVING, REACTIONS
from tests.store.databases import everything
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, by_name, deliver, digest, strangers

NOTHING = Stats(articles=0, people=0, quotes=0, dates=0, stories=0)


def the_first(people: Sequence[Person], known: Sequence[KnownPerson]) -> Mapping[str, int | None]:
    return {person.id: known[0].id for person in people}


async def person_id(store: Store, folded: str, *libraries: str) -> int:
    [person] = await store.people_named(folded, libraries or [PUBLIC])
    return person.id


async def test_an_article_is_counted_with_what_it_holds(store: Store) -> None:
    added = await deliver(store, PUBLIC, LEAVING)

    assert added.outcome is Outcome.ADDED
    assert await store.stats([PUBLIC]) == Stats(articles=1, people=2, quotes=1, dates=2, stories=0)


async def test_loading_again_changes_nothing(store: Store) -> None:
    first = await deliver(store, PUBLIC, LEAVING)
    again = await deliver(store, PUBLIC, LEAVING)

    assert again == Added(first.article, Outcome.UNCHANGED)
    assert await store.unchanged(PUBLIC, LEAVING.source, digest(LEAVING), 1) == first.article


async def test_the_same_content_from_elsewhere_changes_nothing(store: Store) -> None:
    first = await deliver(store, PUBLIC, LEAVING)
    moved = replace(LEAVING, source="elsewhere.txt")

    assert await store.unchanged(PUBLIC, moved.source, digest(moved), 1) == first.article
    assert await deliver(store, PUBLIC, moved) == Added(first.article, Outcome.UNCHANGED)


async def test_a_newer_analysis_updates_an_article(store: Store) -> None:
    first = await deliver(store, PUBLIC, LEAVING)

    assert await store.unchanged(PUBLIC, LEAVING.source, digest(LEAVING), 2) is None
    assert await deliver(store, PUBLIC, LEAVING, analysis_version=2) == Added(first.article, Outcome.UPDATED)
    assert await store.unchanged(PUBLIC, LEAVING.source, digest(LEAVING), 2) == first.article


async def test_findings_of_an_older_analysis_are_renewed_in_place(store: Store) -> None:
    first = await deliver(store, PUBLIC, LEAVING)
    await deliver(store, GUILD, REACTIONS, analysis_version=2)
    someone = await person_id(store, "林若云")
    [outdated] = await store.outdated(2, 0, 10)

    assert (outdated.id, outdated.library, outdated.article.body) == (first.article, PUBLIC, LEAVING.body)
    assert await store.renew(outdated, LEAVING.findings(), analysis_version=2, link=by_name)
    assert await store.unchanged(PUBLIC, LEAVING.source, digest(LEAVING), 2) == first.article
    assert await person_id(store, "林若云") == someone
    assert await store.count_outdated(2) == 0


async def test_what_the_markup_set_off_is_there_when_an_article_is_analysed_again(store: Store) -> None:
    quoted = (Span(8, 12), Span(14, 20))
    await store.add(
        PUBLIC,
        replace(LEAVING.article(), quoted=quoted),
        LEAVING.findings(),
        content_hash="",
        analysis_version=1,
        link=by_name,
    )
    [outdated] = await store.outdated(2, 0, 10)
    await store.renew(outdated, LEAVING.findings(), analysis_version=2, link=by_name)
    [again] = await store.outdated(3, 0, 10)

    assert outdated.article.quoted == again.article.quoted == quoted


@pytest.mark.parametrize("published_on", ["2024-05-15", None])
@pytest.mark.parametrize("source", list(DateSource))
async def test_an_inferred_date_is_inferred_again(store: Store, published_on: str | None, source: DateSource) -> None:
    printed = replace(LEAVING, published_on=published_on, date_source=source)
    await deliver(store, PUBLIC, printed)
    [outdated] = await store.outdated(2, 0, 10)

    known = published_on is not None and source is not DateSource.INFERRED
    assert outdated.article.published_on == (printed.findings().published_on if known else None)


@pytest.mark.parametrize("meanwhile", ["renewed", "changed", "forgotten"])
async def test_what_changed_meanwhile_is_not_renewed(store: Store, meanwhile: str) -> None:
    first = await deliver(store, PUBLIC, LEAVING)
    [outdated] = await store.outdated(2, 0, 10)
    if meanwhile == "forgotten":
        await store.forget(PUBLIC, first.article)
    elif meanwhile == "renewed":
        await deliver(store, PUBLIC, LEAVING, analysis_version=2)
    else:
        await deliver(store, PUBLIC, replace(REACTIONS, source=LEAVING.source))
    before = await store.articles(libraries=[PUBLIC])

    assert not await store.renew(outdated, LEAVING.findings(), analysis_version=2, link=by_name)
    assert await store.articles(libraries=[PUBLIC]) == before


async def test_a_changed_file_replaces_its_article_and_findings(store: Store) -> None:
    first = await deliver(store, PUBLIC, LEAVING)
    changed = Print("研究院更正\n\n沈放留任。", source=LEAVING.source, people={"沈放": []})

    assert await deliver(store, PUBLIC, changed) == Added(first.article, Outcome.UPDATED)
    assert await store.stats([PUBLIC]) == Stats(articles=1, people=1, quotes=0, dates=0, stories=0)
    assert await store.search("灯塔", [PUBLIC], 10) == []
    assert [hit.passage.article for hit in await store.search("留任", [PUBLIC], 10)] == [first.article]
    assert await store.people_named("林若云", [PUBLIC]) == []


async def test_a_file_that_takes_on_the_content_of_another_leaves_one_article(store: Store) -> None:
    await deliver(store, PUBLIC, LEAVING)
    kept = await deliver(store, PUBLIC, REACTIONS)
    copied = replace(REACTIONS, source=LEAVING.source)

    assert await store.unchanged(PUBLIC, copied.source, digest(copied), 1) is None
    assert await deliver(store, PUBLIC, copied) == Added(kept.article, Outcome.UPDATED)
    assert [article.id for article in await store.articles(libraries=[PUBLIC])] == [kept.article]


@pytest.mark.parametrize("link", [by_name, strangers])
async def test_people_keep_their_ids_when_their_article_is_updated(store: Store, link: object) -> None:
    await deliver(store, PUBLIC, LEAVING)
    before = await person_id(store, "林若云")
    await deliver(store, PUBLIC, LEAVING, analysis_version=2, link=by_name if link is by_name else strangers)

    assert await person_id(store, "林若云") == before


async def test_ids_are_never_used_again(store: Store) -> None:
    first = await deliver(store, PUBLIC, LEAVING)
    someone = await person_id(store, "林若云")
    await store.forget(PUBLIC, first.article)
    second = await deliver(store, PUBLIC, LEAVING)

    assert second.article > first.article
    assert await person_id(store, "林若云") > someone


async def test_a_forgotten_article_leaves_nothing_behind(store: Store) -> None:
    added = await deliver(store, PUBLIC, LEAVING)

    assert await store.forget(PUBLIC, added.article)
    assert await store.stats([PUBLIC]) == NOTHING
    assert await store.search("研究院", [PUBLIC], 10) == []
    assert await store.people_starting("", [PUBLIC], 10) == []
    assert not await store.forget(PUBLIC, added.article)


async def test_an_article_is_forgotten_only_by_its_own_library(store: Store) -> None:
    added = await deliver(store, GUILD, LEAVING)

    assert not await store.forget(PUBLIC, added.article)
    assert not await store.forget(OTHER_GUILD, added.article)
    assert (await store.stats([GUILD])).articles == 1


async def test_forgetting_takes_back_only_what_the_article_counted(store: Store) -> None:
    added = await deliver(store, PUBLIC, LEAVING)
    await deliver(store, PUBLIC, REACTIONS)
    someone = await person_id(store, "林若云")
    await store.forget(PUBLIC, added.article)
    [person] = await store.people([someone], [PUBLIC])

    assert [(form.surface, form.count) for form in person.forms] == [("林若云", 1)]
    assert person.name == "林若云"
    assert person.roles == ()


async def test_people_of_several_articles_are_linked_in_either_script(store: Store) -> None:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, PUBLIC, REACTIONS)
    [person] = await store.people_named("林若云", [PUBLIC])

    assert set(person.surfaces) == {"林若雲", "林若云"}
    assert person.mentions == 5
    assert (await store.stats([PUBLIC])).people == 2


async def test_a_person_is_called_by_the_form_that_most_articles_have_as_the_fullest(store: Store) -> None:
    await deliver(store, PUBLIC, Print("甲\n\nRidley 来了。", source="1", people={"Ridley": []}))
    await deliver(store, PUBLIC, LEAVING)

    assert [person.name for person in await store.people_named("ridley", [PUBLIC])] == ["Tom Ridley"]


async def test_a_second_space_in_a_name_is_no_other_name(store: Store) -> None:
    await deliver(store, PUBLIC, Print("甲\n\nTom  Ridley。", source="1", people={"Tom  Ridley": []}))
    await deliver(store, PUBLIC, Print("乙\n\nTom Ridley。", source="2", people={"Tom Ridley": []}), link=the_first)
    [person] = await store.people_named("tom  ridley", [PUBLIC])

    assert (person.name, person.mentions) == ("Tom Ridley", 2)


async def test_two_people_of_an_article_may_turn_out_to_be_one(store: Store) -> None:
    await deliver(store, PUBLIC, Print("甲\n\nTom Ridley（里德利）。", people={"Tom Ridley": ["里德利"]}))
    await deliver(
        store, PUBLIC, Print("乙\n\nTom Ridley 和里德利。", source="b", people={"Tom Ridley": [], "里德利": []})
    )

    assert (await store.stats([PUBLIC])).people == 1
    assert [person.mentions for person in await store.people_named("里德利", [PUBLIC])] == [4]


async def test_a_linker_cannot_name_someone_whom_it_was_not_given(store: Store) -> None:
    await deliver(store, GUILD, LEAVING)

    with pytest.raises(ValueError, match="1"):
        await deliver(store, PUBLIC, LEAVING, link=lambda people, _known: {person.id: 1 for person in people})
    assert await store.stats([PUBLIC]) == NOTHING


async def test_what_fails_halfway_leaves_nothing(store: Store) -> None:
    broken = replace(LEAVING, body=LEAVING.body + "\ud800")

    with pytest.raises(UnicodeEncodeError):
        await deliver(store, PUBLIC, broken)
    assert await store.stats([PUBLIC]) == NOTHING


async def test_a_body_that_no_database_keeps_is_refused(store: Store) -> None:
    with pytest.raises(InputRefused, match="binary"):
        await deliver(store, PUBLIC, Print("題\n\n零\0字節"))


async def test_a_title_may_be_longer_than_an_index_takes(store: Store) -> None:
    long = secrets.token_hex(10_000)
    added = await deliver(store, PUBLIC, Print(long))

    assert [article.title for article in await store.articles(ids=[added.article], libraries=[PUBLIC])] == [long]


@pytest.mark.parametrize("day", [None, "2024-05", "2024"])
async def test_a_publication_date_may_be_coarse_or_missing(store: Store, day: str | None) -> None:
    await deliver(store, PUBLIC, replace(LEAVING, published_on=day))

    assert [article.published_on for article in await store.articles(libraries=[PUBLIC])] == [day]


async def test_a_library_is_forgotten_some_articles_at_a_time(store: Store, address: str) -> None:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, GUILD, LEAVING)
    await deliver(store, GUILD, REACTIONS)
    [asked] = await store.questions.remember([{"command": "who", "name": "林若雲"}], [GUILD, PUBLIC], date(2024, 5, 18))
    [kept] = await store.questions.remember([{"command": "who", "name": "林若雲"}], [PUBLIC], date(2024, 5, 18))

    noon = datetime(2024, 5, 18, 12, tzinfo=UTC)
    feed = "https://example.com/feed"
    await store.feeds.add(GUILD, feed, title=None, created_by=None, locale=None, interval_s=600, now=noon)
    await store.digests.subscribe(
        GUILD,
        Order(channel=1, channel_name="news", locale="zh-TW", local_time=time(9), zone="UTC"),
        created_by=1,
        due_at=noon,
        after=0,
    )
    await store.preferences.change_server(GUILD, {"zone": "UTC"})

    assert await store.holdings(GUILD) == Holdings(articles=2, feeds=1, digests=1)
    assert [await store.forget_library(GUILD, 1) for _ in range(3)] == [1, 1, 0]
    assert await store.feeds.of(GUILD) == []
    assert await store.digests.next_runs(GUILD) == []
    assert await store.stats([GUILD]) == NOTHING
    assert await store.kept(GUILD, 0, 5) == []
    assert [each.article.source for each in await store.kept(PUBLIC, 0, 5)] == [LEAVING.source]
    assert await store.questions.recall(asked) is None
    assert await store.questions.recall(kept) is not None
    assert GUILD not in await everything(address)


async def test_of_a_member_what_they_chose_and_follow_is_forgotten_and_what_they_ordered_for_a_server_stays(
    store: Store,
) -> None:
    noon = datetime(2024, 5, 18, 12, tzinfo=UTC)
    daily = Order(channel=1, channel_name="news", locale="zh-TW", local_time=time(9), zone="UTC")
    follow = replace(daily, channel=2, rhythm=Rhythm.AS_IT_COMES, is_direct=True)
    for order, member in ((daily, 7), (follow, 7), (follow, 8)):
        await store.digests.subscribe(GUILD, order, created_by=member, due_at=noon, after=0)
    await store.preferences.change_member(7, {"private": True})

    assert await store.forget_member(7)
    assert not await store.forget_member(7)
    left = [run.subscription for run in await store.digests.next_runs(GUILD)]
    assert [(each.channel, each.created_by) for each in left] == [(1, 7)]
    assert await store.forget_member(8)
    assert await store.preferences.of(7, None) == Preferences()


@pytest.mark.parametrize("printed", [replace(LEAVING, outlet="報" * 700), replace(LEAVING, source="a" * 2001)])
async def test_an_article_that_no_index_could_hold_is_refused(store: Store, printed: Print) -> None:
    with pytest.raises(InputRefused, match="more than 2000 bytes"):
        await deliver(store, PUBLIC, printed)
    await deliver(store, PUBLIC, replace(LEAVING, outlet="報" * 666, source="a" * 2000))

    assert (await store.stats([PUBLIC])).articles == 1
