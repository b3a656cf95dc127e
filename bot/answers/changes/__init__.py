"""What is new about a person, a story or words, or at all: since a day, or since somebody last looked."""

from bot.answers.changes.answer import answer
from bot.answers.changes.looking import Looked, look

__all__ = ["Looked", "answer", "look"]
