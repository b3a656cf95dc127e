"""Numbers of something, and which of them contradict one another."""

import pytest

from bot.analysis.quantities import Quantity, find_quantities, numbers_in
from bot.analysis.script import fold


def only(text: str) -> Quantity:
    [quantity] = find_quantities(fold(text))
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "thing"),
    [
        ("車禍造成12人受傷", 12, "人受"),
        ("賠償3.5億美元", 350_000_000, "美元"),
        ("共1,200宗個案", 1200, "宗个"),
        ("下跌15%", 15, "%"),
        ("捐出１０萬英鎊", 100_000, "英镑"),
    ],
)
def test_a_quantity_is_a_number_of_something_in_either_script(text: str, value: int, thing: str) -> None:
    assert (int(only(text).value), only(text).thing) == (value, thing)


@pytest.mark.parametrize(
    "text",
    [
        "2024年5月15日",
        "逾12人受傷",
        "至少 3 宗個案",
        "12多人受傷",
        "10至15人受傷",
        "GPT-4模型",
        "第3次會議",
        "比分3:2領先",
        "十二人",
    ],
)
def test_dates_bounds_ranges_and_versions_are_none(text: str) -> None:
    assert list(find_quantities(fold(text))) == []


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("12人受傷", "15人受伤", True),
        ("12人受傷", "12人受伤", False),
        ("12人受傷", "15人死亡", False),
        ("3.5億美元", "3.48亿美元", False),
        ("3.5億美元", "35亿美元", True),
        ("約12萬人參加", "13万人参加", False),
        ("約12萬人參加", "30万人参加", True),
    ],
)
def test_numbers_of_one_thing_contradict_beyond_how_they_are_rounded(one: str, other: str, *, contradict: bool) -> None:
    assert only(one).contradicts(only(other)) is contradict
    assert only(other).contradicts(only(one)) is contradict


def test_every_number_of_a_text_is_known_whatever_it_is_of() -> None:
    assert numbers_in(fold("2024年逾12人，3.5億元")) == {2024, 12, 350_000_000}
