"""The words of the house as types: articles, and what the analysis finds in them.

Every span is a half-open range of code points into ``Article.body``; findings hold spans and never
copies of text, so nothing that is shown can differ from what was written. Sequences are in the order
of the body unless their field says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

PUBLIC_LIBRARY = "public"
"""The key of the operator's library, which every reader sees."""


SERVER_PREFIX = "guild:"
"""How the keys of servers' libraries begin; Discord's id of the server follows."""


def library_of(server: int) -> str:
    """Return the key of a server's library."""
    return f"{SERVER_PREFIX}{server}"


def server_of(library: str) -> int | None:
    """Return the server whose library that is; None for any other library."""
    number = library.removeprefix(SERVER_PREFIX)
    return int(number) if number != library and number.isdecimal() else None


def visible_to(library: str) -> list[str]:
    """Return the keys of the libraries that readers of ``library`` see: it and the public one."""
    return sorted({PUBLIC_LIBRARY, library})


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


class Rhythm(StrEnum):
    """On which days something is posted; ``as-it-comes`` is whenever there is something new, gathered for a while."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    AS_IT_COMES = "as-it-comes"


class SubjectKind(StrEnum):
    """What a subscription may be about."""

    PERSON = "person"
    TOPIC = "topic"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a subscription is about: a person by the store's id, or a topic or an outlet by its words.

    ``words`` is the name of a person when they were chosen; ``person`` is None where the archive has them no more.
    """

    kind: SubjectKind
    words: str
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be posted where and when: the news of a library's readers, at a local time of an IANA zone.

    ``channel`` is Discord's id, ``channel_name`` what it was called when this was ordered; in a forum (``is_forum``)
    each is a post of its own, under the tag ``tag``. ``weekday`` (0 is Monday) is that of a weekly rhythm;
    ``local_time`` means nothing for what is posted as it comes. Of ``subjects`` an article has to name one of the
    people or hold one of the topics, if there are any of either, and be of one of the outlets, if there are any;
    ``own_only`` leaves out the public library. ``role`` is mentioned. ``posts_empty`` tells also that there is nothing
    new; what is late is posted if ``catches_up``. ``is_direct`` says that the channel is the conversation with one
    member, ``as_written`` that articles stay in their own characters.
    """

    channel: int
    channel_name: str
    locale: str
    local_time: time
    zone: str
    rhythm: Rhythm = Rhythm.DAILY
    weekday: int | None = None
    subjects: tuple[Subject, ...] = ()
    own_only: bool = False
    is_forum: bool = False
    tag: int | None = None
    role: int | None = None
    posts_empty: bool = False
    catches_up: bool = True
    is_direct: bool = False
    as_written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription(Order):
    """An order of a library that stands.

    ``created_by`` is the id of who is told when it cannot be posted, ``problem`` the code of why it fails lately, or of
    what is left out. While it is ``paused`` nothing is posted; what comes meanwhile is told when it goes on.
    """

    id: int
    library: str
    created_by: int
    problem: str | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Follow:
    """Something that a subscription follows: articles with ids above ``after``, up to ``upto`` (None: still).

    ``id`` is never reused; ``library`` is the key of the one that was seen where it was begun, ``since`` when that was,
    in UTC.
    """

    id: int
    subject: Subject
    library: str
    after: int
    upto: int | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """A follow as it is listed: with its subscription, and when that was last posted (None: never), in UTC."""

    follow: Follow
    subscription: Subscription
    told_at: datetime | None


class Began(StrEnum):
    """What became of the wish to follow: begun, ``widened`` to another library, already there, or too many."""

    NEW = "new"
    WIDENED = "widened"
    KNOWN = "known"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What became of the wish to follow; ``follow`` is the id, None where there are too many."""

    became: Began
    follow: int | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed whose articles a library takes in; ``id`` is never reused, instants are in UTC.

    ``problem`` is the code of why it cannot be read lately (that of ``NotFetched``, or of ``FeedRefused``) with
    ``problem_detail``, None while all is well; ``created_by`` the id in Discord of who added it, who is told of
    problems in ``locale``, both None where it was added on the command line; ``last_article_at`` when it last brought
    an article that was new or changed.
    """

    id: int
    library: str
    url: str
    title: str | None
    paused: bool
    problem: str | None
    problem_detail: str
    created_by: int | None
    added_at: datetime
    last_fetched_at: datetime | None
    last_article_at: datetime | None
    next_due_at: datetime
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What a feed says of one article.

    ``key`` tells it from the other items of its feed, whatever changes in it. ``content`` and ``lead`` are HTML, the
    first the whole article where the feed has it; ``published`` and ``updated`` are the feed's own words.
    """

    key: str
    address: str | None
    title: str
    content: str | None = None
    lead: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()


class CorrectionKind(StrEnum):
    """What a moderator corrects: two names are one person, one entry is two, whose words, when, a whole article."""

    MERGE = "merge"
    SPLIT = "split"
    QUOTE = "quote"
    DATE = "date"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of a library, which stands until ``undone_at``; ids of users are Discord's, None: the operator.

    ``name`` is what the person was called that was merged, split or said to speak, or the title of the article;
    ``other_name`` whom they were merged into, parted from them, or who speaks instead. ``form`` is the written form by
    which a split parts, ``articles`` the titles of those that it names; ``text`` are the words of a quote or a date,
    ``value`` the right time. ``promoted`` tells whether the operator made it everybody's, or whose it was.
    """

    id: int
    library: str
    kind: CorrectionKind
    made_by: int | None
    made_at: datetime
    undone_by: int | None
    undone_at: datetime | None
    name: str | None
    other_name: str | None
    person: int | None
    other: int | None
    article: int | None
    form: str | None
    articles: tuple[str, ...]
    text: str | None
    value: str | None
    promoted: bool

    @property
    def stands(self) -> bool:
        """Whether it has not been undone."""
        return self.undone_at is None


@dataclass(frozen=True, slots=True)
class Flag:
    """An error that a member saw in an answer.

    ``question`` is what was asked, ``marked`` what is wrong on ``page``, as far as the member says, ``note`` why.
    """

    id: int
    library: str
    question: Mapping[str, str]
    page: int
    marked: str
    note: str
    made_by: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class MemberPreferences:
    """What a member chose for themselves, wherever they ask.

    ``locale`` and ``reading_aid`` are None where they chose none, and whoever decides next does. ``as_written`` leaves
    articles in their own characters, ``region_words`` puts words of the reader's region in the place of others,
    ``private`` shows answers to them alone unless they say otherwise.
    """

    locale: str | None = None
    as_written: bool = False
    region_words: bool = False
    reading_aid: Notation | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class ServerPreferences:
    """What a server's moderators chose for its readers; None where they chose nothing.

    ``zone`` is the IANA name of the zone that its digests are due in unless another is named.
    """

    locale: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What was chosen for one reader: by themselves, and by the server that they read in."""

    member: MemberPreferences = MemberPreferences()
    server: ServerPreferences = ServerPreferences()


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept of a server."""

    articles: int
    feeds: int
    digests: int
