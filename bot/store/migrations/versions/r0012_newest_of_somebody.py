"""The newest of somebody are read alone; one process at a time analyses again what an older version analysed."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0012"
down_revision = "0011"

INDEXES = {
    "appearances": ("person", "published_day", "article", "library"),
    "quotes": ("speaker", "published_day", "article", "start"),
    "quote_people": ("person", "published_day", "quote"),
}
"""The columns of the new indexes; each takes the place of one on the first column alone."""
DAYS = {
    "appearances": "SELECT published_day FROM articles WHERE id = appearances.article",
    "quotes": "SELECT published_day FROM articles WHERE id = quotes.article",
    "quote_people": "SELECT published_day FROM quotes WHERE id = quote_people.quote",
}


def upgrade() -> None:
    """Add the columns, filled from the articles, and put the new indexes in the place of the old."""
    for table, columns in INDEXES.items():
        op.drop_index(f"ix_{table}_{columns[0]}", table_name=table)
        # With a default, as SQLite adds no other column in place; were the table made anew, what refers to it would go
        # with the old one.
        op.add_column(table, sa.Column("published_day", sa.Integer(), nullable=False, server_default="0"))
        op.execute(f"UPDATE {table} SET published_day = ({DAYS[table]})")  # noqa: S608 -- constants
        if table == "appearances":
            op.add_column(table, sa.Column("library", ID, nullable=False, server_default="0"))
            op.execute("UPDATE appearances SET library = (SELECT library FROM articles WHERE id = appearances.article)")
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns, unique=False)
    op.drop_index("ix_roles_person_library_text", table_name="roles")
    op.create_index("ix_roles_person_article", "roles", ["person", "article"], unique=False)
    op.create_index("ix_articles_analysis_version_id", "articles", ["analysis_version", "id"], unique=False)
    op.execute("INSERT INTO rounds (name, due_at) VALUES ('renewal', 0)")
