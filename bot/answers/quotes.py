"""What was said: by someone, about someone or something, or in these words (who said them?)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, Section, Status
from bot.answers.naming import Named, matched, resolve, unresolved
from bot.answers.questions import Quote
from bot.answers.renderings import quote_facts
from bot.model import Span
from bot.store import Store
from bot.store.records import StoredQuote

LIMIT = 20
READ = 60
"""Quotes that are read for them: several may be of one utterance."""


async def answer(store: Store, question: Quote, libraries: Sequence[str]) -> Answer:
    """Tell what was said, newest published first.

    A speaker whom the archive does not know as a person may be an organization (OpenAI), and what was typed for one may
    be words of a quotation (指路明燈): both are tried before the nearest names are offered. Of someone not quoted it
    is told what was said about them.
    """
    search = _Search(store, libraries)
    await search.narrow(question)
    if question.person is None:
        return _found(question, await search.quotes())
    speaker = await resolve(store, question.person, libraries)
    if len(speaker.people) == 1:
        named = speaker.people[0]
        if quotes := await search.quotes(speaker=named.person.id):
            return _found(question, quotes, named)
        return _found(question, await search.quotes(about=named.person.id), named, Section.SAID_ABOUT)
    if not speaker.people:
        typed = fold(question.person)
        quotes = await search.quotes(speaker_name=typed) or await search.quotes(words=typed)
        if quotes:
            return _found(question, quotes, sought=typed)
    return unresolved(question.command, question.person, speaker)


class _Search:
    """The quotes of a question's topic and words, whoever is the speaker."""

    def __init__(self, store: Store, libraries: Sequence[str]) -> None:
        self._store = store
        self._libraries = libraries
        self._about: int | None = None
        self._words: list[str] = []

    async def narrow(self, question: Quote) -> None:
        """Take what the quotes are about, someone of the archive or words, and the words that they hold."""
        if question.words:
            self._words.append(fold(question.words))
        if question.about:
            topic = await resolve(self._store, question.about, self._libraries)
            if len(topic.people) == 1:
                self._about = topic.people[0].person.id
            else:
                self._words.append(fold(question.about))

    async def quotes(
        self,
        *,
        speaker: int | None = None,
        speaker_name: str | None = None,
        about: int | None = None,
        words: str | None = None,
    ) -> list[StoredQuote]:
        """Return the quotes that also have this speaker, name this person or hold these folded words."""
        return await self._store.quotes(
            speaker=speaker,
            folded_speaker=speaker_name,
            about=about or self._about,
            folded_words=" ".join([*self._words, *([words] if words else [])]) or None,
            libraries=self._libraries,
            limit=READ,
        )


def _found(
    question: Quote,
    quotes: Sequence[StoredQuote],
    speaker: Named | None = None,
    section: Section = Section.SAID,
    *,
    sought: str = "",
) -> Answer:
    """Return quotes with the words marked that were sought in them."""
    title = (
        speaker.person.name if speaker else " ".join(filter(None, (question.person, question.about, question.words)))
    )
    return Answer(
        question.command,
        Status.FOUND if quotes else Status.NOT_FOUND,
        title,
        tuple(_marked(fact, fold(question.words or sought).split()) for fact in quote_facts(quotes, section, LIMIT)),
        matched=matched(speaker),
    )


def _marked(fact: Fact, sought: Sequence[str]) -> Fact:
    return replace(fact, parts=tuple(replace(part, marked=_places(fold(part.original), sought)) for part in fact.parts))


def _places(folded: str, sought: Sequence[str]) -> tuple[Span, ...]:
    found = (re.finditer(re.escape(words), folded) for words in sought)
    return tuple(sorted(Span(*each.span()) for each in chain.from_iterable(found)))
