"""Questions are known by their fingerprints: what they say may be longer than an index takes."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

QUESTIONS = sa.table("asked_questions", *map(sa.column, ("id", "question", "libraries", "fingerprint")))
COUNTERS = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))
IS_COUNTER = COUNTERS.c.name == "asked_questions"


def upgrade() -> None:
    """Fill the new column, by which a question is one from now on; drop what no query asks for."""
    connection = op.get_bind()
    op.add_column("asked_questions", sa.Column("fingerprint", sa.Text(), nullable=False, server_default=""))
    for row in connection.execute(sa.select(QUESTIONS)).all():
        fingerprint = hashlib.sha256(f"{row.question}\n{row.libraries}".encode()).hexdigest()
        op.execute(sa.update(QUESTIONS).where(QUESTIONS.c.id == row.id).values(fingerprint=fingerprint))
    # SQLite makes the table anew, and would go on from the greatest id that is left.
    is_file = connection.dialect.name == "sqlite"
    last = connection.scalar(sa.select(COUNTERS.c.seq).where(IS_COUNTER)) if is_file else None
    with op.batch_alter_table("asked_questions", table_kwargs={"sqlite_autoincrement": True}) as altered:
        altered.drop_constraint("uq_asked_questions_question_libraries", type_="unique")
        altered.create_unique_constraint("uq_asked_questions_fingerprint", ["fingerprint"])
    if last is not None:
        op.execute(sa.update(COUNTERS).where(IS_COUNTER).values(seq=last))
    op.drop_index("ix_stories_folded", table_name="stories")
    op.drop_column("stories", "folded")
