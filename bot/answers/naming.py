"""Whom a typed name means: people of the archive, with the reason why, never a guess."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.lookup import Match, Reason, grams, match
from bot.analysis.script import fold
from bot.answers.answer import Answer, Choice, Status
from bot.answers.questions import chosen_person
from bot.store import Store
from bot.store.records import NamedPerson, StoredPerson

CANDIDATES = 50
"""Names that share the most with what was typed and are compared with it in full."""
SUGGESTIONS = 5
CLEARLY = 0.08
"""The lead in score of a near form that makes it the one meant rather than one of several."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom a typed name may mean, by one of their written forms."""

    person: NamedPerson
    surface: str
    match: Match


@dataclass(frozen=True, slots=True)
class Resolution:
    """``people`` are meant (one, or several that a reader must choose from), best first; ``near`` only come near."""

    people: tuple[Named, ...]
    near: tuple[Named, ...] = ()


async def resolve(store: Store, typed: str, libraries: Sequence[str]) -> Resolution:
    """Find whom ``typed`` means: who was chosen, by written form, in either script, else by what comes nearest."""
    name = " ".join(typed.split())
    if (chosen := chosen_person(name)) is not None:
        people = await store.people([chosen], libraries)
        return Resolution(tuple(_chosen(person) for person in people))
    if exact := await store.people_named(fold(name), libraries):
        return Resolution(tuple(_by_form(person, name) for person in exact))
    candidates = await store.people_like(grams(name), libraries, CANDIDATES)
    ranked = sorted(
        (named for person in candidates if (named := _nearest(person, name)) is not None),
        key=lambda named: (-named.match.score, -named.person.mentions),
    )
    meant = tuple(named for named in ranked if named.match.certain)
    best = tuple(n for n in meant if n.match.score > meant[0].match.score - CLEARLY)
    return Resolution(best, tuple(ranked))


def unresolved(command: str, typed: str, resolution: Resolution) -> Answer:
    """Return the answer to a name that means several people, or none: choices or the nearest names."""
    if resolution.people:
        return Answer(command, Status.AMBIGUOUS, typed, choices=tuple(choice(named) for named in resolution.people))
    nearest = tuple(dict.fromkeys(named.person.name for named in resolution.near))[:SUGGESTIONS]
    return Answer(command, Status.NOT_FOUND, typed, suggestions=nearest)


def choice(named: Named) -> Choice:
    """Return a person to choose, told apart by what the archive calls them."""
    return Choice(named.person.id, named.person.name, named.surface, named.match.reason, named.person.roles)


def matched(named: Named | None) -> tuple[str, Reason] | None:
    """Say by which form a name was found, unless it was typed as it is written."""
    return None if named is None or named.match.reason is Reason.EXACT else (named.surface, named.match.reason)


def _chosen(person: StoredPerson) -> Named:
    surfaces = tuple(form.surface for form in person.forms)
    known = NamedPerson(person.id, person.name, surfaces, sum(form.count for form in person.forms))
    return Named(known, person.name, Match(1.0, Reason.EXACT))


def _by_form(person: NamedPerson, typed: str) -> Named:
    surface = next((surface for surface in person.surfaces if surface == typed), person.surfaces[0])
    return Named(person, surface, match(typed, surface) or Match(1.0, Reason.SCRIPT))


def _nearest(person: NamedPerson, typed: str) -> Named | None:
    matches = ((surface, found) for surface in person.surfaces if (found := match(typed, surface)) is not None)
    best = max(matches, key=lambda pair: pair[1].score, default=None)
    return best and Named(person, *best)
