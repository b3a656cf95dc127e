"""Public figures whom Chinese writes in several ways."""

from collections import Counter

import pytest

from bot.analysis.lexicon import pairs
from bot.analysis.renderings import key, latin_names


@pytest.mark.parametrize(
    ("surface", "latin"),
    [
        ("川普", "donald trump"),
        ("特朗普", "donald trump"),
        ("唐纳德·特朗普", "donald trump"),
        ("普丁", "vladimir putin"),
        ("普京", "vladimir putin"),
        ("祖克柏", "mark zuckerberg"),
        ("扎克伯格", "mark zuckerberg"),
        ("馬斯克", "elon musk"),
        ("楊立昆", "yann lecun"),
        ("戴卓爾", "margaret thatcher"),
        ("布希", "bush"),
        ("弗朗索瓦‧霍蘭德", "francois hollande"),
    ],
)
def test_knows_the_renderings_of_every_region_in_either_script(surface: str, latin: str) -> None:
    assert latin in latin_names(surface)


@pytest.mark.parametrize("surface", ["", "王小明", "約翰遜", "Donald Trump"])
def test_knows_nothing_of_other_names(surface: str) -> None:
    assert "boris johnson" not in latin_names(surface)
    assert "donald trump" not in latin_names(surface)


def test_no_rendering_of_ours_is_listed_for_two_people() -> None:
    owners = Counter(key(form) for _, forms in pairs("renderings.tsv") for form in forms.split(" "))

    assert not [form for form, count in owners.items() if count > 1]
