"""What can be typed next: commands, their options, and the names that the archive knows."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.answers import commands
from bot.answers.printable import printable
from bot.answers.questions import QUESTIONS, options
from bot.strings import catalogue

Complete = Callable[[str, str, str], Awaitable[Sequence[str]]]
"""Given a command, an option and what was typed for it, the values that it may become, best first."""


class LineCompleter(Completer):
    """Completes the line before the cursor; ``extras`` are the console's own commands with their values."""

    def __init__(self, complete: Complete, extras: dict[str, tuple[str, ...]], locale: Callable[[], str]) -> None:
        self._complete = complete
        self._extras = extras
        self._locale = locale

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002 - the signature is prompt_toolkit's
        """Yield nothing: names are asked for without blocking."""
        yield from ()

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the signature is prompt_toolkit's
    ) -> AsyncGenerator[Completion, None]:
        """Yield what the line may go on with."""
        line = document.text_before_cursor
        command, values = commands.split(line)
        if not line.strip() or (command is not None and not values and not line[-1].isspace()):
            for completion in self._commands(line.strip()):
                yield completion
        elif command in self._extras:
            typed = line.rsplit(maxsplit=1)[-1] if values else ""
            for value in self._extras[command]:
                if value.lower().startswith(typed.lower()):
                    yield Completion(value, start_position=-len(typed))
        elif command in QUESTIONS:
            async for completion in self._values(command, line, values):
                yield completion

    def _commands(self, typed: str) -> Iterator[Completion]:
        locale = self._locale()
        described = {command: catalogue.text(locale, f"command.{command}.description") for command in QUESTIONS}
        described |= {extra: catalogue.text(locale, f"console.extra.{extra}") for extra in self._extras}
        for command, description in described.items():
            if command.startswith(typed[1:].lower()):
                yield Completion(f"/{command}", start_position=-len(typed), display_meta=description)

    async def _values(
        self, command: str, line: str, values: tuple[commands.Value, ...]
    ) -> AsyncGenerator[Completion, None]:
        known = options(QUESTIONS[command])
        current = values[-1] if values else commands.Value(None, "", len(line))
        typed = current.text.lstrip()
        for name in await self._complete(command, current.option or known[0], typed):
            yield Completion(printable(name), start_position=-len(typed))
        given = {value.option or known[0] for value in values}
        word = "" if line[-1].isspace() else line.rsplit(maxsplit=1)[-1]
        for option in known[1:]:
            if option not in given and option.startswith(word.lower()):
                meta = catalogue.text(self._locale(), f"option.{command}.{option}.description")
                yield Completion(f"{option}:", start_position=-len(word), display_meta=meta)
