"""Write docs/commands.md: every command as Discord has it registered, in the languages that it is shown in.

usage: python -m tools.commands [--output docs/commands.md]
"""

import argparse
import asyncio
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.cards.payloads import shipped_bot

HEAD = """# Commands

What Discord shows of the bot's commands, in English, traditional and simplified Chinese; made from what the bot
registers by `python -m tools.commands`. In brackets: what may be left out.
"""
MESSAGE_MENU = 3
SUBCOMMAND = 1
CHINESE = ("zh-TW", "zh-CN")

Command = dict[str, Any]


def page(commands: Iterable[Command]) -> str:
    """Return the page: those of members first, the menus of messages last, else by name."""
    ordered = sorted(commands, key=lambda each: (each["type"], bool(_needed(each)), each["name"]))
    return "\n".join([HEAD, *(line for command in ordered for line in _section(command))])


async def registered() -> list[Command]:
    """Return the commands that a bot on the shipped articles registers with a Discord on the wire."""
    async with shipped_bot() as (discord, _):
        return discord.commands


def _section(command: Command) -> Iterator[str]:
    """Yield the lines on a command: its names, what it does, who may give it where, its options."""
    is_menu = command["type"] == MESSAGE_MENU
    mark = "" if is_menu else "/"
    yield f"## {mark}{command['name']} · {' · '.join(mark + name for name in _chinese(command, 'name'))}"
    yield ""
    if is_menu:
        yield "In the menu of a message, under *Apps*."
    else:
        yield _told(command)
    yield ""
    yield _where(command)
    yield ""
    below = command.get("options", [])
    parts = [option for option in below if option["type"] == SUBCOMMAND]
    if parts:
        yield "| command | 繁體 | 简体 | does |"
        yield "|---|---|---|---|"
        for part in parts:
            typed = f"`/{command['name']} {part['name']}{_typed(part.get('options', []))}`"
            yield f"| {typed} | {' | '.join(_chinese(part, 'name'))} | {part['description']} |"
        yield ""
    elif below:
        yield f"`/{command['name']}{_typed(below)}`"
        yield ""
    every = (option for part in parts for option in part.get("options", [])) if parts else below
    yield from _options(list({option["name"]: option for option in every}.values()))


def _options(options: Sequence[Command]) -> Iterator[str]:
    if not options:
        return
    yield "| option | 繁體 | 简体 | holds |"
    yield "|---|---|---|---|"
    for option in options:
        yield f"| `{option['name']}` | {' | '.join(_chinese(option, 'name'))} | {option['description']} |"
    yield ""


def _typed(options: Iterable[Command]) -> str:
    return "".join(f" {each['name']}" if each.get("required") else f" [{each['name']}]" for each in options)


def _told(command: Command) -> str:
    descriptions = (command["description"], *_chinese(command, "description"))
    return " · ".join(f"{text}." if text.isascii() else f"{text}。" for text in descriptions)


def _chinese(named: Command, key: str) -> list[str]:
    localised: dict[str, str] = named.get(f"{key}_localizations") or {}
    return [localised.get(locale, str(named[key])) for locale in CHINESE]


def _needed(command: Command) -> str | None:
    return command.get("default_member_permissions")


def _where(command: Command) -> str:
    """Say who may give a command, and where."""
    if _needed(command) is None:
        return "For everyone, in servers and direct messages."
    return "For moderators, in servers that added the bot."


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path("docs/commands.md"))
    arguments = parser.parse_args()
    arguments.output.write_text(page(asyncio.run(registered())), encoding="utf-8")


if __name__ == "__main__":
    main()
