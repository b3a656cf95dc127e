"""An operator backs up while the bot may run, loses everything, and has it back."""

from pathlib import Path

import pytest

from tests.acceptance.command_line import jianbao
from tests.postgres import Server  # noqa: TC001 -- as pytest reads it

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
QUESTION = ("ask", "/who Jakub Pachocki", "--format", "json")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'archive.db'}"
    postgres: Server = request.getfixturevalue("postgres")
    return postgres.url(postgres.create())


def test_what_was_backed_up_is_restored(tmp_path: Path, address: str) -> None:
    jianbao(tmp_path, "load", str(ARTICLES), DATABASE_URL=address)
    asked = jianbao(tmp_path, *QUESTION, DATABASE_URL=address)
    backed_up = jianbao(tmp_path, "backup", "backup.db", DATABASE_URL=address)
    backup = (tmp_path / "backup.db").read_bytes()
    elsewhere = f"sqlite+aiosqlite:///{tmp_path / 'restored.db'}"
    restored = jianbao(tmp_path, "restore", "backup.db", DATABASE_URL=elsewhere)

    assert backed_up.stdout.startswith("backed up and verified: backup.db")
    assert restored.stdout.startswith("restored and verified: ")
    assert jianbao(tmp_path, *QUESTION, DATABASE_URL=elsewhere).stdout == asked.stdout
    assert (tmp_path / "backup.db").read_bytes() == backup


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("backup", "there.db"), 3, "there.db: there is something already; name another file"),
        (("restore", "nowhere.db"), 3, "nowhere.db: there is no such file; check the path"),
        (("restore", "there.db"), 3, "not a database"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    (tmp_path / "there.db").write_text("林若雲離開研究院" * 100, encoding="utf-8")

    refused = jianbao(tmp_path, *arguments)

    assert refused.returncode == code
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_database_that_holds_something_is_not_restored_into(tmp_path: Path) -> None:
    jianbao(tmp_path, "load", str(ARTICLES))
    jianbao(tmp_path, "backup", "backup.db")

    refused = jianbao(tmp_path, "restore", "backup.db")

    assert refused.returncode == 3
    assert "it is not empty" in refused.stderr
