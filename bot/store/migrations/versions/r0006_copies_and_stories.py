"""Which articles are copies of one another, and the stories that they belong to."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables."""
    _copies()
    _stories()
    op.create_table(
        "hallmarks",
        sa.Column("library", ID, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("article", ID, nullable=False),
        sa.ForeignKeyConstraint(["library"], ["libraries.id"], name="fk_hallmarks_library"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_hallmarks_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("library", "term", "day", "article", name="pk_hallmarks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_hallmarks_article", "hallmarks", ["article"], unique=False)


def _copies() -> None:
    op.create_table(
        "prints",
        sa.Column("library", ID, nullable=False),
        sa.Column("print", sa.Integer(), nullable=False),
        sa.Column("article", ID, nullable=False),
        sa.ForeignKeyConstraint(["library"], ["libraries.id"], name="fk_prints_library"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_prints_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("library", "print", "article", name="pk_prints"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_prints_article", "prints", ["article"], unique=False)
    op.create_table(
        "copies",
        sa.Column("article", ID, nullable=False),
        sa.Column("fuller", ID, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_copies_article", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["fuller"], ["articles.id"], name="fk_copies_fuller", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "fuller", name="pk_copies"),
    )
    op.create_index("ix_copies_fuller", "copies", ["fuller"], unique=False)


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", ID, nullable=False),
        sa.Column("library", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("merged_into", ID, nullable=True),
        sa.ForeignKeyConstraint(["library"], ["libraries.id"], name="fk_stories_library"),
        sa.ForeignKeyConstraint(["merged_into"], ["stories.id"], name="fk_stories_merged_into", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stories_folded", "stories", ["folded"], unique=False)
    op.create_index("ix_stories_merged_into", "stories", ["merged_into"], unique=False)
    op.create_table(
        "reports",
        sa.Column("article", ID, nullable=False),
        sa.Column("story", ID, nullable=False),
        sa.Column("nearest", ID, nullable=True),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("length", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_reports_article", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_reports_story", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["nearest"], ["articles.id"], name="fk_reports_nearest", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("article", name="pk_reports"),
    )
    op.create_index("ix_reports_story", "reports", ["story"], unique=False)
    op.create_index("ix_reports_nearest", "reports", ["nearest"], unique=False)
