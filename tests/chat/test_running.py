"""The bot as an operator runs it: a process with settings, a log, signals and exit codes."""

import asyncio
import json
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from tests.chat.process import environment
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import EDITOR, GUILD, OTHER_GUILD
from tests.intake.website import Website
from tests.jobs.feeds.printing import item, paragraphs, rss

Run = Callable[..., Coroutine[Any, Any, asyncio.subprocess.Process]]
PATIENCE_S = 60
WRONG = "wrong.token"
NEWS_OF_THE_HARBOUR = (
    "東港港務局週五宣布，局長林遠航將於月底卸任，由副局長周海平接任。",
    "林遠航表示：「港口交給更年輕的人，我很放心。」他在任內完成了兩座深水碼頭的擴建。",
)


@pytest.fixture
def run(discord: WireDiscord, filled: Path, tmp_path: Path) -> Run:
    """Return a function that starts ``jianbao``, with settings for the Discord on the wire."""
    database = Path(shutil.copy(filled, tmp_path / "running.sqlite"))

    async def start(*arguments: str, **settings: str) -> asyncio.subprocess.Process:
        environ = environment(discord, database)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            env=environ | settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    return start


async def ended(process: asyncio.subprocess.Process) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of a process."""
    async with asyncio.timeout(PATIENCE_S):
        stdout, stderr = await process.communicate()
    assert process.returncode is not None
    return process.returncode, stdout.decode(), stderr.decode()


@asynccontextmanager
async def running(
    run: Run, discord: WireDiscord, number: signal.Signals, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot until the end of the block, then end it with a signal, which it has to take well."""
    process = await run(**settings)
    await discord.ready()
    await until(lambda: bool(discord.commands))
    yield process
    process.send_signal(number)
    code, _, stderr = await ended(process)
    assert (code, discord.token in stderr) == (0, False), stderr


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that another process brings about."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110 -- another process brings it about
            await asyncio.sleep(0.05)


def puts(discord: WireDiscord) -> int:
    return sum(request.method == "PUT" for request in discord.requests)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_answers_until_a_signal_ends_it_well(run: Run, discord: WireDiscord, number: signal.Signals) -> None:
    async with running(run, discord, number, LOG_LEVEL="DEBUG", LOG_FORMAT="json"):
        asked = await discord.command("who", {"name": "沈硯秋"}, locale="zh-TW")
        message = await asked.message()

    assert "首席科學家" in message.text


async def test_an_answer_is_found_in_the_log_by_its_id_and_what_was_typed_is_not(
    run: Run, discord: WireDiscord
) -> None:
    process = await run(LOG_LEVEL="DEBUG", LOG_FORMAT="json")
    await discord.ready()
    await until(lambda: bool(discord.commands))
    asked = await discord.command("who", {"name": "沈硯秋"})
    await asked.message()
    await discord.autocomplete("who", "name", "沈硯秋")
    process.send_signal(signal.SIGTERM)
    _, _, stderr = await ended(process)

    entries = [json.loads(line) for line in stderr.splitlines()]
    [line] = [entry["message"] for entry in entries if entry.get("interaction") == str(asked.id)]
    assert line.startswith("command who: answered in ")
    assert "沈" not in stderr
    assert discord.token not in stderr


async def test_articles_of_an_older_analysis_are_analysed_again_while_it_answers(
    run: Run, discord: WireDiscord, filled: Path, tmp_path: Path
) -> None:
    """The invented findings, which an older version is said to have made, give way to those of the analysis."""
    archive = tmp_path / "older.sqlite"
    shutil.copy(filled, archive)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE articles SET analysis_version = 0")

    def is_renewed() -> bool:
        with closing(sqlite3.connect(archive)) as connection:
            [(left,)] = connection.execute("SELECT count(*) FROM articles WHERE analysis_version = 0")
            return not left

    async with running(run, discord, signal.SIGTERM, DATABASE_URL=f"sqlite+aiosqlite:///{archive}"):
        message = await (await discord.command("search", {"words": "首席科學家"}, locale="zh-TW")).message()
        await until(is_renewed)

    assert "首席科學家" in message.text


async def test_what_a_feed_brings_answers_in_its_server_alone(
    run: Run, discord: WireDiscord, filled: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "fed.sqlite"
    shutil.copy(filled, archive)
    permitted = {"DATABASE_URL": f"sqlite+aiosqlite:///{archive}", "FETCH_PRIVATE_NETWORKS": "127.0.0.1"}
    words = {"words": "東港港務局"}

    def has_come() -> bool:
        with closing(sqlite3.connect(archive)) as connection:
            [(stored,)] = connection.execute("SELECT count(*) FROM articles WHERE title = '東港港務局換帥'")
            return bool(stored)

    async with Website() as site, running(run, discord, signal.SIGTERM, **permitted):
        site.answers["/feed"] = rss(item(site.at("/1"), "東港港務局換帥", content=paragraphs(NEWS_OF_THE_HARBOUR * 4)))
        added = await (await discord.command("feed add", {"url": site.at("/feed")}, user=EDITOR)).message()
        await until(has_come)
        here = await (await discord.command("search", words, locale="zh-TW")).message()
        there = await (await discord.command("search", words, guild=OTHER_GUILD)).message()

    assert "先收 1 篇文章" in added.text
    assert "東港港務局換帥" in here.text
    assert "找不到" in there.text


async def test_commands_are_sent_only_when_they_changed(run: Run, discord: WireDiscord, tmp_path: Path) -> None:
    sent = tmp_path / "commands.sha256"
    for _ in range(2):
        async with running(run, discord, signal.SIGTERM):
            await until(sent.exists)
            await discord.autocomplete("who", "name", "沈")
    assert puts(discord) == 1

    sent.write_text("another", encoding="ascii")
    async with running(run, discord, signal.SIGTERM):
        await until(lambda: puts(discord) == 2)


async def test_processes_share_the_servers_by_their_shards(run: Run, discord: WireDiscord) -> None:
    async with (
        running(run, discord, signal.SIGTERM, SHARD_IDS="0", SHARD_COUNT="2"),
        running(run, discord, signal.SIGTERM, SHARD_IDS="1", SHARD_COUNT="2"),
    ):
        await discord.ready(2)
        for guild in (GUILD, OTHER_GUILD):
            card = await (await discord.command("who", {"name": "沈硯秋"}, guild=guild)).message()
            turned = await (await card.press("我的字形", locale="zh-CN")).message()
            assert "首席科学家" in turned.text


async def test_sync_sends_the_commands_whether_they_changed_or_not(run: Run, discord: WireDiscord) -> None:
    for _ in range(2):
        code, stdout, _ = await ended(await run("sync"))
        assert (code, stdout.startswith("sent: /who /quote /when /summary /search")) == (0, True)

    assert puts(discord) == 2


async def test_it_answers_with_the_commands_there_are_while_new_ones_are_not_taken(
    run: Run, discord: WireDiscord, tmp_path: Path
) -> None:
    await ended(await run("sync"))
    (tmp_path / "commands.sha256").write_text("another", encoding="ascii")
    discord.fail("PUT /applications/{application_id}/commands", 503, times=9)
    async with running(run, discord, signal.SIGTERM):
        message = await (await discord.command("who", {"name": "沈硯秋"})).message()

    assert "首席科學家" in message.text


async def test_a_wrong_token_ends_it_with_one_line(run: Run) -> None:
    code, stdout, stderr = await ended(await run("run", DISCORD_TOKEN=WRONG))

    assert (code, stdout) == (3, "")
    assert stderr.splitlines()[-1].startswith("jianbao: Discord does not know the token; ")
    assert "Traceback" not in stderr
    assert WRONG not in stderr


async def test_a_discord_out_of_reach_ends_it_with_one_line(run: Run) -> None:
    code, _, stderr = await ended(await run("run", DISCORD_API_URL="http://127.0.0.1:9/api/v10"))

    assert code == 3
    assert stderr.splitlines()[-1].startswith("jianbao: Discord cannot be reached; ")
    assert "Traceback" not in stderr


async def test_run_needs_a_token(run: Run) -> None:
    code, _, stderr = await ended(await run("run", DISCORD_TOKEN=""))

    assert code == 3
    assert stderr.startswith("jianbao: DISCORD_TOKEN: expected the bot's token")


async def test_check_says_what_is_in_place(run: Run, discord: WireDiscord) -> None:
    code, stdout, _ = await ended(await run("check"))

    lines = dict(line.partition(": ")[::2] for line in stdout.splitlines())
    assert code == 0, stdout
    assert [name.split()[0] for name in lines] == ["ok"] * 7
    assert lines["ok     pictures"] == "Noto Sans CJK TC, Noto Sans CJK HK, Noto Sans CJK SC"
    assert lines["ok     token"].endswith("application 900000000000000000")
    assert lines["ok     invite"].startswith("https://discord.com/oauth2/authorize?client_id=900000000000000000")
    assert discord.token not in stdout


async def test_where_there_are_no_typefaces_check_says_what_to_install(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    code, stdout, _ = await ended(await run("check", FONT_DIR=str(tmp_path / "none")))

    assert code == 0, stdout
    assert "none   pictures: not offered, there is no Chinese typeface; install Noto Sans CJK" in stdout


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [
        ("DISCORD_TOKEN", WRONG, "wrong  token: Discord does not know the token"),
        ("DISCORD_TOKEN", "", "wrong  token: DISCORD_TOKEN is not set"),
        ("DISCORD_API_URL", "http://127.0.0.1:9/api/v10", "wrong  discord: Discord cannot be reached"),
        ("DATABASE_URL", "sqlite+aiosqlite:////dev/null/x.db", "wrong  database: "),
    ],
)
async def test_check_says_what_is_wrong(run: Run, setting: str, value: str, expected: str) -> None:
    code, stdout, _ = await ended(await run("check", **{setting: value}))

    assert code == 3
    assert [line for line in stdout.splitlines() if line.startswith(expected)], stdout
