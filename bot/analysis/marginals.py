"""How probable it is that a span is one entity: the forward-backward algorithm over the tagger's CRF.

The tagger's labels are its one best reading of a sentence. What else it thought possible (方保僑 beside 方保僑籲) is
what evidence from the rest of an article can decide between.

Source: Rabiner (1989), A Tutorial on Hidden Markov Models, for the algorithm with scaling; Culotta and McCallum (2004),
Confidence Estimation for Information Extraction, for the probability of a whole segment.
"""

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

    def segments(self, rows: NDArray[np.intp], first: int, inside: int) -> Iterator[tuple[int, int, float]]:
        """Yield the start, end and probability of the segments of the sentence in ``rows``, by start.

        A segment begins with the label ``first``, goes on with ``inside`` and ends where that label does.
        """
        likely = self.forward[rows, first] * self.backward[rows, first] >= LEAST * self.total[rows]
        for begin in np.flatnonzero(likely).tolist():
            total, label = float(self.total[rows[begin]]), first
            reached = float(self.forward[rows[begin], first])
            for offset in range(begin, min(begin + LONGEST, len(rows))):
                is_last = offset + 1 == len(rows)
                on = 0.0 if is_last else float(self.follows[label, inside] * self.onward[rows[offset + 1], inside])
                probability = reached * (float(self.backward[rows[offset], label]) - on) / total
                if probability >= LEAST:
                    yield begin, offset + 1, probability
                if reached * on < LEAST * total:
                    break
                step = self.follows[label, inside] * self.onward[rows[offset + 1], inside]
                reached *= float(step / self.backward[rows[offset + 1], inside])
                label = inside
