"""What an article, or what is known about a person or topic, amounts to: key sentences, verbatim."""

import re
from collections.abc import Sequence

from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.naming import matched, resolve, unresolved
from bot.answers.passages import part
from bot.answers.questions import Summary
from bot.store import Store
from bot.store.records import Passage, StoredArticle

LIMIT = 10
FEW = 3
"""Sentences that name somebody whom no key sentence names."""
NUMBER = re.compile(r"#(\d{1,18})")
"""An article by its number, as citations give it."""


async def answer(store: Store, question: Summary, libraries: Sequence[str]) -> Answer:
    """Summarise the article of that title or number, else what is said of the person, else of the words."""
    if article := await _article(store, question.topic, libraries):
        sentences = await store.key_sentences(article=article.id, libraries=libraries, limit=LIMIT)
        return Answer(question.command, Status.FOUND, article.title, _facts(sentences))
    resolution = await resolve(store, question.topic, libraries)
    if len(resolution.people) == 1:
        named = resolution.people[0]
        sentences = await store.key_sentences(person=named.person.id, libraries=libraries, limit=LIMIT)
        if not sentences:
            about = await store.passages_about(named.person.id, libraries, LIMIT)
            told = [sentence for sentence in about if not sentence.quoted] or about
            sentences = [sentence.passage for sentence in told[:FEW]]
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


def _facts(sentences: Sequence[Passage]) -> tuple[Fact, ...]:
    return tuple(Fact(FactKind.SUMMARY, Section.SUMMARY, (part(sentence),)) for sentence in sentences)
