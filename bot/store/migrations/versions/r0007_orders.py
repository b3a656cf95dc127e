"""What is posted, when and about what: rhythms, forums, roles and subjects of subscriptions; what is followed."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns, with the values that subscriptions had so far, and the new tables."""
    for column in (
        sa.Column("rhythm", sa.Text(), nullable=False, server_default="daily"),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("own_only", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("is_forum", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("tag", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.BigInteger(), nullable=True),
        sa.Column("posts_empty", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("catches_up", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("is_direct", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("as_written", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("news", ID, nullable=False, server_default="0"),
        sa.Column("rests_until", sa.BigInteger(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("subscriptions", column)
    op.create_index("ix_subscriptions_created_by", "subscriptions", ["created_by"], unique=False)
    op.create_index("ix_articles_library_outlet", "articles", ["library", "outlet"], unique=False)
    op.create_index("ix_dates_first_day", "dates", ["first_day"], unique=False)
    op.create_table(
        "subjects",
        sa.Column("id", ID, nullable=False),
        sa.Column("subscription", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person", ID, nullable=True),
        sa.Column("library", sa.Text(), nullable=True),
        sa.Column("after", ID, nullable=False, server_default="0"),
        sa.Column("upto", ID, nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subscription"], ["subscriptions.id"], name="fk_subjects_subscription", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_subjects_person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_subjects"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subjects_subscription", "subjects", ["subscription"], unique=False)
    op.create_index("ix_subjects_person", "subjects", ["person"], unique=False)
    op.create_table(
        "looked_through",
        sa.Column("upto", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("upto", name="pk_looked_through"),
    )
    op.execute("INSERT INTO looked_through (upto) SELECT coalesce(max(id), 0) FROM articles")
