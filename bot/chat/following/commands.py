"""The ``/follow`` and ``/following`` commands."""

from collections.abc import Callable
from typing import TypeVar

from discord import app_commands
from discord.app_commands import Choice

from bot.answers.printable import on_one_line
from bot.chat.following.desk import DIRECT, MINE, SCRIPTS, WHERE, FollowDesk
from bot.chat.moderating import LONGEST_CHOICE
from bot.chat.replies import Interaction
from bot.chat.translation import localised

T = TypeVar("T")
Typed = app_commands.Range[str, 1, LONGEST_CHOICE]
PLACES = [Choice(name=localised(f"follow.where.{where}"), value=where) for where in WHERE]
CHARACTERS = [Choice(name=localised(f"follow.script.{script}"), value=script) for script in SCRIPTS]


def _with_options(subject: str) -> Callable[[T], T]:
    """Name and describe the options of a command in every language: what is followed, where and how it is told."""

    def decorate(command: T) -> T:
        names = (subject, "where", "script")
        named = {name: localised(f"option.follow.{name}.name") for name in names}
        described = {name: localised(f"option.follow.{name}.description") for name in names}
        offering = app_commands.choices(where=PLACES, script=CHARACTERS)
        return app_commands.rename(**named)(app_commands.describe(**described)(offering(command)))

    return decorate


class FollowCommands(app_commands.Group):
    """The commands by which members follow, for themselves or for a channel."""

    def __init__(self, desk: FollowDesk) -> None:
        super().__init__(name=localised("command.follow.name"), description=localised("command.follow.description"))
        self._desk = desk

    @app_commands.command(
        name=localised("command.follow.person.name"), description=localised("command.follow.person.description")
    )
    @_with_options("name")
    async def person(self, interaction: Interaction, name: Typed, where: str = DIRECT, script: str = MINE) -> None:
        """Follow a person."""
        await self._desk.follow_person(interaction, name, where, script)

    @app_commands.command(
        name=localised("command.follow.topic.name"), description=localised("command.follow.topic.description")
    )
    @_with_options("words")
    async def topic(self, interaction: Interaction, words: Typed, where: str = DIRECT, script: str = MINE) -> None:
        """Follow a topic."""
        await self._desk.follow_topic(interaction, words, where, script)

    @person.autocomplete("name")
    async def _names(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        names = [on_one_line(name, LONGEST_CHOICE) for name in await self._desk.names(interaction, typed)]
        return [Choice(name=name, value=name) for name in dict.fromkeys(names) if name]


def following_command(desk: FollowDesk) -> app_commands.Command[FollowCommands, ..., None]:
    """Return the command that lists what is followed."""

    async def following(interaction: Interaction) -> None:
        await desk.list_all(interaction, 1)

    return app_commands.Command(
        name=localised("command.following.name"),
        description=localised("command.following.description"),
        callback=following,
    )
