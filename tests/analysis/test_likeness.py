"""What makes two texts one, and two articles reports of one event."""

from hypothesis import given
from hypothesis import strategies as st

from bot.analysis import likeness
from bot.analysis.likeness.copies import BITS, MOST_PRINTS

BODY = (
    "白鷺大橋引橋坍塌兩死\n\n白鷺大橋引橋星期三清晨坍塌，兩名工人遇難，三人送往仁濟醫院，承建商恆岳建設宣布全線停工。"
    "市長林若雲表示，將查明坍塌的每一個原因，並且公開全部報告。"
)
TEXT = st.text("白鷺大橋坍塌 ab1。\n", max_size=300)


def similarity(body: str, other: str) -> float:
    first, second = likeness.terms(body), likeness.terms(other)
    rare = likeness.rarity(dict.fromkeys({*first, *second}, 0), 0)
    return likeness.similarity(first, second, rare, likeness.length(first, rare) * likeness.length(second, rare))


def test_script_marks_and_layout_do_not_count() -> None:
    other = BODY.replace("，", ", ").replace("鷺", "鹭").replace("橋", "桥").replace("。", "。\n\n")

    assert likeness.prints(BODY) == likeness.prints(other)
    assert likeness.stands_in(other, BODY)
    assert round(similarity(BODY, other), 6) == 1


def test_a_part_stands_in_the_whole_and_not_the_other_way() -> None:
    more = (
        BODY
        + "氣象站預測週末有霧，登山客應該避開北側的稜線，並在天黑以前下到避難小屋。圖書館的貓走失三天以後回來了。" * 2
    )

    assert likeness.stands_in(BODY, more)
    assert not likeness.stands_in(more, BODY)


def test_furniture_alone_makes_no_copy() -> None:
    assert not likeness.stands_in(BODY, BODY, likeness.prints(BODY))


def test_what_is_said_by_everyone_tells_nothing() -> None:
    [rare] = likeness.rarity({"坍塌": 0}, 100).values()
    [frequent] = likeness.rarity({"坍塌": 100}, 100).values()

    assert frequent < rare


def test_too_short_an_article_has_no_hallmarks() -> None:
    terms = likeness.terms("公告\n\n第一號開幕。")

    assert likeness.hallmarks(terms, likeness.rarity(dict.fromkeys(terms, 0), 0)) == []


def test_a_story_is_named_by_the_title_most_like_the_others_in_either_script() -> None:
    assert likeness.story_name(["柿子豐收", "白鹭大桥坍塌", "白鷺大橋坍塌：恆岳建設被查"]) == "白鹭大桥坍塌"
    assert likeness.story_name(["獨家"]) == "獨家"


@given(TEXT, TEXT)
def test_whatever_is_compared(body: str, other: str) -> None:
    prints = likeness.prints(body)

    assert len(prints) <= MOST_PRINTS
    assert all(0 <= each < 1 << BITS for each in prints)
    assert likeness.stands_in(body, other, prints) in {True, False}
    assert -0.001 <= similarity(body, other) <= 1.001
    assert round(similarity(body, other), 6) == round(similarity(other, body), 6)
