"""What the store gives back: values that hold no connection, in the order that each query states."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.model import (
    Article,
    Feed,
    FeedItem,
    Findings,
    Grain,
    KnownPerson,
    Modifier,
    Person,
    PublicationDate,
    QuoteKind,
    Script,
    Span,
    SpeakerType,
    Subscription,
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


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article without its body; ``published_on`` is ISO 8601, of the precision of ``published_grain``."""

    id: int
    title: str
    outlet: str | None
    byline: tuple[str, ...]
    published_on: str | None
    published_grain: Grain | None
    url: str | None
    source: str
    script: Script


@dataclass(frozen=True, slots=True)
class Copy:
    """That the text of one article stands in another; ``fuller`` is the id of that."""

    article: StoredArticle
    fuller: StoredArticle


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of one event: the name is words of their titles; ``reports`` are those visible, newest published first.

    ``id`` is never reused.
    """

    id: int
    name: str
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article: ``text`` is ``body[start:end]``, code point for code point.

    ``names`` are the spans of person names within ``text`` (counted from its first character), in order.
    """

    article: int
    start: int
    end: int
    text: str
    title: str
    outlet: str | None
    published_on: str | None
    url: str | None
    script: Script
    names: tuple[Span, ...] = ()

    @property
    def published_day(self) -> date | None:
        """The day on which its article appeared; None where that is not known to the day."""
        try:
            return date.fromisoformat(self.published_on or "")
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person whom a query for names found.

    ``surfaces`` are the written forms that matched, most frequent first; ``mentions`` counts every mention that the
    reader can see, of whatever form; ``roles`` are the texts of the most frequent roles.
    """

    id: int
    name: str
    surfaces: tuple[str, ...]
    mentions: int
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A written form of a person's name: how often it stands in the articles that the reader can see, and one place."""

    surface: str
    count: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class StoredRole:
    """A wording of a role, where the newest article gives it: how often it is given, and when first and last.

    ``first_on`` and ``last_on`` are the days of publication, ISO 8601; None where no article has one.
    """

    passage: Passage
    count: int
    first_on: str | None
    last_on: str | None

    def and_also(self, other: "StoredRole") -> "StoredRole":
        """Return the role where it is given here, with the time in which another one is given too."""
        days = [day for day in (self.first_on, self.last_on, other.first_on, other.last_on) if day]
        first_on, last_on = min(days, default=None), max(days, default=None)
        return replace(self, count=self.count + other.count, first_on=first_on, last_on=last_on)


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A person: ``forms`` and ``roles`` are the distinct wordings, most frequent first."""

    id: int
    name: str
    forms: tuple[Form, ...]
    roles: tuple[StoredRole, ...]


@dataclass(frozen=True, slots=True)
class DateValue:
    """A time that an expression denotes: ``value`` is ISO 8601 / EDTF."""

    value: str
    grain: Grain
    modifier: Modifier | None
    event: bool


@dataclass(frozen=True, slots=True)
class AboutPassage:
    """A sentence that names a person.

    ``offset`` is where the first mention of the person begins within the sentence, ``quoted`` whether that mention
    stands inside a quote, ``role`` the text of the person's first role in the sentence, ``dates`` the times that the
    sentence gives.
    """

    passage: Passage
    offset: int
    quoted: bool
    role: str | None
    dates: tuple[DateValue, ...]


@dataclass(frozen=True, slots=True)
class StoredQuote:
    """A quote and its speaker.

    ``speaker`` is the name of the person of the archive, else as the article has it (None: unattributed), ``person``
    the speaker's id where the speaker is a person of the archive, ``cue`` and ``surface`` the words of the article.
    """

    id: int
    kind: QuoteKind
    parts: tuple[Passage, ...]
    speaker: str | None
    speaker_type: SpeakerType
    person: int | None
    surface: str | None
    cue: str | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The paragraphs of an article that hold some places in it, each once and in order.

    ``published`` says how its date is known, ``quotes`` are those that begin at one of the places.
    """

    article: StoredArticle
    published: PublicationDate | None
    paragraphs: tuple[Passage, ...]
    quotes: tuple[StoredQuote, ...]


@dataclass(frozen=True, slots=True)
class StoredDate:
    """A date expression: ``span`` lies within ``sentence.text``, ``people`` are the ids of those named there."""

    sentence: Passage
    span: Span
    date: DateValue
    anchor: str | None
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words: the sentence where they stand, and the words within its text."""

    passage: Passage
    words: Span


@dataclass(frozen=True, slots=True)
class RelatedPerson:
    """Someone who appears in the same articles as a person, and in how many."""

    id: int
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are told: those of one of the outlets, if any, that have to do with any of the other matters.

    ``people`` are ids, of whom one is named (None: it does not matter who); ``topics`` are folded words, of which each
    that spaces part is held; so are ``outlets``, of words that the name holds.
    """

    people: tuple[int, ...] | None = None
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()

    @property
    def any_matter(self) -> bool:
        """Whether articles are told whatever they are about."""
        return self.people is None and not self.topics


@dataclass(frozen=True, slots=True)
class ArrivedStory:
    """A story that came: ``first`` is the first key sentence of one report, else its title; ``others`` came too.

    ``sources`` counts the outlets that tell it in words of their own.
    """

    first: Passage
    others: tuple[StoredArticle, ...]
    sources: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came between two articles: at most as many stories as asked for, and how many there are more."""

    stories: tuple[ArrivedStory, ...]
    more: int


class RunState(StrEnum):
    """What became of a digest: all but ``open`` are final."""

    OPEN = "open"
    POSTED = "posted"
    EMPTY = "empty"
    SKIPPED = "skipped"
    FAILED = "failed"

    @property
    def is_told(self) -> bool:
        """Whether its readers have all that was new."""
        return self in {RunState.POSTED, RunState.EMPTY}


@dataclass(frozen=True, slots=True)
class Run:
    """One digest of a subscription, due at an instant in UTC.

    It holds the articles with ids above ``after``, up to ``upto`` (None: not claimed yet); ``attempts`` counts claims.
    """

    id: str
    subscription: Subscription
    due_at: datetime
    after: int
    upto: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class DueFeed:
    """A feed that is to be fetched, and what the last fetches left.

    ``etag`` and ``last_modified`` are what the server is asked with whether it changed, ``interval_s`` is the time
    between two fetches, ``failures`` counts those in a row that failed.
    """

    feed: Feed
    etag: str | None
    last_modified: str | None
    interval_s: int
    failures: int


class ItemState(StrEnum):
    """What became of an item: ``waiting`` to be read, ``taken`` in, ``passed`` over, ``failed`` for good."""

    WAITING = "waiting"
    TAKEN = "taken"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item that is in a feed: another ``digest`` is a changed item; ``source`` is the same in every feed."""

    digest: str
    source: str
    item: FeedItem


@dataclass(frozen=True, slots=True)
class DueItem:
    """An item that is to become an article.

    ``kept_as`` is the source of the article that it was before it changed, ``attempts`` counts claims.
    """

    id: int
    feed: Feed
    seen: SeenItem
    kept_as: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as its face wrote it, and the keys of the libraries that it was asked of."""

    question: Mapping[str, str]
    libraries: tuple[str, ...]
