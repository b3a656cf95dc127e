"""Bringing a database to this program's schema and index."""

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from bot.errors import StoreOutdated, StoreUnavailable
from bot.store.engine import Database
from bot.store.fulltext import Index
from bot.store.schema import HEAD

VERSIONS = table("alembic_version", column("version_num"))


async def prepare(database: Database, index: Index) -> None:
    """Create or migrate the schema, with a backup of what there is, and build the index again where it is outdated.

    Raises:
        StoreUnavailable: the database cannot be used, or holds another program's tables.
        StoreOutdated: its schema is of a version that this program does not know.
    """
    found = await database.read(lambda connection: connection.run_sync(_revision, database.name))
    if found != HEAD:
        await _migrate(database, found)
    if not await database.read(index.is_current):
        await database.write(index.build)


async def _migrate(database: Database, found: str | None) -> None:
    from bot.store import migrating  # noqa: PLC0415 -- its cost is saved where nothing is migrated

    if found is not None:
        if found not in migrating.revisions():
            raise StoreOutdated(database.name, found, HEAD)
        if database.path is not None:
            await database.copy_file(_beside(database.path, f"before-{HEAD}"))
    await database.write(lambda connection: connection.run_sync(migrating.migrate))


def _beside(path: Path, label: str) -> Path:
    """Return a path beside a file, with a name that holds ``label`` and is not taken."""
    names = (f"{path.stem}-{label}{number}{path.suffix}" for number in ("", *range(2, 1000)))
    return next(beside for name in names if not (beside := path.with_name(name)).exists())


def _revision(connection: Connection, name: str) -> str | None:
    """Return the schema's revision, None for an empty database.

    Raises:
        StoreUnavailable: there are tables, and they are not ours.
    """
    tables = inspect(connection).get_table_names()
    if VERSIONS.name in tables:
        return connection.scalar(select(VERSIONS.c.version_num))
    if tables:
        raise StoreUnavailable(name, "holds the tables of another program")
    return None
