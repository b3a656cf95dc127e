"""The bot's commands in a terminal."""

from bot.console.face import run

__all__ = ["run"]
