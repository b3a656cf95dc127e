"""What is new is told once: of invented people, from when on someone says, or since they looked last."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.analysis import likeness
from bot.analysis.lookup import grams
from bot.analysis.script import fold
from bot.answers.answer import Answer, FactKind, Section, Status
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.questions import Between, Changes
from bot.answers.service import Answers
from bot.errors import QuestionInvalid
from bot.store import Store
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, Said, deliver, strangers

ALL = [PUBLIC]
SERVER = [GUILD, PUBLIC]
TODAY = date(2024, 6, 1)
NOW = datetime(2024, 6, 1, 9, tzinfo=UTC)
MEMBER = 4_000_000_000_000_000_001
BEFORE = Print(
    "研究院換屆\n\n5月1日，副院長林若雲主持研究院的院務會議。\n林若雲說：「我們會把燈塔的光留在島上。」",
    source="before.txt",
    published_on="2024-05-02",
    people={"林若雲": []},
    roles={"林若雲": ["副院長"]},
    quotes=[Said(("我們會把燈塔的光留在島上。",), "林若雲", "說")],
    dates={"5月1日": "2024-05-01"},
    key_sentences=["5月1日，副院長林若雲主持研究院的院務會議。"],
    outlet="晨星日報",
)
AFTER = Print(
    "林若云出任院长\n\n5月20日，林若云（Lin Ruoyun）出任研究院院长，5月1日她还是副手。\n"
    "林若云说：“我们会把灯塔的光留在岛上。”她又表示：“港口的船明年全部改用电力。”\n"
    "工会主席沈放说：“林若云答应过加薪。”",
    source="after.txt",
    published_on="2024-05-21",
    people={"林若云": ["Lin Ruoyun"], "沈放": []},
    roles={"林若云": ["院长"]},
    quotes=[
        Said(("我们会把灯塔的光留在岛上。",), "林若云", "说"),
        Said(("港口的船明年全部改用电力。",), "林若云", "表示"),
        Said(("林若云答应过加薪。",), "沈放", "说"),
    ],
    dates={"5月20日": "2024-05-20", "5月1日": "2024-05-01"},
    key_sentences=["5月20日，林若云（Lin Ruoyun）出任研究院院长，5月1日她还是副手。"],
    outlet="海湾晚报",
)
SECRET = Print(
    "內部通訊\n\n顧問林若雲祕密到訪港口，若雲沒有露面。",
    source="secret.txt",
    published_on="2024-05-22",
    people={"林若雲": ["若雲"]},
    roles={"林若雲": ["顧問"]},
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite:///{tmp_path / 'archive.db'}", fold=fold, name_grams=grams, likeness=likeness)
    yield opened
    await opened.close()


async def print_(store: Store, *printed: Print, library: str = PUBLIC) -> None:
    for each in printed:
        await deliver(store, library, each)


async def ask(store: Store, topic: str | None, since: str | None, libraries: Sequence[str] = ALL) -> Answer:
    return await Answers(store, lambda: TODAY).ask(Changes(topic, since), libraries)


def told(answer: Answer, section: Section) -> list[str]:
    """Return the words of a section's facts, the parts of each joined as a reader sees them."""
    return ["/".join(part.original for part in fact.parts) for fact in answer.facts if fact.section is section]


def count(answer: Answer) -> int | None:
    return next((fact.count for fact in answer.facts if fact.count is not None), None)


async def test_what_no_earlier_article_says_is_new(store: Store) -> None:
    await print_(store, BEFORE, AFTER)
    answer = await ask(store, "林若雲", "5月10日")

    assert answer.status is Status.FOUND
    assert count(answer) == 1
    assert told(answer, Section.CHANGES) == ["", "副院長/院长"]
    assert told(answer, Section.NAMES) == ["Lin Ruoyun"]
    assert told(answer, Section.SAID) == ["港口的船明年全部改用电力。"]
    assert told(answer, Section.SAID_ABOUT) == ["林若云答应过加薪。"]
    assert [(fact.value, fact.kind) for fact in answer.facts if fact.section is Section.TIMELINE] == [
        ("2024-05-20", FactKind.EVENT)
    ]
    assert told(answer, Section.ARTICLES) == ["5月20日，林若云（Lin Ruoyun）出任研究院院长，5月1日她还是副手。"]


async def test_every_fact_but_the_count_has_the_exact_place_of_its_words(store: Store) -> None:
    await print_(store, BEFORE, AFTER)
    answer = await ask(store, None, "2024-05-01")
    printed = {printed.title: printed.body for printed in (BEFORE, AFTER)}

    for fact in answer.facts:
        assert fact.parts or fact.count == 2
        for part in fact.parts:
            place = part.citation
            assert part.original == printed[place.title][place.start : place.end]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("副院長", "晨星研究院副院長", []),
        ("晨星研究院副院長", "副院長", []),
        ("院長", "院长", []),
        ("晨星研究院的院長", "晨星研究院院長", []),
        ("院長", "前院長", ["院長/前院長"]),
        ("院長", "晨星研究院前院長", ["院長/晨星研究院前院長"]),
        ("晨星研究院副院長", "院長", ["晨星研究院副院長/院長"]),
        ("顧問", "院長", ["顧問/院長"]),
    ],
)
async def test_only_another_role_is_a_change(store: Store, before: str, now: str, told: list[str]) -> None:
    def called(role: str, day: str) -> Print:
        return Print(
            f"港口簡訊{day}\n\n{role}林若雲{day}日視察了港口。",
            source=f"{day}.txt",
            published_on=f"2024-05-{day}",
            people={"林若雲": []},
            roles={"林若雲": [role]},
        )

    await print_(store, called(before, "02"), called(now, "21"))
    answer = await ask(store, "林若雲", "2024-05-10")

    assert told == ["/".join(part.original for part in fact.parts) for fact in answer.facts if len(fact.parts) > 1]


async def test_a_role_of_an_older_article_that_comes_late_follows_no_other(store: Store) -> None:
    await print_(store, AFTER)
    answers = Answers(store)
    await answers.look(Changes("林若云"), MEMBER, ALL, NOW)
    await print_(store, BEFORE)
    looked = await answers.look(Changes("林若云"), MEMBER, ALL, NOW)

    assert told(looked.answer, Section.CHANGES) == ["", "副院長"]


async def test_what_another_library_hides_is_not_told(store: Store) -> None:
    await print_(store, BEFORE, AFTER)
    await print_(store, SECRET, library=GUILD)

    public = await ask(store, "林若雲", "2024-05-10")
    elsewhere = await ask(store, "林若雲", "2024-05-10", [OTHER_GUILD, PUBLIC])
    server = await ask(store, "林若雲", "2024-05-10", SERVER)

    assert public == elsewhere
    assert count(public) == 1
    assert count(server) == 2
    assert "副院長/顧問" in told(server, Section.CHANGES)
    assert "若雲" in told(server, Section.NAMES)


async def test_reports_of_one_event_are_listed_as_one(store: Store) -> None:
    leads = (
        "白鷺大橋引橋星期三清晨坍塌，兩名工人遇難，三人送往仁濟醫院，承建商恆岳建設宣布全線停工。",
        "恆岳建設承建的白鷺大橋清晨發生意外，引橋坍塌，仁濟醫院證實兩名工人遇難，白鷺大橋封閉。",
    )
    reports = [
        Print(f"白鷺大橋引橋坍塌{n}\n\n{lead}", source=f"{n}.txt", key_sentences=[lead], outlet=f"第{n}報")
        for n, lead in enumerate(leads)
    ]
    await print_(store, *reports)
    answer = await ask(store, None, "2024-05-01")

    [article] = [fact for fact in answer.facts if fact.section is Section.ARTICLES]
    assert count(answer) == 2
    assert len(article.reports) == 1
    assert answer.more == 0


async def test_a_copy_of_an_earlier_article_is_nothing_new(store: Store) -> None:
    body = "".join(f"研究院第{n}號實驗室昨天搬進新的大樓，搬遷持續了整整{n}個小時。" for n in range(2, 30))
    first = Print(f"研究院搬遷\n\n{body}", source="first.txt", published_on="2024-05-02")
    copy = Print(f"研究院搬遷\n\n{body}", source="copy.txt", published_on="2024-05-20", outlet="東港快報")
    await print_(store, first)
    await store.add(PUBLIC, copy.article(), copy.findings(), content_hash="copy", analysis_version=1, link=strangers)

    assert (await ask(store, None, "2024-05-10")).status is Status.NOT_FOUND
    assert count(await ask(store, None, "2024-05-01")) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2024-05-21", "2024-05-21"),
        ("5月21日", "2024-05-21"),
        ("12月1日", "2023-12-01"),
        ("昨天", "2024-05-31"),
        ("上週", "2024-05-20"),
        ("上周", "2024-05-20"),
        ("三天前", "2024-05-29"),
        ("自去年以來", "2023-01-01"),
        ("上個月底", "2024-05-21"),
        ("today", "2024-06-01"),
        ("yesterday", "2024-05-31"),
        ("since yesterday", "2024-05-31"),
        ("last week", "2024-05-25"),
        ("3 days ago", "2024-05-29"),
        ("May 21", "2024-05-21"),
        ("21 May 2024", "2024-05-21"),
        ("December 1", "2023-12-01"),
        ("2024", "2024-01-01"),
    ],
)
async def test_a_day_is_read_as_members_type_it(store: Store, typed: str, expected: str) -> None:
    answer = await ask(store, None, typed)

    assert answer.since is not None
    assert answer.since.day == expected


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("香蕉", "no-date"),
        ("banana", "no-date"),
        ("2024-02-30", "no-date"),
        ("明天", "future-date"),
        ("tomorrow", "future-date"),
        ("2025-01-01", "future-date"),
    ],
)  # fmt: skip -- one line
async def test_what_is_no_past_day_is_refused(store: Store, typed: str, reason: str) -> None:
    with pytest.raises(QuestionInvalid) as refused:
        await ask(store, None, typed)

    assert refused.value == QuestionInvalid(reason, "changes", "since")


async def test_without_a_day_the_last_seven_on_record_are_told_and_the_answer_says_so(store: Store) -> None:
    await print_(store, BEFORE, AFTER)
    answer = await ask(store, "林若云", None)
    shown = present(answer, "zh-TW", Converter.load())

    assert count(answer) == 1
    assert shown.notes == (
        "2024 年 5 月 15 日起刊出的文章裡的新內容",
        "沒有指定日期，從資料庫最近七天看起",
    )


async def test_an_article_title_means_its_story(store: Store) -> None:
    await print_(store, BEFORE, AFTER)
    answer = await ask(store, "林若雲出任院長", "2024-05-01")

    assert count(answer) == 1
    assert told(answer, Section.ARTICLES)[0].startswith("5月20日")


async def test_words_are_a_topic(store: Store) -> None:
    await print_(store, BEFORE, AFTER)
    answer = await ask(store, "港口的船", "2024-05-01")

    assert count(answer) == 1
    assert told(answer, Section.QUOTES) == ["港口的船明年全部改用电力。"]


async def test_an_unknown_topic_is_not_found_and_no_look(store: Store) -> None:
    await print_(store, BEFORE)
    looked = await Answers(store).look(Changes("不存在"), MEMBER, ALL, NOW)

    assert looked.answer.status is Status.NOT_FOUND
    assert looked.answer.since is None
    assert await store.looks.last(MEMBER, PUBLIC, "不存在") is None


async def test_a_difference_is_new_once(store: Store) -> None:
    def report(number: int, hurt: int, day: int) -> Print:
        told = f"白鷺大橋引橋清晨坍塌，現場的消防人員說，事故一共造成{hurt}人受傷，全部送往仁濟醫院治療。"
        return Print(
            f"白鷺大橋引橋坍塌第{number}報\n\n{told}記者{number}在現場報導。",
            source=f"{number}.txt",
            published_on=f"2024-05-{day}",
            key_sentences=[told],
        )

    await print_(store, report(1, 12, 14), report(2, 15, 15))
    first = await ask(store, "白鷺大橋", "2024-05-15")
    await print_(store, report(3, 15, 16))
    second = await ask(store, "白鷺大橋", "2024-05-16")

    assert len(told(first, Section.CONFLICTS)) == 1
    assert told(second, Section.CONFLICTS) == []


async def test_a_look_moves_the_mark_and_a_second_one_has_nothing(store: Store) -> None:
    answers = Answers(store)
    await print_(store, BEFORE)
    first = await answers.look(Changes("林若雲"), MEMBER, ALL, NOW)
    await print_(store, AFTER)
    second = await answers.look(Changes("林若云"), MEMBER, ALL, NOW + timedelta(hours=1))
    third = await answers.look(Changes("lin ruoyun"), MEMBER, ALL, NOW + timedelta(hours=2))

    assert first.question.since == "2024-04-26"
    assert second.question.since == str(Between(1, 2, int(NOW.timestamp())))
    assert told(second.answer, Section.SAID) == ["港口的船明年全部改用电力。"]
    assert third.answer.status is Status.NOT_FOUND
    assert third.answer.since is not None
    assert third.answer.since.looked_at == NOW + timedelta(hours=1)
    assert third.again == Changes("lin ruoyun", second.question.since)


async def test_what_was_shown_is_shown_again_whatever_comes(store: Store) -> None:
    answers = Answers(store)
    await answers.look(Changes(), MEMBER, ALL, NOW)
    await print_(store, BEFORE)
    looked = await answers.look(Changes(), MEMBER, ALL, NOW)
    await print_(store, AFTER)

    again = await answers.ask(looked.question, ALL)
    new = await answers.look(Changes(), MEMBER, ALL, NOW)

    assert again == looked.answer
    assert count(new.answer) == 1
    assert told(new.answer, Section.ARTICLES)[0].startswith("5月20日")


async def test_looks_are_each_members_each_topics_and_each_places_own(store: Store) -> None:
    answers = Answers(store)
    await print_(store, BEFORE)
    await answers.look(Changes(), MEMBER, ALL, NOW)

    for topic, member, libraries in ((None, MEMBER + 1, ALL), ("林若雲", MEMBER, ALL), (None, MEMBER, SERVER)):
        looked = await answers.look(Changes(topic), member, libraries, NOW)
        assert looked.answer.status is Status.FOUND


async def test_a_given_day_is_no_look(store: Store) -> None:
    answers = Answers(store, lambda: TODAY)
    await print_(store, BEFORE)
    await answers.ask(Changes(since="2024-05-01"), ALL)

    assert (await answers.look(Changes(), MEMBER, ALL, NOW)).answer.status is Status.FOUND
