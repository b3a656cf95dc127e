"""What a typed topic is about: a person, a person and words (Sutskever 離職), or words alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.lookup import grams
from bot.analysis.script import fold
from bot.answers.naming import CANDIDATES, Named, resolve
from bot.store import Store
from bot.store.records import StoredArticle

PARTICLES = re.compile(r"^(?:的|之|在|是|被|和|与)+|(?:的|了|吗|呢|\?|是)+$|什么时候|何时|哪天|几时")
"""What parts a name from what is asked of it, in folded text."""
SHORTEST_SURFACE = 2


@dataclass(frozen=True, slots=True)
class Topic:
    """``named`` are the people that the topic may mean; ``words`` the rest of it, folded, None where there is none."""

    named: tuple[Named, ...]
    words: str | None

    @property
    def person(self) -> int | None:
        """The one person whom the topic means."""
        return self.named[0].person.id if len(self.named) == 1 else None


async def read_topic(store: Store, typed: str, libraries: Sequence[str]) -> Topic:
    """Read what was typed: as a name, else as a name of the archive beside words, else as words."""
    whole = await resolve(store, typed, libraries)
    if whole.people and whole.people[0].match.sure:
        return Topic(whole.people, None)
    folded = fold(" ".join(typed.split()))
    surface = await surface_in(store, folded, libraries)
    if surface is None:
        return Topic((), folded) if not whole.people else Topic(whole.people, None)
    named = await resolve(store, surface, libraries)
    rest = PARTICLES.sub("", folded.replace(surface, " ").strip()).strip()
    return Topic(named.people, rest or None)


async def titled(store: Store, typed: str, libraries: Sequence[str]) -> StoredArticle | None:
    """Return the article whose whole title was typed, in either script, the newest of several."""
    folded = fold(typed)
    found = await store.articles(folded_title=folded, libraries=libraries)
    return next((article for article in found if fold(article.title) == folded), None)


async def surface_in(store: Store, folded: str, libraries: Sequence[str]) -> str | None:
    """Return the longest written form of the archive that stands in the text."""
    candidates = await store.people_like(grams(folded), libraries, CANDIDATES)
    surfaces = (fold(surface) for person in candidates for surface in person.surfaces)
    return max((s for s in surfaces if len(s) >= SHORTEST_SURFACE and _stands_in(s, folded)), key=len, default=None)


def _stands_in(surface: str, folded: str) -> bool:
    """Tell whether a form stands in the text as a whole word, where its ends are Latin."""
    edges = (r"(?<![a-z])" if surface[0].isascii() else "", r"(?![a-z])" if surface[-1].isascii() else "")
    return re.search(edges[0] + re.escape(surface) + edges[1], folded) is not None
