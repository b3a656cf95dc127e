"""What queries find."""

from dataclasses import dataclass, replace
from datetime import date

from bot.model import (
    Grain,
    Modifier,
    PublicationDate,
    QuoteKind,
    Script,
    Span,
    SpeakerType,
)


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
