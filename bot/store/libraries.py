"""Libraries, by their keys."""

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import libraries

_LIBRARY = select(libraries.c.id).where(libraries.c.key == bindparam("key"))


async def known(connection: AsyncConnection, key: str) -> int | None:
    """Return the library's id; None where nothing was ever stored for it."""
    found: int | None = await connection.scalar(_LIBRARY, {"key": key})
    return found


async def opened(connection: AsyncConnection, key: str) -> int:
    """Return the library's id, adding the library where it is new."""
    found = await known(connection, key)
    if found is not None:
        return found
    query = insert(libraries).returning(libraries.c.id)
    return int((await connection.scalars(query, {"key": key})).one())
