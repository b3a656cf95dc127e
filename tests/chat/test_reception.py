"""Every interaction is seen to the end of its answer: its command and what became of it, nothing that was typed."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.chat.client import Bot
from bot.chat.reception import answering
from tests.chat.test_replies import locked
from tests.chat.wire import Interaction, WireDiscord
from tests.chat.wire.places import EDITOR

WHO = {"name": "沈硯秋"}


@pytest.fixture
def seen(caplog: pytest.LogCaptureFixture, bot: Bot) -> "Seen":
    caplog.set_level(logging.DEBUG, "bot")
    marker = Marker()
    caplog.handler.addFilter(marker)
    return Seen(caplog, bot)


class Marker(logging.Filter):
    """Notes with each record which interaction was being answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Note it."""
        current = answering.get()
        vars(record)["of"] = current and current.id
        return True


class Seen:
    """What the log has of interactions that are at their end."""

    def __init__(self, caplog: pytest.LogCaptureFixture, bot: Bot) -> None:
        self._caplog = caplog
        self._bot = bot

    def lines(self) -> list[str]:
        """Return every line, whatever it is of."""
        return [record.getMessage() for record in self._caplog.records]

    async def of(self, interaction: Interaction) -> list[str]:
        """Return the lines of one, without its time."""
        async with asyncio.timeout(10):
            await self._bot.reception.empty()
        records = [record for record in self._caplog.records if vars(record)["of"] == str(interaction.id)]
        return [record.getMessage().partition(" in ")[0] for record in records]


async def test_each_kind_is_told_with_its_command_alone(discord: WireDiscord, seen: Seen) -> None:
    asked = await discord.command("who", WHO)
    card = await asked.message()
    pressed = await card.press("我的字形", locale="zh-CN")
    await pressed.message()
    listed = await discord.command("digest list", user=EDITOR)
    await listed.message()

    assert await seen.of(asked) == ["command who: answered"]
    assert await seen.of(pressed) == ["button: answered"]
    assert await seen.of(listed) == ["command digest list: answered"]


async def test_menus_of_cards_forms_and_messages_are_kinds_of_their_own(discord: WireDiscord, seen: Seen) -> None:
    card = await (await discord.command("who", WHO)).message()
    flagged = await card.press("回報錯誤")
    form = await flagged.modal()
    handed_in = await form.submit({})
    await handed_in.message()
    said = await discord.say(card.channel, "沈硯秋")
    here = await discord.message_command("Names and dates here", said)
    await here.message()

    assert await seen.of(flagged) == ["button: answered"]
    assert await seen.of(handed_in) == ["form: answered"]
    assert await seen.of(here) == ["menu Names and dates here: answered"]


async def test_what_went_wrong_is_told_under_the_same_id(discord: WireDiscord, seen: Seen, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TABLE appearances")
    asked = await discord.command("who", WHO)
    await asked.message()

    incident, told = await seen.of(asked)
    assert incident.startswith("incident ")
    assert told == "command who: unavailable"


async def test_what_members_can_mend_is_refused(discord: WireDiscord, seen: Seen) -> None:
    asked = await discord.command("quote", {})
    await asked.message()

    assert await seen.of(asked) == ["command quote: refused"]


async def test_a_completion_that_fails_is_unanswered(discord: WireDiscord, seen: Seen, database: Path) -> None:
    await discord.autocomplete("who", "name", "沈")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TABLE aliases")
    with pytest.raises(AssertionError, match="an answer to"):
        await discord.autocomplete("who", "name", "沈")

    lines = [line for line in seen.lines() if line.startswith("completion")]
    assert [line.partition(" in ")[0] for line in lines] == ["completion who: answered", "completion who: unanswered"]


async def test_an_answer_that_takes_long_is_in_flight_until_its_end(
    discord: WireDiscord, bot: Bot, seen: Seen, database: Path
) -> None:
    with locked(database):
        asked = await discord.command("who", WHO)
        await asked.response()
        in_flight = bot.reception.in_flight
    await asked.message()

    assert await seen.of(asked) == ["command who: answered"]
    assert seen.lines()[-1].endswith(" ms, after Discord was told to wait")
    assert (in_flight, bot.reception.in_flight) == (1, 0)
