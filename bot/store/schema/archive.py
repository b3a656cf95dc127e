"""The articles, and what was found in them."""

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from bot.store.schema.base import Id, metadata, part_of

libraries = Table(
    "libraries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Id, primary_key=True),
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
    Index(None, "library", "outlet"),
    Index(None, "analysis_version", "id"),
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
    Column("id", Id, primary_key=True),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("name", Text, nullable=False),
    sqlite_autoincrement=True,
)

# A written form of a person in the articles of one library. `mentions` counts where it stands, `heads` the articles
# in which it is the person's fullest form, `weight` what the index has above its id.
aliases = Table(
    "aliases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", part_of("people"), nullable=False),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("surface", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("heads", Integer, nullable=False),
    Column("weight", Integer, nullable=False, server_default="0"),
    UniqueConstraint("person", "library", "surface"),
    Index(None, "folded"),
)

# That a person is named in an article; `alias` is their fullest form there. `published_day` and `library`, here and
# below, repeat those of the article, so that the newest of somebody are found without looking at articles.
appearances = Table(
    "appearances",
    metadata,
    Column("article", part_of("articles"), primary_key=True),
    Column("person", part_of("people"), primary_key=True),
    Column("alias", ForeignKey("aliases.id"), nullable=False),
    Column("published_day", Integer, nullable=False, server_default="0"),
    Column("library", Id, nullable=False, server_default="0"),
    Index(None, "person", "published_day", "article", "library"),
    Index(None, "alias"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Id, primary_key=True),
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
    Column("id", Id, primary_key=True),
    Column("article", part_of("articles"), nullable=False),
    Column("person", part_of("people"), nullable=False),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "person", "article"),
    Index(None, "article"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("article", part_of("articles"), nullable=False),
    Column("published_day", Integer, nullable=False, server_default="0"),
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
    Index(None, "speaker", "published_day", "article", "start"),
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
    Column("published_day", Integer, nullable=False, server_default="0"),
    Index(None, "person", "published_day", "quote"),
)

# `first_day` and `last_day` are ordinals of the days that the value, narrowed by its modifier, begins and ends on.
dates = Table(
    "dates",
    metadata,
    Column("id", Id, primary_key=True),
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
    Index(None, "first_day"),
)

key_sentences = Table(
    "key_sentences",
    metadata,
    Column("article", part_of("articles"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
)

# One row: what the full-text index was built with.
search_index = Table("search_index", metadata, Column("version", Text, primary_key=True))
