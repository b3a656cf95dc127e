"""What members and servers chose for themselves, and which servers removed the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "member_preferences",
        sa.Column("member", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("as_written", sa.Boolean(), nullable=False),
        sa.Column("region_words", sa.Boolean(), nullable=False),
        sa.Column("reading_aid", sa.Text(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_member_preferences"),
    )
    op.create_table(
        "server_preferences",
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("library", name="pk_server_preferences"),
    )
    op.create_table(
        "departures",
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("library", name="pk_departures"),
    )
    rounds = op.create_table(
        "rounds",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_rounds"),
    )
    op.bulk_insert(rounds, [{"name": "departures", "due_at": 0}])
