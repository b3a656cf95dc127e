"""Corrections: what they change for the readers who see them, for nobody else, and that undoing leaves nothing."""

import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.errors import CorrectionRefused
from bot.model import Correction, CorrectionKind, KnownPerson, Person
from bot.store import Store
from bot.store.correcting import By
from bot.store.records import FindingCounts
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, Said, by_name, deliver, grams, strangers
from tests.store.queries import QUERIES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MODERATOR = 77
HERE = (GUILD, PUBLIC)
ELSEWHERE = (OTHER_GUILD, PUBLIC)
GUILDS = By(GUILD, MODERATOR, NOW)
OPERATORS = By(PUBLIC, None, NOW)

BODY_OF_ONE_DIGIT = "0\n\n甲君說：「0的話。」丁君都在場。"

Make = Callable[[Store], Awaitable[Correction]]


def press(
    name: str, others: Sequence[str] = (), *, source: str, words: str = "", forms: Sequence[str] = (), **dates: str
) -> Print:
    """Return an article on someone, on one line, with its source for its title; ``dates`` are words and values."""
    body = f"{source}\n\n{name}說：「{source}的話。」{''.join(others)}都在場。{words}"
    said = [Said((f"{source}的話。",), name, "說")]
    people = {name: forms} | dict.fromkeys(others, ())
    key_sentences = [f"{name}說：「{source}的話。」"]
    return Print(body, source=source, people=people, quotes=said, key_sentences=key_sentences, dates=dates)


async def person(store: Store, name: str, visible: Sequence[str] = HERE) -> int:
    [found] = await store.people_named(name, visible)
    return found.id


async def both(store: Store) -> None:
    await deliver(store, PUBLIC, LEAVING)
    await deliver(store, PUBLIC, replace(REACTIONS, people={"Ridley": ["里德利"]}), link=strangers)
    await deliver(store, PUBLIC, press("Tom Ridley", source="又一天"))


async def merge(store: Store) -> Correction:
    [ridley] = await store.people_named("里德利", HERE)
    [tom] = await store.people_named("tom ridley", HERE)
    return await store.corrections.merge(GUILDS, ridley.id, tom.id)


async def split_form(store: Store) -> Correction:
    return await store.corrections.split(GUILDS, await person(store, "tom ridley"), form="Ridley")


async def split_article(store: Store) -> Correction:
    await deliver(store, PUBLIC, press("林若雲", source="別的林若雲"))
    [article] = await store.articles(folded_title="别的林若云", libraries=HERE)
    return await store.corrections.split(GUILDS, await person(store, "林若云"), articles=[article.id])


async def quote_of_nobody(store: Store) -> Correction:
    [quote] = await store.quotes(folded_words="燈塔 今天".replace("燈", "灯"), libraries=HERE, limit=1)
    return await store.corrections.attribute(GUILDS, quote.id, None)


async def quote_of_another(store: Store) -> Correction:
    [quote] = await store.quotes(folded_words="灯塔 今天", libraries=HERE, limit=1)
    return await store.corrections.attribute(GUILDS, quote.id, await person(store, "林若云"))


async def place(store: Store, words: str) -> tuple[int, int]:
    found = next(d for d in await store.dated(libraries=HERE, limit=99) if d.span.of(d.sentence.text) == words)
    return found.sentence.article, found.sentence.start + found.span.start


async def no_date(store: Store) -> Correction:
    return await store.corrections.date(GUILDS, *await place(store, "5月15日"), None)


async def another_date(store: Store) -> Correction:
    return await store.corrections.date(GUILDS, *await place(store, "5月15日"), "2023-05")


async def hide(store: Store) -> Correction:
    [article] = await store.articles(folded_title="林若云离开", libraries=HERE)
    return await store.corrections.hide(GUILDS, article.id)


KINDS: dict[str, Make] = {
    "merge": merge,
    "split by form": split_form,
    "split by article": split_article,
    "quote of nobody": quote_of_nobody,
    "quote of another": quote_of_another,
    "no date": no_date,
    "another date": another_date,
    "hide": hide,
}
every_kind = pytest.mark.parametrize("make", KINDS.values(), ids=KINDS.keys())


async def everything(store: Store, visible: Sequence[str]) -> dict[str, Any]:
    """Return what every query of the store answers to a reader."""

    async def asking() -> dict[str, Any]:
        names = QUERIES.keys() - {"kept", "corrections.of"}
        answers = {name: await QUERIES[name](store, visible) for name in sorted(names)}
        return answers | {"tom": await store.people_named("tom ridley", visible)}

    return await store.snapshot(asking)


@every_kind
async def test_nobody_else_sees_it_and_undoing_restores_everything(store: Store, make: Make) -> None:
    await both(store)
    await deliver(store, PUBLIC, press("林若雲", source="別的林若雲"))
    before = await everything(store, HERE)
    elsewhere, public = await everything(store, ELSEWHERE), await everything(store, [PUBLIC])
    made = await make(store)

    assert await everything(store, HERE) != before
    assert await everything(store, ELSEWHERE) == elsewhere
    assert await everything(store, [PUBLIC]) == public

    undone = await store.corrections.undo(replace_by(GUILDS, hours=1), made.id)
    assert (undone.undone_by, undone.undone_at) == (MODERATOR, NOW + timedelta(hours=1))
    assert await everything(store, HERE) == before
    assert not undone.stands


def replace_by(by: By, hours: int) -> By:
    return replace(by, at=by.at + timedelta(hours=hours))


@every_kind
async def test_it_is_kept_when_the_articles_are_analysed_again(store: Store, make: Make) -> None:
    await both(store)
    await make(store)
    before = await shown(store)
    for printed in (LEAVING, replace(REACTIONS, people={"Ridley": ["里德利"]})):
        link = strangers if printed.source == REACTIONS.source else by_name
        await deliver(store, PUBLIC, printed, link=link, analysis_version=2)

    assert await shown(store) == before


async def shown(store: Store) -> object:
    """Return what a reader is told, without the ids that another analysis changes."""
    people = [
        (each.name, [(form.surface, form.count) for form in each.forms])
        for each in sorted(await store.people(range(1, 20), HERE), key=lambda each: each.name)
    ]
    quotes = [(q.speaker, q.speaker_type, q.parts[0].text) for q in await store.quotes(libraries=HERE, limit=99)]
    dates = [(d.date, d.sentence.text, len(d.people)) for d in await store.dated(libraries=HERE, limit=99)]
    return people, quotes, dates, [article.title for article in await store.articles(libraries=HERE)]


@every_kind
async def test_a_promoted_one_holds_for_all_until_the_operator_undoes_it(store: Store, make: Make) -> None:
    await both(store)
    await deliver(store, PUBLIC, press("林若雲", source="別的林若雲"))
    elsewhere = await everything(store, ELSEWHERE)
    made = await make(store)
    promoted = await store.corrections.promote(made.id, NOW)

    assert promoted.library == PUBLIC
    assert await everything(store, ELSEWHERE) != elsewhere
    assert [each.promoted for each in await store.corrections.of(GUILD, 9)] == [True]
    with pytest.raises(CorrectionRefused, match="correction"):
        await store.corrections.promote(made.id, NOW)
    with pytest.raises(CorrectionRefused, match="correction"):
        await store.corrections.undo(GUILDS, promoted.id)
    await store.corrections.undo(GUILDS, made.id)
    assert await everything(store, ELSEWHERE) != elsewhere
    await store.corrections.undo(OPERATORS, promoted.id)
    assert await everything(store, ELSEWHERE) == elsewhere


async def test_what_only_a_server_has_is_not_promoted(store: Store) -> None:
    await deliver(store, GUILD, LEAVING)
    await deliver(store, GUILD, replace(REACTIONS, people={"Ridley": ["里德利"]}), link=strangers)
    await deliver(store, GUILD, press("Tom Ridley", source="又一天"))
    for make in (merge, split_form, quote_of_nobody, quote_of_another, no_date, hide):
        made = await make(store)
        with pytest.raises(CorrectionRefused, match="private"):
            await store.corrections.promote(made.id, NOW)
        await store.corrections.undo(GUILDS, made.id)
    assert await store.corrections.of(PUBLIC, 9) == []


async def test_merged_people_are_one_in_every_answer(store: Store) -> None:
    await both(store)
    tom, ridley = await person(store, "tom ridley"), await person(store, "里德利")
    made = await store.corrections.merge(GUILDS, ridley, tom)

    assert (made.kind, made.name, made.other_name) == (CorrectionKind.MERGE, "Ridley", "Tom Ridley")
    [found] = await store.people_named("里德利", HERE)
    assert (found.id, found.name, found.mentions) == (tom, "Tom Ridley", 5)
    assert [each.name for each in await store.people_starting("ridley", HERE, 9)] == ["Tom Ridley"]
    assert [each.id for each in await store.people_like(grams("Ridley"), HERE, 9)] == [tom]
    [merged] = await store.people([ridley, tom], HERE)
    assert {form.surface for form in merged.forms} == {"Tom Ridley", "Ridley", "里德利"}
    assert len(await store.passages_about(ridley, HERE, 9)) == len(await store.passages_about(tom, HERE, 9)) == 5
    assert {tom} == {each for d in await store.dated(person=tom, libraries=HERE, limit=9) for each in d.people} - {
        await person(store, "林若云")
    }
    assert len(await store.key_sentences(person=ridley, libraries=HERE, limit=9)) == 3
    assert (await store.stats(HERE)).people == (await store.stats(ELSEWHERE)).people - 1


async def test_two_merged_in_one_article_are_counted_once(store: Store) -> None:
    await deliver(store, PUBLIC, press("甲先生", ["乙女士", "丙君"], source="一"))
    await deliver(store, PUBLIC, press("甲先生", ["乙女士"], source="二"))
    first, second, third = [await person(store, name) for name in ("甲先生", "乙女士", "丙君")]
    await store.corrections.merge(GUILDS, first, second)

    assert [(each.id, each.articles) for each in await store.co_mentioned(third, HERE, 9)] == [(second, 1)]
    assert [(each.id, each.articles) for each in await store.co_mentioned(first, HERE, 9)] == [(third, 1)]
    newest = (await store.articles(libraries=HERE))[0]
    assert await store.count_found(newest.id, HERE) == FindingCounts(people=1, quotes=1, dates=0)
    assert len(await store.passages_about(first, HERE, 9)) == 4
    [one] = await store.quotes(speaker=second, about=None, folded_words="一", libraries=HERE, limit=9)
    assert (one.person, one.speaker) == (second, "乙女士")


async def test_merges_join_and_part_in_any_order(store: Store) -> None:
    for name in "甲乙丙丁":
        await deliver(store, PUBLIC, press(f"{name}君", source=name))
    a, b, c, d = [await person(store, f"{name}君") for name in "甲乙丙丁"]
    made = [
        await store.corrections.merge(GUILDS, a, b),
        await store.corrections.merge(GUILDS, c, d),
        await store.corrections.merge(GUILDS, a, c),
    ]
    assert (made[2].person, made[2].other) == (b, d)
    assert {each.id for each in await store.people([a, b, c, d], HERE)} == {d}
    with pytest.raises(CorrectionRefused, match="same"):
        await store.corrections.merge(GUILDS, d, a)
    await store.corrections.undo(GUILDS, made[0].id)
    assert {each.id for each in await store.people([a, b, c, d], HERE)} == {a, d}
    await store.corrections.undo(GUILDS, made[2].id)
    assert {each.id for each in await store.people([a, b, c, d], HERE)} == {a, b, d}
    assert [each.stands for each in await store.corrections.of(GUILD, 9)] == [False, True, False]


async def test_a_split_by_form_holds_for_articles_to_come_and_names_both(store: Store) -> None:
    await deliver(store, PUBLIC, press("阿爾特曼", forms=["Sam Altman"], words="Sam Altman到了。", source="一"))
    await deliver(store, PUBLIC, press("阿爾特曼", source="二"))
    await deliver(store, PUBLIC, press("Sam Altman", source="三"))
    altman = await person(store, "sam altman")
    made = await store.corrections.split(GUILDS, altman, form="阿尔特曼")
    other = made.other
    assert other is not None
    assert (made.name, made.other_name, made.form) == ("阿爾特曼", "阿爾特曼", "阿爾特曼")
    [left] = await store.people([altman], HERE)
    assert (left.name, [form.surface for form in left.forms]) == ("Sam Altman", ["Sam Altman"])
    assert (await person(store, "阿尔特曼"), await person(store, "阿尔特曼", ELSEWHERE)) == (other, altman)
    assert {q.person for q in await store.quotes(speaker=other, libraries=HERE, limit=9)} == {other}

    await deliver(store, PUBLIC, press("阿爾特曼", source="四"))
    await deliver(store, GUILD, press("阿爾特曼", source="五"))
    await deliver(store, OTHER_GUILD, press("阿爾特曼", source="六"))
    assert len(await store.quotes(speaker=other, libraries=HERE, limit=9)) == 4
    assert len(await store.quotes(speaker=altman, libraries=HERE, limit=9)) == 1
    assert len(await store.quotes(speaker=altman, libraries=ELSEWHERE, limit=9)) == 5
    assert len(await store.people_named("阿尔特曼", HERE)) == 1


async def test_a_merge_that_is_split_and_a_split_that_is_merged(store: Store) -> None:
    for name in "甲乙丙":
        await deliver(store, PUBLIC, press(f"{name}君", source=name))
    a, b, c = [await person(store, f"{name}君") for name in "甲乙丙"]
    before = await everything(store, HERE)
    merged = await store.corrections.merge(GUILDS, a, b)
    [article] = await store.articles(folded_title="甲", libraries=HERE)
    split = await store.corrections.split(GUILDS, b, articles=[article.id], other=c)
    assert {form.surface for form in (await store.people([c], HERE))[0].forms} == {"丙君", "甲君"}
    assert {form.surface for form in (await store.people([b], HERE))[0].forms} == {"乙君"}
    back = await store.corrections.merge(GUILDS, c, b)
    assert {form.surface for form in (await store.people([a], HERE))[0].forms} == {"甲君", "乙君", "丙君"}
    await store.corrections.undo(GUILDS, merged.id)
    # What was split is no part of the one any more who was split.
    assert {each.name for each in await store.people([a, b, c], HERE)} == {"甲君", "乙君"}
    await store.corrections.undo(GUILDS, split.id)
    await store.corrections.undo(GUILDS, back.id)
    assert await everything(store, HERE) == before


async def test_of_two_splits_the_newer_holds_and_undoing_it_leaves_the_older(store: Store) -> None:
    for source in "一二三":
        await deliver(store, PUBLIC, press("王偉", source=source))
    wang = await person(store, "王伟")
    [second] = await store.articles(folded_title="二", libraries=HERE)
    [third] = await store.articles(folded_title="三", libraries=HERE)
    one = await store.corrections.split(GUILDS, wang, articles=[second.id, third.id])
    assert one.other is not None
    two = await store.corrections.split(GUILDS, one.other, articles=[third.id])
    assert len(await store.people_named("王伟", HERE)) == 3
    assert await spoken(store, wang, one.other, two.other) == [1, 1, 1]
    await store.corrections.undo(GUILDS, one.id)
    assert await spoken(store, wang) == [3]  # two was of whom one had made
    assert len(await store.people_named("王伟", HERE)) == 1
    assert one.articles == ("二", "三")


async def spoken(store: Store, *people: int | None) -> list[int]:
    return [len(await store.quotes(speaker=each, libraries=HERE, limit=9)) for each in people]


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_made_and_undone_in_any_order_leaves_nothing(store: Store, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- what is drawn is no secret
    for number, name in enumerate("甲乙甲丙乙甲"):
        await deliver(store, PUBLIC, press(f"{name}君", ["丁君"], source=f"{number}", 都在場="2024-05-15"))
    before, elsewhere = await everything(store, HERE), await everything(store, ELSEWHERE)
    articles = [article.id for article in await store.articles(libraries=HERE)]
    made: list[Correction] = []
    for _ in range(14):
        people = [each.id for each in await store.people(range(1, 20), HERE)]
        one, other = dice.choice(people), dice.choice(people)
        quote = dice.choice(await store.quotes(libraries=HERE, limit=99))
        date = quote.parts[0].article, BODY_OF_ONE_DIGIT.index("都在場")
        kinds: list[Callable[[], Awaitable[Correction]]] = [
            partial(store.corrections.merge, GUILDS, one, other),
            partial(store.corrections.split, GUILDS, one, articles=dice.sample(articles, 2)),
            partial(store.corrections.split, GUILDS, one, other=other, form=dice.choice(["甲君", "乙君", "丁君"])),
            partial(store.corrections.attribute, GUILDS, quote.id, dice.choice([None, other])),
            partial(store.corrections.date, GUILDS, *date, dice.choice([None, "2020"])),
            partial(store.corrections.hide, GUILDS, dice.choice(articles)),
        ]
        with suppress(CorrectionRefused):
            made.append(await dice.choice(kinds)())
    dice.shuffle(made)
    for correction in made:
        await deliver(store, GUILD, press("甲君", source=f"新{correction.id}"))
        await store.corrections.undo(GUILDS, correction.id)
    while await store.forget_library(GUILD, 3):
        pass

    assert len(made) > 3  # most of what is drawn can be made
    assert await everything(store, HERE) == before
    assert await everything(store, ELSEWHERE) == elsewhere


async def test_a_split_names_no_article_that_its_readers_do_not_see(store: Store) -> None:
    await deliver(store, PUBLIC, press("甲君", source="一"))
    second = await deliver(store, PUBLIC, press("甲君", source="二"))
    outside = await deliver(store, OTHER_GUILD, press("甲君", source="外"))
    articles = [second.article, outside.article, 1 << 40]
    made = await store.corrections.split(GUILDS, await person(store, "甲君"), articles=articles)

    assert made.articles == ("二",)


async def test_new_articles_link_to_whom_corrections_make(store: Store) -> None:
    await deliver(store, PUBLIC, press("甲君", source="一"))
    await deliver(store, PUBLIC, press("乙君", source="二"))
    await store.corrections.merge(GUILDS, await person(store, "甲君"), await person(store, "乙君"))
    seen: dict[str, list[KnownPerson]] = {}

    def link(local: Sequence[Person], known: Sequence[KnownPerson]) -> dict[str, int | None]:
        seen[local[0].name] = list(known)
        return dict(by_name(local, known))

    await deliver(store, GUILD, press("甲君", source="三"), link=link)
    await deliver(store, OTHER_GUILD, press("甲君 ", source="四"), link=link)
    assert [(k.name, set(k.surfaces)) for k in seen["甲君"]] == [("乙君", {"甲君", "乙君"})]
    assert [(k.name, set(k.surfaces)) for k in seen["甲君 "]] == [("甲君", {"甲君"})]
    assert len(await store.passages_about(await person(store, "甲君"), HERE, 9)) == 3


async def test_who_is_corrected_waits_for_the_next_article(store: Store) -> None:
    first = await deliver(store, PUBLIC, press("甲君", source="一"))
    await deliver(store, PUBLIC, press("乙君", source="二"))
    a, b = await person(store, "甲君"), await person(store, "乙君")
    made = await store.corrections.merge(GUILDS, a, b)
    await store.forget(PUBLIC, first.article)
    assert not await store.people_named("甲君", HERE)
    assert not await store.people([a], ELSEWHERE)
    await deliver(store, PUBLIC, press("甲君", source="三"))
    assert await person(store, "甲君", ELSEWHERE) == a
    assert await person(store, "甲君") == b
    await store.corrections.undo(GUILDS, made.id)
    assert await person(store, "甲君") == a


async def test_a_correction_follows_its_words_where_they_stand_once(store: Store) -> None:
    printed = press("甲君", ["乙君"], source="一", 都在場="2024-05-15")
    await deliver(store, PUBLIC, printed)
    [quote] = await store.quotes(libraries=HERE, limit=9)
    await store.corrections.attribute(GUILDS, quote.id, await person(store, "乙君"))
    await store.corrections.date(GUILDS, *await place(store, "都在場"), "2020")
    moved = replace(printed, body=printed.body.replace("\n\n", "\n\n更正。"))
    await deliver(store, PUBLIC, moved)
    assert [q.speaker for q in await store.quotes(libraries=HERE, limit=9)] == ["乙君"]
    assert [d.date.value for d in await store.dated(libraries=HERE, limit=9)] == ["2020"]
    gone = replace(
        printed, body=printed.body.replace("的話", "之言"), quotes=[Said(("一之言。",), "甲君")], key_sentences=()
    )
    await deliver(store, PUBLIC, gone)
    assert [q.speaker for q in await store.quotes(libraries=HERE, limit=9)] == ["甲君"]
    await deliver(store, PUBLIC, printed)
    assert [q.speaker for q in await store.quotes(libraries=HERE, limit=9)] == ["乙君"]


async def test_who_is_named_only_where_it_is_hidden_is_not_there(store: Store) -> None:
    kept = await deliver(store, PUBLIC, press("甲君", ["乙子"], source="一"))
    await deliver(store, PUBLIC, press("甲君", source="二"))
    jia, yi = await person(store, "甲君"), await person(store, "乙子")
    await store.corrections.hide(GUILDS, kept.article)

    assert not await store.people_named("乙子", HERE)
    assert not await store.people([yi], HERE)
    assert await store.people_starting("乙", HERE, 9) == await store.people_like(grams("乙子"), HERE, 9) == []
    assert [(p.id, p.mentions) for p in await store.people_named("甲君", HERE)] == [(jia, 1)]
    assert (await store.people([jia], HERE))[0].forms[0].passage.article != kept.article
    assert not await store.search("一", HERE, 9)
    assert not await store.articles(folded_title="一", libraries=HERE)
    assert await store.count_found(kept.article, HERE) is None
    assert (await store.stats(HERE)).people == 1
    with pytest.raises(CorrectionRefused, match="article"):
        await store.corrections.hide(GUILDS, kept.article)


async def test_a_phrase_that_only_a_hidden_article_has_is_looked_for_word_by_word(store: Store) -> None:
    whole = await deliver(store, PUBLIC, press("甲君", source="一", words="白鳥 黑鳥"))
    await deliver(store, PUBLIC, press("甲君", source="二", words="白鳥與黑鳥"))
    await store.corrections.hide(GUILDS, whole.article)
    assert [hit.passage.title for hit in await store.search("白鸟 黑鸟", HERE, 9)] == ["二"]
    assert [hit.passage.title for hit in await store.search("白鸟 黑鸟", ELSEWHERE, 9)] == ["一"]


async def test_refusals(store: Store) -> None:
    await both(store)
    await deliver(store, OTHER_GUILD, press("外人", source="外"))
    [stranger] = await store.people_named("外人", ELSEWHERE)
    [theirs] = await store.quotes(folded_words="外", libraries=[OTHER_GUILD], limit=1)
    [outside] = await store.articles(libraries=[OTHER_GUILD])
    tom = await person(store, "tom ridley")
    made = store.corrections
    [mine] = await store.quotes(speaker=tom, libraries=HERE, limit=1)
    everywhere = [article.id for article in await store.articles(libraries=HERE)]
    cases: list[tuple[str, Callable[[], Awaitable[Any]]]] = [
        ("person", lambda: made.merge(GUILDS, stranger.id, tom)),
        ("person", lambda: made.merge(GUILDS, tom, 1 << 40)),
        ("same", lambda: made.merge(GUILDS, tom, tom)),
        ("person", lambda: made.split(GUILDS, stranger.id, form="外人")),
        ("person", lambda: made.split(GUILDS, tom, form="Ridley", other=stranger.id)),
        ("same", lambda: made.split(GUILDS, tom, form="Ridley", other=tom)),
        ("nothing", lambda: made.split(GUILDS, tom, form="' OR 1=1 --")),
        ("nothing", lambda: made.split(GUILDS, tom, articles=[outside.id, 1 << 40])),
        ("all", lambda: made.split(GUILDS, tom, articles=everywhere)),
        ("quote", lambda: made.attribute(GUILDS, theirs.id, tom)),
        ("person", lambda: made.attribute(GUILDS, mine.id, stranger.id)),
        ("same", lambda: made.attribute(GUILDS, mine.id, tom)),
        ("date", lambda: made.date(GUILDS, mine.parts[0].article, 0, None)),
        ("article", lambda: made.hide(GUILDS, outside.id)),
        ("correction", lambda: made.undo(GUILDS, 99)),
        ("correction", lambda: made.promote(99, NOW)),
    ]
    before = await everything(store, HERE)
    for reason, make in cases:
        with pytest.raises(CorrectionRefused) as refused:
            await make()
        assert refused.value.reason == reason
    where = await place(store, "5月15日")
    for value in ("2024-13", "昨天", "2024-02-30", "'; DROP TABLE dates", "2024-05-02/2024-05-01", "XXXX", "202"):
        with pytest.raises(CorrectionRefused, match="value"):
            await made.date(GUILDS, *where, value)
    assert await everything(store, HERE) == before
    assert await made.of(None, 9) == []


async def test_a_library_that_goes_takes_its_corrections_along(store: Store) -> None:
    await both(store)
    await deliver(store, GUILD, press("甲君", source="一"))
    await deliver(store, GUILD, press("乙君", source="二"))
    for make in (quote_of_another, another_date, merge, split_article, hide):
        await make(store)
    await store.corrections.merge(GUILDS, await person(store, "甲君"), await person(store, "乙君"))
    elsewhere = await everything(store, ELSEWHERE)
    while await store.forget_library(GUILD, 1):
        pass

    assert not await store.has_library(GUILD)
    assert await store.corrections.of(None, 9) == []
    assert await everything(store, ELSEWHERE) == elsewhere == await everything(store, HERE)
