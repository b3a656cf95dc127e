"""Reports of one event gather in a story: near in time, alike in what happened, whatever the script."""

from bot.store import Store
from bot.store.records import Story
from tests.store.archive import COLLAPSE, INQUIRY
from tests.store.press import GUILD, OTHER_GUILD, PUBLIC, Print, deliver, strangers

MAYOR, BUILDER = "林若雲", "周恆岳"
GRIEF = Print(
    "三個家庭的夏天\n\n市長林若雲探望白鷺大橋遇難工人的家屬，他們要的只是一句道歉；承建商的周恆岳至今沒有露面，電話也不接。",
    source="grief.txt",
    published_on="2024-05-18",
    people={MAYOR: [], BUILDER: []},
)
BLAME = Print(
    "周恒岳否认偷工\n\n恒岳建设负责人周恒岳首次回应白鹭大桥引桥坍塌，称图纸由市政府提供，市长林若云应当公开全部文件。",
    source="blame.txt",
    published_on="2024-05-20",
    people={"周恒岳": [], "林若云": []},
)
ELSEWHERE = Print(
    "柿子豐收\n\n今年雨水少，柿子特別甜，農會預計產量增加兩成。", source="fruit.txt", published_on="2024-05-16"
)


def again(printed: Print, source: str, day: str | None) -> Print:
    title, _, rest = printed.body.partition("\n")
    return Print(f"{title}（更新）\n{rest}本報綜合報道。", source=source, published_on=day)


async def stories(store: Store, *visible: str) -> list[Story]:
    told = await store.stories(range(1, 50), visible or [PUBLIC])
    return [story for story in told if len(story.reports) > 1]


async def test_reports_of_one_event_gather_in_either_script(store: Store) -> None:
    first = await deliver(store, PUBLIC, COLLAPSE)
    await deliver(store, PUBLIC, ELSEWHERE)
    second = await deliver(store, PUBLIC, INQUIRY)
    [story] = await stories(store)

    assert story.reports == (second.article, first.article)
    assert story.name in {COLLAPSE.title, INQUIRY.title}
    assert (await store.stats([PUBLIC])).stories == 1


async def test_long_afterwards_it_is_another_story(store: Store) -> None:
    await deliver(store, PUBLIC, COLLAPSE)
    await deliver(store, PUBLIC, Print(INQUIRY.body, source="late.txt", published_on="2024-08-01"))

    assert await stories(store) == []


async def test_a_report_without_a_date_has_a_story_of_its_own_unless_it_is_a_copy(store: Store) -> None:
    await deliver(store, PUBLIC, COLLAPSE)
    await deliver(store, PUBLIC, Print(INQUIRY.body, source="undated.txt", published_on=None))
    assert await stories(store) == []

    await deliver(store, PUBLIC, again(COLLAPSE, "copy.txt", None))
    assert len(await stories(store)) == 1


async def test_a_story_keeps_its_id_when_its_reports_are_analysed_again(store: Store) -> None:
    await deliver(store, PUBLIC, COLLAPSE)
    await deliver(store, PUBLIC, INQUIRY)
    before = await stories(store)
    for each in (COLLAPSE, INQUIRY):
        await deliver(store, PUBLIC, each, analysis_version=2)

    assert await stories(store) == before


async def test_a_report_that_goes_leaves_the_story_to_the_others(store: Store) -> None:
    first = await deliver(store, PUBLIC, COLLAPSE)
    await deliver(store, PUBLIC, INQUIRY)
    await store.forget(PUBLIC, first.article)
    [left] = await store.stories(range(1, 50), [PUBLIC])

    assert left.name == INQUIRY.title


async def test_a_servers_report_joins_a_public_story_for_its_readers_alone(store: Store) -> None:
    await deliver(store, PUBLIC, COLLAPSE)
    before = await store.stories(range(1, 50), [PUBLIC])
    await deliver(store, GUILD, INQUIRY)
    await deliver(store, OTHER_GUILD, INQUIRY)

    assert await store.stories(range(1, 50), [PUBLIC]) == before
    [story] = await stories(store, PUBLIC, GUILD)
    assert len(story.reports) == 2
    assert story.name == COLLAPSE.title


async def test_why_a_report_is_in_its_story_is_told_to_who_sees_both(store: Store) -> None:
    await deliver(store, PUBLIC, COLLAPSE)
    second = await deliver(store, GUILD, INQUIRY)

    assert "白鹭大桥引桥" in await store.why_in_story(second.article, [PUBLIC, GUILD])
    assert await store.why_in_story(second.article, [PUBLIC]) == []
    assert await store.why_in_story(second.article, [GUILD]) == []


async def test_a_servers_report_stays_when_the_public_ones_are_forgotten(store: Store) -> None:
    first = await deliver(store, PUBLIC, COLLAPSE)
    await deliver(store, GUILD, INQUIRY)
    await store.forget(PUBLIC, first.article)
    [story] = await store.stories(range(1, 50), [PUBLIC, GUILD])

    assert (story.name, len(story.reports)) == (INQUIRY.title, 1)


async def test_people_whom_two_reports_share_are_evidence_in_either_script(store: Store) -> None:
    await deliver(store, PUBLIC, GRIEF)
    second = await deliver(store, PUBLIC, BLAME)
    [story] = await stories(store)

    assert len(story.reports) == 2
    assert (await store.why_in_story(second.article, [PUBLIC]))[:2] == ["周恒岳", "林若云"]


async def test_the_same_words_about_other_people_are_not_enough(store: Store) -> None:
    await deliver(store, PUBLIC, GRIEF)
    await deliver(store, PUBLIC, BLAME, link=strangers)

    assert await stories(store) == []


async def test_people_alone_make_no_story(store: Store) -> None:
    await deliver(store, PUBLIC, GRIEF)
    both = Print(
        "柿子節開幕\n\n林若雲與周恆岳一同為柿子節剪綵，今年雨水少，柿子特別甜，農會預計產量增加兩成。",
        source="festival.txt",
        published_on="2024-05-19",
        people={MAYOR: [], BUILDER: []},
    )
    await deliver(store, PUBLIC, both)

    assert await stories(store) == []


async def test_who_is_in_every_report_of_these_days_is_no_evidence(store: Store) -> None:
    for number in range(60):
        agenda = "甲乙丙丁戊己庚辛壬癸"[number % 10] * 30
        body = f"第{number}號公告\n\n{MAYOR}、{BUILDER}出席第{number}次例會：{agenda}"
        people: dict[str, list[str]] = {MAYOR: [], BUILDER: []}
        await deliver(store, PUBLIC, Print(body, source=f"{number}.txt", published_on="2024-05-18", people=people))
    first = await deliver(store, PUBLIC, GRIEF)
    second = await deliver(store, PUBLIC, BLAME)
    told = await store.stories([first.article, second.article], [PUBLIC])

    assert len(told) == 2
