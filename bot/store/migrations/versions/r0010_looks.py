"""How far each member has looked at what is new."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "looks",
        sa.Column("member", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("upto", ID, nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("shown_since", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("member", "library", "topic", name="pk_looks"),
    )
    op.create_index("ix_looks_looked_at", "looks", ["looked_at"], unique=False)
