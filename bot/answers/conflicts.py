"""Where articles differ: sentences that tell of one event and date it differently.

Precision first: two sentences tell of one event if they are of different articles, name someone in common, date it to
different days at most ``WINDOW_DAYS`` apart, and share enough of their words, weighed by how rare these are among all
the events compared: 離職 tells events of one person apart, 首席科學家 does not. A word is a pair of neighbouring
ideographs or a Latin word, names and the date itself left out.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain, combinations, pairwise

from bot.analysis.script import fold
from bot.model import Grain
from bot.store.records import StoredDate

WINDOW_DAYS = 10
ALIKE = 0.3
"""The weight of the words in common, as a share of the weight of the sentence with less."""
UNIT = re.compile(r"[a-z0-9]+|[一-鿿]|.")


def conflicts(events: Sequence[StoredDate]) -> list[tuple[StoredDate, StoredDate]]:
    """Return pairs of reports that differ, the earlier date first; of each two articles the most alike sentences."""
    days = [event for event in events if event.date.grain is Grain.DAY and "/" not in event.date.value]
    words = [_words(event) for event in days]
    seen_in = Counter(chain.from_iterable(words))
    weight = {word: math.log(1 + len(days) / count) for word, count in seen_in.items()}
    best: dict[frozenset[int], tuple[float, StoredDate, StoredDate]] = {}
    for (one, its_words), (other, other_words) in combinations(zip(days, words, strict=True), 2):
        if not _comparable(one, other):
            continue
        alike = _alike(its_words, other_words, weight)
        articles = frozenset((one.sentence.article, other.sentence.article))
        if alike >= ALIKE and (articles not in best or alike > best[articles][0]):
            best[articles] = (alike, one, other)
    return [(one, other) for _, one, other in best.values()]


def _comparable(one: StoredDate, other: StoredDate) -> bool:
    if one.sentence.article == other.sentence.article or not set(one.people) & set(other.people):
        return False
    apart = abs((date.fromisoformat(one.date.value) - date.fromisoformat(other.date.value)).days)
    return 0 < apart <= WINDOW_DAYS


def _words(event: StoredDate) -> frozenset[str]:
    folded = list(fold(event.sentence.text))
    for span in (event.span, *event.sentence.names):
        folded[span.start : span.end] = " " * len(span)
    units = UNIT.findall("".join(folded))
    latin = (unit for unit in units if unit.isascii() and unit.isalnum())
    han = (left + right for left, right in pairwise(units) if "一" <= left <= "鿿" and "一" <= right <= "鿿")
    return frozenset(chain(latin, han))


def _alike(one: AbstractSet[str], other: AbstractSet[str], weight: dict[str, float]) -> float:
    def total(words: AbstractSet[str]) -> float:
        return sum(weight[word] for word in words)

    return total(one & other) / (min(total(one), total(other)) or 1)
