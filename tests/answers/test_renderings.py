"""Quotes of one utterance come together in one fact, whoever reported it and in whatever words."""

from dataclasses import replace

from bot.answers.answer import Fact, Section
from bot.answers.renderings import quote_facts
from bot.model import QuoteKind, Script, SpeakerType
from bot.store.records import Passage, StoredQuote

FULL = "我們從第一天起就為這一刻做準備，燈塔今晚會亮，誰也不會在海上迷路。"
OTHER = "我们自第一天起便为这一刻准备，灯塔今晚将会亮起，谁都不会在海上迷路。"
PIECE = "我們從第一天起就為這一刻做準備"
ELSE = "海港的預算明年增加三成，工程會在秋天動工。"


def quote(article: int, text: str, day: str | None = "2024-05-15", **changes: object) -> StoredQuote:
    """Return what Lena Voss said in an article."""
    passage = Passage(article, 0, len(text), text, "題", "報", day, None, Script.HANT)
    said = StoredQuote(
        article, QuoteKind.DIRECT, (passage,), "Lena Voss", SpeakerType.PERSON, 7, None, None, 0.9, "cue-after"
    )
    return replace(said, **changes)  # type: ignore[arg-type]


def told(*quotes: StoredQuote, limit: int = 9) -> list[Fact]:
    return quote_facts(quotes, Section.SAID, limit)


def articles(fact: Fact) -> tuple[list[int], list[int], list[int]]:
    """Return the articles of a fact's own words, of the same words, and of other wordings."""
    others = [rendering.parts[0].citation.article for rendering in fact.renderings]
    return [fact.parts[0].citation.article], [part.citation.article for part in fact.also], others


def test_two_translations_are_one_quote_with_two_renderings() -> None:
    [first, second] = told(quote(1, OTHER), quote(2, ELSE), quote(3, FULL))

    assert [part.original for part in first.parts] == [OTHER]
    assert [part.original for part in first.renderings[0].parts] == [FULL]
    assert articles(second) == ([2], [], [])


def test_the_same_words_and_a_piece_of_them_are_no_rendering_but_another_place() -> None:
    [fact] = told(quote(1, PIECE), quote(2, FULL), quote(3, FULL), quote(4, OTHER), quote(5, OTHER))

    assert articles(fact) == ([4], [5], [2])
    assert [part.citation.article for part in fact.renderings[0].also] == [3, 1]


def test_other_speakers_other_times_and_unknown_ones_stay_apart() -> None:
    theirs = quote(2, OTHER, person=8)
    later = quote(3, OTHER, "2024-06-15")
    undated = quote(4, OTHER, None)
    role = quote(5, OTHER, person=None, speaker="發言人", speaker_type=SpeakerType.ROLE)
    same_role = quote(6, FULL, person=None, speaker="發言人", speaker_type=SpeakerType.ROLE)

    assert len(told(quote(1, FULL), theirs, later, undated, role, same_role)) == 6


def test_an_organization_is_one_speaker_in_either_script() -> None:
    one = quote(1, FULL, person=None, speaker="航運工會", speaker_type=SpeakerType.ORGANIZATION)
    other = quote(2, OTHER, person=None, speaker="航运工会", speaker_type=SpeakerType.ORGANIZATION)

    assert len(told(one, other)) == 1


def test_one_article_renders_nothing_twice_but_may_repeat_itself() -> None:
    assert len(told(quote(1, FULL), quote(1, OTHER))) == 2
    assert [articles(fact) for fact in told(quote(1, FULL), quote(1, FULL))] == [([1], [1], [])]


def test_no_more_facts_than_wanted() -> None:
    assert len(told(quote(1, FULL), quote(2, ELSE), quote(3, OTHER), limit=1)) == 1
