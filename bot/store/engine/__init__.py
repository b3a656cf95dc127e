"""What executes statements: SQLite in one file, or a PostgreSQL server."""

from bot.store.engine.database import AnyRow, Database, known
from bot.store.engine.joining import in_order

__all__ = ["AnyRow", "Database", "in_order", "known"]
