"""What is remembered: tables, migrations and queries."""

from bot.store.store import Store

__all__ = ["Store"]
