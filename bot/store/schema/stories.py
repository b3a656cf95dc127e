"""What articles have to do with one another: copies, and reports of one event."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table, Text

from bot.store.schema.base import Id, metadata, part_of

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
    Column("id", Id, primary_key=True),
    Column("library", ForeignKey("libraries.id"), nullable=False),
    Column("name", Text, nullable=False),
    # The older story that has its reports now.
    Column("merged_into", part_of("stories")),
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
