"""How probable it is that a span is one entity: the forward-backward algorithm over the tagger's CRF.

The tagger's labels are its one best reading of a sentence. What else it thought possible (方保僑 beside 方保僑籲) is
what evidence from the rest of an article can decide between.

Source: Rabiner (1989), A Tutorial on Hidden Markov Models, for the algorithm with scaling; Culotta and McCallum (2004),
Confidence Estimation for Information Extraction, for the probability of a whole segment.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LEAST = 0.02
"""Less probable segments are not told of."""
LONGEST = 12
"""Characters of the longest segment that is told of."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """What the CRF thinks of all readings of a batch, whose rows lie as ``network.Packing`` lays them.

    ``forward`` and ``backward`` are scaled so that their products sum to ``total`` in each row; ``onward`` is what a
    row gives to the label before it.
    """

    forward: Floats
    backward: Floats
    onward: Floats
    total: Floats
    follows: Floats

    @classmethod
    def of(cls, emissions: Floats, starts: Sequence[int], *, start: Floats, end: Floats, transitions: Floats) -> Self:
        """Run both directions; ``starts`` are the rows at which each step of time begins."""
        own = np.exp(emissions - emissions.max(axis=1, keepdims=True))
        follows = np.exp(transitions)
        steps = list(zip(starts, starts[1:], starts[2:], strict=False))
        forward = own.copy()
        forward[: starts[1]] *= np.exp(start)
        scale = np.empty((len(own), 1), np.float32)
        scale[: starts[1]] = forward[: starts[1]].sum(axis=1, keepdims=True)
        forward[: starts[1]] /= scale[: starts[1]]
        for before, first, stop in steps:
            forward[first:stop] *= forward[before : before + stop - first] @ follows
            scale[first:stop] = forward[first:stop].sum(axis=1, keepdims=True)
            forward[first:stop] /= scale[first:stop]
        backward = np.tile(np.exp(end), (len(own), 1))
        onward = np.empty_like(own)
        for before, first, stop in reversed([(0, 0, starts[1]), *steps]):
            onward[first:stop] = own[first:stop] * backward[first:stop] / scale[first:stop]
            if first:
                backward[before : before + stop - first] = onward[first:stop] @ follows.T
        return cls(forward, backward, onward, (forward * backward).sum(axis=1), follows)

    def segments(self, starts: Sequence[int], first: int, inside: int) -> Iterator[tuple[int, int, int, float]]:
        """Yield the place of the sentence in the packing, start, end and probability of each segment.

        ``starts`` are the rows at which each step of time begins and the end of the last. A segment begins with the
        label ``first``, goes on with ``inside`` and ends where that label does.
        """
        likely = self.forward[:, first] * self.backward[:, first] >= LEAST * self.total
        for start in np.flatnonzero(likely).tolist():
            begin, row, label = bisect_right(starts, start) - 1, start, first
            sentence, total = start - starts[begin], float(self.total[start])
            reached = float(self.forward[start, first])
            for end in range(begin + 1, min(begin + 1 + LONGEST, len(starts))):
                following = starts[end] + sentence
                is_last = end + 1 == len(starts) or following >= starts[end + 1]
                step = 0.0 if is_last else float(self.follows[label, inside] * self.onward[following, inside])
                probability = reached * (float(self.backward[row, label]) - step) / total
                if probability >= LEAST:
                    yield sentence, begin, end, probability
                if reached * step < LEAST * total:
                    break
                reached *= step / float(self.backward[following, inside])
                row, label = following, inside
