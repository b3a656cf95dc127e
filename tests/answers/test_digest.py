"""What a digest tells of what came: stories, quotes of many, differences that are new, and what is to come."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, Section, Status
from bot.answers.digest import LIMIT_QUOTES, LIMIT_STORIES, Digest, answer
from bot.answers.subjects import listed, read_people, read_words, wanted
from bot.errors import SubjectUnclear
from bot.model import Subject, SubjectKind
from bot.store import Store
from bot.store.correcting import By
from bot.store.records import Wanted
from tests.store.press import GUILD, PUBLIC, Print, Said, deliver, grams, strangers

DAY = date(2024, 5, 16)
BRIDGE = "東港大橋昨晚倒塌，造成{}人受傷，市長到場視察災情，承建商停工。"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite:///{tmp_path / 'archive.db'}", fold=fold, name_grams=grams, likeness=likeness)
    yield opened
    await opened.close()


async def ask(
    store: Store, after: int = 0, subjects: Sequence[Subject] = (), libraries: Sequence[str] = (PUBLIC,)
) -> Answer:
    return await answer(store, Digest(after, None, DAY, tuple(subjects)), libraries)


def of(answer: Answer, section: Section) -> list[Fact]:
    return [fact for fact in answer.facts if fact.section is section]


def texts(answer: Answer, section: Section) -> list[str]:
    return [fact.parts[0].original for fact in of(answer, section)]


MATTERS = "火山觀測 選舉日程 漁業補助 鐵路延伸 博物館展 足球聯賽 疫苗採購 颱風災損 咖啡期貨 古蹟修復 離岸風電".split()
"""What articles are of, so that none is of another's story."""


def bridge(number: int, hurt: int, outlet: str) -> Print:
    """Return a report of the bridge, in words of its own but for one sentence."""
    body = f"東港大橋倒塌 市長視察災情\n\n{BRIDGE.format(hurt)}\n本報第{number}次前往現場。"
    return Print(body, source=f"bridge{number}", outlet=outlet, key_sentences=[BRIDGE.format(hurt)])


def speech(number: int, *said: str, speaker: str | None = None) -> Print:
    """Return an article in which somebody speaks."""
    matter = MATTERS[number]
    name = speaker or f"講者{number}號"
    body = f"{matter}\n\n{name}說：" + "".join(f"「{each}」" for each in said)
    return Print(body, source=matter, people={name: []}, quotes=[Said((each,), name) for each in said])


def articles(answer: Answer) -> int:
    return sum(1 + len(fact.reports) for fact in of(answer, Section.STORIES))


def ahead(number: int, sentence: str, expression: str, value: str) -> Print:
    return Print(f"第{number}號預告\n\n{sentence}", source=f"ahead{number}", dates={expression: value})


# Stories


async def test_what_there_is_no_room_for_is_counted(store: Store) -> None:
    for number in range(LIMIT_STORIES + 3):
        await deliver(store, PUBLIC, Print(f"第{number}號新聞{number * 7}\n\n第{number}號。", source=str(number)))
    found = await ask(store)

    assert (len(of(found, Section.STORIES)), found.more) == (LIMIT_STORIES, 3)


async def test_a_part_that_is_empty_is_not_there(store: Store) -> None:
    await deliver(store, PUBLIC, Print("新聞\n\n開幕。", source="a"))

    assert {fact.section for fact in (await ask(store)).facts} == {Section.STORIES}


# Quotes


async def test_each_speaker_and_story_has_a_word_before_any_has_two(store: Store) -> None:
    long = [f"第{number}個問題我們已經談了很多很多次。" for number in range(4)]
    await deliver(store, PUBLIC, speech(1, *long))
    for number in range(2, LIMIT_QUOTES + 1):
        await deliver(store, PUBLIC, speech(number, f"今年第{number}季的計畫照常進行。"), link=strangers)
    quotes = of(await ask(store), Section.QUOTES)

    assert len(quotes) == LIMIT_QUOTES
    assert len({fact.speaker for fact in quotes}) == LIMIT_QUOTES


async def test_what_says_little_gives_way(store: Store) -> None:
    for number in range(LIMIT_QUOTES):
        await deliver(
            store, PUBLIC, speech(number, "好。" if number < 3 else f"今年第{number}季的計畫照常進行。"), link=strangers
        )
    for number in range(LIMIT_QUOTES, LIMIT_QUOTES + 3):
        await deliver(store, PUBLIC, speech(number, f"明年第{number}季的計畫還要再談。"), link=strangers)

    assert "好。" not in texts(await ask(store), Section.QUOTES)


async def test_what_a_key_sentence_says_is_not_quoted_again(store: Store) -> None:
    words = "今年的計畫照常進行，不會有任何改變。"
    printed = speech(1, words)
    await deliver(store, PUBLIC, replace(printed, key_sentences=[printed.body.partition("\n\n")[2]]))

    assert texts(await ask(store), Section.QUOTES) == []


async def test_those_whom_a_digest_is_about_are_quoted_first(store: Store) -> None:
    for number in range(LIMIT_QUOTES + 2):
        await deliver(store, PUBLIC, speech(number, f"林若雲第{number}次說明了今年的計畫。"), link=strangers)
    await deliver(store, PUBLIC, speech(10, "好。", speaker="林若雲"))
    about = await read_people(store, "林若云", [PUBLIC])
    topic = Subject(SubjectKind.TOPIC, "計畫")

    assert "好。" in texts(await ask(store, subjects=(*about, topic)), Section.QUOTES)


# Differences


async def test_a_story_is_told_by_the_sentence_that_holds_the_topic(store: Store) -> None:
    opening, point, other = "東港今天放晴。", "漁業補助明年起加倍。", "颱風災損另案處理。"
    await deliver(store, PUBLIC, Print(f"東港一日\n\n{opening}\n{point}\n{other}", key_sentences=[opening]))
    fish, storm, absent = (Subject(SubjectKind.TOPIC, words) for words in ("渔业补助", "颱風災損", "火山"))

    assert texts(await ask(store), Section.STORIES) == [opening]
    assert texts(await ask(store, subjects=[fish]), Section.STORIES) == [point]
    assert texts(await ask(store, subjects=[storm, fish]), Section.STORIES) == [other]
    assert texts(await ask(store, subjects=[absent, fish]), Section.STORIES) == [point]


async def test_another_number_that_a_new_report_gives_is_told(store: Store) -> None:
    old = await deliver(store, PUBLIC, bridge(1, 12, "甲報"))
    new = await deliver(store, PUBLIC, bridge(2, 15, "乙報"))
    [conflict] = of(await ask(store, old.article), Section.CONFLICTS)

    assert {part.citation.article for part in conflict.parts} == {old.article, new.article}
    assert {part.counted and part.counted.of(part.original) for part in conflict.parts} == {"12", "15"}


async def test_a_difference_that_was_there_before_is_not_told_again(store: Store) -> None:
    for number, hurt in ((1, 12), (2, 15)):
        await deliver(store, PUBLIC, bridge(number, hurt, f"{number}報"))
    body = "東港大橋倒塌 市長視察災情\n\n東港大橋倒塌之後，承建商停工，市長視察災情。"
    last = await deliver(store, PUBLIC, Print(body, source="later"))
    found = await ask(store, last.article - 1)

    assert len(of(found, Section.STORIES)) == 1
    assert of(found, Section.CONFLICTS) == []


async def test_another_day_that_a_new_report_gives_is_told(store: Store) -> None:
    old, new = (
        Print(
            f"小美請辭\n\n小美5月{day}日宣布辭去晨星航運執行長職務。",
            source=str(day),
            people={"小美": []},
            dates={f"5月{day}日": f"2024-05-0{day}"},
            published_on=f"2024-05-0{day + 2}",
        )
        for day in (3, 4)
    )
    before = await deliver(store, PUBLIC, old)
    await deliver(store, PUBLIC, new)
    [conflict] = of(await ask(store, before.article), Section.CONFLICTS)

    assert [part.dated and part.dated.value for part in conflict.parts] == ["2024-05-03", "2024-05-04"]


# What is to come


async def test_what_is_announced_is_told_by_day_each_story_once(store: Store) -> None:
    for printed in (
        ahead(1, "評審會議將於5月20日在市政廳舉行。", "5月20日", "2024-05-20"),
        ahead(2, "5月20日評審會議在市政廳舉行。", "5月20日", "2024-05-20"),
        ahead(3, "新館訂5月18日開放參觀。", "5月18日", "2024-05-18"),
        ahead(4, "研討會在6月舉行。", "6月", "2024-06"),
        ahead(5, "選舉在5月30日投票。", "5月30日", "2024-05-30"),
    ):
        await deliver(store, PUBLIC, printed)
    announced = of(await ask(store), Section.ANNOUNCED)

    assert [fact.value for fact in announced] == ["2024-05-18", "2024-05-20"]


async def test_what_was_announced_long_ago_is_told_beside_what_is_new(store: Store) -> None:
    before = await deliver(store, PUBLIC, ahead(1, "新館訂5月18日開放參觀。", "5月18日", "2024-05-18"))
    nothing = await ask(store, before.article)
    await deliver(store, PUBLIC, Print("新聞\n\n開幕。", source="a"))
    found = await ask(store, before.article)

    assert nothing.status is Status.NOT_FOUND
    assert found.status is Status.FOUND
    assert texts(found, Section.ANNOUNCED) == ["新館訂5月18日開放參觀。"]


# Corrections


async def test_corrections_hold_where_they_were_made(store: Store) -> None:
    added = await deliver(store, PUBLIC, ahead(1, "新館訂5月18日開放參觀。", "5月18日", "2024-05-18"))
    by = By(GUILD, 1, datetime(2024, 5, 16, tzinfo=UTC))
    [event] = await store.dated(libraries=[PUBLIC], limit=9)
    await store.corrections.date(by, added.article, event.sentence.start + event.span.start, "2024-05-19")
    here, elsewhere = await ask(store, libraries=(GUILD, PUBLIC)), await ask(store)
    await store.corrections.hide(by, added.article)
    hidden = await ask(store, libraries=(GUILD, PUBLIC))

    assert [fact.value for fact in of(here, Section.ANNOUNCED)] == ["2024-05-19"]
    assert [fact.value for fact in of(elsewhere, Section.ANNOUNCED)] == ["2024-05-18"]
    assert hidden.facts == ()


async def test_people_who_were_made_one_are_one_subject(store: Store) -> None:
    for number, name in ((1, "林若雲"), (2, "林小姐")):
        await deliver(store, PUBLIC, speech(number, "今年的計畫照常進行。", speaker=name), link=strangers)
    [one], [other] = [await read_people(store, name, [PUBLIC]) for name in ("林若雲", "林小姐")]
    by = By(GUILD, 1, datetime(2024, 5, 16, tzinfo=UTC))
    assert one.person is not None
    assert other.person is not None
    await store.corrections.merge(by, other.person, one.person)

    assert articles(await ask(store, subjects=[one], libraries=(GUILD, PUBLIC))) == 2
    assert articles(await ask(store, subjects=[other], libraries=(GUILD, PUBLIC))) == 2
    assert articles(await ask(store, subjects=[one])) == 1


# Subjects


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("沈硯秋、Lena  Voss", ["沈硯秋", "Lena Voss"]),
        ("甲,乙；丙;甲，", ["甲", "乙", "丙"]),
        (" 、 ", []),
        ("AI 監管", ["AI 監管"]),
    ],
)
def test_commas_part_what_was_typed(typed: str, expected: list[str]) -> None:
    assert listed(typed) == expected


def test_words_without_a_letter_are_refused() -> None:
    with pytest.raises(SubjectUnclear) as refused:
        read_words(SubjectKind.TOPIC, "火山、！？")

    assert (refused.value.reason, refused.value.typed) == ("words", "！？")
    assert str(refused.value) == "words: ！？"


async def test_whom_nobody_knows_any_more_is_nobody_not_everybody(store: Store) -> None:
    gone = Subject(SubjectKind.PERSON, "林若雲", None)

    assert await wanted(store, (), [PUBLIC]) == Wanted()
    assert (await wanted(store, (gone,), [PUBLIC])).people not in {None, ()}
    await deliver(store, PUBLIC, Print("新聞\n\n開幕。", source="a"))
    assert (await ask(store, subjects=[gone])).facts == ()
