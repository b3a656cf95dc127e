"""Who someone is: forms of the name, roles, what is told of them, what they said and what was said about them."""

from collections.abc import Sequence

from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.naming import matched, resolve, unresolved
from bot.answers.passages import dated_fact, own_chars, part
from bot.answers.questions import Who
from bot.answers.renderings import quote_facts
from bot.store import Store
from bot.store.records import AboutPassage, DateValue, Passage, RelatedPerson, StoredPerson, StoredQuote

PASSAGES = 200
"""Sentences, of the newest articles first, among which the telling ones are looked for."""
FACTS = 8
ROLES = 6
QUOTES = 4
READ = 12
"""Quotes that are read for them: several may be of one utterance."""
RELATED = 6
OPENING_CHARS = 12
"""A mention that begins this early in its sentence is most often its subject."""
LONG_CHARS = 140
SHORTEST_CHARS = 20
"""A sentence with fewer words of its own tells nothing of anyone (阿爾特曼寫道。)."""


async def answer(store: Store, question: Who, libraries: Sequence[str]) -> Answer:
    """Tell who ``question.name`` is; ambiguous and unknown names get choices and the nearest names."""
    resolution = await resolve(store, question.name, libraries)
    if len(resolution.people) != 1:
        return unresolved(question.command, question.name, resolution)
    named = resolution.people[0]
    [person] = await store.people([named.person.id], libraries)
    about = await store.passages_about(person.id, libraries, PASSAGES)
    said = await store.quotes(speaker=person.id, libraries=libraries, limit=READ)
    said_about = await store.quotes(about=person.id, libraries=libraries, limit=READ)
    related = await store.co_mentioned(person.id, libraries, RELATED)
    facts = (
        *_names(person),
        *_roles(person),
        *_telling(person, about, [*said, *said_about]),
        *quote_facts(said, Section.SAID, QUOTES),
        *quote_facts([quote for quote in said_about if quote.person != person.id], Section.SAID_ABOUT, QUOTES),
        *(_related(other) for other in related),
    )
    return Answer(question.command, Status.FOUND, person.name, facts, matched=matched(named))


def _names(person: StoredPerson) -> list[Fact]:
    return [
        Fact(FactKind.ALIAS, Section.NAMES, (part(form.passage),), person=person.id, label=form.surface)
        for form in person.forms
    ]


def _roles(person: StoredPerson) -> list[Fact]:
    """Return the distinct roles, newest published first."""
    distinct = {fold(role.text): role for role in reversed(person.roles)}
    newest_first = sorted(distinct.values(), key=person.roles.index)[:ROLES]
    return [Fact(FactKind.ROLE, Section.ROLES, (part(role),), person=person.id) for role in newest_first]


def _telling(person: StoredPerson, about: Sequence[AboutPassage], shown: Sequence[StoredQuote]) -> list[Fact]:
    """Return the sentences that tell most of a person, what happened first first, each once.

    Those that only carry a quote are left to the quotes.
    """
    parts = [part for quote in shown for part in quote.parts]
    telling = [s for s in about if not s.quoted and _tells(s.passage, parts)]
    distinct = {fold(sentence.passage.text): sentence for sentence in telling}
    chosen = sorted(distinct.values(), key=_weight, reverse=True)[:FACTS]
    return [
        dated_fact(FactKind.FACT, Section.FACTS, sentence.passage, _event(sentence), person.id)
        for sentence in sorted(chosen, key=_when)
    ]


def _event(sentence: AboutPassage) -> DateValue | None:
    return next((date for date in sentence.dates if date.event), None)


def _when(sentence: AboutPassage) -> tuple[str, int, int]:
    """Order sentences by when what they tell happened, as far as they say, else by when it was written."""
    event, passage = _event(sentence), sentence.passage
    value = event.value if event else passage.published_on or ""
    return value.replace("X", "0"), passage.article, passage.start


def _tells(sentence: Passage, quoted: Sequence[Passage]) -> bool:
    """Tell whether a sentence has enough words of its own, beside those that a quote holds."""
    return own_chars(sentence, quoted) >= max(SHORTEST_CHARS, len(sentence.text) / 2)


def _weight(sentence: AboutPassage) -> float:
    """Weigh a sentence: it tells who someone is if it gives a role, dates an event, and has them for its subject."""
    return (
        2.0 * (sentence.role is not None)
        + 1.5 * any(date.event for date in sentence.dates)
        + 1.5 * (sentence.offset <= OPENING_CHARS)
        - 1.0 * (len(sentence.passage.text) > LONG_CHARS)
    )


def _related(other: RelatedPerson) -> Fact:
    return Fact(FactKind.RELATED, Section.RELATED, person=other.id, label=other.name)
