"""Whatever is typed is only words: hostile ones go through every option of every command, and do nothing.

How much was tried is printed: ``pytest tests/chat/test_injection.py -rP``.
"""

import pytest

from bot.answers.printable import REORDERING
from bot.chat.client import Bot
from bot.chat.pace import Pace
from bot.store import Store
from tests.chat.attempts import AT_HOME, Offer, complete, ended, give, offers
from tests.chat.hostility import TYPED, assert_harmless
from tests.chat.vault import HOME, fill
from tests.chat.wire import WireDiscord
from tests.store.rows import every_row

HOSTILE = [*TYPED.values()]
LONGEST_CHOICE = 100


async def typed(discord: WireDiscord, offer: Offer) -> tuple[int, dict[str, str]]:
    """Give a command with every hostile word in every option; return how often, and what came of what it should not."""
    count, live = 0, {}
    for options in offer.variants(HOSTILE, AT_HOME):
        count += 1
        discord.clock.advance(1)  # Discord limits how much is asked in a second
        for message in await ended(await give(discord, offer, options, AT_HOME)):
            try:
                assert_harmless(message)
            except AssertionError:
                live[f"/{offer} {options}"] = message.text
    return count, live


async def completed(discord: WireDiscord, offer: Offer) -> int:
    """Type every hostile word into every option that is completed; return how often."""
    count = 0
    for option in offer.completed:
        for words in HOSTILE:
            count += 1
            discord.clock.advance(1)
            choices = await complete(discord, offer, option, offer.filled(words, AT_HOME, {option: words}), AT_HOME)
            for choice in choices:
                assert choice["name"].strip()
                assert not set(REORDERING) & set(choice["name"])
                assert 0 < len(choice["value"]) <= LONGEST_CHOICE
    return count


async def test_no_hostile_word_does_anything(
    discord: WireDiscord, bot: Bot, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    bot.pace = Pace(allowance=10**6)
    await fill(store)
    articles = (await every_row(store))["articles"]
    given, asked = 0, 0
    live: dict[str, str] = {}
    for offer in offers(discord):
        count, found = await typed(discord, offer)
        given, asked, live = given + count, asked + await completed(discord, offer), live | found
    print(f"{len(HOSTILE)} words: {given} commands, {asked} completions")  # noqa: T201

    assert live == {}
    assert [record.exc_text for record in caplog.records if record.exc_info] == []
    assert {*(await every_row(store))["articles"]} >= {*articles}, f"articles of {HOME} are gone"
