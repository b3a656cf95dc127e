"""Questions kept for the buttons below their answers."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "asked_questions",
        sa.Column("id", ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("libraries", sa.Text(), nullable=False),
        sa.Column("last_asked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_asked_questions"),
        sa.UniqueConstraint("question", "libraries", name="uq_asked_questions_question_libraries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_asked_questions_last_asked", "asked_questions", ["last_asked"], unique=False)
