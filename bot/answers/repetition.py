"""What says nothing new is left out: sentences that say in other words what an earlier one says."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from bot.analysis.script import fold
from bot.analysis.wording import Words, shared, words

REPEATED = 0.75
"""The share of a sentence in another one from which it says nothing new."""
T = TypeVar("T")


def distinct(told: Iterable[T], text: Callable[[T], str]) -> Iterator[T]:
    """Yield what says something that nothing before it said, by its text."""
    known: list[Words] = []
    for each in told:
        said = words(fold(text(each)))
        if all(shared(said, earlier) < REPEATED for earlier in known):
            known.append(said)
            yield each
