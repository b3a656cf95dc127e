"""The terminal face: reads lines, asks, shows cards. It knows no store and no analysis: it is given who answers."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from bot.answers import commands
from bot.answers.answer import Answer
from bot.answers.commands import problem
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.printable import printable
from bot.answers.questions import Question
from bot.console.card import card, help_text, originals
from bot.console.wrapping import wrap
from bot.errors import QuestionInvalid
from bot.strings import catalogue

if TYPE_CHECKING:
    from bot.answers.presented import Presented

    # Completion loads prompt_toolkit, which only a terminal needs.
    from bot.console.completion import Complete

Ask = Callable[[Question, str], Awaitable[Answer]]
"""Answers a question for the readers of a locale."""
LOCALES = tuple(catalogue.SERVED_BY)
EXTRAS: dict[str, tuple[str, ...]] = {"help": (), "locale": LOCALES, "original": (), "quit": ()}
"""The console's own commands, and the values that each takes."""


async def run(
    ask: Ask,
    *,
    complete: "Complete",
    locale: str,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
) -> int:
    """Answer line after line until the input ends or the reader leaves; return the exit code.

    A terminal gets a prompt with completion, where Ctrl-C drops the line; a pipe gets the answers alone.
    """
    stdin, stdout = stdin or sys.stdin, stdout or sys.stdout
    face = Face(ask, Converter.load(), Console(file=stdout, highlight=False), locale)
    if not (stdin.isatty() and stdout.isatty()):
        await face.serve(_piped(stdin))
        return 0
    face.say("console.greeting")
    from bot.console.prompt import typed  # noqa: PLC0415 - slow to load, and only a terminal needs it

    await face.serve(typed(complete, EXTRAS, lambda: face.locale))
    face.say("console.bye")
    return 0


class Face:
    """A reader at a terminal: their locale, and the answer that they see."""

    def __init__(self, ask: Ask, converter: Converter, console: Console, locale: str) -> None:
        self.locale = locale
        self._ask = ask
        self._converter = converter
        self._console = console
        self._last: Presented | None = None

    async def serve(self, lines: AsyncIterator[str]) -> None:
        """Answer each of ``lines`` until they end or one says to leave."""
        async for line in lines:
            command, values = commands.split(line)
            if command == "quit":
                return
            if command in EXTRAS:
                self._extra(command, values[0].text.strip() if values else "")
            elif line.strip():
                await self._answer(line)

    def say(self, key: str, /, **values: object) -> None:
        """Print one text of the catalogue."""
        self._print_text(catalogue.text(self.locale, key, **values))

    async def _answer(self, line: str) -> None:
        try:
            answer = await self._ask(commands.parse(line), self.locale)
        except QuestionInvalid as invalid:
            self._print_text(problem(invalid, self.locale))
            return
        self._last = present(answer, self.locale, self._converter)
        self._print([*card(self._last, self._console.width), Text()])

    def _extra(self, command: str, value: str) -> None:
        match command:
            case "help":
                self._print(help_text(tuple(EXTRAS), self.locale, self._console.width))
            case "original":
                lines = originals(self._last, self._console.width) if self._last else []
                self._print(lines or [Text(catalogue.text(self.locale, "console.no-original"))])
            case "locale":
                chosen = next((locale for locale in LOCALES if locale.lower() == value.lower()), None)
                if chosen is None:
                    self.say("console.locale-unknown", locale=value, locales=" ".join(LOCALES))
                    return
                self.locale = chosen
                self.say("console.locale-set", locale=chosen)

    def _print_text(self, text: str) -> None:
        self._print(wrap(Text(printable(text)), self._console.width))

    def _print(self, lines: Iterable[Text]) -> None:
        for line in lines:
            self._console.print(line, soft_wrap=True)


async def _piped(stdin: TextIO) -> AsyncIterator[str]:
    while line := await asyncio.to_thread(stdin.readline):
        yield line
