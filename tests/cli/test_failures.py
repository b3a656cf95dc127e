"""What went wrong is said in one line that names it and what to do."""

import ast
from pathlib import Path

import pytest

from bot.cli.failures import DISCORD, FEEDS, REFUSALS, WEB, words
from bot.errors import DiscordRefused, FeedRefused, InputRefused, NotFetched, StoreOutdated, StoreUnavailable

ROOMS = [Path(__file__).parents[2] / "bot" / room for room in ("cli", "intake", "jobs", "store", "chat")]


def codes(*makers: str) -> set[str]:
    """Return the codes of the refusals that the rooms which read input make, by one of the names ``makers``."""
    found = set()
    for path in (file for room in ROOMS for file in room.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in makers and len(call.args) > 1:
                found |= {str(code.value) for code in ast.walk(call.args[1]) if isinstance(code, ast.Constant)}
    return found


def test_every_code_of_a_refusal_has_words_and_no_other() -> None:
    assert codes("InputRefused", "_refused") == set(REFUSALS)
    assert codes("NotFetched") == set(WEB)
    assert codes("FeedRefused") == set(FEEDS)


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_refusal_names_the_file_the_line_and_what_was_found(reason: str) -> None:
    line = words(InputRefused("news/one.md", reason, "what was found", 3))

    assert line.startswith("news/one.md:3: ")
    assert line.endswith("(what was found)")
    assert "\n" not in line


@pytest.mark.parametrize("reason", WEB)
def test_what_the_web_does_not_give_is_named_with_what_to_do(reason: str) -> None:
    line = words(NotFetched("https://news.example/a", reason, "what was answered"))

    assert line.startswith("https://news.example/a: ")
    assert line.endswith("(what was answered)")
    assert "; " in line


@pytest.mark.parametrize("reason", FEEDS)
def test_what_is_no_feed_is_named_with_what_to_do(reason: str) -> None:
    line = words(FeedRefused("https://news.example/a", reason, candidates=("https://news.example/rss",)))

    assert line.startswith("https://news.example/a: ")
    assert line.endswith("(https://news.example/rss)")


@pytest.mark.parametrize(
    "failure", [StoreUnavailable("sqlite:///a.db", "disk full"), StoreOutdated("sqlite:///a.db", "r9", "r1")]
)
def test_a_failing_database_is_named_with_what_to_do(failure: StoreUnavailable | StoreOutdated) -> None:
    line = words(failure)

    assert line.startswith("sqlite:///a.db: ")
    assert ";" in line


@pytest.mark.parametrize("reason", DISCORD)
def test_a_discord_that_refuses_is_told_with_what_to_do(reason: str) -> None:
    line = words(DiscordRefused(reason, "what was answered"))

    assert line.startswith("Discord ")
    assert "; " in line
    assert line.endswith("(what was answered)")
