"""From what the store returns to the parts and facts of an answer."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.answer import Citation, Dated, Fact, FactKind, Part, Section, SpeakerName
from bot.answers.conflicts.numbers import Difference
from bot.model import Span
from bot.store.records import DateValue, Passage, StoredArticle, StoredDate, StoredQuote


def part(passage: Passage, date: DateValue | None = None) -> Part:
    """Return the words of a passage with their exact place, and the time that they give where that is the point."""
    citation = _citation(passage, passage.article, Span(passage.start, passage.end))
    dated = None if date is None else Dated(date.value, date.grain, date.modifier)
    return Part(passage.text, citation, passage.script, passage.names, dated)


def title_of(article: StoredArticle) -> Part:
    """Return the title of an article, which its body begins with, as words of it."""
    return Part(article.title, _citation(article, article.id, Span(0, len(article.title))), article.script)


def dated_fact(kind: FactKind, section: Section, passage: Passage, date: DateValue | None, person: int | None) -> Fact:
    """Return a sentence as a fact, at the time that it gives."""
    if date is None:
        return Fact(kind, section, (part(passage),), person=person)
    return Fact(kind, section, (part(passage),), date.value, date.grain, date.modifier, person=person)


def own_chars(sentence: Passage, quoted: Sequence[Passage]) -> int:
    """Return how many characters a sentence has beside those of the passages that stand in it."""
    here = (quote for quote in quoted if quote.article == sentence.article)
    inside = (quote for quote in here if sentence.start <= quote.start and quote.end <= sentence.end)
    return len(sentence.text) - sum(len(quote.text) for quote in inside)


def quote_fact(quote: StoredQuote, section: Section) -> Fact:
    """Return a quote as a fact; its person is the speaker, where the archive knows them."""
    return Fact(
        FactKind.QUOTE,
        section,
        tuple(part(passage) for passage in quote.parts),
        person=quote.person,
        speaker=None if quote.speaker is None else SpeakerName(quote.speaker, quote.speaker_type),
        confidence=quote.confidence,
        quote_kind=quote.kind,
    )


def number_conflict(difference: Difference, person: int | None) -> Fact:
    """Return two reports that count one thing differently as a fact."""
    passages = difference.one, difference.other
    sides = tuple(
        replace(part(passage), counted=count.number) for passage, count in zip(passages, difference.counts, strict=True)
    )
    return Fact(FactKind.CONFLICT, Section.CONFLICTS, sides, person=person)


def date_conflict(reports: Sequence[StoredDate], person: int | None) -> Fact:
    """Return reports that date one event differently as a fact."""
    sides = tuple(part(event.sentence, event.date) for event in reports)
    return Fact(FactKind.CONFLICT, Section.CONFLICTS, sides, person=person)


def _citation(stored: Passage | StoredArticle, article: int, span: Span) -> Citation:
    return Citation(
        article, stored.title, stored.outlet, stored.published_on, stored.url, start=span.start, end=span.end
    )
