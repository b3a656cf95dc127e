"""What executes statements: SQLite in one file, or a PostgreSQL server."""

from bot.store.engine.database import AnyRow, Database, known

__all__ = ["AnyRow", "Database", "known"]
