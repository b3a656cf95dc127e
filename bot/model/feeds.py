"""Where new articles come from."""

from dataclasses import dataclass
from datetime import datetime


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
