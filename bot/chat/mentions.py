"""How commands are named in what the bot says: to be pressed where Discord has told their ids, else to be typed."""

from collections.abc import Iterable

from discord.app_commands import AppCommand, AppCommandGroup

from bot.strings import catalogue


class Mentions:
    """The application's commands as Discord has them: none until ``learn`` is told."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def learn(self, commands: Iterable[AppCommand]) -> None:
        """Take over what Discord told of the commands, in place of what it told before."""
        self._known = dict(_mentions(commands))

    def of(self, command: str, locale: str) -> str:
        """Return a command as markdown: ``feed add`` as ``</feed add:1>``, else ``/feed add`` in the reader's words."""
        if command in self._known:
            return self._known[command]
        path = command.split()
        keys = (".".join(path[:depth]) for depth in range(1, len(path) + 1))
        return f"/{' '.join(catalogue.text(locale, f'command.{key}.name') for key in keys)}"


def _mentions(commands: Iterable[AppCommand]) -> Iterable[tuple[str, str]]:
    for command in commands:
        yield command.name, command.mention
        for option in command.options:
            if isinstance(option, AppCommandGroup):
                yield option.qualified_name, option.mention
