"""The slash commands, one for each question of ``answers.questions``: names, options and words are that list's."""

from collections.abc import Callable, Coroutine
from inspect import Parameter, Signature
from typing import Any

import discord
from discord import app_commands

from bot.answers.commands import ask, required
from bot.answers.printable import on_one_line
from bot.answers.questions import COMPOSED, QUESTIONS, Question, options
from bot.chat.lookup import Desk
from bot.chat.moderating import LONGEST_CHOICE, LONGEST_VALUE, MOST_CHOICES
from bot.chat.replies import Interaction
from bot.chat.translation import localised

PRIVATE = "private"

Completion = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]
Typed = app_commands.Range[str, 1, LONGEST_VALUE]


def lookup_commands(desk: Desk) -> list[app_commands.Command[Any, ..., None]]:
    """Return the commands that ``desk`` answers."""
    return [_command(question, desk) for question in QUESTIONS.values()]


def _command(question: type[Question], desk: Desk) -> app_commands.Command[Any, ..., None]:
    """Return the command that asks one question."""

    async def callback(interaction: Interaction, *, private: bool | None = None, **given: str | None) -> None:
        words = {option: word for option, word in given.items() if word is not None}
        await desk.ask(interaction, ask(question, words), private=private)

    name, known = question.command, options(question)
    setattr(callback, "__signature__", _signature(question))  # noqa: B010 -- what discord.py reads the options from
    described = {option: localised(f"option.{name}.{option}.description") for option in known}
    named = {option: localised(f"option.{name}.{option}.name") for option in known}
    described[PRIVATE], named[PRIVATE] = localised("option.private.description"), localised("option.private.name")
    app_commands.describe(**described)(callback)
    app_commands.rename(**named)(callback)
    app_commands.autocomplete(**{option: _completion(option, desk) for option in known if option not in COMPOSED})(
        callback
    )
    return app_commands.Command(
        name=localised(f"command.{name}.name"),
        description=localised(f"command.{name}.description"),
        callback=callback,
    )


def _signature(question: type[Question]) -> Signature:
    """Return the options of a question as parameters, and whether the answer is for the member alone."""
    needed = required(question)
    parameters = [Parameter("interaction", Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)]
    for option in options(question):
        annotation, default = (Typed, Parameter.empty) if option in needed else (Typed | None, None)
        parameters.append(Parameter(option, Parameter.KEYWORD_ONLY, annotation=annotation, default=default))
    parameters.append(Parameter(PRIVATE, Parameter.KEYWORD_ONLY, annotation=bool | None, default=None))
    return Signature(parameters)


def _completion(option: str, desk: Desk) -> Completion:
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = [on_one_line(value, LONGEST_CHOICE) for value in await desk.complete(interaction, option, typed)]
        values = dict.fromkeys(value for value in found if value)
        return [app_commands.Choice(name=value, value=value) for value in values][:MOST_CHOICES]

    return complete
