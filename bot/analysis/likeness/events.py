"""How alike two reports are in what happened: what their titles and leads say, weighed by how rarely it is said.

News tells what happened in the title and the lead; further down reports of one subject resemble one another whatever
happened. Terms are pairs of Chinese characters, Latin words and numbers of the fold, as news in both scripts and of
three regions agrees on no words to segment. They are weighed by tf-idf and compared by their cosine (Salton & Buckley
1988, with the rarity to the power of 1.5). How rare a term is comes from a background of news (``term_shares.tsv``),
and from how many articles of the same days it marks: in the days of a war its names tell no event from another.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from heapq import nlargest

from bot.analysis.lexicon import pairs
from bot.analysis.script import fold

LEAD_CHARS = 300
"""What is read after the title: of 300, 600, 1,200 characters and all, the least told events apart best."""
SAME_EVENT = 0.18
"""The cosine, as people corroborate it, from which two articles report one event; chosen for precision
(benchmarks/likeness)."""
MERGING = 0.35
"""The same, from which an article joins two stories that were told apart."""
HALLMARKS = 16
"""The weightiest terms of an article, of which reports of one event share one at least."""
MOST_IN_COMMON = 5
"""Names and words that say why two articles are alike."""
MOST_NAMES = 3
"""Names among them."""
LEAST_TERMS = 12
"""Of an article that says enough to tell its event from another."""
PRIOR = 200
"""Articles that the background counts for beside those of the same days."""
UNKNOWN_SHARE = 0.0025
"""The share of articles that have a term which the background lacks, at most."""
POWER = 1.5
RUN = re.compile(r"[a-z][a-z0-9]*|[0-9]+|[㐀-鿿]+")


def terms(body: str) -> dict[str, float]:
    """Return the terms of the title and the lead, each with the weight of how often it stands there."""
    title, _, rest = fold(body).partition("\n")
    counts = Counter(_terms(title))
    counts.update(_terms(rest[:LEAD_CHARS]))
    return {term: 1 + math.log(count) for term, count in counts.items()}


def _terms(folded: str) -> list[str]:
    found: list[str] = []
    for run in RUN.findall(folded):
        if run[0] > "z":
            found += (run[at : at + 2] for at in range(len(run) - 1))
        elif len(run) > 1:
            found.append(run)
    return found


def rarity(counts: Mapping[str, int], articles: int) -> dict[str, float]:
    """Return what each term weighs for being rare; ``counts`` are how many of ``articles`` it marks, 0 included."""
    shares = _background()
    return {
        term: max(math.log((articles + PRIOR) / (count + PRIOR * shares.get(term, UNKNOWN_SHARE))), 0) ** POWER
        for term, count in counts.items()
    }


@cache
def _background() -> dict[str, float]:
    return {term: float(share) for term, share in pairs("term_shares.tsv")}


def length(weights: Mapping[str, float], rare: Mapping[str, float]) -> float:
    """Return the Euclidean length of an article's terms, for ``similarity``."""
    return math.hypot(*(weight * rare[term] for term, weight in weights.items()))


def hallmarks(weights: Mapping[str, float], rare: Mapping[str, float]) -> list[str]:
    """Return the weightiest terms, weightiest first; none of an article that says too little."""
    if len(weights) < LEAST_TERMS:
        return []
    return nlargest(HALLMARKS, weights, key=lambda term: (weights[term] * rare[term], term))


def similarity(
    weights: Mapping[str, float], others: Mapping[str, float], rare: Mapping[str, float], lengths: float
) -> float:
    """Return the cosine of two articles' terms, 0 to about 1; ``lengths`` is the product of theirs."""
    shared = sum(weight * others[term] * rare[term] ** 2 for term, weight in weights.items() if term in others)
    return shared / lengths if lengths else 0.0


def in_common(body: str, other: str, names: Collection[str] = ()) -> list[str]:
    """Return why an article is like another, verbatim.

    First those of ``names``, people of both as the article writes them, that it names first; then the words of its
    title and lead that the other has there and that say more than these, the rarest first.
    """
    named = sorted(set(names), key=lambda name: (name not in body, body.find(name), name))[:MOST_NAMES]
    known_names = [fold(name) for name in named]
    folded = fold(body)
    known = terms(other)
    title_end = folded.find("\n") if "\n" in folded else len(folded)
    found: dict[str, tuple[float, str]] = {}
    for run in RUN.finditer(folded, 0, title_end + 1 + LEAD_CHARS):
        for start, end in _shared(run.group(), known):
            span = slice(run.start() + start, run.start() + end)
            rare = rarity(dict.fromkeys(_terms(folded[span]), 0), 0)
            found.setdefault(folded[span], (sum(rare.values()), body[span]))
    rarest = [words for _, words in sorted(found.values(), reverse=True)]
    whole = [words for words in rarest if not any(words != other and words in other for other in rarest)]
    telling = [words for words in whole if not any(fold(words) in name for name in known_names)]
    return [*named, *telling][:MOST_IN_COMMON]


def _shared(run: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a run of which every term is known."""
    if run[0] <= "z":
        if len(run) > 1 and run in known:
            yield 0, len(run)
        return
    start = 0
    for at in range(len(run)):
        if run[at : at + 2] not in known:
            if at > start:
                yield start, at + 1
            start = at + 1
