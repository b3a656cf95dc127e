"""Who asks for too much in a while is told when to go on; people hardly are, and nobody else waits for it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.client import Bot
from bot.chat.pace import ALLOWANCE, COSTS, PER_S, Pace
from tests.chat.wire import WireDiscord
from tests.chat.wire.places import EDITOR, OTHER_READER, READER

WHO = {"name": "沈硯秋"}
TOLD = {"zh-TW": "慢一點", "zh-CN": "慢一点", "en-US": "A moment"}


def exhaust(bot: Bot, member: int) -> None:
    while bot.pace.held_until(member, None) is None:
        pass


@pytest.mark.parametrize("locale", TOLD)
async def test_who_asks_too_much_is_told_when_to_go_on_and_nobody_else_waits(
    discord: WireDiscord, bot: Bot, locale: str
) -> None:
    card = await (await discord.command("who", WHO, locale="zh-CN")).message()
    exhaust(bot, READER.id)
    refused = await (await discord.command("who", WHO, locale=locale)).message()
    pressed = await (await card.press("原文", locale=locale)).message()
    other = await (await discord.command("who", WHO, user=OTHER_READER)).message()

    for message in (refused, pressed):
        assert message.ephemeral
        assert TOLD[locale] in message.text
        [until] = re.findall(r"<t:(\d+):R>", message.text)
        left = datetime.fromtimestamp(int(until), UTC) - datetime.now(UTC)
        assert timedelta() < left <= timedelta(seconds=PER_S)
    assert "首席科學家" in other.text


async def test_completion_is_never_refused(discord: WireDiscord, bot: Bot) -> None:
    exhaust(bot, READER.id)

    assert await discord.autocomplete("who", "name", "沈硯")


async def test_menus_and_forms_are_counted_too(discord: WireDiscord, bot: Bot) -> None:
    choices = await (await discord.command("who", {"name": "張維"}, user=EDITOR)).message()
    asked = await (await discord.command("settings delete-server", user=EDITOR)).message()
    modal = await (await asked.press("刪除全部…")).modal()
    exhaust(bot, EDITOR.id)
    [menu] = choices.selects
    chosen = await (await choices.select(None, menu["options"][0]["label"], user=EDITOR)).message()
    submitted = await (await modal.submit({"name": "臺北編輯部"})).message()

    assert "慢一點" in chosen.text
    assert "慢一點" in submitted.text


def test_what_asks_websites_counts_for_more() -> None:
    pace = Pace(timer=lambda: 0.0)
    given = 0
    while pace.held_until(1, "add") is None:
        given += 1

    assert given == ALLOWANCE // COSTS["add"]


@given(st.lists(st.tuples(st.floats(0, 30), st.sampled_from([None, "who", *COSTS])), max_size=80))
def test_nobody_is_held_longer_than_the_while_or_has_more_than_twice_the_allowance_in_it(
    asked: list[tuple[float, str | None]],
) -> None:
    now = 1.0
    pace = Pace(timer=lambda: now)
    taken: list[tuple[float, int]] = []
    for pause, command in asked:
        now += pause
        until = pace.held_until(7, command)
        if until is None:
            taken.append((now, COSTS.get(command or "", 1)))
        else:
            assert now < until.timestamp() <= now + PER_S + 1e-6
        assert sum(cost for at, cost in taken if at > now - PER_S) <= 2 * ALLOWANCE
