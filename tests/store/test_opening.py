"""A database is created, brought up to date, or refused with its reason."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url

from bot.analysis import likeness
from bot.analysis.script import fold
from bot.errors import StoreOutdated, StoreUnavailable
from bot.store import Store, schema
from bot.store.fulltext import is_derived
from bot.store.migrating import revisions
from tests.store.archive import LEAVING
from tests.store.databases import database, execute, tables
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


def backups(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("archive-*.sqlite")}


def test_the_schema_is_the_last_revision() -> None:
    assert revisions()[0] == schema.HEAD


async def test_the_schema_equals_all_migrations(address: str) -> None:
    def differences(connection: Connection) -> list[Any]:
        options = {"include_name": lambda name, kind, _parents: kind != "table" or not is_derived(name)}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), schema.metadata))

    async with database(address) as opened_bare:
        assert await opened_bare.read(lambda connection: connection.run_sync(differences)) == []


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


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_file_of_an_older_schema_is_backed_up_and_migrated(
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
    await execute(url, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreOutdated, match="9999"):
        await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    assert backups(tmp_path) == set()


async def test_the_database_of_another_program_is_refused_and_left_alone(url: str) -> None:
    await execute(url, "CREATE TABLE albums (id INTEGER)")

    with pytest.raises(StoreUnavailable, match="another program"):
        await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)
    assert await tables(url) == ["albums"]


@pytest.mark.parametrize("engine", ["sqlite"])
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
    [
        "",
        "nonsense",
        "mysql://me:hunter2@host/db",
        "postgresql+psycopg://me:hunter2@host/db?password=hunter2",
        "//:hunter2@",
    ],
)
async def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        await Store.open(url, fold=fold, name_grams=grams, likeness=likeness)

    assert "hunter2" not in str(caught.value)
    assert "sqlite+aiosqlite:///" in caught.value.detail
    assert "postgresql+asyncpg://" in caught.value.detail


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [({"database": "nobodys"}, "nobodys"), ({"host": "127.0.0.1", "port": 1, "query": {}}, "failed")],
)
async def test_a_server_that_cannot_be_used_is_told_without_the_password(
    url: str, elsewhere: dict[str, Any], said: str
) -> None:
    address = make_url(url).set(password="hunter2", **elsewhere)  # noqa: S106 -- nobody's

    with pytest.raises(StoreUnavailable, match=said) as caught:
        await Store.open(address.render_as_string(hide_password=False), fold=fold, name_grams=grams, likeness=likeness)

    assert "hunter2" not in str(caught.value)
