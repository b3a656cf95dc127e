"""What came between two articles: nothing that came before or after, nothing that is not wanted, sources once."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model import Modifier
from bot.store import Store
from bot.store.records import Arrived, Wanted
from tests.store.archive import LEAVING, REACTIONS
from tests.store.press import GUILD, PUBLIC, Print, deliver

INTERVIEW = Print("林若雲專訪\n\n林若雲說明。", source="interview.txt", people={"林若雲": []})
BRIDGE = (
    "白鷺大橋引橋坍塌兩死\n\n白鷺大橋引橋星期三清晨坍塌，兩名工人遇難，三人送往仁濟醫院，承建商恆岳建設宣布全線停工。\n"
    "市政府成立調查組，引橋的三根橋墩從中折斷，鋼筋外露，附近的住家全部疏散到體育館過夜。"
)
FULL = Print(BRIDGE, source="full.txt", outlet="晨星日報")
COPY = Print(f"{BRIDGE}\n編者按。", source="copy.txt", outlet="東港快報")
OWN = Print(
    "白鷺大橋引橋坍塌：承建商恆岳建設被查\n\n白鷺大橋引橋坍塌後，調查組進駐承建商恆岳建設，查閱引橋橋墩的施工記錄。",
    source="own.txt",
    outlet="海灣晚報",
)


async def arrived(
    store: Store, after: int = 0, upto: int | None = None, *, wanted: Wanted | None = None, limit: int = 9
) -> Arrived:
    return await store.arrived(after, upto, [PUBLIC], wanted=wanted or Wanted(), limit=limit)


def titles(found: Arrived) -> list[str]:
    return [story.first.title for story in found.stories]


async def test_a_story_stands_in_the_first_key_sentence_of_its_newest_report(store: Store) -> None:
    for printed in (REACTIONS, LEAVING, INTERVIEW):
        await deliver(store, PUBLIC, printed)
    found = await arrived(store)

    assert REACTIONS.key_sentences[0] in [story.first.text for story in found.stories]
    assert sum(1 + len(story.others) for story in found.stories) == 3


async def test_an_article_without_key_sentences_is_told_by_its_title(store: Store) -> None:
    await deliver(store, PUBLIC, replace(LEAVING, key_sentences=[]))
    [story] = (await arrived(store)).stories

    assert story.first.text == story.first.title == LEAVING.body[story.first.start : story.first.end]


@pytest.mark.parametrize(
    ("after", "upto", "expected"), [(0, None, 3), (1, None, 2), (1, 2, 1), (0, 1, 1), (3, None, 0)]
)
async def test_only_what_came_between_is_told(store: Store, after: int, upto: int | None, expected: int) -> None:
    for printed in (LEAVING, REACTIONS, INTERVIEW):
        await deliver(store, PUBLIC, printed)
    found = await arrived(store, after, upto)

    assert sum(1 + len(story.others) for story in found.stories) == expected


async def test_a_copy_is_no_source_and_no_head_of_its_story(store: Store) -> None:
    for printed in (FULL, COPY, OWN, replace(OWN, body=OWN.body + "調查組說明。", source="again.txt"), INTERVIEW):
        await deliver(store, PUBLIC, printed)
    first, *others = (await arrived(store)).stories

    assert first.first.outlet == "海灣晚報"
    assert first.sources == 2
    assert sorted(filter(None, (report.outlet for report in first.others))) == ["晨星日報", "東港快報", "海灣晚報"]
    assert [story.first.title for story in others] == [INTERVIEW.title]


async def test_outlets_take_turns_where_as_many_tell_a_story(store: Store) -> None:
    for number in range(3):
        await deliver(store, PUBLIC, Print(f"甲文{number}號\n\n{number}", source=f"a{number}", outlet="甲報"))
    await deliver(store, PUBLIC, Print("乙文\n\n乙", source="b", outlet="乙報"))
    found = await arrived(store, limit=2)

    assert {story.first.outlet for story in found.stories} == {"甲報", "乙報"}
    assert found.more == 2


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(topics=("灯塔",)), {LEAVING.title, REACTIONS.title}),
        (Wanted(topics=("恒岳建设",)), {FULL.title}),
        (Wanted(topics=("灯塔 里德利",)), {REACTIONS.title}),
        (Wanted(topics=("灯塔", "恒岳")), {LEAVING.title, REACTIONS.title, FULL.title}),
        (Wanted(topics=("火山",)), set()),
        (Wanted(topics=("——",)), set()),
        (Wanted(outlets=("东港",)), set()),
        (Wanted(outlets=("晨星", "东港"), topics=("恒岳",)), {FULL.title}),
        (Wanted(people=(10_000,)), set()),
        (Wanted(people=(10_000,), topics=("恒岳",)), {FULL.title}),
    ],
)
async def test_only_what_is_wanted_is_told(store: Store, wanted: Wanted, expected: set[str]) -> None:
    for printed in (LEAVING, REACTIONS, FULL):
        await deliver(store, PUBLIC, printed)
    found = await arrived(store, wanted=wanted)
    told = {*titles(found), *(other.title for story in found.stories for other in story.others)}

    assert told == expected
    assert bool(await store.before_newest([PUBLIC], wanted=wanted, count=0)) is bool(expected)


async def test_those_whom_an_article_names_are_found(store: Store) -> None:
    for printed in (LEAVING, FULL):
        await deliver(store, PUBLIC, printed)
    [ridley] = await store.people_named("tom ridley", [PUBLIC])

    assert titles(await arrived(store, wanted=Wanted(people=(ridley.id,)))) == [LEAVING.title]


async def test_so_many_came_last_of_what_is_wanted(store: Store) -> None:
    for number in range(6):
        topic = "灯塔" if number % 2 else "火山"
        await deliver(store, PUBLIC, Print(f"{topic}{number}\n\n{number}", source=str(number)))
    wanted = Wanted(topics=("灯塔",))
    after = await store.before_newest([PUBLIC], wanted=wanted, count=2)

    assert len((await arrived(store, after, wanted=wanted)).stories) == 2
    assert await store.before_newest([PUBLIC], wanted=wanted, count=3) == 0
    assert await store.before_newest([GUILD], wanted=Wanted(), count=0) == 0


# What is to come

AHEAD = Print(
    "展望\n\n評審會議將於5月20日舉行。\n報告在5月底公布。\n新館預計6月開放。\n閉幕式在5月21日至23日舉行。\n開幕是5月15日。",
    source="ahead.txt",
    published_on="2024-05-15",
    dates={
        "5月20日": "2024-05-20",
        "5月底": "2024-05",
        "6月": "2024-06",
        "5月21日至23日": "2024-05-21/2024-05-23",
        "5月15日": "2024-05-15",
    },
    modifiers={"5月底": Modifier.END},
)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-05-18", "2024-05-25", ["2024-05-20", "2024-05-21/2024-05-23"]),
        ("2024-05-20", "2024-05-22", ["2024-05-20"]),
        ("2024-05-10", "2024-05-16", []),
        ("2024-05-19", "2024-06-18", ["2024-05", "2024-05-20", "2024-05-21/2024-05-23"]),
        ("2024-05-24", "2024-06-30", ["2024-06"]),
    ],
)
async def test_only_what_lies_wholly_ahead_and_was_told_before_is_announced(
    store: Store, first: str, last: str, expected: list[str]
) -> None:
    """A month is not tomorrow, and what happened on the day of its article was not announced."""
    await deliver(store, PUBLIC, AHEAD)
    days = date.fromisoformat(first), date.fromisoformat(last)
    events = await store.announced(*days, None, [PUBLIC], wanted=Wanted(), each=9)

    assert sorted(event.date.value for event in events) == expected


async def test_announcements_are_of_what_is_wanted_and_had_come(store: Store) -> None:
    added = await deliver(store, PUBLIC, AHEAD)
    days = date(2024, 5, 18), date(2024, 5, 25)

    async def count(wanted: Wanted, upto: int | None = None) -> int:
        return len(await store.announced(*days, upto, [PUBLIC], wanted=wanted, each=9))

    assert await count(Wanted(topics=("评审",))) == 2
    assert await count(Wanted(topics=("火山",))) == 0
    assert await count(Wanted(), added.article - 1) == 0


async def test_key_sentences_are_announced_first_and_few_of_a_day(store: Store) -> None:
    for number in range(4):
        await deliver(
            store,
            PUBLIC,
            Print(
                f"預告{number}號\n\n第{number}場在5月20日開始。",
                source=str(number),
                dates={"5月20日": "2024-05-20"},
                key_sentences=[f"第{number}場在5月20日開始。"] if number == 1 else [],
            ),
        )
    events = await store.announced(date(2024, 5, 18), date(2024, 5, 25), None, [PUBLIC], wanted=Wanted(), each=2)

    assert [event.sentence.text for event in events] == ["第1場在5月20日開始。", "第3場在5月20日開始。"]


async def test_outlets_are_found_in_either_script_the_busiest_first(store: Store) -> None:
    for printed in (FULL, COPY, OWN, LEAVING):
        await deliver(store, PUBLIC, printed)

    assert await store.outlets([PUBLIC], "", 9) == ["晨星日報", "東港快報", "海灣晚報"]
    assert await store.outlets([PUBLIC], "东港", 9) == ["東港快報"]
    assert await store.outlets([PUBLIC], "", 1) == ["晨星日報"]
