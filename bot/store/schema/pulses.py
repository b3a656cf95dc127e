"""Which processes run the bot."""

from sqlalchemy import Column, Integer, Table, Text

from bot.store.schema.base import Instant, metadata

# The last sign of life of the process that runs some shards on a computer: another that does takes its place.
pulses = Table(
    "pulses",
    metadata,
    Column("host", Text, primary_key=True),
    Column("runs", Text, primary_key=True),
    Column("shards", Integer, nullable=False),
    Column("ready", Integer, nullable=False),
    Column("beaten_at", Instant, nullable=False),
)
