"""The token, and the tokens of interactions, reach no output, file or database, whatever goes wrong."""

import asyncio
import base64
import sqlite3
import sys
import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from aiohttp import web

from tests.chat.process import environment
from tests.chat.wire import Description, WireDiscord
from tests.chat.wire.places import EDITOR

PARTS = ("MTAwMDAwMDAwMDAwMDAwMDAx", "GSeCrt", "t0p-s3cret_h1gh+ly/reC0gn1sable")
TOKEN = ".".join(PARTS)
FORMS = {
    "the token": TOKEN,
    "its last part": PARTS[2],
    "in an address": urllib.parse.quote(TOKEN, safe=""),
    "its last part in an address": urllib.parse.quote(PARTS[2], safe=""),
    "in base64": base64.b64encode(TOKEN.encode()).decode().rstrip("="),
    "its first part decoded": base64.b64decode(PARTS[0]).decode(),
    "backwards": TOKEN[::-1],
}
PATIENCE_S = 60
WHO = {"name": "沈硯秋"}
Provoke = Callable[[WireDiscord, Path], Awaitable[None]]


class Discord(WireDiscord):
    """One whose bot has a token that is known again anywhere."""

    token = TOKEN


@pytest.fixture
async def discord(description: Description | None) -> AsyncIterator[WireDiscord]:
    async with Discord(description) as server:
        yield server


def found(text: str, tokens: dict[str, str]) -> set[str]:
    return {kind for kind, token in tokens.items() if token in text}


def kept(folder: Path) -> str:
    """Return all that the process has written into files, with their names."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path.name}\n{path.read_bytes().decode(errors='replace')}" for path in files)


def told(discord: WireDiscord) -> dict[str, str]:
    """Return the tokens of all interactions there were."""
    paths = [request.path.split("/") for request in discord.requests]
    return {f"of an interaction {path[3][:6]}": path[3] for path in paths if path[1] in {"interactions", "webhooks"}}


@asynccontextmanager
async def started(
    discord: WireDiscord, database: Path, *command: str, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command of the program, which is ended with the block."""
    environ = {name: value for name, value in (environment(discord, database) | settings).items() if value}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *command),
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    yield process
    if process.returncode is None:
        process.terminate()


async def output(process: asyncio.subprocess.Process) -> str:
    async with asyncio.timeout(PATIENCE_S):
        stdout, stderr = await process.communicate()
    return (stdout + stderr).decode()


def echoing(status: int) -> web.Application:
    """Return a proxy that answers whatever it is asked with what it was asked: headers and all."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"code": 0, "message": f"refused: {dict(request.headers)}"}, status=status)

    app = web.Application()
    app.add_routes([web.route("*", "/{rest:.*}", answer)])
    return app


@asynccontextmanager
async def proxy(status: int) -> AsyncIterator[str]:
    """Run such a proxy, and give its address."""
    runner = web.AppRunner(echoing(status), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}/api/v10"
    await runner.cleanup()


WRONG: dict[str, dict[str, str]] = {
    "every other": {"LOG_LEVEL": "LOUD", "LOG_FORMAT": "xml", "SHARD_COUNT": "no", "DEFAULT_TIMEZONE": "Mars"},
    "twice": {"DISCORD_TOKEN_FILE": "/no/such/file"},
    "for a path": {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": TOKEN},
    "of two lines": {"DISCORD_TOKEN": f"{TOKEN}\nLOG_LEVEL=DEBUG"},
    "with more around it": {"DISCORD_TOKEN": f'"Bot {TOKEN}中"'},
    "no Discord": {"DISCORD_API_URL": "http://127.0.0.1:1/api"},
    "no database": {"DATABASE_URL": "sqlite+aiosqlite:////proc/no/such.sqlite"},
}


@pytest.mark.parametrize("settings", WRONG.values(), ids=WRONG)
async def test_wrong_settings_tell_nothing_of_it(
    discord: WireDiscord, database: Path, settings: dict[str, str]
) -> None:
    async def told(command: str) -> str:
        async with started(discord, database, *command.split(), **{"LOG_LEVEL": "DEBUG"} | settings) as process:
            return await output(process)

    text = "".join(await asyncio.gather(*map(told, ["run", "check"])))

    assert found(text + kept(database.parent), FORMS) == set(), text
    assert "Traceback" not in text


async def test_a_proxy_that_repeats_what_it_is_asked_tells_nothing_of_it(discord: WireDiscord, database: Path) -> None:
    """One that answers 500 is asked again and again, for about 25 s: all are asked at once."""

    async def told(command: str, status: int, form: str) -> str:
        async with proxy(status) as address:
            settings = {"DISCORD_API_URL": address, "LOG_LEVEL": "DEBUG", "LOG_FORMAT": form}
            async with started(discord, database, command, **settings) as process:
                text = await output(process)
        assert process.returncode == 3, text
        return text

    asked = [("run", 400, "text"), ("sync", 403, "json"), ("check", 404, "text"), ("run", 401, "json")]
    asked += [("run", 500, "text"), ("run", 502, "json")]
    text = "".join(await asyncio.gather(*(told(*each) for each in asked)))

    assert found(text + kept(database.parent), FORMS) == set(), text
    assert "[token]" in text


async def connected(discord: WireDiscord) -> None:
    await discord.ready()
    await discord.commanded("who")


async def no_table(discord: WireDiscord, database: Path) -> None:
    """An error of the database and one that nobody expected, each within a command."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TABLE appearances")
        connection.execute("UPDATE corrections SET kind = 'x'")
    await (await discord.command("summary", {"topic": WHO["name"]})).message()  # not what was answered just now


async def no_answer(discord: WireDiscord, database: Path) -> None:
    """Discord takes no answer: it fails, and cuts the connection."""
    del database
    hook = "/interactions/{interaction_id}/{interaction_token}/callback"
    discord.lose_answers(f"POST {hook}", times=2)
    await (await discord.command("who", WHO)).response()
    discord.rate_limit(f"POST {hook}", 0.1, times=1)
    await (await discord.command("who", WHO)).response()
    discord.fail(f"POST {hook}", 500, times=1)
    await discord.command("who", WHO)
    await (await discord.command("digest list", {}, user=EDITOR)).response()


async def refused_by_the_gateway(discord: WireDiscord, database: Path) -> None:
    """The gateway ends the connection for good, as it does once a token was renewed."""
    del database
    await discord.close_gateway(4004)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("provoke", [no_table, no_answer, refused_by_the_gateway])
async def test_what_goes_wrong_at_work_tells_nothing_of_it(
    discord: WireDiscord, database: Path, provoke: Provoke, form: str
) -> None:
    async with started(discord, database, "run", LOG_LEVEL="DEBUG", LOG_FORMAT=form) as process:
        await connected(discord)
        await (await discord.command("who", WHO)).message()
        await provoke(discord, database)
        if provoke is not refused_by_the_gateway:
            process.terminate()
        text = await output(process)
    answers = told(discord)

    assert len(answers) > 0
    assert found(text + kept(database.parent), FORMS | answers) == set(), text
    assert (provoke is no_table) <= ("incident" in text)
