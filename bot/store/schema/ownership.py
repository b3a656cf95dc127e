"""Which tables hold what belongs to a library by its key, so that all of it can be found, and forgotten."""

from sqlalchemy import Table

from bot.store.schema.base import metadata
from bot.store.schema.departures import departures


def keyed_by_library() -> list[Table]:
    """Return every table whose rows belong to a library by its key, those that refer to others first.

    That a server has left is not its own: it has to stay known until all else is gone.
    """
    tables = reversed(metadata.sorted_tables)
    keyed = (table for table in tables if "library" in table.c and not table.c.library.foreign_keys)
    return [table for table in keyed if table is not departures]
