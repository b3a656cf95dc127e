"""What moderators corrected, and the errors that members flagged. Neither ever changes what an analysis found."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from bot.store.schema.base import Id, Instant, metadata, part_of

# One correction of a library: it stands until it is undone, and stays here then. Readers of its library see it, those
# of the public one being everybody. Its subjects go with what is forgotten; `name` and `other_name` are what its
# person, or its article, and the other person were called.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Id, primary_key=True),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("kind", Text, nullable=False),
    # Ids of users in Discord; NULL where the operator did it.
    Column("made_by", BigInteger),
    Column("made_at", Instant, nullable=False),
    Column("undone_by", BigInteger),
    Column("undone_at", Instant),
    # The server's correction that the operator made everybody's.
    Column("promotes", ForeignKey("corrections.id", ondelete="SET NULL")),
    Column("person", ForeignKey("people.id", ondelete="SET NULL")),
    Column("other", ForeignKey("people.id", ondelete="SET NULL")),
    Column("name", Text),
    Column("other_name", Text),
    Column("article", ForeignKey("articles.id", ondelete="SET NULL")),
    # Of a split: what the other person is called, folded as `aliases.folded`, and as it was written.
    Column("folded", Text),
    Column("form", Text),
    # Of a split: what the person is called by the articles that are left.
    Column("remaining", Text),
    # Of a quote or a date: its words, and where they stood; of a date also its sentence.
    Column("start", Integer),
    Column("end", Integer),
    Column("text", Text),
    Column("sentence", Text),
    # The quote or date that the words are now, found again whenever the article is written.
    Column("quote", ForeignKey("quotes.id", ondelete="SET NULL")),
    Column("date", ForeignKey("dates.id", ondelete="SET NULL")),
    # Of a date: the right value, NULL where there is none.
    Column("value", Text),
    Column("grain", Text),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Index(None, "library", "kind"),
    Index(None, "person"),
    Index(None, "other"),
    Index(None, "article"),
    Index(None, "quote"),
    Index(None, "date"),
    Index(None, "promotes"),
    sqlite_autoincrement=True,
)

# The articles that a split names, one by one.
split_articles = Table(
    "split_articles",
    metadata,
    Column("correction", part_of("corrections"), primary_key=True),
    Column("article", part_of("articles"), primary_key=True),
    Index(None, "article"),
)

# What the splits that stand come to: in an article, a person whom the analysis found is the correction's `other`.
identities = Table(
    "identities",
    metadata,
    Column("article", part_of("articles"), primary_key=True),
    Column("person", part_of("people"), primary_key=True),
    Column("correction", part_of("corrections"), primary_key=True),
    Index(None, "correction"),
    Index(None, "person"),
)

# An error that a member saw in an answer: the question as canonical JSON, the page, their own words.
flags = Table(
    "flags",
    metadata,
    Column("id", Id, primary_key=True),
    Column("library", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("page", Integer, nullable=False),
    Column("marked", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("closed_by", BigInteger),
    Column("closed_at", Instant),
    Index(None, "library", "closed_at"),
    sqlite_autoincrement=True,
)
