"""Which people of an article are people whom the archive knows already.

Only strong evidence links: a full name, a rendering known to be theirs, or a lesser likeness of names beside the same
post or organization. Where two people are as likely, nobody is linked: two entries for one person can be joined later,
one entry for two people misleads.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import TypeVar

from rapidfuzz.distance import OSA

from bot.analysis import renderings, sound
from bot.analysis.lexicon import pairs, rows
from bot.analysis.pinyin import IDEOGRAPHS, is_syllable
from bot.analysis.script import fold
from bot.model import KnownPerson, LocalPerson

HAN = re.compile(rf"[{IDEOGRAPHS}]")
PARTS_APART = re.compile(r"[\s·・‧•∙.,'’]+")
BETWEEN = re.compile(r"[\W_的兼]+|(?<=[a-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z0-9])")
"""What parts the organizations of a role: punctuation, a few particles, and a change of script."""
BEFORE = re.compile(r"(?:前|现任|时任|曾任|担任|任|首席|联合|共同|候任|新任|下一任|代理|临时)+")
"""Words before a post that belong to no organization."""
SHORTEST_DISTINCT = 3
"""Characters of a native name that few people share; a shorter one needs a post or organization beside it."""
SHORTEST_SURNAME = 5
"""Letters of a Latin surname that may tell alone who is meant."""
SHORTEST_MISSPELT = 6
"""Letters of a part of a full Latin name that may differ in one."""
SLIPS = 2
"""Letters in which two spellings of one full Latin name may differ."""
HEARD = 0.5
"""Similarity in sound of a rendering that a shared post or organization makes evidence."""
RELATED_FULL_NAMES = 0.3
"""Similarity in sound below which two full names are different people's."""


class Evidence(IntEnum):
    """What speaks for two being one person, the weakest first."""

    SURNAME = 1
    POST = 2
    RENDERING = 3
    FULL_NAME = 4


Strength = tuple[Evidence, bool]
"""The strongest evidence, and whether the two share a post or organization besides."""
Key = TypeVar("Key", str, int)


@dataclass(frozen=True, slots=True)
class Form:
    """A written form: its ``parts``, folded and without accents, and ``key``, the same joined.

    ``tells_alone`` says that few people share the form, so that it is evidence of itself.
    """

    parts: tuple[str, ...]
    key: str
    is_han: bool
    tells_alone: bool

    @property
    def is_full(self) -> bool:
        """Whether the form has a first and a last part."""
        return len(self.parts) > 1


@lru_cache(maxsize=4096)
def _form(surface: str) -> Form:
    """Read a written form."""
    parts = tuple(filter(None, PARTS_APART.split(sound.letters(fold(surface)))))
    key = renderings.key("".join(parts))
    if HAN.search(key):
        distinct = len(key) >= SHORTEST_DISTINCT and key not in _shared_renderings()
        return Form(parts, key, is_han=True, tells_alone=len(parts) > 1 or distinct)
    return Form(parts, key, is_han=False, tells_alone=len(parts) > 1 and not all(map(is_syllable, parts)))


@dataclass(frozen=True, slots=True)
class Identity:
    """What a person is compared by.

    ``full`` are the forms with a first and a last part, ``latin`` the full Latin names, as keys, that the forms are or
    are known to render.
    """

    forms: frozenset[Form]
    full: tuple[Form, ...]
    latin: frozenset[str]
    posts: frozenset[str]
    organizations: frozenset[str]

    @classmethod
    def of(cls, person: LocalPerson | KnownPerson) -> "Identity":
        """Gather what tells who a person is."""
        forms = frozenset(form for surface in {person.name, *person.surfaces} if (form := _form(surface)).parts)
        return cls(
            forms,
            tuple(form for form in forms if form.is_full),
            frozenset(latin for form in forms for latin in _latin_names(form)),
            frozenset(post for role in person.roles for post in _posts(role)),
            frozenset(organization for role in person.roles for organization in _organizations(role)),
        )


def link(people: Sequence[LocalPerson], known: Sequence[KnownPerson]) -> dict[str, int | None]:
    """Tell which known person each of an article's people is; None: someone new, or not certain who.

    Nobody is linked to two, and no two of an article's people to the same.
    """
    archive = [(person.id, Identity.of(person)) for person in known]
    by_local: dict[str, dict[int, Strength]] = {}
    by_known: dict[int, dict[str, Strength]] = defaultdict(dict)
    for person in people:
        local = Identity.of(person)
        found = {number: evidence for number, identity in archive if (evidence := _evidence(local, identity))}
        by_local[person.id] = found
        for number, evidence in found.items():
            by_known[number][person.id] = evidence
    chosen = {person: _clearly_strongest(found) for person, found in by_local.items()}
    return {
        person: number if number is not None and _clearly_strongest(by_known[number]) == person else None
        for person, number in chosen.items()
    }


def _clearly_strongest(found: Mapping[Key, Strength]) -> Key | None:
    """Return the key of the strongest evidence, None where there is none or two are as strong."""
    ranked = sorted(found, key=found.__getitem__, reverse=True)
    clear = len(ranked) == 1 or (len(ranked) > 1 and found[ranked[0]] > found[ranked[1]])
    return ranked[0] if clear else None


def _evidence(local: Identity, known: Identity) -> Strength | None:
    """Return the strongest evidence that two are one person, and whether they share a post or organization."""
    works_alike = _works_alike(local, known)
    pairs_of_forms = [(one, other) for one in local.forms for other in known.forms]
    apart = _sign_apart(local, known)
    if not apart and any(_is_same_name(one, other) for one, other in pairs_of_forms):
        return Evidence.FULL_NAME, works_alike
    if not apart and local.latin & known.latin:
        return Evidence.RENDERING, works_alike
    if apart or _are_others(local, known):
        return None
    if works_alike and any(_is_like(one, other) for one, other in pairs_of_forms):
        return Evidence.POST, works_alike
    if any(_is_rare_surname_of(one, other) or _is_rare_surname_of(other, one) for one, other in pairs_of_forms):
        return Evidence.SURNAME, works_alike
    return None


def _is_same_name(one: Form, other: Form) -> bool:
    """Tell whether two forms are one name that few people share, in either script, a slip of the pen aside."""
    if one.key == other.key:
        return one.tells_alone or other.tells_alone
    if one.is_han or other.is_han or not one.tells_alone or len(one.parts) != len(other.parts):
        return False
    differing = [(a, b) for a, b in zip(one.parts, other.parts, strict=True) if a != b]
    return len(differing) == 1 and _is_misspelt(*differing[0])


def _is_misspelt(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= SHORTEST_MISSPELT
        and one[0] == other[0]
        and OSA.distance(one, other, score_cutoff=1) == 1
    )


def _latin_names(form: Form) -> frozenset[str]:
    """Return the full Latin names, as keys, that a form is or is known to render, none where many bear the name."""
    if form.tells_alone and not form.is_han:
        return frozenset({form.key})
    if form.key in _shared_renderings():
        return frozenset()
    return frozenset(renderings.key(latin) for latin in renderings.latin_names(form.key) if " " in latin)


def _sign_apart(local: Identity, known: Identity) -> bool:
    """Tell whether both have full Latin names, no two of which can be one: a rendering that they share is both's."""
    ours, theirs = ([form for form in each.full if not form.is_han] for each in (local, known))
    return bool(ours and theirs) and not any(
        _may_be_one(one, other) or OSA.distance(one.key, other.key, score_cutoff=SLIPS) <= SLIPS
        for one in ours
        for other in theirs
    )


def _are_others(local: Identity, known: Identity) -> bool:
    """Tell whether both are written in full and no two of their full names can be one name."""
    return bool(local.full and known.full) and not any(
        _may_be_one(one, other) for one in local.full for other in known.full
    )


def _may_be_one(one: Form, other: Form) -> bool:
    """Tell whether two full names agree in first and last part."""
    if one.is_han == other.is_han:
        first, last = (one.parts[0], other.parts[0]), (one.parts[-1], other.parts[-1])
        return (first[0].startswith(first[1]) or first[1].startswith(first[0])) and (
            last[0] == last[1] or _is_misspelt(*last)
        )
    return _similarity(one, other) >= RELATED_FULL_NAMES


def _is_like(one: Form, other: Form) -> bool:
    """Tell whether two forms may be one name: the same, its first or last part, misspelt, or a rendering by sound."""
    if one.is_han != other.is_han:
        return _similarity(one, other) >= HEARD
    if one.parts[-1] == other.parts[-1] and not (one.is_full and other.is_full):
        return True
    if one.is_han:
        return _sounds_alike(one, other)
    return _is_misspelt(one.parts[-1], other.parts[-1]) and not (one.is_full and other.is_full)


def _sounds_alike(one: Form, other: Form) -> bool:
    """Tell whether two Chinese forms may render one Latin name; native names that differ in a character do not."""
    ours, theirs = one.parts[-1], other.parts[-1]
    shorter, longer = sorted((len(ours), len(theirs)))
    if shorter < SHORTEST_DISTINCT or (ours[0] == theirs[0] and longer == SHORTEST_DISTINCT):
        return False
    return min(sound.similarity(ours, sound.spelling(theirs)), sound.similarity(theirs, sound.spelling(ours))) >= HEARD


def _similarity(one: Form, other: Form) -> float:
    han, latin = (one, other) if one.is_han else (other, one)
    return sound.similarity("·".join(han.parts), " ".join(latin.parts))


def _is_rare_surname_of(one: Form, other: Form) -> bool:
    """Tell whether ``one`` is the last part of ``other``, in Latin letters, and few people bear it."""
    return (
        not one.is_full
        and other.is_full
        and one.key == other.parts[-1]
        and len(one.key) >= SHORTEST_SURNAME
        and not one.is_han
        and one.key not in _shared_surnames()
    )


def _works_alike(local: Identity, known: Identity) -> bool:
    """Tell whether two share an organization: a distinct one, or any beside the same post."""
    shared = local.organizations & known.organizations
    return any(len(name) >= SHORTEST_DISTINCT for name in shared) or bool(shared and local.posts & known.posts)


def _posts(role: str) -> Iterator[str]:
    """Yield the posts that a role names; one that regions name differently by its first name."""
    for post in _role_nouns().findall(fold(role)):
        yield _same_posts().get(post, post)


def _organizations(role: str) -> Iterator[str]:
    """Yield what is left of a role without its posts and the words before them: organizations and places."""
    for name in BETWEEN.split(_role_nouns().sub(" ", fold(role))):
        before = BEFORE.match(name)
        organization = (name[before.end() :] if before else name).removesuffix("前")
        if len(organization) > 1:
            yield organization


@cache
def _role_nouns() -> re.Pattern[str]:
    nouns = {fold(noun) for noun, _ in pairs("role_nouns.tsv")} | set(_same_posts())
    latin, han = (
        sorted(filter(kind, nouns), key=len, reverse=True) for kind in (str.isascii, lambda n: not n.isascii())
    )
    return re.compile("|".join((*map(re.escape, han), rf"(?<![a-z])(?:{'|'.join(map(re.escape, latin))})(?![a-z])")))


@cache
def _same_posts() -> dict[str, str]:
    names = [[fold(name) for name in line.split(" ")] for (line,) in rows("same_posts.tsv", fields=1)]
    return {name: post[0] for post in names for name in post}


@cache
def _shared_renderings() -> frozenset[str]:
    return frozenset(rendering for (rendering,) in rows("shared_renderings.tsv", fields=1))


@cache
def _shared_surnames() -> frozenset[str]:
    return frozenset(surname for (surname,) in rows("shared_surnames.tsv", fields=1))
