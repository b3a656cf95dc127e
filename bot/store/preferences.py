"""What members and servers chose for themselves."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import BigInteger, Column, Text, bindparam, cast, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import MemberPreferences, Notation, Preferences, ServerPreferences
from bot.store.engine import Database
from bot.store.schema import member_preferences, server_preferences

NOBODY = 0
"""No id of Discord."""

_READER = select(
    cast(bindparam("reader"), BigInteger).label("member"), cast(bindparam("key"), Text).label("library")
).subquery()
_OF = (
    select(
        member_preferences.c.locale.label("own_locale"),
        member_preferences.c.as_written,
        member_preferences.c.region_words,
        member_preferences.c.reading_aid,
        member_preferences.c.private,
        server_preferences.c.locale,
        server_preferences.c.zone,
    )
    .select_from(_READER)
    .outerjoin(member_preferences, member_preferences.c.member == _READER.c.member)
    .outerjoin(server_preferences, server_preferences.c.library == _READER.c.library)
)


class PreferenceBook:
    """The choices of every member and server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, member: int, library: str | None) -> Preferences:
        """Return what a reader chose, and the server whose library they read, if any.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        return await self._database.read(lambda connection: _read(connection, member, library))

    async def change_member(self, member: int, changes: Mapping[str, Any]) -> None:
        """Change what a member chose, field by field; of whoever is back to having chosen nothing, nothing is kept.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> None:
            found = await _read(connection, member, None)
            await _replace(connection, member_preferences.c.member, member, replace(found.member, **changes))

        await self._database.change(work)

    async def change_server(self, library: str, changes: Mapping[str, Any]) -> None:
        """Change what a server chose, field by field, as those of a member are changed.

        Raises:
            StoreUnavailable: the database cannot be written.
        """

        async def work(connection: AsyncConnection) -> None:
            found = await _read(connection, NOBODY, library)
            await _replace(connection, server_preferences.c.library, library, replace(found.server, **changes))

        await self._database.change(work)


async def _read(connection: AsyncConnection, member: int, library: str | None) -> Preferences:
    row = (await connection.execute(_OF, {"reader": member, "key": library})).one()
    server = ServerPreferences(row.locale, row.zone)
    if row.as_written is None:
        return Preferences(server=server)
    aid = None if row.reading_aid is None else Notation(row.reading_aid)
    return Preferences(MemberPreferences(row.own_locale, row.as_written, row.region_words, aid, row.private), server)


async def _replace(
    connection: AsyncConnection, key: Column[Any], of: int | str, chosen: MemberPreferences | ServerPreferences
) -> None:
    """Put what was chosen in the place of what was."""
    await connection.execute(delete(key.table).where(key == bindparam("of")), {"of": of})
    if chosen != type(chosen)():
        await connection.execute(insert(key.table), {key.name: of, **asdict(chosen)})
