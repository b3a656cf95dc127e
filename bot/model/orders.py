"""What is posted where, when and about what: digests that are ordered, people and topics that are followed."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


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
