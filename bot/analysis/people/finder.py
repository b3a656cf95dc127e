"""Finding the people of an article, top to bottom."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.analysis.document import Document
from bot.analysis.people.credits import credits_of
from bot.analysis.people.han import HanNames
from bot.analysis.people.latin import LatinNames
from bot.analysis.people.links import Linker
from bot.analysis.people.reading import Reading
from bot.analysis.people.roles import Roles, roles_by_name
from bot.analysis.people.shapes import IDEOGRAPHS
from bot.analysis.pinyin import syllables
from bot.analysis.tagger import Tagged
from bot.model import Person, Span


@dataclass(frozen=True, slots=True)
class PeopleFinder:
    """The lexicons of names and roles; built once, safe to share."""

    han: HanNames
    latin: LatinNames
    roles: Roles
    linker: Linker

    @classmethod
    def load(cls) -> Self:
        """Read the lexicons.

        Raises:
            LexiconInvalid: a shipped file has a malformed line.
        """
        roles = Roles.load()
        return cls(HanNames.load(roles), LatinNames.load(roles), roles, Linker.load())

    def find(self, document: Document, tagged: Tagged) -> tuple[Person, ...]:
        """Return the people in the order of their first mentions."""
        reading = Reading.of(document, tagged)
        han = self.han.find(reading)
        mentions = _outside(sorted([*han, *self.latin.find(reading, han)]), credits_of(document))
        roles = roles_by_name(self.roles, reading, mentions)
        people: list[Person] = []
        slugs: Counter[str] = Counter()
        for spans in self.linker.link(document.body, mentions):
            person = _person(reading, spans, [role for span in spans for role in roles[span]])
            slugs[person.id] += 1
            people.append(replace(person, id=f"{person.id}-{slugs[person.id]}") if slugs[person.id] > 1 else person)
        return tuple(people)


def _outside(names: Sequence[Span], bylines: Iterable[Span]) -> list[Span]:
    """Return the ``names`` that no byline holds."""
    credited = {offset for byline in bylines for offset in range(byline.start, byline.end)}
    return [name for name in names if name.start not in credited]


def _person(reading: Reading, mentions: Sequence[Span], roles: Sequence[Span]) -> Person:
    """Describe one person; a role that is worded like an earlier one is left out."""
    body = reading.document.body
    surfaces = sorted({mention.of(body): None for mention in mentions}, key=len, reverse=True)
    wordings: dict[str, Span] = {}
    for role in roles:
        wordings.setdefault(role.of(reading.folded), role)
    return Person(
        id=_slug(surfaces),
        name=surfaces[0],
        surfaces=tuple(surfaces),
        mentions=tuple(mentions),
        roles=tuple(sorted(wordings.values())),
    )


def _slug(surfaces: Sequence[str]) -> str:
    """Return the longest Latin form as an id, else the pinyin of the longest form."""
    latin = next((surface for surface in surfaces if not IDEOGRAPHS.search(surface)), None)
    words = latin if latin is not None else " ".join(syllables(surfaces[0], name=True))
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "person"
