"""What a subscription is about: from what a moderator typed, and to what is asked of the store."""

import re
from collections.abc import Iterator, Sequence

from bot.analysis.script import fold
from bot.answers.naming import Named, resolve
from bot.errors import SubjectUnclear
from bot.model import Subject, SubjectKind
from bot.store import Store
from bot.store.records import Wanted

BETWEEN_NAMES = re.compile("[、,，;；\n]")
"""What parts several in one option: none of it stands in a name."""
JOINT = "、"
MOST = 10
"""Subjects of one kind."""
NOBODY = -1
"""An id that no person has."""
HAS_WORD = re.compile(r"[^\W_]")


def listed(typed: str) -> list[str]:
    """Return the names or words that were typed in one option, each once, in their order."""
    found = (" ".join(each.split()) for each in BETWEEN_NAMES.split(typed))
    return list(dict.fromkeys(each for each in found if each))


async def read_people(store: Store, typed: str, libraries: Sequence[str]) -> tuple[Subject, ...]:
    """Return those whose names, or ids as ``#7``, were typed.

    Raises:
        SubjectUnclear: somebody is not in the archive, or could be several people; or too many were typed.
    """
    people = [await _person(store, name, libraries) for name in _few(typed)]
    return tuple(Subject(SubjectKind.PERSON, each.person.name, each.person.id) for each in people)


def read_words(kind: SubjectKind, typed: str) -> tuple[Subject, ...]:
    """Return the topics or outlets whose words were typed.

    Raises:
        SubjectUnclear: one of them has neither letter nor digit; or too many were typed.
    """
    names = _few(typed)
    for name in names:
        if not HAS_WORD.search(name):
            raise SubjectUnclear("words", name)
    return tuple(Subject(kind, name) for name in names)


async def wanted(store: Store, subjects: Sequence[Subject], libraries: Sequence[str]) -> Wanted:
    """Return what is asked of the store; whoever has another id by now is known by their name."""
    people = [subject for subject in subjects if subject.kind is SubjectKind.PERSON]
    known = [subject.person for subject in people if subject.person is not None]
    for subject in people:
        if subject.person is None:
            known += [person.id for person in await store.people_named(fold(subject.words), libraries)]
    return Wanted(
        people=(tuple(known) or (NOBODY,)) if people else None,
        topics=tuple(_folded(subjects, SubjectKind.TOPIC)),
        outlets=tuple(_folded(subjects, SubjectKind.OUTLET)),
    )


def _folded(subjects: Sequence[Subject], kind: SubjectKind) -> Iterator[str]:
    return (fold(subject.words) for subject in subjects if subject.kind is kind)


def _few(typed: str) -> list[str]:
    names = listed(typed)
    if len(names) > MOST:
        raise SubjectUnclear("too-many", str(MOST))
    return names


async def _person(store: Store, name: str, libraries: Sequence[str]) -> Named:
    resolution = await resolve(store, name, libraries)
    if not resolution.people:
        near = dict.fromkeys(each.person.name for each in resolution.near)
        raise SubjectUnclear("nobody", name, tuple(near))
    first, *others = resolution.people
    if others:
        raise SubjectUnclear("several", name, tuple(map(_told_apart, resolution.people)))
    return first


def _told_apart(named: Named) -> str:
    """Return somebody as they can be typed, by their name and what they are called beside it."""
    return " ".join((f"#{named.person.id}", named.person.name, *named.person.roles[:1]))
