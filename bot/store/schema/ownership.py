"""Which tables hold what belongs to a library by its key, so that all of it can be found, and forgotten."""

from sqlalchemy import ColumnElement, Table, Text, bindparam

from bot.store.schema.base import metadata
from bot.store.schema.departures import departures
from bot.store.schema.readers import subjects, subscriptions

_NOBODYS = {departures, subjects}
"""That a server has left has to stay known until all else is gone; what a member follows is the member's."""


def keyed_by_library() -> list[Table]:
    """Return every table whose rows belong to a library by its key, those that refer to others first."""
    tables = reversed(metadata.sorted_tables)
    keyed = (table for table in tables if "library" in table.c and isinstance(table.c.library.type, Text))
    return [table for table in keyed if table not in _NOBODYS]


def is_owned(table: Table) -> ColumnElement[bool]:
    """Tell whether a row of such a table is of the library that ``key`` is bound to; direct messages are a member's."""
    is_its = table.c.library == bindparam("key")
    return is_its & ~table.c.is_direct if table is subscriptions else is_its
