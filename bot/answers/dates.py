"""When things happened: the dated sentences about a person or topic in order, and where articles differ."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conflicts.dates import date_conflicts
from bot.answers.naming import Resolution, matched, unresolved
from bot.answers.passages import date_conflict, dated_fact, part
from bot.answers.questions import When
from bot.answers.repetition import repeated
from bot.answers.topics import read_topic
from bot.store import Store
from bot.store.days import days_of
from bot.store.records import StoredDate

LIMIT = 200
"""Date expressions, of the newest articles, that are put in order and compared."""


async def answer(store: Store, question: When, libraries: Sequence[str], today: date) -> Answer:
    """Tell what happened when, earliest first; where reports differ and what is still to come stand before.

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
    timeline = _timeline(events, topic.person, today)
    ahead = [fact for fact in timeline if fact.section is Section.AHEAD]
    facts = (*conflicts, *ahead, *(fact for fact in timeline if fact.section is not Section.AHEAD))
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


def _timeline(events: Sequence[StoredDate], person: int | None, today: date) -> list[Fact]:
    """Return each sentence once for each time that it gives, and of those that say the same of a time the first."""
    once = {(event.sentence.article, event.sentence.start, event.date.value): event for event in events}
    facts = []
    for _, same_time in groupby(once.values(), key=lambda event: (event.date.value, event.date.modifier)):
        for first, *others in repeated(same_time, lambda event: event.sentence.text):
            places = {event.sentence.article: part(event.sentence) for event in reversed(others)}
            places.pop(first.sentence.article, None)
            facts.append(replace(_event(first, person, today), also=tuple(places.values())))
    return facts


def _event(event: StoredDate, person: int | None, today: date) -> Fact:
    """Return an event, among those to come or not, and whether its article foretold it."""
    days = days_of(event.date.value, event.date.modifier)
    published = event.sentence.published_day
    section = Section.AHEAD if days and days[0] > today.toordinal() else Section.TIMELINE
    foretold = bool(days and published and days[0] > published.toordinal())
    return replace(dated_fact(FactKind.EVENT, section, event.sentence, event.date, person), foretold=foretold)
