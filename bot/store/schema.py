"""The tables. Spans are code points into ``articles.body``, half-open, as in ``bot.model``.

The full-text tables are not here: they are derived from these, differ by engine, and are built by ``fulltext``.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.columns import Instant, part_of

HEAD = "0006"
"""The revision that these tables are; the last of ``migrations``."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


libraries = Table(
    "libraries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("analysis_version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("outlet", Text),
    Column("byline", JSON, nullable=False),
    Column("url", Text),
    Column("script", Text, nullable=False),
    Column("published_on", Text),
    Column("published_grain", Text),
    Column("published_source", Text),
    Column("published_evidence", Text),
    # The ordinal of the day (1 is 0001-01-01) on which published_on begins, 0 where it is not known.
    Column("published_day", Integer, nullable=False),
    # What of its metadata could not be read.
    Column("warnings", JSON, nullable=False),
    # Starts and ends of the sentences by turns.
    Column("sentences", JSON, nullable=False),
    # Last, so that the other columns are read without it.
    Column("body", Text, nullable=False),
    UniqueConstraint("library", "source"),
    UniqueConstraint("library", "content_hash"),
    Index(None, "published_day", "id"),
    sqlite_autoincrement=True,
)

# The paragraphs that the markup of an article set off as quotations: the body does not tell, and the analysis asks.
set_off = Table(
    "set_off",
    metadata,
    Column("article", part_of("articles"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
)

# A person belongs to the library whose article named them first: what a server adds never names anyone elsewhere.
people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("name", Text, nullable=False),
    sqlite_autoincrement=True,
)

# A written form of a person in the articles of one library. `mentions` counts where it stands, `heads` the articles
# in which it is the person's fullest form.
aliases = Table(
    "aliases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", part_of("people"), nullable=False),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("surface", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("heads", Integer, nullable=False),
    UniqueConstraint("person", "library", "surface"),
    Index(None, "folded"),
)

# That a person is named in an article; `alias` is their fullest form there.
appearances = Table(
    "appearances",
    metadata,
    Column("article", part_of("articles"), primary_key=True),
    Column("person", part_of("people"), primary_key=True),
    Column("alias", ForeignKey("aliases.id"), nullable=False),
    Index(None, "person"),
    Index(None, "alias"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", part_of("articles"), nullable=False),
    Column("alias", ForeignKey("aliases.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Index(None, "article", "start"),
    Index(None, "alias"),
)

# `library` repeats that of the article, so that a person's roles are counted without the articles.
roles = Table(
    "roles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", part_of("articles"), nullable=False),
    Column("person", part_of("people"), nullable=False),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "person", "library", "text"),
    Index(None, "article"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", part_of("articles"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("speaker", ForeignKey("people.id", ondelete="SET NULL")),
    Column("speaker_name", Text),
    Column("speaker_type", Text, nullable=False),
    Column("surface_start", Integer),
    Column("surface_end", Integer),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "article"),
    Index(None, "speaker"),
    sqlite_autoincrement=True,
)

quote_parts = Table(
    "quote_parts",
    metadata,
    Column("quote", part_of("quotes"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

# Those who are named inside a part.
quote_people = Table(
    "quote_people",
    metadata,
    Column("quote", part_of("quotes"), primary_key=True),
    Column("person", part_of("people"), primary_key=True),
    Index(None, "person"),
)

# `first_day` and `last_day` are ordinals of the days that the value, narrowed by its modifier, begins and ends on.
dates = Table(
    "dates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", part_of("articles"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("value", Text),
    Column("grain", Text, nullable=False),
    Column("modifier", Text),
    Column("anchor", Text),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("event", Boolean, nullable=False),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Index(None, "article", "sentence_start"),
)

key_sentences = Table(
    "key_sentences",
    metadata,
    Column("article", part_of("articles"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
)

# Hashes of passages, by which copies are found. One that MOST_HOLDERS (of `copies`) articles have is furniture and is
# noted of no more of them, so that what a print finds is bounded.
prints = Table(
    "prints",
    metadata,
    Column("library", ForeignKey("libraries.id"), primary_key=True),
    Column("print", Integer, primary_key=True),
    Column("article", part_of("articles"), primary_key=True),
    Index(None, "article"),
    sqlite_with_rowid=False,
)

# That the text of `article` stands in that of `fuller`: there is no circle. A reader is told where both are visible.
copies = Table(
    "copies",
    metadata,
    Column("article", part_of("articles"), primary_key=True),
    Column("fuller", part_of("articles"), primary_key=True),
    Index(None, "fuller"),
)

# The weightiest terms of an article, by which other reports of its event are found among those of the same days, and
# by which it is known how much a term tells in these days: words, and the most prominent people as # and their id. The
# empty term is every article's.
hallmarks = Table(
    "hallmarks",
    metadata,
    Column("library", ForeignKey("libraries.id"), primary_key=True),
    Column("term", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("article", part_of("articles"), primary_key=True),
    Index(None, "article"),
    sqlite_with_rowid=False,
)

# Reports of one event. A story belongs to the library of its first report, and is named by reports of that library
# alone; a server's reports may join a public one, which only that server sees.
stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    # The older story that has its reports now.
    Column("merged_into", part_of("stories")),
    Index(None, "folded"),
    Index(None, "merged_into"),
    sqlite_autoincrement=True,
)

# The one story of an article, and why: the report that it was nearest to, and how near. `length` is that of its terms.
reports = Table(
    "reports",
    metadata,
    Column("article", part_of("articles"), primary_key=True),
    Column("story", part_of("stories"), nullable=False),
    Column("nearest", ForeignKey("articles.id", ondelete="SET NULL")),
    Column("similarity", Float, nullable=False),
    Column("length", Float, nullable=False),
    Index(None, "story"),
    Index(None, "nearest"),
)

# One row: what the full-text index was built with.
search_index = Table("search_index", metadata, Column("version", Text, primary_key=True))

# A question that buttons refer to, as canonical JSON, with the keys of the libraries that it was asked of; `last_asked`
# is an ordinal of the day.
asked_questions = Table(
    "asked_questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    Column("libraries", Text, nullable=False),
    Column("last_asked", Integer, nullable=False),
    UniqueConstraint("question", "libraries"),
    Index(None, "last_asked"),
    sqlite_autoincrement=True,
)

# A channel's wish for a digest. Ids of channels and users have 64 bits.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", Text, nullable=False),
    Column("channel", BigInteger, nullable=False),
    Column("channel_name", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("local_time", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    # Why it could not be posted, once that has been told; NULL again when a digest is posted.
    Column("problem", Text),
    Index(None, "library"),
    sqlite_autoincrement=True,
)

# A digest of a subscription: exactly one is open, the next. It holds the articles with ids above `after`, up to `upto`.
# The next one begins where this one ended, and is made in the transaction that closes this one: nothing is told twice
# or left out, whenever the program stops.
digest_runs = Table(
    "digest_runs",
    metadata,
    # Random: it is also the message's nonce, and what our own message is known by.
    Column("id", Text, primary_key=True),
    Column("subscription", part_of("subscriptions"), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("after", Integer, nullable=False),
    # Set by the first claim, so that every attempt posts the same.
    Column("upto", Integer),
    Column("attempts", Integer, nullable=False),
    Column("claimed_by", Text),
    # Until then it is its claimant's, or rests before the next attempt.
    Column("claimed_until", Instant),
    Column("message", BigInteger),
    UniqueConstraint("subscription", "due_at"),
    Index(None, "state", "due_at"),
)

# A feed of a library. It is fetched again from `next_due_at` on.
feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
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
    Column("id", Integer, primary_key=True),
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
