"""Which articles hold some words: for each the sentence where they stand, newest published first."""

from collections.abc import Sequence
from dataclasses import replace

from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.passages import part
from bot.answers.questions import Search
from bot.store import Store

LIMIT = 20


async def answer(store: Store, question: Search, libraries: Sequence[str]) -> Answer:
    """Find the words, in either script; Latin words may be begun only."""
    hits = await store.search(fold(question.words), libraries, LIMIT)
    facts = tuple(
        Fact(FactKind.ARTICLE, Section.ARTICLES, (replace(part(hit.passage), marked=(hit.words,)),)) for hit in hits
    )
    return Answer(question.command, Status.FOUND if facts else Status.NOT_FOUND, question.words, facts)
