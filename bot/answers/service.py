"""The answers as a face sees them: ask a question, complete an option; always for one reader's libraries."""

from collections.abc import Sequence
from typing import assert_never

from bot.analysis.script import fold
from bot.answers import dates, quotes, search, summaries, who
from bot.answers.answer import Answer
from bot.answers.questions import Question, Quote, Search, Summary, When, Who
from bot.store import Store

COMPLETIONS = 25
"""What Discord shows at most; more would help nobody."""


class Answers:
    """Answers questions from a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def ask(self, question: Question, libraries: Sequence[str]) -> Answer:
        """Answer a question from what the reader of ``libraries`` may see."""
        match question:
            case Who():
                return await who.answer(self._store, question, libraries)
            case Quote():
                return await quotes.answer(self._store, question, libraries)
            case When():
                return await dates.answer(self._store, question, libraries)
            case Summary():
                return await summaries.answer(self._store, question, libraries)
            case Search():
                return await search.answer(self._store, question, libraries)
            case _:
                assert_never(question)

    async def complete(self, option: str, typed: str, libraries: Sequence[str]) -> tuple[str, ...]:
        """Return names that begin with what was typed, and for a topic the titles that hold it."""
        if option == "words":
            return ()
        people = await self._store.people_starting(fold(typed.lstrip()), libraries, COMPLETIONS)
        names = [person.name for person in people]
        if option == "topic" and typed.strip():
            names += [a.title for a in await self._store.articles(folded_title=fold(typed), libraries=libraries)]
        return tuple(dict.fromkeys(names))[:COMPLETIONS]
