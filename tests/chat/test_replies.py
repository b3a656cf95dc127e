"""A member always hears back in time, and what goes wrong is told to them alone."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from bot.answers.conversion import Converter
from bot.chat.replies import ACKNOWLEDGED_ALREADY, UNKNOWN_INTERACTION
from bot.store import Store
from tests.chat.newsroom import at_work
from tests.chat.rendering import live, shown
from tests.chat.wire import Reply, WireDiscord
from tests.chat.wire.places import NEWS
from tests.store.press import Print, Said, by_name, deliver

LOCALES = ["zh-TW", "zh-CN", "en-US"]
WHO = {"name": "沈硯秋"}
ASKED = (("when", "topic"), ("summary", "topic"), ("quote", "person"))
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
HOSTILE = Print(
    "# @everyone ||劇透|| [按此](https://evil.example)\n\n"
    "**沈硯秋** <@100000000000000001> <@&400000000000000001> @here 說：「[免費](https://evil.example) <t:0:R> "
    "</who:1> :tada: ~~刪~~ `碼` discord.gg/abc https://evil.example」",
    source="hostile.txt",
    people={"沈硯秋": []},
    quotes=[
        Said(
            ("[免費](https://evil.example) <t:0:R> </who:1> :tada: ~~刪~~ `碼` discord.gg/abc https://evil.example",),
            "沈硯秋",
            "說",
        )
    ],
    key_sentences=["**沈硯秋** <@100000000000000001> <@&400000000000000001> @here 說："],
    outlet="||*報*||",
    url="https://evil.example/)[x](y <@1>",
)


@contextmanager
def locked(path: Path, leaving: str = "SELECT 1") -> Iterator[None]:
    """Keep every other writer out; run a statement at the end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute(leaving)
        connection.execute("COMMIT")


@pytest.mark.usefixtures("bot")
async def test_a_slow_answer_is_announced_and_then_given(discord: WireDiscord, filled: Path, tmp_path: Path) -> None:
    with locked(tmp_path / filled.name):
        asked = await discord.command("who", WHO)
        response = await asked.response()
    message = await asked.message()

    assert response.type is Reply.DEFERRED_MESSAGE
    assert "首席科學家" in message.text
    assert not message.ephemeral


@pytest.mark.usefixtures("bot")
async def test_a_slow_button_is_announced_too(discord: WireDiscord, filled: Path, tmp_path: Path) -> None:
    card = await (await discord.command("who", WHO, locale="zh-CN")).message()
    with closing(sqlite3.connect(tmp_path / filled.name)) as connection, connection:
        connection.execute("UPDATE asked_questions SET last_asked = last_asked - 1")
    with locked(tmp_path / filled.name):
        pressed = await card.press("原文")
        response = await pressed.response()
    message = await pressed.message()

    assert response.type is Reply.DEFERRED_MESSAGE
    assert message.ephemeral
    assert "每一個問題" in message.text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.usefixtures("bot")
async def test_an_archive_out_of_reach_is_told_with_an_id_that_the_log_has(
    discord: WireDiscord, filled: Path, tmp_path: Path, locale: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(tmp_path / filled.name)) as connection, connection:
        connection.execute("DROP TABLE appearances")
    asked = await discord.command("who", WHO, locale=locale)
    message = await asked.message()

    [logged] = [record.getMessage() for record in caplog.records if record.msg == "incident %s"]
    assert message.ephemeral
    assert logged.removeprefix("incident ") in message.text
    assert "appearances" not in message.text


@pytest.mark.usefixtures("bot")
async def test_a_slow_failure_is_told_to_the_asker_alone_though_everyone_was_told_to_wait(
    discord: WireDiscord, filled: Path, tmp_path: Path
) -> None:
    with locked(tmp_path / filled.name, leaving="DROP TABLE asked_questions"):
        asked = await discord.command("who", WHO)
        response = await asked.response()
    message = await asked.followup()

    assert response.type is Reply.DEFERRED_MESSAGE
    assert message.ephemeral
    assert "資料庫暫時無法使用" in message.text
    assert discord.posts(NEWS) == []


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("who", {"name": "沈硯秋"}),
        ("quote", {"words": "免費"}),
        ("summary", {"topic": "here"}),
        ("search", {"words": "here"}),
    ],
)
async def test_nothing_in_an_article_does_anything(
    discord: WireDiscord, store: Store, converter: Converter, command: str, options: dict[str, str]
) -> None:
    await deliver(store, "public", HOSTILE, link=by_name)
    async with at_work(discord, store, converter):
        message = await (await discord.command(command, {**options}, locale="en-US")).message()

    assert not message.pings
    assert "evil.example" in shown(message.text)
    assert live(message.text) == set()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "provoke",
    [
        lambda discord: discord.fail(CALLBACK, 500),
        lambda discord: discord.fail(CALLBACK, 502, times=2),
        lambda discord: discord.rate_limit(CALLBACK, 0.3, times=2),
        lambda discord: discord.slow(CALLBACK, 3.0),
        lambda discord: discord.lose_answers(CALLBACK, times=2),
        lambda discord: discord.garble_answers(CALLBACK, "<html>502 Bad Gateway</html>"),
        lambda discord: discord.garble_answers(CALLBACK, '{"resource": '),
        lambda discord: discord.garble_answers(CALLBACK, "[]"),
    ],
    ids=["500", "502", "429", "slow", "lost", "a page", "cut", "a list"],
)
async def test_whatever_discord_answers_the_next_who_ask_are_answered(
    discord: WireDiscord, provoke: Callable[[WireDiscord], None]
) -> None:
    provoke(discord)
    first = await discord.command("who", WHO)
    with suppress(AssertionError):
        await first.message()
    later = [await discord.command(command, {option: WHO["name"]}) for command, option in ASKED]

    assert all(["沈硯秋" in (await each.message()).text for each in later])
    assert {violation.code for violation in discord.violations} <= {UNKNOWN_INTERACTION, ACKNOWLEDGED_ALREADY}
    discord.violations.clear()
