"""Who someone is: forms of the name, roles, what is told of them, what they said and what was said about them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.analysis.lookup import Reason
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.naming import matched, resolve, unresolved
from bot.answers.passages import dated_fact, part
from bot.answers.questions import Who
from bot.answers.renderings import quote_facts
from bot.answers.resemblance import resemblance
from bot.answers.roles import held
from bot.answers.telling import event, telling
from bot.model import QuoteKind
from bot.store import Store
from bot.store.records import RelatedPerson, StoredPerson, StoredQuote, StoredRole

PASSAGES = 200
"""Sentences, of the newest articles first, among which the telling ones are looked for."""
FACTS = 6
ROLES = 6
QUOTES = 4
READ = 40
"""Quotes that are read for them: several may be of one utterance, and some are mere fragments."""
LONG_QUOTE_CHARS = 300
MONTH_CHARS = len("2024-05")
RELATED = 10
RESEMBLANCES = (Reason.EXACT, Reason.PART, Reason.SPELLING, Reason.PINYIN, Reason.SOUND, None)
"""What makes a form the name's, in the order in which forms are told; None where nothing in the form does."""


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
        *(_role(role, person.id) for role in held(person.roles, ROLES)),
        *(
            dated_fact(FactKind.FACT, Section.FACTS, sentence.passage, event(sentence), person.id)
            for sentence in telling(about, [*said, *said_about], FACTS)
        ),
        *quote_facts(_speaking(said), Section.SAID, QUOTES),
        *quote_facts(_speaking(q for q in said_about if q.person != person.id), Section.SAID_ABOUT, QUOTES),
        *(_related(other) for other in related),
    )
    return Answer(question.command, Status.FOUND, person.name, facts, matched=matched(named))


def _names(person: StoredPerson) -> list[Fact]:
    """Return the forms of the name by what makes each the name's, the most frequent first."""
    known = [person.name]
    facts = []
    for form in person.forms:
        fact = Fact(FactKind.ALIAS, Section.NAMES, (part(form.passage),), person=person.id, label=form.surface)
        facts.append(replace(fact, resemblance=resemblance(form.surface, known)))
        known.append(form.surface)
    return sorted(facts, key=lambda fact: RESEMBLANCES.index(fact.resemblance))


def _role(role: StoredRole, person: int) -> Fact:
    """Return a role at the months in which articles give it."""
    months = dict.fromkeys(day[:MONTH_CHARS] for day in (role.first_on, role.last_on) if day)
    return Fact(FactKind.ROLE, Section.ROLES, (part(role.passage),), value="/".join(months) or None, person=person)


def _speaking(quotes: Iterable[StoredQuote]) -> list[StoredQuote]:
    """Return quotes with those first that say something by themselves and are not long."""
    return sorted(quotes, key=_says_less)


def _says_less(quote: StoredQuote) -> tuple[bool, bool]:
    is_long = sum(len(passage.text) for passage in quote.parts) > LONG_QUOTE_CHARS
    return quote.kind is QuoteKind.PARTIAL, is_long


def _related(other: RelatedPerson) -> Fact:
    return Fact(FactKind.RELATED, Section.RELATED, person=other.id, label=other.name, articles=other.articles)
