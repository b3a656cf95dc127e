"""``jianbao ask``: one command, one answer."""

import argparse
import json
import shutil
import sys

from bot.answers.answer import Status
from bot.answers.as_json import as_json
from bot.answers.commands import parse, problem
from bot.answers.conversion import Converter
from bot.answers.present import present
from bot.answers.service import Answers
from bot.cli.exits import Exit
from bot.cli.wiring import open_archive
from bot.config import LOCALES, Settings
from bot.console.card import render_text
from bot.errors import QuestionInvalid
from bot.model import PUBLIC_LIBRARY, visible_to

HELP = 'answer one question: jianbao ask "/who Jakub Pachocki"'


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("question", help='as in Discord: "/quote Altman about:Sutskever"')
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--locale", choices=LOCALES, help="the reader's language; DEFAULT_LOCALE if not given")
    parser.add_argument("--library", default=PUBLIC_LIBRARY, help="whose articles are seen beside the public ones")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Print the answer; a question that is none ends with what was expected."""
    locale = arguments.locale or settings.default_locale
    try:
        question = parse(arguments.question)
        async with open_archive(settings) as store:
            answer = await Answers(store).ask(question, visible_to(arguments.library))
    except QuestionInvalid as invalid:
        print(f"jianbao: {problem(invalid, locale)}", file=sys.stderr)
        return Exit.REFUSED
    shown = present(answer, locale, Converter.load())
    if arguments.format == "json":
        print(json.dumps(as_json(shown), ensure_ascii=False))
    else:
        print(render_text(shown, shutil.get_terminal_size().columns), end="")
    return Exit.DONE if answer.status is Status.FOUND else Exit.NOTHING_FOUND
