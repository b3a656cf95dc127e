"""Libraries, articles, people and what is found in articles."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.types import ID

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _articles()
    _people()
    _people_in_articles()
    _quotes()
    _dates_and_sentences()


def _articles() -> None:
    op.create_table(
        "libraries",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_libraries"),
        sa.UniqueConstraint("key", name="uq_libraries_key"),
    )
    op.create_table(
        "articles",
        sa.Column("id", ID, nullable=False),
        sa.Column("library", ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("analysis_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("byline", sa.JSON(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("published_grain", sa.Text(), nullable=True),
        sa.Column("published_source", sa.Text(), nullable=True),
        sa.Column("published_evidence", sa.Text(), nullable=True),
        sa.Column("published_day", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library"], ["libraries.id"], name="fk_articles_library"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("library", "content_hash", name="uq_articles_library_content_hash"),
        sa.UniqueConstraint("library", "source", name="uq_articles_library_source"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_published_day_id", "articles", ["published_day", "id"], unique=False)
    op.create_table(
        "search_index",
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_search_index"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", ID, nullable=False),
        sa.Column("library", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library"], ["libraries.id"], name="fk_people_library"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "aliases",
        sa.Column("id", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("library", ID, nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["library"], ["libraries.id"], name="fk_aliases_library"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_aliases_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_aliases"),
        sa.UniqueConstraint("person", "library", "surface", name="uq_aliases_person_library_surface"),
    )
    op.create_index("ix_aliases_folded", "aliases", ["folded"], unique=False)


def _people_in_articles() -> None:
    op.create_table(
        "appearances",
        sa.Column("article", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("alias", ID, nullable=False),
        sa.ForeignKeyConstraint(["alias"], ["aliases.id"], name="fk_appearances_alias"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_appearances_article", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_appearances_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "person", name="pk_appearances"),
    )
    op.create_index("ix_appearances_alias", "appearances", ["alias"], unique=False)
    op.create_index("ix_appearances_person", "appearances", ["person"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("id", ID, nullable=False),
        sa.Column("article", ID, nullable=False),
        sa.Column("alias", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alias"], ["aliases.id"], name="fk_mentions_alias"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_mentions_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
    )
    op.create_index("ix_mentions_alias", "mentions", ["alias"], unique=False)
    op.create_index("ix_mentions_article_start", "mentions", ["article", "start"], unique=False)
    op.create_table(
        "roles",
        sa.Column("id", ID, nullable=False),
        sa.Column("article", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("library", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_roles_article", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["library"], ["libraries.id"], name="fk_roles_library"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_roles_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_roles"),
    )
    op.create_index("ix_roles_article", "roles", ["article"], unique=False)
    op.create_index("ix_roles_person_library_text", "roles", ["person", "library", "text"], unique=False)


def _quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("id", ID, nullable=False),
        sa.Column("article", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("speaker", ID, nullable=True),
        sa.Column("speaker_name", sa.Text(), nullable=True),
        sa.Column("speaker_type", sa.Text(), nullable=False),
        sa.Column("surface_start", sa.Integer(), nullable=True),
        sa.Column("surface_end", sa.Integer(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_quotes_article", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["speaker"], ["people.id"], name="fk_quotes_speaker", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quotes_article", "quotes", ["article"], unique=False)
    op.create_index("ix_quotes_speaker", "quotes", ["speaker"], unique=False)
    op.create_table(
        "quote_parts",
        sa.Column("quote", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["quote"], ["quotes.id"], name="fk_quote_parts_quote", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("quote", "number", name="pk_quote_parts"),
    )
    op.create_table(
        "quote_people",
        sa.Column("quote", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_quote_people_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["quote"], ["quotes.id"], name="fk_quote_people_quote", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("quote", "person", name="pk_quote_people"),
    )
    op.create_index("ix_quote_people_person", "quote_people", ["person"], unique=False)


def _dates_and_sentences() -> None:
    op.create_table(
        "dates",
        sa.Column("id", ID, nullable=False),
        sa.Column("article", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("grain", sa.Text(), nullable=False),
        sa.Column("modifier", sa.Text(), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("event", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_dates_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_dates"),
    )
    op.create_index("ix_dates_article_sentence_start", "dates", ["article", "sentence_start"], unique=False)
    op.create_table(
        "key_sentences",
        sa.Column("article", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_key_sentences_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "start", name="pk_key_sentences"),
    )
