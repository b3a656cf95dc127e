"""Sentences of two articles that say the same and count it differently: 12 人受傷, 15 人受傷.

The sentences are laid side by side: their longest common subsequence decides which number stands where the other's
does, and what is counted has to be the same. Counts grow, so articles of one day are compared, or of two days where the
titles are all but one; and a series has one sentence for many counts, so neither number may stand in the other article.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby

from rapidfuzz.distance import LCSseq

from bot.analysis.quantities import Numbers, Quantity, find_quantities, numbers_in
from bot.analysis.script import fold
from bot.analysis.wording import Words, shared, words
from bot.store import Store
from bot.store.records import Passage

ARTICLES = 40
"""The newest articles on a topic that are compared."""
SHORTEST = 12
"""Words of a sentence from which on it tells an event, and is no item of a list."""
SHARED = 0.6
"""The share of the shorter sentence that has to stand in the other, in order."""
SAME_TITLE = 0.75
"""The share of the shorter title that stands in the other, from which articles of two days report the same."""
SAME_EVENT = 1.2
"""What both shares come to at least, in articles of one day."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences that count one thing differently."""

    one: Passage
    other: Passage
    counts: tuple[Quantity, Quantity]

    @property
    def between(self) -> tuple[str, Numbers]:
        """What is counted, and the two numbers: what other sentences have in common that differ in the same."""
        mine, theirs = self.counts
        return mine.thing, frozenset((mine.value, theirs.value))


async def number_conflicts(store: Store, newest_first: Sequence[Passage], libraries: Sequence[str]) -> list[Difference]:
    """Return where the articles of these passages differ in a number, those of the newest articles first."""
    return differences(await _told(store, [passage.article for passage in newest_first], libraries))


async def new_number_conflicts(
    store: Store, ids: Sequence[int], new: Collection[int], libraries: Sequence[str]
) -> list[Difference]:
    """Return where articles differ in a number of which those among them that are not new did not differ."""
    told = await _told(store, ids, libraries)
    known = {found.between for found in differences(each for each in told if each[0].article not in new)}
    return [found for found in differences(told) if found.between not in known]


async def _told(store: Store, ids: Sequence[int], libraries: Sequence[str]) -> list[list[Passage]]:
    """Return the sentences of each of the first distinct articles, in their order."""
    ids = list(dict.fromkeys(ids))[:ARTICLES]
    sentences = await store.sentences(ids, libraries)
    told = [list(article) for _, article in groupby(sentences, key=lambda sentence: sentence.article)]
    return sorted(told, key=lambda article: ids.index(article[0].article))


def differences(articles: Iterable[Sequence[Passage]]) -> list[Difference]:
    """Return where articles, each given by all of its sentences, differ in a number: each difference once."""
    once: dict[tuple[str, Numbers], Difference] = {}
    for one, other in combinations(map(_Article, articles), 2):
        for found in one.differences(other):
            once.setdefault(found.between, found)
    return list(once.values())


class _Counting:
    """A sentence with its quantities by their places among its words, each of which is a word of its own."""

    def __init__(self, sentence: Passage, folded: str, quantities: Sequence[Quantity]) -> None:
        self.sentence = sentence
        self.quantities: dict[int, Quantity] = {}
        told: list[str] = []
        start = 0
        for quantity in quantities:
            told += words(folded[start : quantity.span.start])
            self.quantities[len(told)] = quantity
            told.append(f"#{quantity.thing}")
            start = quantity.span.end
        self.words: Words = (*told, *words(folded[start:]))

    def differences(self, other: "_Counting") -> Iterator[Difference]:
        """Yield the quantities that stand in one place of both sentences and cannot both be right."""
        for block in LCSseq.opcodes(self.words, other.words):
            if block.tag == "equal":
                for step in range(block.src_end - block.src_start):
                    mine = self.quantities.get(block.src_start + step)
                    theirs = other.quantities.get(block.dest_start + step)
                    if mine and theirs and mine.contradicts(theirs):
                        yield Difference(self.sentence, other.sentence, (mine, theirs))


class _Article:
    """An article by its sentences, in order, at least one."""

    def __init__(self, sentences: Sequence[Passage]) -> None:
        self._sentences = sentences
        self.day = sentences[0].published_day
        self.title = words(fold(sentences[0].title))

    @cached_property
    def counting(self) -> list[_Counting]:
        """The sentences that count something."""
        folded = [fold(sentence.text) for sentence in self._sentences]
        found = [list(find_quantities(text)) for text in folded]
        counting = (_Counting(*each) for each in zip(self._sentences, folded, found, strict=True) if each[2])
        return [each for each in counting if len(each.words) >= SHORTEST]

    @cached_property
    def numbers(self) -> Numbers:
        """Every number that the article states."""
        return frozenset().union(*(numbers_in(fold(sentence.text)) for sentence in self._sentences))

    def differences(self, other: "_Article") -> Iterator[Difference]:
        """Yield where the two differ, if they may report one event."""
        share_needed = self._share_needed(other)
        if share_needed is None:
            return
        for mine in self.counting:
            for theirs in other.counting:
                for found in mine.differences(theirs) if shared(mine.words, theirs.words) >= share_needed else ():
                    if found.counts[0].value not in other.numbers and found.counts[1].value not in self.numbers:
                        yield found

    def _share_needed(self, other: "_Article") -> float | None:
        """Return how alike sentences have to be that tell of one event, None where the articles tell of two."""
        if self.day is None or other.day is None:
            return None
        title = shared(self.title, other.title)
        apart = abs((self.day - other.day).days)
        if apart == 0:
            return max(SHARED, SAME_EVENT - title)
        return SHARED if apart == 1 and title >= SAME_TITLE else None
