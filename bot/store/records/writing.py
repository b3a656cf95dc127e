"""What is written with an article, and what becomes of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.model import (
    Article,
    Findings,
    KnownPerson,
    Person,
)

Linker = Callable[[Sequence[Person], Sequence[KnownPerson]], Mapping[str, int | None]]
"""Given an article's people and those already known, the known one that each ``Person.id`` is (None: someone new)."""


class Likeness(Protocol):
    """What makes two articles one text, or reports of one event: ``bot.analysis.likeness``, whose words these are."""

    @property
    def SAME_EVENT(self) -> float:  # noqa: N802 -- a module's constant
        """The similarity from which two articles report one event."""

    @property
    def MERGING(self) -> float:  # noqa: N802 -- as above
        """The similarity from which an article joins two stories."""

    def prints(self, body: str) -> Collection[int]:
        """Return integers below 2**31 of which two texts share some where they share a passage."""

    def stands_in(self, body: str, fuller: str, furniture: Collection[int]) -> bool:
        """Tell whether a text is a copy of another or of a part of it; passages with these prints do not count."""

    def terms(self, body: str) -> Mapping[str, float]:
        """Return what an article says happened, each term with its weight."""

    def rarity(self, counts: Mapping[str, int], articles: int) -> Mapping[str, float]:
        """Return what each term weighs for being rare, from how many of the articles have it."""

    def length(self, weights: Mapping[str, float], rare: Mapping[str, float]) -> float:
        """Return the length of an article's terms as a vector."""

    def hallmarks(self, weights: Mapping[str, float], rare: Mapping[str, float]) -> Sequence[str]:
        """Return the weightiest terms."""

    def similarity(
        self, weights: Mapping[str, float], others: Mapping[str, float], rare: Mapping[str, float], lengths: float
    ) -> float:
        """Return how alike two articles are, 0 to 1; ``lengths`` is the product of theirs."""

    def prominence(self, body: str, first: Mapping[int, int]) -> Mapping[str, float]:
        """Return a term for each of an article's prominent people with its weight; ``first`` is where each stands."""

    def corroboration(
        self, named: Mapping[str, float], others: Mapping[str, float], rare: Mapping[str, float]
    ) -> float:
        """Return how many times as alike two articles are for the people whom they name."""

    def in_common(self, body: str, other: str, names: Collection[str]) -> Sequence[str]:
        """Return by what an article is like another, verbatim: people whom both name, and words."""

    def story_name(self, titles: Sequence[str]) -> str:
        """Return words of the titles, of which there is one at least."""


class Outcome(StrEnum):
    """What became of an article that was to be stored."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """The article that now holds what was to be stored, and what became of it."""

    article: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Outdated:
    """An article as it was loaded, whose findings are of another version of the analysis."""

    id: int
    library: str
    article: Article
    content_hash: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as it was loaded, with what was found in it; the ids of its people are the archive's, as text."""

    id: int
    article: Article
    findings: Findings


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of what a reader can see; each is counted once, a story where two of its reports can be seen."""

    articles: int
    people: int
    quotes: int
    dates: int
    stories: int


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How much was found in one article."""

    people: int
    quotes: int
    dates: int
