"""Wordings of one role are one, told with the time in which articles give it, the last given first."""

import pytest

from bot.answers.roles import held
from bot.model import Script
from bot.store.records import Passage, StoredRole


def wording(text: str, count: int = 1, first: str | None = "2024-01-05", last: str | None = "2024-02-05") -> StoredRole:
    passage = Passage(1, 0, len(text), text, "標題", None, last, None, Script.HANT)
    return StoredRole(passage, count, first, last)


def told(*wordings: StoredRole) -> list[str]:
    return [role.passage.text for role in held(wordings, 6)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OpenAI執行長", "OpenAI 的执行长"),
        ("首席科學家", "OpenAI首席科學家"),
        ("特首", "香港特首"),
        ("前司長", "前政務司司長"),
    ],
)
def test_wordings_of_one_role_are_told_by_the_most_frequent(one: str, other: str) -> None:
    assert told(wording(one, 9), wording(other, 2)) == [one]
    assert told(wording(one, 2), wording(other, 9)) == [other]


@pytest.mark.parametrize(
    ("one", "other"),
    [("總裁", "副總裁"), ("特首", "候任特首"), ("首席科學家", "前首席科學家"), ("總編輯", "社長"), ("總監", "代總監")],
)
def test_another_rank_or_time_is_another_role(one: str, other: str) -> None:
    assert sorted(told(wording(one, 9), wording(other, 2))) == sorted([one, other])


def test_roles_given_together_lengthen_the_time_of_each() -> None:
    both = wording("聯合創辦人、首席科學家", 1, "2023-01-01", "2025-01-01")
    founder, chief = wording("聯合創辦人", 3), wording("首席科學家", 4, last=None)

    assert {(role.passage.text, role.first_on, role.last_on) for role in held([both, founder, chief], 6)} == {
        ("聯合創辦人", "2023-01-01", "2025-01-01"),
        ("首席科學家", "2023-01-01", "2025-01-01"),
    }


def test_the_role_given_last_comes_first_and_a_likely_misreading_never() -> None:
    earlier, later, misread = wording("司長", 5, last="2017-03-01"), wording("特首", 3), wording("對手", 1)

    assert told(earlier, later, misread) == ["特首", "司長"]
    assert told(wording("司長", 4), misread) == ["司長", "對手"]
    assert told(wording("前任"), later) == ["特首"]
    assert held([], 6) == []
