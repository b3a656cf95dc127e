"""``jianbao console``: the bot's commands in the terminal."""

import argparse
from collections.abc import Sequence

from bot import console
from bot.answers.answer import Answer
from bot.answers.questions import Question
from bot.answers.service import Answers
from bot.cli.exits import Exit
from bot.cli.wiring import open_archive
from bot.config import Settings
from bot.model import PUBLIC_LIBRARY

HELP = "open a terminal with the bot's commands (the default without a token)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it has none."""


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Answer what is typed until the end of input."""
    del arguments  # the console asks for everything else itself
    libraries = [PUBLIC_LIBRARY]
    async with open_archive(settings) as store:
        answers = Answers(store)

        async def ask(question: Question, locale: str) -> Answer:
            del locale  # an answer has no language
            return await answers.ask(question, libraries)

        async def complete(command: str, option: str, typed: str) -> Sequence[str]:
            del command  # what completes an option is the same in every command
            return await answers.complete(option, typed, libraries)

        return Exit(await console.run(ask, complete=complete, locale=settings.default_locale))
