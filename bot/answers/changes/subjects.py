"""What somebody wants to know the news of: a person, the story of an article, words, or everything."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.lookup import Reason
from bot.analysis.script import fold
from bot.answers.answer import Answer
from bot.answers.naming import Named, Resolution, matched, resolve, unresolved
from bot.answers.questions import Changes
from bot.answers.topics import titled
from bot.store import Store
from bot.store.changes import Subject


@dataclass(frozen=True, slots=True)
class Known:
    """A subject that the archive knows; ``title`` is what it is called, "" for everything.

    ``key`` identifies it however it was typed; ``matched`` is as in ``Answer``.
    """

    subject: Subject
    title: str
    key: str
    matched: tuple[str, Reason] | None = None


EVERYTHING = Known(Subject(), "", "")


async def read_subject(store: Store, question: Changes, libraries: Sequence[str]) -> Known | Answer:
    """Read what was typed for the topic; what may mean several people, or nothing known, is answered at once.

    The whole title of an article means its story. A name that is only like what was typed comes after words that the
    archive holds.
    """
    typed = question.topic
    if typed is None:
        return EVERYTHING
    if story := await _story(store, typed, libraries):
        return story
    resolution = await resolve(store, typed, libraries)
    people = resolution.people
    if people and people[0].match.sure:
        return _person(people[0]) if len(people) == 1 else unresolved(question.command, typed, resolution)
    folded = fold(typed)
    if await store.search(folded, libraries, limit=1):
        return Known(Subject(folded_words=folded), typed, " ".join(folded.split()))
    return (
        _person(people[0])
        if len(people) == 1
        else unresolved(question.command, typed, Resolution(people, resolution.near))
    )


async def _story(store: Store, typed: str, libraries: Sequence[str]) -> Known | None:
    article = await titled(store, typed, libraries)
    stories = [] if article is None else await store.stories([article.id], libraries)
    return Known(Subject(story=stories[0].id), stories[0].name, f"story:{stories[0].id}") if stories else None


def _person(named: Named) -> Known:
    person = named.person
    return Known(Subject(person=person.id), person.name, f"person:{person.id}", matched(named))
