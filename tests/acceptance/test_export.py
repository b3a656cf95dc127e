"""What is kept leaves the archive as it came in, for other programs, and for good."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.command_line import jianbao

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
GUILD = ("--library", "guild:1")


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose archive holds the shipped articles, which are only read."""
    folder = tmp_path_factory.mktemp("state")
    jianbao(folder, "load", str(ARTICLES))
    return folder


def numbered_anew(article: dict[str, Any]) -> dict[str, Any]:
    """Return an article with its people numbered in the order of its text, whatever numbers they had."""
    people = sorted(article["people"], key=lambda person: (person["mentions"][0]["start"], person["name"]))
    numbers: dict[object, int | None] = {person["id"]: number for number, person in enumerate(people)} | {None: None}
    return article | {
        "people": [person | {"id": numbers[person["id"]], "surfaces": sorted(person["surfaces"])} for person in people],
        "quotes": [
            quote | {"speaker": quote["speaker"] | {"id": numbers[quote["speaker"]["id"]]}}
            for quote in article["quotes"]
        ],
    }


def test_what_was_found_in_an_article_comes_back_whole(state: Path) -> None:
    paths = map(str, sorted(ARTICLES.iterdir()))
    found = [json.loads(line) for line in jianbao(state, "analyze", *paths).stdout.splitlines()]
    kept = [json.loads(line) for line in jianbao(state, "export").stdout.splitlines()]

    assert [article.pop("id") for article in kept] == [1, 2]
    assert [article.pop("source") for article in kept] == [article.pop("path") for article in found]
    assert [numbered_anew(article) for article in kept] == [numbered_anew(article) for article in found]


@pytest.mark.parametrize(
    ("what", "column", "value"),
    [
        ("articles", "outlet", "每日經濟新聞"),
        ("people", "name", "Jakub Pachocki"),
        ("quotes", "speaker", "Sam Altman"),
        ("dates", "date", "2017"),
    ],
)
def test_a_table_has_the_same_rows_for_spreadsheets_and_for_programs(
    state: Path, what: str, column: str, value: str
) -> None:
    printed = jianbao(state, "export", what, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    objects = [json.loads(line) for line in jianbao(state, "export", what).stdout.splitlines()]

    assert printed.startswith("\ufeff")
    assert value in [row[column] for row in rows]
    assert len(rows) == len(objects)


def test_no_article_brings_a_formula_into_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text('=HYPERLINK("http://evil.example")\n\n王大明辭職。', encoding="utf-8")
    jianbao(tmp_path, "load", "news.txt")
    [row] = csv.DictReader(io.StringIO(jianbao(tmp_path, "export", "articles", "--format", "csv").stdout))

    assert row["title"] == '\'=HYPERLINK("http://evil.example")'


def test_an_article_that_is_forgotten_leaves_nothing_behind(tmp_path: Path) -> None:
    jianbao(tmp_path, "load", str(ARTICLES))
    done = jianbao(tmp_path, "forget", "1", "99")

    assert done.returncode == 2
    assert done.stdout == "1 forgotten\n"
    assert done.stderr == "jianbao: 99: the library public has no such article\n"
    assert [json.loads(line)["id"] for line in jianbao(tmp_path, "export").stdout.splitlines()] == [2]
    assert "每日經濟新聞" not in jianbao(tmp_path, "ask", "/quote words:指路明燈", "--locale", "en-US").stdout


def test_an_archive_that_was_emptied_does_not_get_the_shipped_articles_again(tmp_path: Path) -> None:
    jianbao(tmp_path, "ask", "/who Altman")
    jianbao(tmp_path, "forget", "--everything")

    assert jianbao(tmp_path, "ask", "/who Altman").returncode == 1


def test_a_library_is_forgotten_without_touching_the_others(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"第{number}則\n\n王大明{number}月辭職。", encoding="utf-8")
    jianbao(tmp_path, "load", str(ARTICLES))
    jianbao(tmp_path, "load", *(f"{number}.txt" for number in range(3)), *GUILD)
    done = jianbao(tmp_path, "forget", "--everything", *GUILD, "--format", "json")
    again = jianbao(tmp_path, "forget", "--everything", *GUILD)

    assert (done.returncode, json.loads(done.stdout)) == (0, {"forgotten": 3})
    assert (again.returncode, again.stdout) == (0, "0 forgotten\n")
    assert jianbao(tmp_path, "export", *GUILD).stdout == ""
    assert len(jianbao(tmp_path, "export").stdout.splitlines()) == 2


@pytest.mark.parametrize("arguments", [(), ("1", "--everything")])
def test_what_to_forget_has_to_be_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = jianbao(tmp_path, "forget", *arguments)

    assert done.returncode == 2
    assert "--everything" in done.stderr
