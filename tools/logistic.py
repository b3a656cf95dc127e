"""Logistic regression, by Newton's method: how the weights of ``name_weights`` and ``quote_weights`` are learned."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDS = 30
SMALLEST_STEP = 1e-3
CLOSE = 1e-5
"""Weights that change by less are learned."""


def fitted(margins: Floats, counts: Floats, prior: Floats, penalty: float) -> Floats:
    """Return the weights of the least cost; steps are halved until they help.

    ``margins`` holds a row of features for each example, negated where the answer is no; ``counts`` says what each
    example counts. The cost is the negative log-likelihood and ``penalty`` times half the squares of what the weights
    differ from ``prior``.
    """

    def cost(weights: Floats) -> float:
        return float(counts @ np.logaddexp(0, -margins @ weights) + penalty / 2 * ((weights - prior) ** 2).sum())

    weights = prior
    for _ in range(ROUNDS):
        wrong = np.exp(-np.logaddexp(0, margins @ weights))
        slope = margins.T @ (counts * wrong) - penalty * (weights - prior)
        curve = (margins * (counts * wrong * (1 - wrong))[:, None]).T @ margins + penalty * np.eye(len(prior))
        change, step = np.linalg.solve(curve, slope), 1.0
        while step > SMALLEST_STEP and cost(weights + step * change) > cost(weights):
            step /= 2
        weights = weights + step * change
        if np.abs(step * change).max() < CLOSE:
            break
    return weights
