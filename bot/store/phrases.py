"""Which of many words a text holds: found by how they begin, so that it hardly matters how many they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.store.words import Words, may_continue, pattern, tokens

Start = tuple[str, ...]


class Phrases:
    """Folded words to look for, each as ``Index.holds`` understands them: every chunk that spaces part is held."""

    def __init__(self, folded: Iterable[str]) -> None:
        chunks = {each: Words.of(each).chunks for each in folded}
        self._patterns = {each: tuple(map(pattern, parts)) for each, parts in chunks.items() if parts}
        self._by_start: dict[Start, list[str]] = defaultdict(list)
        for each in self._patterns:
            self._by_start[chunks[each][0][:2]].append(each)

    def held_in(self, folded: str) -> set[str]:
        """Return those that a folded text holds."""
        likely = {each for start in set(_starts(folded)) for each in self._by_start.get(start, ())}
        return {each for each in likely if all(pattern.search(folded) for pattern in self._patterns[each])}


def _starts(folded: str) -> Iterator[Start]:
    """Yield what words may begin with that stand in a text: one token or two, the last perhaps not to its end."""
    found = tokens(folded)
    for token in found:
        yield from ((begun,) for begun in _beginnings(token))
    for first, second in pairwise(found):
        yield from ((first, begun) for begun in _beginnings(second))


def _beginnings(token: str) -> Iterable[str]:
    return (token[:end] for end in range(1, len(token) + 1)) if may_continue(token) else (token,)
