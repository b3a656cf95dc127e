"""Sound: renderings of either script and of every region against Latin names."""

import pytest

from bot.analysis.sound import LONGEST_NAME, similarity, spelling

RENDERING = 0.4
UNRELATED = 0.3


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("奥特曼", "Altman"),
        ("阿爾特曼", "Altman"),
        ("蘇茨克維", "Sutskever"),
        ("苏茨克维", "Sutskever"),
        ("馬斯克", "Musk"),
        ("辛頓", "Hinton"),
        ("布羅克曼", "Brockman"),
        ("帕乔基", "Pachocki"),
        ("歐巴馬", "Obama"),
        ("奥巴马", "Obama"),
        ("裴洛西", "Pelosi"),
        ("佩洛西", "Pelosi"),
        ("澤倫斯基", "Zelensky"),
        ("皮查伊", "Pichai"),
        ("姆巴佩", "Mbappé"),
    ],
)
def test_hears_a_rendering(han: str, latin: str) -> None:
    assert similarity(han, latin) > RENDERING


@pytest.mark.parametrize(
    ("han", "latin"),
    [("奥特曼", "Murati"), ("馬斯克", "Hinton"), ("李强", "Altman"), ("王小明", "Brockman"), ("歐巴馬", "Merkel")],
)
def test_does_not_hear_another_name(han: str, latin: str) -> None:
    assert similarity(han, latin) < UNRELATED


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("阿爾特曼", "Sam Altman"),
        ("山姆·阿爾特曼", "Altman"),
        ("山姆‧阿爾特曼", "Sam Altman"),
        ("德尼羅", "Robert De Niro"),
        ("喬治·布什", "George W. Bush"),
    ],
)
def test_a_part_of_a_name_answers_for_the_whole(han: str, latin: str) -> None:
    assert similarity(han, latin) > RENDERING


def test_first_and_last_parts_have_to_agree_where_both_names_have_several() -> None:
    assert similarity("伊萬卡·川普", "Donald John Trump") < UNRELATED


@pytest.mark.parametrize(
    ("traditional", "simplified", "latin"),
    [("歐蘭德", "欧兰德", "Hollande"), ("萊克", "莱克", "Leike"), ("鮑爾", "鲍尔", "Powell")],
)
def test_both_scripts_sound_the_same(traditional: str, simplified: str, latin: str) -> None:
    assert similarity(traditional, latin) == similarity(simplified, latin) > 0


@pytest.mark.parametrize(("han", "latin"), [("", "Altman"), ("奥特曼", ""), ("Altman", "Altman"), ("奥特曼", "奥特曼")])
def test_compares_a_han_name_with_a_latin_name_only(han: str, latin: str) -> None:
    assert similarity(han, latin) == 0


def test_longer_texts_than_names_are_not_compared() -> None:
    assert similarity("曼" * 100_000, "man" * (LONGEST_NAME // 3)) == 0


def test_spells_a_rendering_in_the_likeliest_letters() -> None:
    assert spelling("奥特曼") == spelling("奧特曼") == "otman"
