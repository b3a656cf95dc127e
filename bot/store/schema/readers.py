"""What readers asked, and what is posted to them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from bot.store.schema.base import Id, Instant, metadata, part_of

# A question that buttons refer to, as canonical JSON, with the keys of the libraries that it was asked of; `last_asked`
# is an ordinal of the day.
asked_questions = Table(
    "asked_questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("question", Text, nullable=False),
    Column("libraries", Text, nullable=False),
    Column("last_asked", Integer, nullable=False),
    # Of question and libraries, which may be longer than an index takes.
    Column("fingerprint", Text, nullable=False, unique=True, server_default=""),
    Index(None, "last_asked"),
    sqlite_autoincrement=True,
)

# What is posted to a channel, and when. Ids of channels, roles and users have 64 bits.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("library", Text, nullable=False),
    Column("channel", BigInteger, nullable=False),
    Column("channel_name", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("local_time", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("rhythm", Text, nullable=False, server_default="daily"),
    Column("weekday", Integer),
    Column("own_only", Boolean, nullable=False, server_default=false()),
    Column("is_forum", Boolean, nullable=False, server_default=false()),
    Column("tag", BigInteger),
    Column("role", BigInteger),
    Column("posts_empty", Boolean, nullable=False, server_default=false()),
    Column("catches_up", Boolean, nullable=False, server_default=true()),
    Column("is_direct", Boolean, nullable=False, server_default=false()),
    Column("as_written", Boolean, nullable=False, server_default=false()),
    Column("created_by", BigInteger, nullable=False),
    Column("paused", Boolean, nullable=False, server_default=false()),
    # Why it could not be posted, or what was left out, once that has been told; NULL again when all is posted.
    Column("problem", Text),
    # Of what is posted as it comes: the last article that it is about, and until when nothing more is posted.
    Column("news", Id, nullable=False, server_default="0"),
    Column("rests_until", Instant),
    Index(None, "library"),
    Index(None, "created_by"),
    sqlite_autoincrement=True,
)

# What a subscription is about: people, or topics and outlets by their words. A person's name stands there too, so that
# they are known again when the archive has them under another id. It is about articles with ids above `after`, up to
# `upto`, which is set when a member follows it no more: the row stays, as buttons of any age name it by its id.
subjects = Table(
    "subjects",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subscription", part_of("subscriptions"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("person", ForeignKey("people.id", ondelete="SET NULL")),
    # Whose readers see it, where not all that a subscription is about is of one library: in direct messages.
    Column("library", Text),
    Column("after", Id, nullable=False, server_default="0"),
    Column("upto", Id),
    Column("since", Instant),
    Index(None, "subscription"),
    Index(None, "person"),
    sqlite_autoincrement=True,
)

# One row: up to which article it has been looked for what is followed.
looked_through = Table("looked_through", metadata, Column("upto", Id, primary_key=True, autoincrement=False))

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
    Column("after", Id, nullable=False),
    # Set by the first claim, so that every attempt posts the same.
    Column("upto", Id),
    Column("attempts", Integer, nullable=False),
    Column("claimed_by", Text),
    # Until then it is its claimant's, or rests before the next attempt.
    Column("claimed_until", Instant),
    Column("message", BigInteger),
    UniqueConstraint("subscription", "due_at"),
    Index(None, "state", "due_at"),
)

# What a member has seen of what is new on a topic: everything up to the article `upto`. The topic is as
# `answers.changes` identifies it; `shown_since` is what the last look that showed something asked for.
looks = Table(
    "looks",
    metadata,
    Column("member", BigInteger, primary_key=True, autoincrement=False),
    # Of the server from where it was looked at, with the public articles; the public one elsewhere.
    Column("library", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("upto", Id, nullable=False),
    Column("looked_at", Instant, nullable=False),
    Column("shown_since", Text),
    Index(None, "looked_at"),
)
