"""What says nothing new is left out: sentences that say in other words what an earlier one says."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from bot.analysis.script import fold
from bot.analysis.wording import Words, shared, words

REPEATED = 0.75
"""The share of a sentence in another one from which it says nothing new."""
T = TypeVar("T")


def distinct(told: Iterable[T], text: Callable[[T], str], limit: int | None = None) -> list[T]:
    """Return what says something that nothing before it said, by its text: the first ``limit``."""
    return [first for first, *_ in repeated(told, text, limit)]


def repeated(told: Iterable[T], text: Callable[[T], str], limit: int | None = None) -> list[list[T]]:
    """Return groups of what says the same, by its text, in the order of the first of each; at most ``limit`` groups."""
    groups: list[tuple[Words, list[T]]] = []
    for each in told:
        said = words(fold(text(each)))
        same = next((group for earlier, group in groups if shared(said, earlier) >= REPEATED), None)
        if same is not None:
            same.append(each)
        elif limit is None or len(groups) < limit:
            groups.append((said, [each]))
    return [group for _, group in groups]
