"""Subscriptions, and the digests that were posted for them."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("channel_name", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("local_time", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_library", "subscriptions", ["library"], unique=False)
    op.create_table(
        "digest_runs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subscription", ID, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("after", ID, nullable=False),
        sa.Column("upto", ID, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subscription"], ["subscriptions.id"], name="fk_digest_runs_subscription", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_digest_runs"),
        sa.UniqueConstraint("subscription", "due_at", name="uq_digest_runs_subscription_due_at"),
    )
    op.create_index("ix_digest_runs_state_due_at", "digest_runs", ["state", "due_at"], unique=False)
