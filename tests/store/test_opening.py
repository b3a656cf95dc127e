"""A database is created, brought up to date, or refused with its reason."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.errors import StoreOutdated, StoreUnavailable
from bot.store import Store, schema
from bot.store.fulltext import is_derived
from bot.store.migrating import revisions
from tests.store.archive import LEAVING
from tests.store.press import PUBLIC, deliver, grams


@asynccontextmanager
async def opened(
    url: str, fold: Callable[[str], str] = fold, name_grams: Callable[[str], list[str]] = grams
) -> AsyncIterator[Store]:
    store = await Store.open(url, fold=fold, name_grams=name_grams, likeness=likeness)
    try:
        yield store
    finally:
        await store.close()


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def backups(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("archive-*.sqlite")}


def test_the_schema_is_the_last_revision() -> None:
    assert revisions()[0] == schema.HEAD


async def test_the_schema_equals_all_migrations(store: Store, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'archive.sqlite'}")
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _parents: kind != "table" or not is_derived(name)}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()
    assert (await store.stats([PUBLIC])).articles == 0


async def test_what_is_stored_is_there_when_opened_again(url: str) -> None:
    async with opened(url) as store:
        await deliver(store, PUBLIC, LEAVING)
    async with opened(url) as store:
        assert (await store.stats([PUBLIC])).articles == 1
        assert len(await store.search("灯塔", [PUBLIC], 9)) == 1


async def test_a_folder_is_made_for_a_new_file(tmp_path: Path) -> None:
    async with opened(f"sqlite+aiosqlite:///{tmp_path}/new/folder/archive.sqlite"):
        assert (tmp_path / "new" / "folder" / "archive.sqlite").exists()


async def test_the_index_is_built_again_for_another_folding(url: str) -> None:
    async with opened(url, fold=str.upper) as store:
        await deliver(store, PUBLIC, LEAVING)

        assert await store.search("灯塔", [PUBLIC], 9) == []
    async with opened(url) as store:
        assert len(await store.search("灯塔", [PUBLIC], 9)) == 1
        assert len(await store.people_named("tom ridley", [PUBLIC])) == 1


async def test_the_index_is_built_again_for_other_grams(url: str) -> None:
    async with opened(url, name_grams=lambda name: [name[:1]]) as store:
        await deliver(store, PUBLIC, LEAVING)

        assert await store.people_like(grams("Ridly"), [PUBLIC], 9) == []
    async with opened(url) as store:
        assert len(await store.people_like(grams("Ridly"), [PUBLIC], 9)) == 1


async def test_an_older_schema_is_backed_up_and_migrated(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(url) as store:
        await deliver(store, PUBLIC, LEAVING)
    monkeypatch.setattr("bot.store.versions.HEAD", "later")
    async with opened(url), opened(url):
        names = backups(tmp_path)

    assert names == {"archive-before-later.sqlite", "archive-before-later2.sqlite"}
    monkeypatch.undo()
    async with opened(f"sqlite:///{tmp_path / 'archive-before-later.sqlite'}") as copy:
        assert len(await copy.search("灯塔", [PUBLIC], 9)) == 1


async def test_a_later_schema_is_refused_and_left_alone(url: str, tmp_path: Path) -> None:
    async with opened(url):
        pass
    run(tmp_path / "archive.sqlite", "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreOutdated, match="9999"):
        await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    assert backups(tmp_path) == set()


async def test_the_file_of_another_program_is_refused_and_left_alone(url: str, tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    run(path, "CREATE TABLE albums (id INTEGER)")

    with pytest.raises(StoreUnavailable, match="another program"):
        await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("albums",)]


async def test_what_is_no_database_is_refused(url: str, tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite").write_text("林若雲離開研究院" * 100, encoding="utf-8")

    with pytest.raises(StoreUnavailable, match="not a database"):
        await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)


async def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="unable to open"):
        await Store.open(f"sqlite:///{tmp_path}", fold=fold, name_grams=grams, likeness=likeness)


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreUnavailable, match="File exists"):
        await Store.open(f"sqlite:///{tmp_path}/file/archive.sqlite", fold=fold, name_grams=grams, likeness=likeness)


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "mysql://me:hunter2@host/db", "postgresql://me:hunter2@host/db?password=hunter2", "//:hunter2@"],
)
async def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)

    assert "hunter2" not in str(caught.value)
    assert "sqlite:///" in caught.value.detail
