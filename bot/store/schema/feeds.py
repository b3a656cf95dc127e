"""Where new articles come from."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, Table, Text, UniqueConstraint

from bot.store.schema.base import Id, Instant, metadata, part_of

# A feed of a library. It is fetched again from `next_due_at` on.
feeds = Table(
    "feeds",
    metadata,
    Column("id", Id, primary_key=True),
    Column("library", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text),
    # Who is told of problems; NULL where it was added on the command line.
    Column("created_by", BigInteger),
    # The locale that they are told in.
    Column("locale", Text),
    Column("added_at", Instant, nullable=False),
    Column("paused", Boolean, nullable=False),
    # What the server is asked with whether it changed.
    Column("etag", Text),
    Column("last_modified", Text),
    # Between two fetches, as its own rhythm asks for.
    Column("interval_s", Integer, nullable=False),
    Column("next_due_at", Instant, nullable=False),
    Column("last_fetched_at", Instant),
    Column("last_article_at", Instant),
    Column("problem", Text),
    Column("problem_detail", Text, nullable=False),
    # Fetches in a row that failed.
    Column("failures", Integer, nullable=False),
    # Whether the problem was told to who added it.
    Column("told", Boolean, nullable=False),
    Column("claimed_by", Text),
    Column("claimed_until", Instant),
    UniqueConstraint("library", "url"),
    Index(None, "next_due_at"),
    sqlite_autoincrement=True,
)

# What was in a feed: so that nothing is taken in twice, and what could not be read is tried again.
feed_items = Table(
    "feed_items",
    metadata,
    Column("id", Id, primary_key=True),
    Column("feed", part_of("feeds"), nullable=False),
    Column("key", Text, nullable=False),
    # Of what the item says: another digest is a changed item.
    Column("digest", Text, nullable=False),
    # What another feed's item with the same article has too: the article's address.
    Column("source", Text, nullable=False),
    # The source of the article that it brought; it stays that article's when the item changes.
    Column("kept_as", Text),
    Column("state", Text, nullable=False),
    # When it last was in the feed.
    Column("seen_at", Instant, nullable=False),
    # While it waits: what it says, and from when on it may be read.
    Column("item", JSON(none_as_null=True)),
    Column("due_at", Instant),
    Column("attempts", Integer, nullable=False),
    # Why it could not be read the last time.
    Column("problem", Text),
    Column("claimed_by", Text),
    Column("claimed_until", Instant),
    UniqueConstraint("feed", "key"),
    Index(None, "state", "due_at"),
    Index(None, "source"),
)
