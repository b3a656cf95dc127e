"""Cards keep within Discord's limits, and lose nothing on the way to their pages."""

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import Answer, Citation, Fact, FactKind, Part, Section, SpeakerName, Status
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.printable import printable
from bot.chat.cards import lay_out, pages
from bot.chat.limits import MOST_CHARS, MOST_COMPONENTS, displayed_chars
from bot.model import QuoteKind, Script, SpeakerType
from tests.answers import invented
from tests.chat.rendering import live, shown
from tests.chat.test_markdown import hostile

CONVERTER = Converter.load()
LOCALES = ["zh-TW", "zh-CN", "en-US"]
SENTENCE = "我們走了很遠的路，還要走更遠。"


def cited(original: str, article: int, title: str = "標題", url: str | None = None) -> Part:
    return Part(original, Citation(article, title, "晨星日報", "2024-05-15", url, 0, len(original)), Script.HANT)


def quoted(original: str, article: int = 1, speaker: str = "沈硯秋") -> Fact:
    return Fact(
        FactKind.QUOTE,
        Section.SAID,
        (cited(original, article),),
        speaker=SpeakerName(speaker, SpeakerType.PERSON),
        confidence=0.5,
        quote_kind=QuoteKind.BLOCK,
    )


def drawn(answer: Answer, locale: str = "zh-TW") -> list[ui.LayoutView]:
    return [lay_out(page) for page in pages(present(answer, locale, CONVERTER))]


def texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


def holds(view: ui.LayoutView) -> bool:
    return view.total_children_count <= MOST_COMPONENTS - 8 and displayed_chars(view) <= MOST_CHARS - 200


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("answer", invented.ALL, ids=lambda answer: f"{answer.command}-{answer.status}")
def test_every_kind_of_answer_holds(answer: Answer, locale: str) -> None:
    for view in drawn(answer, locale):
        assert holds(view)
        assert live("\n".join(texts(view))) == set()


def test_the_longest_quotation_is_parted_between_sentences_and_nothing_is_lost() -> None:
    words = SENTENCE * 2000
    views = drawn(Answer("quote", Status.FOUND, "沈硯秋", (quoted(words),)))

    lines = [line for view in views for text in texts(view) for line in text.splitlines() if line.startswith("> ")]
    assert "".join(line.removeprefix("> ") for line in lines) == f"「{words}」"
    assert all(line.endswith(("。", "」")) for line in lines)
    assert len(views) > len(words) / MOST_CHARS
    assert all(map(holds, views))


@pytest.mark.parametrize("sentences", range(50, 80, 5))
def test_the_sides_of_a_conflict_stay_on_one_page(sentences: int) -> None:
    sides = (cited("他五月辭職。" + SENTENCE * 5, 2), cited("他六月辭職。" + SENTENCE * 5, 3))
    conflict = Fact(FactKind.CONFLICT, Section.CONFLICTS, sides)
    views = drawn(Answer("quote", Status.FOUND, "沈硯秋", (quoted(SENTENCE * sentences), conflict)))

    sides_by_page = [{side for side in ("五月", "六月") if side in "".join(texts(view))} for view in views]
    assert [sides for sides in sides_by_page if sides] == [{"五月", "六月"}]


def test_every_page_says_whose_words_it_shows_and_where_they_stand() -> None:
    for view in drawn(Answer("quote", Status.FOUND, "沈硯秋", (quoted(SENTENCE * 500),))):
        assert "晨星日報" in "\n".join(texts(view))


def test_a_quotation_of_many_short_lines_holds() -> None:
    words = "\n".join("-" * 3 for _ in range(3000))

    assert all(map(holds, drawn(Answer("quote", Status.FOUND, "沈硯秋", (quoted(words),)))))


def test_a_hundred_facts_of_as_many_articles_hold() -> None:
    facts = tuple(quoted(f"{n}：{SENTENCE}", n, speaker=f"人物{n}") for n in range(100))
    views = drawn(Answer("quote", Status.FOUND, "眾人", facts))

    read = "\n".join(text for view in views for text in texts(view))
    assert all(map(holds, views))
    assert all(f"{n}：{SENTENCE}" in read for n in range(100))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(hostile.filter(str.strip), hostile, st.sampled_from(FactKind)), min_size=1, max_size=8), hostile
)
def test_whatever_articles_hold_is_shown_and_does_nothing(found: list[tuple[str, str, FactKind]], title: str) -> None:
    facts = tuple(
        Fact(
            kind,
            Section.FACTS,
            tuple(cited(words * 9, number, label, "https://example.com/a") for _ in range(2)),
            label=label or None,
            quote_kind=QuoteKind.DIRECT,
        )
        for number, (words, label, kind) in enumerate(found)
    )
    for view in drawn(Answer("who", Status.FOUND, title, facts)):
        assert holds(view)
        assert live("\n".join(texts(view))) == set()


@settings(max_examples=30, deadline=None)
@given(hostile.filter(lambda text: len(text.strip()) > 1))
def test_a_quotation_is_shown_character_by_character(words: str) -> None:
    views = drawn(Answer("quote", Status.FOUND, "x", (quoted("起" + words * 20 + "終"),)), "en-US")

    lines = [line for view in views for text in texts(view) for line in text.split("\n") if line.startswith("> ")]
    read = "".join(shown(line.removeprefix("> ")) for line in lines)
    assert "".join(read.split()) == "".join(f"“起{printable(words * 20)}終”".split())
