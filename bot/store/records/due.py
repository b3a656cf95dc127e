"""What is due, and what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model import (
    Feed,
    FeedItem,
    Subscription,
)


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


@dataclass(frozen=True, slots=True)
class Pulse:
    """The last sign of life of a process on a computer (``host``), at an instant in UTC.

    ``runs`` says which shards it runs; ``ready`` of these ``shards`` heard Discord.
    """

    host: str
    runs: str
    shards: int
    ready: int
    beaten_at: datetime


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
