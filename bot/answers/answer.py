"""What an answer is: facts with their originals and citations, and codes instead of words.

An answer is free of language and layout. ``present`` puts it into the reader's language and script, a face lays it out.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.analysis.lookup import Reason
from bot.model import Grain, Modifier, PublicationDate, QuoteKind, Script, Span, SpeakerType


class Status(StrEnum):
    """What became of a question."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    REFUSED = "refused"


class FactKind(StrEnum):
    """What a fact is; every kind but ``related`` and ``change`` has a part, a conflict at least two.

    A ``change`` is how many articles are new, without parts; or a role that none had before, after the last that one
    had where that is older.
    """

    ALIAS = "alias"
    ROLE = "role"
    FACT = "fact"
    QUOTE = "quote"
    EVENT = "event"
    SUMMARY = "summary"
    ARTICLE = "article"
    RELATED = "related"
    CONFLICT = "conflict"
    CHANGE = "change"
    SOURCE = "source"


class Section(StrEnum):
    """The heading that a fact belongs under; sections appear in the order of the answer's facts."""

    CHANGES = "changes"
    NAMES = "names"
    ROLES = "roles"
    FACTS = "facts"
    SAID = "said"
    SAID_ABOUT = "said-about"
    RELATED = "related"
    AHEAD = "ahead"
    TIMELINE = "timeline"
    CONFLICTS = "conflicts"
    SUMMARY = "summary"
    REPORTS = "reports"
    ARTICLES = "articles"
    STORIES = "stories"
    QUOTES = "quotes"
    ANNOUNCED = "announced"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact place of some words: ``start`` and ``end`` are a half-open range into the article's body."""

    article: int
    title: str
    outlet: str | None
    published_on: str | None
    url: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A time: ``value`` is ISO 8601 / EDTF, never more precise than the words that state it."""

    value: str
    grain: Grain
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """Who is said to speak, as an article writes it."""

    name: str
    type: SpeakerType


@dataclass(frozen=True, slots=True)
class Attribution:
    """Why a quote is taken for someone's words: the code of the rule, how sure it is (0 to 1), and what it went by.

    ``words`` are the quote's first part; ``surface`` are those that denote the speaker (perhaps 他), ``cue`` those of
    saying, None where there are none.
    """

    words: str

    speaker: SpeakerName | None
    confidence: float
    reason: str
    surface: str | None
    cue: str | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of an article that is shown for a source: ``number`` is its own on the card, 0 without one."""

    number: int
    byline: tuple[str, ...]
    published: PublicationDate | None


@dataclass(frozen=True, slots=True)
class Part:
    """Words as they stand in an article: ``original`` is ``body[start:end]`` of the cited article.

    ``names`` are the spans of person names within ``original``, which a conversion treats apart; ``dated`` is the
    time that this side of a conflict gives, ``counted`` the span of its number within ``original``. ``marked`` are the
    spans within ``original`` that it is shown for, ``attributions`` those of the quotes among them, in their order.
    """

    original: str
    citation: Citation
    script: Script
    names: tuple[Span, ...] = ()
    dated: Dated | None = None
    counted: Span | None = None
    marked: tuple[Span, ...] = ()
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendering:
    """The same utterance in other words: another translation, another report of it, or a piece.

    ``also`` are other places where the same words stand, or a piece of them, each by its first part.
    """

    parts: tuple[Part, ...]
    quote_kind: QuoteKind
    also: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the archive says.

    ``value``, ``grain`` and ``modifier`` date the fact where it is dated, a role by the time in which articles give
    it; ``person`` is the id of whom it concerns; ``speaker`` (None: unattributed), ``confidence`` and ``quote_kind``
    belong to quotes; ``label`` is a name or word of the archive that has no citation of its own (a related person, a
    topic). ``also`` are other places where the same words stand, or a piece of a quote's, each by its first part; of a
    quote, ``renderings`` are the same utterance in other words. Of an article in a list, ``also`` are its copies by
    their titles, and ``reports`` the others of its story, of which it is the first, or for which it stands (in digests
    and changes); ``sources``, in digests, how many outlets tell it in words of their own. ``provenance`` belongs to
    sources, whose parts are paragraphs; ``resemblance`` tells what makes a form that of the name, None where nothing
    in it does; ``articles`` counts those that name a related person too; ``foretold`` tells that an event lay ahead
    when its article appeared. ``count`` is what a change without parts counts; ``about`` is which of several things
    the answer is about, that it is told under.
    """

    kind: FactKind
    section: Section
    parts: tuple[Part, ...] = ()
    value: str | None = None
    grain: Grain | None = None
    modifier: Modifier | None = None
    person: int | None = None
    speaker: SpeakerName | None = None
    confidence: float | None = None
    quote_kind: QuoteKind | None = None
    label: str | None = None
    also: tuple[Part, ...] = ()
    reports: tuple[Part, ...] = ()
    sources: int | None = None
    renderings: tuple[Rendering, ...] = ()
    provenance: Provenance | None = None
    resemblance: Reason | None = None
    articles: int | None = None
    foretold: bool = False
    count: int | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """From when on an answer tells what is new, one of the two.

    ``day``: in articles that appeared on it or later, ISO 8601; ``is_default`` where nobody asked for it.
    ``looked_at``: in those that came in after that instant, in UTC, at which its reader had last looked.
    """

    day: str | None = None
    looked_at: datetime | None = None
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A person or article that an ambiguous question may mean: ``roles`` tell apart those of one name."""

    id: int
    label: str
    surface: str
    reason: Reason
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    ``matched`` is the written form that answered to what was typed, with the reason, where that was not the name
    itself; ``suggestions`` are the nearest names where nothing was found; ``more`` counts the facts that a limit
    left out; ``story`` is the name of the story that the answer is about, and how many reports it has;
    ``why`` are words that put it there. ``since`` is from when on changes are told.
    """

    command: str
    status: Status
    title: str
    facts: tuple[Fact, ...] = ()
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[str, ...] = ()
    matched: tuple[str, Reason] | None = None
    more: int = 0
    story: tuple[str, int] | None = None
    why: tuple[str, ...] = ()
    since: Since | None = None
