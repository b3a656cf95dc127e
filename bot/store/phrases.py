"""Which of many words a text holds: found by how they begin, so that it hardly matters how many they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.store.words import Words, may_continue, tokens

Start = tuple[str, ...]
KEPT = 1 << 14
"""Tokens whose beginnings are kept: nearly all that texts have."""


class Phrases:
    """Folded words to look for, each as the index finds them: every chunk that spaces part stands in the text."""

    def __init__(self, folded: Iterable[str]) -> None:
        self._sought: dict[str, tuple[str, ...]] = {}
        self._by_start: dict[Start, list[str]] = defaultdict(list)
        for each in folded:
            if chunks := Words.of(each).chunks:
                self._sought[each] = tuple(map(_joined, chunks))
                self._by_start[chunks[0][:2]].append(each)

    def held_in(self, folded: str) -> set[str]:
        """Return those that a folded text holds."""
        found = tokens(folded)
        text = f" {' '.join(found)} "
        likely = {each for start in set(_starts(found)) for each in self._by_start.get(start, ())}
        return {each for each in likely if all(chunk in text for chunk in self._sought[each])}


def _joined(chunk: Sequence[str]) -> str:
    """Return what a text has in it that holds a phrase, its tokens joined by spaces."""
    return f" {' '.join(chunk)}" + ("" if may_continue(chunk[-1]) else " ")


def _starts(found: Sequence[str]) -> Iterator[Start]:
    """Yield what words may begin with that stand in a text: one token or two, the last perhaps not to its end."""
    for token in found:
        yield from ((begun,) for begun in _beginnings(token))
    for first, second in pairwise(found):
        yield from ((first, begun) for begun in _beginnings(second))


@lru_cache(maxsize=KEPT)
def _beginnings(token: str) -> Sequence[str]:
    return [token[:end] for end in range(1, len(token) + 1)] if may_continue(token) else [token]
