"""The paragraphs that the markup of articles set off as quotations."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "set_off",
        sa.Column("article", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_set_off_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "start", name="pk_set_off"),
    )
