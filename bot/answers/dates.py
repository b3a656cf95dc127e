"""When things happened: the dated sentences about a person or topic in order, and where articles differ."""

from collections.abc import Sequence

from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conflicts.dates import date_conflicts
from bot.answers.naming import Resolution, matched, unresolved
from bot.answers.passages import date_conflict, dated_fact
from bot.answers.questions import When
from bot.answers.topics import read_topic
from bot.store import Store
from bot.store.records import StoredDate

LIMIT = 200
"""Date expressions, of the newest articles, that are put in order and compared."""


async def answer(store: Store, question: When, libraries: Sequence[str]) -> Answer:
    """Tell what happened when, earliest first; reports that differ about one event come before.

    Where nothing has the words of the topic, all that is told of its person is.
    """
    topic = await read_topic(store, question.topic, libraries)
    if len(topic.named) > 1:
        return unresolved(question.command, question.topic, Resolution(topic.named))
    told = await _dated(store, topic.person, topic.words, libraries)
    # Whatever is told of the person is compared: another report may word the event differently.
    narrowed = topic.person is not None and topic.words is not None
    every = await _dated(store, topic.person, None, libraries) if narrowed else told
    events = told or every
    differing = (reports for reports in date_conflicts(every) if any(report in events for report in reports))
    conflicts = [date_conflict(reports, topic.person) for reports in differing]
    facts = (*conflicts, *_timeline(events, topic.person))
    named = topic.named[0] if topic.named else None
    return Answer(
        question.command,
        Status.FOUND if facts else Status.NOT_FOUND,
        question.topic,
        facts,
        matched=matched(named),
    )


async def _dated(
    store: Store, person: int | None, folded_words: str | None, libraries: Sequence[str]
) -> list[StoredDate]:
    return await store.dated(
        person=person, folded_words=folded_words, events_only=True, libraries=libraries, limit=LIMIT
    )


def _timeline(events: Sequence[StoredDate], person: int | None) -> list[Fact]:
    """Return each sentence once for each time that it gives."""
    once = {(event.sentence.article, event.sentence.start, event.date.value): event for event in events}
    return [dated_fact(FactKind.EVENT, Section.TIMELINE, event.sentence, event.date, person) for event in once.values()]
