"""Every query of the store by which readers are answered, as someone asks it who is after all that it could tell."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

from bot.model import Holdings, ServerPreferences, Span
from bot.store import Store
from bot.store.changes import Bounds, Subject
from bot.store.news import Came
from bot.store.records import Wanted
from tests.store.press import grams
from tests.store.secret import MEMBER

Query = Callable[[Store, Sequence[str]], Awaitable[Any]]
IDS = range(1, 13)
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
    return [id_ for each in found for id_ in each.ids]


async def latest_days(store: Store, visible: Sequence[str]) -> list[int]:
    days = [await store.changes.latest_day(subject, visible, before=10**6) for subject in SUBJECTS]
    return [day for day in days if day]


async def newest(store: Store, visible: Sequence[str]) -> list[int]:
    return [id_ for id_ in [await store.changes.newest(visible)] if id_]


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


async def of_each(query: Callable[[str], Awaitable[Sequence[Any]]], libraries: Sequence[str]) -> list[Any]:
    return [found for library in libraries for found in await query(library)]


async def whether_words_stood_before(store: Store, visible: Sequence[str]) -> list[bool]:
    texts = ["林若雲是我們的密語。"]
    later = Came(max(IDS), max(IDS), visible)
    found = [await store.news.stood_before(texts, later, folded_words="密语")]
    found += [await store.news.stood_before(texts, later, person=id_) for id_ in IDS]
    return [stood for stood in found if stood]


async def servers_choices(store: Store, visible: Sequence[str]) -> list[ServerPreferences]:
    found = [(await store.preferences.of(MEMBER, library)).server for library in visible]
    return [chosen for chosen in found if chosen != ServerPreferences()]


async def looks_at(store: Store, visible: Sequence[str]) -> list[Any]:
    found = [await store.looks.last(MEMBER, library, "密使") for library in visible]
    return [look for look in found if look is not None]


async def what_repeats(store: Store, visible: Sequence[str]) -> list[int]:
    return [one for last in IDS for one in await store.news.repeating(IDS, Came(last, max(IDS), visible))]


async def what_is_counted(store: Store, visible: Sequence[str]) -> list[int]:
    return [count for count in astuple(await store.stats(visible)) if count]


def came(visible: Sequence[str]) -> Came:
    return Came(0, max(IDS), visible)


async def each_id(query: Callable[[int], Awaitable[list[Any]]]) -> list[Any]:
    return [found for id_ in IDS for found in await query(id_)]


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
    "changes.articles": newly_arrived,
    "changes.newest": newest,
    "changes.latest_day": latest_days,
    "changes.tellings": lambda store, visible: store.changes.tellings(IDS, Subject(), visible),
    "changes.quotes": lambda store, visible: store.changes.quotes(among=IDS, libraries=visible, limit=9),
    "changes.dated": lambda store, visible: store.changes.dated(Subject(), among=IDS, libraries=visible, limit=9),
    "changes.known_dates": dates_that_are_known,
    "changes.forms": lambda store, visible: each_id(lambda id_: store.changes.forms(id_, IDS, visible)),
    "changes.roles": roles_of_each,
    "holdings": everything_held,
    "copies": lambda store, visible: store.copies(IDS, visible),
    "why_in_story": lambda store, visible: each_id(lambda id_: store.why_in_story(id_, visible)),
    "stats": what_is_counted,
    "news.naming": lambda store, visible: each_id(lambda id_: store.news.naming(id_, came(visible), 9)),
    "news.holding": lambda store, visible: store.news.holding("密使", came(visible), 9),
    "news.said": lambda store, visible: store.news.said(visible, 9),
    "news.said by": lambda store, visible: each_id(lambda id_: store.news.said(visible, 9, speaker=id_)),
    "news.said about": lambda store, visible: each_id(lambda id_: store.news.said(visible, 9, about=id_)),
    "news.said with": lambda store, visible: store.news.said(visible, 9, folded_words="密语", among=IDS),
    "news.sentences_naming": lambda store, visible: each_id(lambda id_: store.news.sentences_naming(id_, IDS, visible)),
    "news.sentences_holding": lambda store, visible: store.news.sentences_holding("密使", IDS, visible),
    "news.stood_before": whether_words_stood_before,
    "news.repeating": what_repeats,
    "corrections.of": lambda store, visible: of_each(lambda library: store.corrections.of(library, 9), visible),
    "digests.next_runs": lambda store, visible: of_each(store.digests.next_runs, visible),
    "feeds.of": lambda store, visible: of_each(store.feeds.of, visible),
    "flags.of": lambda store, visible: of_each(store.flags.of, visible),
    "follows.of_library": lambda store, visible: of_each(store.follows.of_library, visible),
    "looks.last": looks_at,
    "preferences.of": servers_choices,
}
"""Each asks for all that it could tell, and returns it as a list: ``method`` or ``part.method``, and of what."""
