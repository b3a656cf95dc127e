"""What an article, or what is known about a person or topic, amounts to: key sentences, verbatim."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conflicts.dates import date_conflicts
from bot.answers.conflicts.numbers import number_conflicts
from bot.answers.naming import matched, resolve, unresolved
from bot.answers.passages import date_conflict, number_conflict, part, title_of
from bot.answers.questions import Summary
from bot.answers.repetition import distinct
from bot.answers.topics import titled
from bot.store import Store
from bot.store.records import Passage, StoredArticle

LIMIT = 10
COMPARED = 200
"""Key sentences, of the newest articles, among which differences are looked for; the first of them are shown."""
REPORTS = 10
"""Other reports of an article's story."""
FEW = 3
"""Sentences that name somebody whom no key sentence names; differences of a kind."""
NUMBER = re.compile(r"#(\d{1,18})")
"""An article by its number, as citations give it."""


async def answer(store: Store, question: Summary, libraries: Sequence[str]) -> Answer:
    """Summarise the article of that title or number, else what is said of the person, else of the words."""
    if article := await _article(store, question.topic, libraries):
        return await _of_article(store, question.command, article, libraries)
    resolution = await resolve(store, question.topic, libraries)
    if len(resolution.people) == 1:
        named = resolution.people[0]
        sentences = await store.key_sentences(person=named.person.id, libraries=libraries, limit=COMPARED)
        if not sentences:
            about = await store.passages_about(named.person.id, libraries, LIMIT)
            plain = [sentence for sentence in about if not sentence.quoted] or about
            sentences = [sentence.passage for sentence in plain[:FEW]]
        facts = await _with_conflicts(store, sentences, libraries, named.person.id)
        return Answer(question.command, Status.FOUND, named.person.name, facts, matched=matched(named))
    sentences = await store.key_sentences(folded_words=fold(question.topic), libraries=libraries, limit=COMPARED)
    if sentences and not resolution.people:
        facts = await _with_conflicts(store, sentences, libraries)
        return Answer(question.command, Status.FOUND, question.topic, facts)
    return unresolved(question.command, question.topic, resolution)


async def _article(store: Store, topic: str, libraries: Sequence[str]) -> StoredArticle | None:
    """Return the article whose number or whole title the topic is, the newest of several."""
    if number := NUMBER.fullmatch(topic.strip()):
        found = await store.articles(ids=[int(number[1])], libraries=libraries)
        return found[0] if found else None
    return await titled(store, topic, libraries)


async def _of_article(store: Store, command: str, article: StoredArticle, libraries: Sequence[str]) -> Answer:
    """Return the key sentences of an article and, where others report the same event, its story and their titles."""
    sentences = await store.key_sentences(article=article.id, libraries=libraries, limit=LIMIT)
    answer = Answer(command, Status.FOUND, article.title, _facts(sentences))
    stories = await store.stories([article.id], libraries)
    story = next((story for story in stories if len(story.reports) > 1), None)
    if story is None:
        return answer
    others = [report for report in story.reports if report != article.id][:REPORTS]
    reports = (
        Fact(FactKind.ARTICLE, Section.REPORTS, (title_of(other),))
        for other in await store.articles(ids=others, libraries=libraries)
    )
    return replace(
        answer,
        facts=(*answer.facts, *reports),
        story=(story.name, len(story.reports)),
        why=tuple(await store.why_in_story(article.id, libraries)),
    )


async def _with_conflicts(
    store: Store, sentences: Sequence[Passage], libraries: Sequence[str], person: int | None = None
) -> tuple[Fact, ...]:
    """Return the first sentences, each once, after what the articles of all of them differ in."""
    numbers = await number_conflicts(store, sentences, libraries)
    events = await store.dated(person=person, events_only=True, libraries=libraries, limit=COMPARED) if person else ()
    return (
        *(date_conflict(reports, person) for reports in date_conflicts(events)[:FEW]),
        *(number_conflict(each, person) for each in numbers[:FEW]),
        *_facts(distinct(sentences, lambda each: each.text, LIMIT)),
    )


def _facts(sentences: Iterable[Passage]) -> tuple[Fact, ...]:
    return tuple(Fact(FactKind.SUMMARY, Section.SUMMARY, (part(sentence),)) for sentence in sentences)
