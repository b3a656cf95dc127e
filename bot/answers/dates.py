"""When things happened: the dated sentences about a person or topic in order, and where articles differ."""

from collections.abc import Sequence

from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conflicts.dates import date_conflicts
from bot.answers.naming import Resolution, matched, unresolved
from bot.answers.passages import date_conflict, dated_fact
from bot.answers.questions import When
from bot.answers.topics import Topic, read_topic
from bot.store import Store
from bot.store.records import StoredDate

LIMIT = 200
"""Date expressions, of the newest articles, that are put in order and compared."""


async def answer(store: Store, question: When, libraries: Sequence[str]) -> Answer:
    """Tell what happened when, earliest first; reports that differ about one event come before."""
    topic = await read_topic(store, question.topic, libraries)
    if len(topic.named) > 1:
        return unresolved(question.command, question.topic, Resolution(topic.named))
    events = await _events(store, topic, libraries)
    conflicts = [date_conflict(reports, topic.person) for reports in await _differing(store, topic, events, libraries)]
    facts = (*conflicts, *_timeline(events, topic.person))
    named = topic.named[0] if topic.named else None
    return Answer(
        question.command,
        Status.FOUND if facts else Status.NOT_FOUND,
        question.topic,
        facts,
        matched=matched(named),
    )


async def _events(store: Store, topic: Topic, libraries: Sequence[str]) -> list[StoredDate]:
    """Return the dated events of a topic; where none has its words, those of its person."""
    found = await store.dated(
        person=topic.person, folded_words=topic.words, events_only=True, libraries=libraries, limit=LIMIT
    )
    if found or topic.person is None:
        return found
    return await store.dated(person=topic.person, events_only=True, libraries=libraries, limit=LIMIT)


async def _differing(
    store: Store, topic: Topic, events: Sequence[StoredDate], libraries: Sequence[str]
) -> list[tuple[StoredDate, ...]]:
    """Return groups of reports that differ, one of each among ``events``; the others may word it differently."""
    if topic.person is None or topic.words is None:
        return date_conflicts(events)
    every = await store.dated(person=topic.person, events_only=True, libraries=libraries, limit=LIMIT)
    return [reports for reports in date_conflicts(every) if any(report in events for report in reports)]


def _timeline(events: Sequence[StoredDate], person: int | None) -> list[Fact]:
    """Return each sentence once for each time that it gives."""
    once = {(event.sentence.article, event.sentence.start, event.date.value): event for event in events}
    return [dated_fact(FactKind.EVENT, Section.TIMELINE, event.sentence, event.date, person) for event in once.values()]
