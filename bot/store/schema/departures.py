"""Which servers removed the bot, and when that is looked at next."""

from sqlalchemy import Column, Table, Text

from bot.store.schema.base import Instant, metadata

# A server that has removed the bot, by the key of its library: what it ordered rests, and is deleted after a while.
departures = Table(
    "departures",
    metadata,
    Column("library", Text, primary_key=True),
    Column("noticed_at", Instant, nullable=False),
)

# What is done once in a while by one of all processes, by its name; the migration that made the table made its rows.
rounds = Table(
    "rounds",
    metadata,
    Column("name", Text, primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("claimed_by", Text),
    Column("claimed_until", Instant),
)
