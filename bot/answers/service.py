"""The answers as a face sees them: ask a question, complete an option; always for one reader's libraries."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import assert_never

from bot.analysis.script import fold
from bot.answers import changes, dates, quotes, search, sources, summaries, who
from bot.answers.answer import Answer, Part
from bot.answers.changes import Looked
from bot.answers.gathering import gathered
from bot.answers.here import Here, known_here
from bot.answers.naming import resolve
from bot.answers.passages import part
from bot.answers.questions import (
    COMPOSED,
    Changes,
    Question,
    Quote,
    Search,
    Sources,
    Summary,
    When,
    Who,
    as_mapping,
    from_mapping,
)
from bot.answers.shared import Holders
from bot.model import PUBLIC_LIBRARY, Findings, Span
from bot.store import Store
from bot.store.questions import KEPT_DAYS

ASKED_KEPT_DAYS = KEPT_DAYS
"""For how long a question is remembered after it was asked last."""
COMPLETIONS = 25
"""What Discord shows at most; more would help nobody."""
OWN_COMPLETIONS = 5
"""Of them, those most named in what the reader's own server added: first, or the public ones would crowd them out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked before, and the libraries that it was asked of."""

    question: Question
    libraries: tuple[str, ...]


def _today() -> date:
    return datetime.now(UTC).date()


class Answers:
    """Answers questions from a store."""

    def __init__(self, store: Store, today: Callable[[], date] = _today) -> None:
        self._store = store
        self._today = today
        self._holders = Holders(store)

    def revision(self) -> int:
        """Return a number that is another one once this process has written what answers are made from."""
        return self._store.revision

    async def holding(self, libraries: Sequence[str]) -> tuple[str, ...]:
        """Return those of the libraries that hold anything, by which alone answers differ."""
        return await self._holders.of(libraries)

    async def ask(self, question: Question, libraries: Sequence[str]) -> Answer:
        """Answer a question from what the reader of ``libraries`` may see; what says the same is told once.

        Raises:
            QuestionInvalid: a day that an option asks for cannot be read.
        """

        async def answering() -> Answer:
            return await self._gathered(await self._answer(question, libraries), libraries)

        return await self._store.snapshot(answering)

    async def look(self, question: Changes, member: int, libraries: Sequence[str], now: datetime) -> Looked:
        """Tell a member what is new since they last looked, as ``ask`` does, and remember that they did."""
        looked = await changes.look(self._store, question, member, libraries, now)
        return replace(looked, answer=await self._gathered(looked.answer, libraries))

    async def here(self, text: str, findings: Findings, libraries: Sequence[str]) -> Here:
        """Tell what is known of a text of a reader's, and of what was found in it."""

        async def knowing() -> Here:
            known = await known_here(self._store, text, findings, libraries)
            return replace(known, answer=await self._gathered(known.answer, libraries))

        return await self._store.snapshot(knowing)

    async def _gathered(self, answer: Answer, libraries: Sequence[str]) -> Answer:
        return replace(answer, facts=await gathered(self._store, answer.facts, libraries))

    async def _answer(self, question: Question, libraries: Sequence[str]) -> Answer:
        match question:
            case Who():
                answering = who.answer(self._store, question, libraries)
            case Quote():
                answering = quotes.answer(self._store, question, libraries)
            case When():
                answering = dates.answer(self._store, question, libraries, self._today())
            case Summary():
                answering = summaries.answer(self._store, question, libraries)
            case Search():
                answering = search.answer(self._store, question, libraries)
            case Sources():
                answering = sources.answer(self._store, question, libraries)
            case Changes():
                answering = changes.answer(self._store, question, libraries, self._today())
            case _:
                assert_never(question)
        return await answering

    async def quoted_in(self, answer: Answer, libraries: Sequence[str]) -> dict[int, list[Span]]:
        """Return where quotations stand in the articles that an answer cites, by their ids."""
        cited = {part.citation.article for fact in answer.facts for part in fact.parts}
        quoted: dict[int, list[Span]] = defaultdict(list)
        for quote in await self._store.quotes_in(sorted(cited), libraries):
            for passage in quote.parts:
                quoted[passage.article].append(Span(passage.start, passage.end))
        return quoted

    async def has_articles(self, library: str) -> bool:
        """Tell whether a library has anything to answer from."""
        return bool(await self._store.articles(libraries=[library], limit=1))

    async def complete(self, option: str, typed: str, libraries: Sequence[str]) -> tuple[str, ...]:
        """Return names that begin with what was typed, else the nearest, and for a topic the titles that hold it."""
        if option in COMPOSED:
            return ()
        return await self._store.snapshot(lambda: self._completions(option, typed, libraries))

    async def _completions(self, option: str, typed: str, libraries: Sequence[str]) -> tuple[str, ...]:
        own, prefix = [key for key in libraries if key != PUBLIC_LIBRARY], fold(typed.lstrip())
        people = await self._store.people_starting(prefix, own, OWN_COMPLETIONS) if own else []
        people += await self._store.people_starting(prefix, libraries, COMPLETIONS)
        names = [person.name for person in people]
        if not names and typed.strip():
            resolution = await resolve(self._store, typed, libraries)
            names = [named.person.name for named in (*resolution.people, *resolution.near)]
        if option == "topic" and typed.strip():
            names += [a.title for a in await self._store.articles(folded_title=fold(typed), libraries=libraries)]
        return tuple(dict.fromkeys(names))[:COMPLETIONS]

    async def role(self, person: int, article: int, libraries: Sequence[str]) -> Part | None:
        """Return who a person is in the words of one article; None where it does not say."""
        role = await self._store.role_in(person, article, libraries)
        return None if role is None else part(role)

    async def remember(self, questions: Sequence[Question], libraries: Sequence[str]) -> list[int]:
        """Keep questions for whoever comes back to their answers; return their ids, in order."""
        asked = [as_mapping(question) for question in questions]
        return await self._store.questions.remember(asked, libraries, self._today())

    async def recall(self, asked: int) -> Asked | None:
        """Return a question that was kept; None once it is forgotten, after a month."""
        found = await self._store.questions.recall(asked)
        return None if found is None else Asked(from_mapping(found.question), found.libraries)
