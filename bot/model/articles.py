"""Articles, and what the analysis finds in them.

Every span is a half-open range of code points into ``Article.body``; findings hold spans and never
copies of text, so nothing that is shown can differ from what was written. Sequences are in the order
of the body unless their field says otherwise.
"""

from dataclasses import dataclass
from enum import StrEnum


class Script(StrEnum):
    """A Chinese script, by its ISO 15924 code."""

    HANT = "Hant"
    HANS = "Hans"


class Notation(StrEnum):
    """How the reading of Chinese characters is written: Mandarin in Latin letters or zhuyin, Cantonese."""

    PINYIN = "pinyin"
    ZHUYIN = "zhuyin"
    JYUTPING = "jyutping"


class Grain(StrEnum):
    """How precise a date is: never more precise than the words that state it."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    SEASON = "season"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Modifier(StrEnum):
    """The part of a period that a date expression means: 2015 年底 is 2015, ``end``."""

    START = "start"
    MID = "mid"
    END = "end"
    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"


class DateSource(StrEnum):
    """How the publication date is known."""

    STATED = "stated"
    INFERRED = "inferred"
    GIVEN = "given"


class QuoteKind(StrEnum):
    """``direct``: a marked clause or more; ``block``: reproduced without marks; ``partial``: a marked fragment."""

    DIRECT = "direct"
    BLOCK = "block"
    PARTIAL = "partial"


class SpeakerType(StrEnum):
    """What kind of speaker the words name."""

    PERSON = "person"
    ORGANIZATION = "organization"
    ROLE = "role"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``0 <= start <= end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Tell whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When an article appeared: ``value`` is ISO 8601 (``2024-05-15``), ``evidence`` the words that say so."""

    value: str
    grain: Grain
    source: DateSource
    evidence: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as intake delivers it.

    ``body`` is the verbatim text after markup is removed: the title's line, an empty line, the paragraphs.
    ``published_on`` is None where nothing states it; the analysis may still infer it. ``source`` identifies
    where it came from (a path, an address, a record's id), so that a changed file updates its article. ``quoted`` are
    the paragraphs that the markup set off as quotations.
    """

    source: str
    title: str
    body: str
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    url: str | None = None
    published_on: PublicationDate | None = None
    warnings: tuple[str, ...] = ()
    quoted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom the article names.

    ``id`` is unique within the article only: a slug of the Latin name, else toneless pinyin, ``-2`` on a
    clash. ``name`` is the fullest form that the article has, ``surfaces`` every distinct written form, longest
    first, ``roles`` the words that say who the person is.
    """

    id: str
    name: str
    surfaces: tuple[str, ...]
    mentions: tuple[Span, ...]
    roles: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalPerson:
    """Someone whom one article names, in texts rather than spans: what tells who they are.

    ``id`` is that of the article's ``Person``.
    """

    id: str
    name: str
    surfaces: tuple[str, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone whom the archive already names: ``surfaces`` and ``roles`` are distinct texts, most frequent first.

    ``id`` is the store's: an integer that is never reused.
    """

    id: int
    name: str
    surfaces: tuple[str, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words a quote is.

    ``id`` is that of a ``Person`` of the same article, None for anyone else (an organization, 黎太, a spokesperson);
    ``surface`` the words nearest to the quote that denote the speaker (perhaps 他), None where there are none.
    """

    id: str | None
    name: str | None
    surface: Span | None
    type: SpeakerType


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the text presents as said or written by a speaker.

    ``parts`` exclude the outer quotation marks; there are several where a cue interrupts or paragraphs run on.
    ``confidence`` (0 to 1) is that of the attribution, ``reason`` the code of the rule that made it.
    """

    kind: QuoteKind
    parts: tuple[Span, ...]
    cue: Span | None
    speaker: Speaker
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that denote a calendar time of a day or coarser.

    ``value`` is ISO 8601 / EDTF (``2023``, ``2023-11``, ``2023-11-05``, ``2024-W18``, ``2021-Q1``, ``2025-spring``,
    ``199X``, ``20XX``, a range ``A/B``), None when a careful reader could not tell; ``anchor`` the ISO day that it was
    resolved against; ``event`` whether its sentence tells that something happened or will happen then.
    """

    span: Span
    value: str | None
    grain: Grain
    modifier: Modifier | None
    anchor: str | None
    sentence: Span
    event: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What the analysis found in one article.

    ``sentences`` cut the whole body; ``summary`` holds the key ones, in the order of the body too.
    """

    script: Script
    published_on: PublicationDate | None
    people: tuple[Person, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[DateExpression, ...]
    summary: tuple[Span, ...]
    sentences: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()
