"""What Alembic runs to migrate: the caller's connection and its transaction, and never the full-text tables."""

from alembic import context

from bot.store.fulltext import is_derived
from bot.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=lambda name, kind, _parents: not (kind == "table" and is_derived(name or "")),
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
