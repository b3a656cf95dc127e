"""Write the messages that the bot sends to a member of the shipped archive, as JSON for ``python -m tools.cards``.

The bot is the real one, connected to the Discord on the wire of ``tests/chat``; what it sends there is what is written.

usage: python -m tools.cards.payloads [--locale zh-TW] [--output DIR]
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.answers.conversion import Converter
from bot.cli.wiring import open_archive
from bot.config import read_settings
from bot.strings import catalogue
from tests.chat.newsroom import at_work
from tests.chat.wire import Message, WireDiscord

LOCALES = ("zh-TW", "zh-CN", "en-US")


@dataclass(frozen=True)
class Asked:
    """What a member does: a command with its options, then buttons, by the keys of their labels."""

    command: str
    options: Mapping[str, str]
    presses: Sequence[str] = ()


CARDS = {
    "who": Asked("who", {"name": "Ilya Sutskever"}),
    "who-2": Asked("who", {"name": "Ilya Sutskever"}, ["button.next"]),
    "who-misspelt": Asked("who", {"name": "Pachuki"}),
    "ambiguous": Asked("who", {"name": "Mu"}),
    "not-found": Asked("who", {"name": "黃仁勳"}),
    "quote": Asked("quote", {"person": "Altman", "about": "Sutskever"}),
    "quote-words": Asked("quote", {"words": "堪稱奇蹟"}),
    "when": Asked("when", {"topic": "Ilya Sutskever"}),
    "when-2": Asked("when", {"topic": "Ilya Sutskever"}, ["button.next"]),
    "summary": Asked("summary", {"topic": "OpenAI再傳重磅消息 首席科學家將另起爐竈"}),
    "summary-person": Asked("summary", {"topic": "Pachocki"}),
    "search": Asked("search", {"words": "神經網絡"}),
}


async def write(folder: Path, locale: str) -> list[Path]:
    """Write ``<card>.<locale>.json`` for each card; return the files."""
    written = []
    async with shipped_bot() as discord:
        for name, asked in CARDS.items():
            message = await shown(discord, asked, locale)
            path = folder / f"{name}.{locale}.json"
            payload = {"flags": int(message.flags), "components": message.components}
            path.write_text(json.dumps(payload, ensure_ascii=False, indent=1), encoding="utf-8")
            written.append(path)
    return written


async def shown(discord: WireDiscord, asked: Asked, locale: str) -> Message:
    """Return the message that a member sees after the command and the presses."""
    message = await (await discord.command(asked.command, dict(asked.options), locale=locale)).message()
    for key in asked.presses:
        message = await (await message.press(catalogue.text(locale, key), locale=locale)).message()
    return message


@asynccontextmanager
async def shipped_bot() -> AsyncIterator[WireDiscord]:
    """Run the bot over the shipped articles; give the Discord that it is connected to."""
    with tempfile.TemporaryDirectory(prefix="cards-") as state:
        settings = read_settings({"STATE_DIR": state})
        async with (
            open_archive(settings) as store,
            WireDiscord() as discord,
            at_work(discord, store, Converter.load()),
        ):
            yield discord


def main() -> int:
    """Write the cards of one locale and name the files."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.cards.payloads", description="The messages that the bot sends."
    )
    parser.add_argument("--locale", choices=LOCALES, default="zh-TW", help="the language of the member's Discord")
    parser.add_argument("--output", type=Path, default=Path(), help="the folder for the files")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    print(*asyncio.run(write(arguments.output, arguments.locale)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
