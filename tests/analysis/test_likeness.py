"""What makes two texts one, and two articles reports of one event."""

from hypothesis import given
from hypothesis import strategies as st

from bot.analysis import likeness
from bot.analysis.likeness.copies import BITS, MOST_PRINTS
from bot.analysis.likeness.named import MOST_NAMED

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


def test_people_tell_most_where_the_title_or_the_lead_names_them() -> None:
    body = "林若雲道歉\n\n白鷺大橋坍塌，承建商負責人周恆岳否認責任。" + "工程在冬天停工。" * 50 + "記者陳小滿報道。"
    first = {7: body.index("林若雲"), 8: body.index("周恆岳"), 9: body.index("陳小滿")}
    weights = likeness.prominence(body, first)

    assert [term for term, _ in sorted(weights.items(), key=lambda each: -each[1])] == ["#7", "#8", "#9"]
    assert len(set(weights.values())) == 3
    assert not weights.keys() & likeness.terms(body).keys()


def test_of_many_people_the_first_ones_count() -> None:
    named = likeness.prominence(BODY, {person: 100 - person for person in range(100)})

    assert next(iter(named)) == "#99"
    assert len(named) == MOST_NAMED


def test_shared_people_corroborate_the_more_the_rarer_they_are_and_others_speak_against_it() -> None:
    mayor, builder = {"#1": 2.0}, {"#2": 1.0}
    rare = likeness.rarity({"#1": 0, "#2": 0}, 100)
    known = likeness.rarity({"#1": 60, "#2": 60}, 100)

    assert likeness.corroboration(mayor, builder, rare) < 1
    assert likeness.corroboration(mayor, {}, rare) == 1
    assert 1 < likeness.corroboration(mayor, mayor, known) < likeness.corroboration(mayor, mayor, rare)
    assert likeness.corroboration(mayor | builder, mayor | builder, rare) <= 2


def test_why_articles_are_alike_names_people_before_words_that_say_no_more() -> None:
    other = "市長林若雲道歉\n\n林若雲說，白鷺大橋的坍塌令她難過。"
    told = likeness.in_common(BODY, other, ["林若雲"])

    assert told[0] == "林若雲"
    assert "白鷺大橋" in told
    assert "若雲" not in told


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
