"""What the Discord on the wire refuses, asked as no careful client would; each refusal is a violation."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord as library
import pytest

from tests.chat.wire import Description, Interaction, WireDiscord
from tests.chat.wire.client import LeastClient, connected
from tests.chat.wire.places import APPLICATION_ID, FOREIGN_GUILD, NEWS

Body = dict[str, Any]
POST = f"/channels/{NEWS.id}/messages"
COMMANDS = f"/applications/{APPLICATION_ID}/commands"
V2 = 1 << 15


async def refused(discord: WireDiscord, method: str, path: str, body: object = None) -> tuple[int, int]:
    """Return status and code of the answer to a request that is a violation, and take that out."""
    headers = {"Authorization": f"Bot {discord.token}"}
    async with aiohttp.request(method, discord.api_url + path, json=body, headers=headers) as response:
        status, answer = response.status, await response.json()
    violation = discord.violations.pop()
    assert violation.code == (answer["code"] or status)
    return status, answer["code"]


def text(content: str, **more: object) -> Body:
    return {"type": 10, "content": content, **more}


def button(**more: object) -> Body:
    return {"type": 2, "style": 1, "label": "頁", "custom_id": "page"} | more


def option(name: str, **more: object) -> Body:
    return {"type": 3, "name": name, "description": "d"} | more


def row(*components: Body) -> Body:
    return {"type": 1, "components": list(components)}


def select(*values: str, **more: object) -> Body:
    return {"type": 3, "custom_id": "menu", "options": [{"label": one, "value": one} for one in values]} | more


@pytest.mark.parametrize(
    "components",
    [
        pytest.param([text("字" * 2_001), text("字" * 2_000)], id="more than 4,000 characters in all"),
        pytest.param([text("字")] * 41, id="more than 40 components"),
        pytest.param([{"type": 17, "components": [text("字")] * 40}], id="more than 40 with those inside"),
        pytest.param([row(button()), row(button())], id="a custom id twice"),
        pytest.param([text("字", id=7), text("字", id=7)], id="an id twice"),
        pytest.param([row(button(label=""))], id="a button that shows nothing"),
        pytest.param([row(button(style=5))], id="a link without a URL"),
        pytest.param([row(button(url="https://example.org"))], id="a URL on a button that is no link"),
        pytest.param([row(select("1"), button())], id="a menu beside a button"),
        pytest.param([row(select("1", "1"))], id="an option twice"),
        pytest.param([row(select("1", max_values=2))], id="more choices than options"),
        pytest.param([{"type": 13, "file": {"url": "attachment://a.txt"}}], id="a file that was not sent"),
        pytest.param([{"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}], id="a picture not sent"),
    ],
)
async def test_components_that_do_not_go_together(discord: WireDiscord, components: list[Body]) -> None:
    assert await refused(discord, "POST", POST, {"flags": V2, "components": components}) == (400, 50035)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"components": [text("字")]}, 50035),
        ({"flags": V2, "components": [text("字")], "content": "字"}, 50035),
        ({"flags": 1 << 6, "content": "只有你看見"}, 50035),
        ({"content": ""}, 50006),
        ({"content": "字", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, 50035),
        ({"content": "字", "attachments": [{"id": 0, "filename": "a.txt"}]}, 50035),
    ],
    ids=[
        "layout without its flag",
        "content beside layout",
        "ephemeral in a channel",
        "nothing",
        "all and some",
        "a file that was not sent",
    ],
)
async def test_messages_that_contradict_themselves(discord: WireDiscord, body: Body, code: int) -> None:
    assert await refused(discord, "POST", POST, body) == (400, code)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", POST, {"content": "字", "colour": 1}),
        ("POST", POST, {"content": "字" * 4_001}),
        ("POST", POST, {"content": "字", "nonce": "9" * 26}),
        ("POST", POST, {"flags": V2, "components": [text("字", bold=True)]}),
        ("GET", f"{POST}?since=1", None),
        ("PUT", COMMANDS, [{"name": "who", "description": "d" * 101}]),
    ],
)
async def test_bodies_that_the_description_does_not_know(
    discord: WireDiscord, description: Description | None, method: str, path: str, body: object
) -> None:
    if description is None:
        pytest.skip("Discord's description is not at hand")

    assert await refused(discord, method, path, body) == (400, 50035)


@pytest.mark.parametrize("path", ["/guilds/1/bans", "/channels/news/messages", "/nowhere"])
async def test_routes_that_are_not_there(discord: WireDiscord, path: str) -> None:
    assert await refused(discord, "GET", path) == (404, 0)


async def test_a_limit_that_is_passed(discord: WireDiscord) -> None:
    discord.limit("POST /channels/{channel_id}/messages", 0, 60)

    assert await refused(discord, "POST", POST, {"content": "字"}) == (429, 0)


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Who", "description": "d"},
        {"name": "who", "description": ""},
        {"name": "who", "description": "d", "name_localizations": {"zh-HK": "誰"}},
        {"name": "who", "description": "d", "options": [option("a", required=False), option("b", required=True)]},
        {"name": "who", "description": "d", "options": [option("a"), option("a")]},
        {"name": "Quotes", "type": 3, "description": "d"},
    ],
)
async def test_commands_that_are_not_right(discord: WireDiscord, command: Body) -> None:
    assert await refused(discord, "PUT", COMMANDS, [command]) == (400, 50035)
    assert discord.commands == []


@pytest.fixture
async def asked(discord: WireDiscord) -> AsyncIterator[Interaction]:
    """Return a question that the bot does not answer by itself."""

    async def say_nothing(_: library.Interaction) -> None:
        await asyncio.sleep(0)

    client = LeastClient()
    client.behaviour = say_nothing
    async with connected(discord, client):
        yield await discord.command("who", {"name": "x"})


async def answer(discord: WireDiscord, interaction: Interaction, body: Body) -> int:
    """Answer an interaction, and return the code of the refusal, or 0."""
    path = f"/interactions/{interaction.id}/{interaction.token}/callback"
    return await answered(discord, path, body)


async def follow(discord: WireDiscord, interaction: Interaction, content: str = "續") -> int:
    """Follow an interaction up, and return the code of the refusal, or 0."""
    return await answered(discord, f"/webhooks/{APPLICATION_ID}/{interaction.token}", {"content": content})


async def answered(discord: WireDiscord, path: str, body: Body) -> int:
    async with aiohttp.request("POST", discord.api_url + path, json=body) as response:
        if response.status < 400:
            return 0
        code: int = (await response.json())["code"]
    assert discord.violations.pop().code == code
    return code


SAY: Body = {"type": 4, "data": {"content": "好"}}


async def test_a_second_answer(discord: WireDiscord, asked: Interaction) -> None:
    assert [await answer(discord, asked, SAY) for _ in range(2)] == [0, 40060]


async def test_an_answer_after_three_seconds(discord: WireDiscord, asked: Interaction) -> None:
    discord.clock.advance(3.1)

    assert await answer(discord, asked, SAY) == 10062


async def test_a_word_before_the_first_answer(discord: WireDiscord, asked: Interaction) -> None:
    assert await follow(discord, asked) == 10015


async def test_a_word_after_fifteen_minutes(discord: WireDiscord, asked: Interaction) -> None:
    codes = [await answer(discord, asked, SAY), await follow(discord, asked)]
    discord.clock.advance(15 * 60)

    assert [*codes, await follow(discord, asked)] == [0, 0, 50027]


@pytest.mark.parametrize("reply", [6, 7, 8])
async def test_an_answer_of_another_kind(discord: WireDiscord, asked: Interaction, reply: int) -> None:
    data: Body = {"choices": []} if reply == 8 else {"content": "好"}

    assert await answer(discord, asked, {"type": reply, "data": data}) == 50035


async def test_more_than_25_choices(discord: WireDiscord, asked: Interaction, description: Description | None) -> None:
    if description is None:
        pytest.skip("Discord's description is not at hand")
    choices = [{"name": str(number), "value": str(number)} for number in range(26)]

    assert await answer(discord, asked, {"type": 8, "data": {"choices": choices}}) == 50035


@pytest.mark.usefixtures("asked")
async def test_a_sixth_word_where_only_a_user_has_installed_the_bot(discord: WireDiscord) -> None:
    for command in discord.commands:
        command["integration_types"] = [0, 1]
    abroad = await discord.command("who", {"name": "x"}, guild=FOREIGN_GUILD)
    await answer(discord, abroad, SAY)

    assert [await follow(discord, abroad) for _ in range(6)] == [0, 0, 0, 0, 0, 40094]
