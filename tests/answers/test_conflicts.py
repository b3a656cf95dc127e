"""Where articles differ: in a number or a date of one event, and what only looks like it."""

import pytest

from bot.answers.conflicts.dates import date_conflicts
from bot.answers.conflicts.numbers import differences
from bot.model import Grain, Script, Span
from bot.store.records import DateValue, Passage, StoredDate

MORNING = "東港大橋昨晚倒塌，造成12人受傷，市長到場視察災情。"
EVENING = "东港大桥昨晚倒塌，造成15人受伤，市长到场视察灾情。"
TITLE = "東港大橋倒塌"


def article(number: int, *sentences: str, title: str = TITLE, day: str = "2024-05-15") -> list[Passage]:
    return [Passage(number, 0, len(text), text, title, "報", day, None, Script.HANT) for text in sentences]


def told(*articles: list[Passage]) -> list[tuple[int, int]]:
    """Return the numbers that differ."""
    found = differences(articles)
    return [(int(each.counts[0].value), int(each.counts[1].value)) for each in found]


def test_two_counts_of_one_thing_in_one_event_differ() -> None:
    assert told(article(1, MORNING), article(2, EVENING)) == [(12, 15)]


def test_a_difference_is_told_once_however_many_articles_repeat_it() -> None:
    assert told(article(1, MORNING), article(2, EVENING), article(3, EVENING), article(4, MORNING)) == [(12, 15)]


@pytest.mark.parametrize(
    "other",
    [
        article(2, MORNING),
        article(2, EVENING.replace("15人", "逾15人")),
        article(2, EVENING.replace("15人受伤", "15人死亡")),
        article(2, EVENING, "此前的事故造成12人受伤。"),
        article(2, EVENING, day="2024-05-20"),
        article(2, EVENING, title="西港隧道今日通車", day="2024-05-16"),
        article(2, "西港隧道通车，沿线15人受邀参加典礼，场面热闹。", title="西港隧道通車"),
        article(2, EVENING, day="2024-05"),
    ],
    ids=["same", "bound", "other-thing", "both-known", "grown", "other-title", "other-event", "no-day"],
)
def test_what_need_not_contradict_is_no_conflict(other: list[Passage]) -> None:
    assert told(article(1, MORNING), other) == []


def event(number: int, text: str, expression: str, value: str, published_on: str) -> StoredDate:
    """Return a dated sentence on 陳小美, who is person 7."""
    name = text.index("小美")
    names = (Span(name, name + 2),)
    named = Passage(number, 0, len(text), text, TITLE, "報", published_on, None, Script.HANT, names)
    span = Span(text.index(expression), text.index(expression) + len(expression))
    return StoredDate(named, span, DateValue(value, Grain.DAY, None, event=True), published_on, (7,))


LEFT = event(1, "小美5月3日宣布辭去晨星航運執行長職務。", "5月3日", "2024-05-03", "2024-05-05")


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        (event(2, "小美5月4日宣布辞去晨星航运执行长职务。", "5月4日", "2024-05-04", "2024-05-06"), True),
        (event(2, "小美昨日宣布辞去晨星航运执行长职务。", "昨日", "2024-05-04", "2024-05-05"), True),
        (event(2, "小美兩周前宣布辞去晨星航运执行长职务。", "兩周前", "2024-05-04", "2024-05-18"), False),
        (event(2, "小美5月4日参观西港隧道并与工人会面。", "5月4日", "2024-05-04", "2024-05-06"), False),
        (event(2, "小美6月4日宣布辞去晨星航运执行长职务。", "6月4日", "2024-06-04", "2024-06-06"), False),
        (event(1, "小美5月4日宣布辞去晨星航运执行长职务。", "5月4日", "2024-05-04", "2024-05-05"), False),
    ],
    ids=["explicit", "deictic", "weeks", "other-event", "too-far", "one-article"],
)
def test_two_days_of_one_event_differ(other: StoredDate, *, differs: bool) -> None:
    assert date_conflicts([LEFT, other]) == ([(LEFT, other)] if differs else [])


def test_articles_that_each_tell_of_their_own_day_do_not_differ() -> None:
    days = [
        event(number, f"小美涉嫌偽造文件的案件今（{number}日）在東港法院續審。", f"今（{number}日）", day, day)
        for number, day in ((3, "2024-05-03"), (4, "2024-05-04"))
    ]

    assert date_conflicts(days) == []


def test_a_sentence_that_gives_both_days_tells_of_two_events() -> None:
    text = "小美5月4日宣布辞去晨星航运执行长职务，5月3日曾否認。"
    both = [
        event(2, text, "5月4日", "2024-05-04", "2024-05-06"),
        event(2, text, "5月3日", "2024-05-03", "2024-05-06"),
    ]

    assert date_conflicts([LEFT, *both]) == []
