"""An operator outgrows the file: everything goes to a server, is asked there, and comes back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.command_line import jianbao
from tests.postgres import Server

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
QUESTIONS = [
    "/who Jakub Pachocki",
    "/quote Altman",
    "/when Altman",
    "/summary Altman",
    "/search 首席科學家",
    "/quote words:AI",
]


@pytest.fixture
def server(postgres: Server) -> Iterator[str]:
    """Return the address of an empty database of a server."""
    database = postgres.create()
    yield postgres.url(database)
    postgres.drop(database)


def test_an_archive_goes_to_a_server_and_comes_back(tmp_path: Path, server: str) -> None:
    state, file = tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'back.db'}"
    jianbao(state, "load", str(ARTICLES))
    asked = [jianbao(state, "ask", question, "--format", "json").stdout for question in QUESTIONS]

    there = jianbao(state, "copy", "--to", server)
    again = jianbao(state, "copy", "--to", server)
    back = jianbao(state, "copy", "--from", server, "--to", file, "--format", "json")

    assert there.stdout.startswith("copied and verified: 2 articles")
    assert (again.returncode, again.stdout) == (3, "")
    assert "it is not empty" in again.stderr
    assert json.loads(back.stdout)["articles"] == 2
    for address in (server, file):
        answers = [
            jianbao(state, "ask", question, "--format", "json", DATABASE_URL=address).stdout for question in QUESTIONS
        ]
        assert answers == asked


def test_articles_are_loaded_into_a_server(tmp_path: Path, server: str) -> None:
    loaded = jianbao(tmp_path, "load", str(ARTICLES), DATABASE_URL=server)
    counted = jianbao(tmp_path, "stats", DATABASE_URL=server)

    assert loaded.stdout == "2 added, 0 updated, 0 unchanged, 0 refused\n"
    assert json.loads(counted.stdout)["articles"] == 2
