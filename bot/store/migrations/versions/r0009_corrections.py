"""What moderators corrected, and the errors that members flagged."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0009"
down_revision = "0008"

INDEXED = ("person", "other", "article", "quote", "date", "promotes")
SUBJECTS = {
    "promotes": "corrections",
    "person": "people",
    "other": "people",
    "article": "articles",
    "quote": "quotes",
    "date": "dates",
}
"""What a correction refers to, and keeps no reference to once that is gone."""


def upgrade() -> None:
    """Create the tables."""
    _corrections()
    _splits()
    op.create_table(
        "flags",
        sa.Column("id", ID, nullable=False),
        sa.Column("library", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("marked", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_flags"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_flags_library_closed_at", "flags", ["library", "closed_at"], unique=False)


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", ID, nullable=False),
        sa.Column("library", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("promotes", ID, nullable=True),
        sa.Column("person", ID, nullable=True),
        sa.Column("other", ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("other_name", sa.Text(), nullable=True),
        sa.Column("article", ID, nullable=True),
        sa.Column("folded", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("remaining", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("quote", ID, nullable=True),
        sa.Column("date", ID, nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("grain", sa.Text(), nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["library"], ["libraries.id"], name="fk_corrections_library"),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_corrections_{column}", ondelete="SET NULL")
            for column, table in SUBJECTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_library_kind", "corrections", ["library", "kind"], unique=False)
    for column in INDEXED:
        op.create_index(f"ix_corrections_{column}", "corrections", [column], unique=False)


def _splits() -> None:
    op.create_table(
        "split_articles",
        sa.Column("correction", ID, nullable=False),
        sa.Column("article", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["correction"], ["corrections.id"], name="fk_split_articles_correction", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_split_articles_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("correction", "article", name="pk_split_articles"),
    )
    op.create_index("ix_split_articles_article", "split_articles", ["article"], unique=False)
    op.create_table(
        "identities",
        sa.Column("article", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("correction", ID, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_identities_article", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_identities_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["correction"], ["corrections.id"], name="fk_identities_correction", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "person", "correction", name="pk_identities"),
    )
    op.create_index("ix_identities_correction", "identities", ["correction"], unique=False)
    op.create_index("ix_identities_person", "identities", ["person"], unique=False)
