"""The probability of a segment is what all readings of a sentence say together."""

from itertools import pairwise, product

import numpy as np
import pytest

from bot.analysis.marginals import LEAST, Lattice
from bot.analysis.network import Packing

BEGIN, INSIDE, LABELS = 0, 1, 3


def segments_by_listing(
    emissions: np.ndarray, start: np.ndarray, end: np.ndarray, transitions: np.ndarray
) -> dict[tuple[int, int], float]:
    """Return the probability of each segment, from every reading one by one."""
    length, found, total = len(emissions), dict[tuple[int, int], float](), 0.0
    for path in product(range(LABELS), repeat=length):
        score = start[path[0]] + end[path[-1]] + sum(emissions[row, label] for row, label in enumerate(path))
        weight = float(np.exp(score + sum(transitions[one, other] for one, other in pairwise(path))))
        total += weight
        for begin in (row for row, label in enumerate(path) if label == BEGIN):
            stop = begin + 1
            while stop < length and path[stop] == INSIDE:
                stop += 1
            found[begin, stop] = found.get((begin, stop), 0.0) + weight
    return {segment: weight / total for segment, weight in found.items()}


@pytest.mark.parametrize("lengths", [(1,), (4,), (5, 2, 3)])
def test_segments_have_the_probability_of_their_readings(lengths: tuple[int, ...]) -> None:
    chance = np.random.default_rng(1)
    start, end, transitions = chance.normal(size=3), chance.normal(size=3), chance.normal(size=(3, 3))
    packing = Packing.of(lengths)
    emissions = chance.normal(size=(sum(lengths), LABELS))

    lattice = Lattice.of(
        emissions.astype(np.float32),
        packing.starts,
        start=start.astype(np.float32),
        end=end.astype(np.float32),
        transitions=transitions.astype(np.float32),
    )

    segments = list(lattice.segments(packing.starts, BEGIN, INSIDE))
    for place, rows in enumerate(packing.rows):
        expected = segments_by_listing(emissions[rows], start, end, transitions)
        found = {(begin, stop): chance for sentence, begin, stop, chance in segments if sentence == place}
        assert found == pytest.approx({span: chance for span, chance in expected.items() if chance >= LEAST}, abs=1e-4)
