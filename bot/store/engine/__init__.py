"""What executes statements: SQLite in one file, or a PostgreSQL server."""

from bot.store.engine.database import Database

__all__ = ["Database"]
