"""What members and servers chose for themselves; of whoever chose nothing there is no row."""

from sqlalchemy import BigInteger, Boolean, Column, Table, Text

from bot.store.schema.base import metadata

# Of a member, by their id in Discord; it holds in every server and in direct messages. NULL: as nobody chose.
member_preferences = Table(
    "member_preferences",
    metadata,
    Column("member", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", Text),
    Column("as_written", Boolean, nullable=False),
    Column("region_words", Boolean, nullable=False),
    Column("reading_aid", Text),
    Column("private", Boolean, nullable=False),
)

# Of the readers of a library: what its moderators chose for them.
server_preferences = Table(
    "server_preferences",
    metadata,
    Column("library", Text, primary_key=True),
    Column("locale", Text),
    Column("zone", Text),
)
