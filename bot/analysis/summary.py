"""Key sentences: the few that say most of what an article says, verbatim.

Method: LexRank (Erkan & Radev 2004) over character bigrams, as Chinese needs no word boundaries for it, started from a
prior that favours the opening and words of the title (news puts first what matters), then chosen by maximal marginal
relevance (Carbonell & Goldstein 1998) so that no two say the same. Reproduced tweets and letters, questions, headings
and sentences that lean on the one before (pronoun or connective first) are passed over.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from bot.analysis.document import Document
from bot.model import Quote, QuoteKind, Span

SENTENCES = 5
CONSIDERED = 200
"""Sentences from the start that compete: bounds the quadratic comparison; news says what matters before that."""
SHORTEST_CHARS = 15
LONGEST_CHARS = 180
DAMPING = 0.85
ITERATIONS = 30
DIVERSITY = 0.35
LEANS = tuple("他 她 它 其 这 该 此 但 而 不过 然而 因此 所以 同时 另外 另一方面 与此同时 随后 并且 例如 比如".split())
"""Words that, standing first, lean on the sentence before."""
GRAM = re.compile(r"[a-z0-9]+|[一-鿿]")

Matrix = npt.NDArray[np.float64]


def summarize(document: Document, quotes: Sequence[Quote]) -> tuple[Span, ...]:
    """Return up to ``SENTENCES`` key sentences in the order of the body; none where the body has no full sentence."""
    candidates = [s for s in document.sentences[:CONSIDERED] if _can_stand_alone(document, s, quotes)]
    if not candidates:
        return ()
    grams = [_grams(span.of(document.folded)) for span in candidates]
    similarity = _similarity(grams)
    rank = _lexrank(similarity, _prior(document, grams))
    wanted = min(SENTENCES, math.ceil(len(candidates) / 4))
    return tuple(sorted(candidates[index] for index in _diverse(rank, similarity, wanted)))


def _can_stand_alone(document: Document, sentence: Span, quotes: Sequence[Quote]) -> bool:
    """Tell whether a sentence says something by itself: ended, neither short nor endless, not someone's letter."""
    text = sentence.of(document.folded)
    if sentence.start < document.paragraphs[0].end or text == document.paragraphs[0].of(document.folded):
        return False  # the title
    if not SHORTEST_CHARS <= len(text) <= LONGEST_CHARS or text.endswith(("?", "?」", "?”")) or text.startswith(LEANS):
        return False
    if document.paragraph_at(sentence.start) == sentence and text[-1] not in "。!…」”』;":
        return False  # a heading
    blocks = (part for quote in quotes if quote.kind is QuoteKind.BLOCK for part in quote.parts)
    said = (part for quote in quotes for part in quote.parts if len(part) > len(sentence) // 2)
    return not any(block.covers(sentence) for block in blocks) and not any(sentence.overlaps(part) for part in said)


def _grams(folded: str) -> Counter[str]:
    """Count Latin words, numbers and bigrams of neighbouring ideographs."""
    units = GRAM.findall(folded)
    words = (unit for unit in units if unit.isascii())
    bigrams = (left + right for left, right in pairwise(units) if not (left.isascii() or right.isascii()))
    return Counter(chain(words, bigrams))


def _similarity(grams: Sequence[Counter[str]]) -> Matrix:
    """Return the cosines of the sentences' tf-idf vectors, zero on the diagonal."""
    seen_in = Counter(gram for counts in grams for gram in counts)
    columns = {gram: column for column, gram in enumerate(seen_in)}
    vectors = np.zeros((len(grams), len(columns)))
    for row, counts in enumerate(grams):
        for gram, count in counts.items():
            vectors[row, columns[gram]] = count * math.log(1 + len(grams) / seen_in[gram])
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(norms > 0, norms, 1)
    cosines: Matrix = vectors @ vectors.T
    np.fill_diagonal(cosines, 0)
    return cosines


def _prior(document: Document, grams: Sequence[Counter[str]]) -> Matrix:
    """Weigh sentences by position and by how many of the title's grams they repeat; sums to one."""
    title = set(_grams(document.paragraphs[0].of(document.folded)))
    overlap = [len(title & set(counts)) / (len(title) or 1) for counts in grams]
    weights = np.array([1 / (1 + index / 4) + 2 * share for index, share in enumerate(overlap)])
    prior: Matrix = weights / weights.sum()
    return prior


def _lexrank(similarity: Matrix, prior: Matrix) -> Matrix:
    totals = similarity.sum(axis=1, keepdims=True)
    transition = np.where(totals > 0, similarity / np.where(totals > 0, totals, 1), prior)
    rank = prior
    for _ in range(ITERATIONS):
        rank = (1 - DAMPING) * prior + DAMPING * (rank * 0.5 + (rank @ transition) * 0.5)
    return rank * prior**0.5


def _diverse(rank: Matrix, similarity: Matrix, wanted: int) -> Iterable[int]:
    """Choose by maximal marginal relevance, best first."""
    relevance = rank / rank.max()
    chosen: list[int] = []
    while len(chosen) < wanted:
        redundancy = similarity[:, chosen].max(axis=1) if chosen else np.zeros(len(rank))
        score = relevance - DIVERSITY * redundancy
        score[chosen] = -np.inf
        chosen.append(int(score.argmax()))
    return chosen
