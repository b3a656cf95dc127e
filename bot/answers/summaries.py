"""What an article, or what is known about a person or topic, amounts to: key sentences, verbatim."""

import re
from collections.abc import AsyncIterator, Sequence

from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, FactKind, Part, Section, Status
from bot.answers.gathering import cited
from bot.answers.naming import matched, resolve, unresolved
from bot.answers.passages import part
from bot.answers.questions import Summary
from bot.store import Store
from bot.store.records import Passage, StoredArticle, Story

LIMIT = 10
REPORTS = 10
"""Other reports of an article's story."""
FEW = 3
"""Sentences that name somebody whom no key sentence names."""
NUMBER = re.compile(r"#(\d{1,18})")
"""An article by its number, as citations give it."""


async def answer(store: Store, question: Summary, libraries: Sequence[str]) -> Answer:
    """Summarise the article of that title or number, else what is said of the person, else of the words."""
    if article := await _article(store, question.topic, libraries):
        sentences = await store.key_sentences(article=article.id, libraries=libraries, limit=LIMIT)
        story = await _story(store, article, libraries)
        reports = [fact async for fact in _reports(store, article, story, libraries)]
        told = (story.name, len(story.reports)) if story else None
        why = tuple(await store.why_in_story(article.id, libraries)) if story else ()
        facts = (*_facts(sentences), *reports)
        return Answer(question.command, Status.FOUND, article.title, facts, story=told, why=why)
    resolution = await resolve(store, question.topic, libraries)
    if len(resolution.people) == 1:
        named = resolution.people[0]
        sentences = await store.key_sentences(person=named.person.id, libraries=libraries, limit=LIMIT)
        if not sentences:
            about = await store.passages_about(named.person.id, libraries, LIMIT)
            plain = [sentence for sentence in about if not sentence.quoted] or about
            sentences = [sentence.passage for sentence in plain[:FEW]]
        return Answer(question.command, Status.FOUND, named.person.name, _facts(sentences), matched=matched(named))
    sentences = await store.key_sentences(folded_words=fold(question.topic), libraries=libraries, limit=LIMIT)
    if sentences and not resolution.people:
        return Answer(question.command, Status.FOUND, question.topic, _facts(sentences))
    return unresolved(question.command, question.topic, resolution)


async def _article(store: Store, topic: str, libraries: Sequence[str]) -> StoredArticle | None:
    """Return the article whose number or whole title the topic is, the newest of several."""
    if number := NUMBER.fullmatch(topic.strip()):
        found = await store.articles(ids=[int(number[1])], libraries=libraries)
        return found[0] if found else None
    titled = await store.articles(folded_title=fold(topic), libraries=libraries)
    return next((article for article in titled if fold(article.title) == fold(topic)), None)


async def _story(store: Store, article: StoredArticle, libraries: Sequence[str]) -> Story | None:
    """Return the story of an article, where others report it too."""
    return next((story for story in await store.stories([article.id], libraries) if len(story.reports) > 1), None)


async def _reports(
    store: Store, article: StoredArticle, story: Story | None, libraries: Sequence[str]
) -> AsyncIterator[Fact]:
    """Yield the other reports of a story by their titles, newest published first."""
    others = [each for each in story.reports if each != article.id][:REPORTS] if story else []
    for other in await store.articles(ids=others, libraries=libraries) if others else []:
        part = Part(other.title, cited(other), other.script)
        yield Fact(FactKind.ARTICLE, Section.REPORTS, (part,))


def _facts(sentences: Sequence[Passage]) -> tuple[Fact, ...]:
    return tuple(Fact(FactKind.SUMMARY, Section.SUMMARY, (part(sentence),)) for sentence in sentences)
