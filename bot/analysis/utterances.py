"""Whether two quotations of one speaker render one utterance: two translations of it, or one of them a part of it.

A logistic model over three measures: the share of the shorter quotation that stands in the other, how long it is, and
how many times as long the other is. Its weights are learned by ``tools/rendering_weights.py`` from pairs that a reader
of this project labelled.
"""

import math

from bot.analysis.wording import Words, shared

WEIGHTS = (-4.93, 10.25, 0.39, -1.32)
"""Of a constant, the share, and the natural logarithms of the length in words and of the ratio of the lengths."""
SHORTEST = 8
"""Words from which on a quotation is told from a phrase that a speaker uses again and again."""
SURE = 0.7
"""The probability from which two quotations are shown as renderings of one utterance."""


def measures(one: Words, other: Words) -> tuple[float, float, float, float]:
    """Return what ``WEIGHTS`` are of, for two texts of at least one word."""
    short, long = sorted((len(one), len(other)))
    return 1.0, shared(one, other), math.log(short), math.log(long / short)


def is_one_utterance(one: Words, other: Words) -> bool:
    """Tell whether two quotations are renderings of one utterance, given that their speaker and time are one."""
    if one == other:
        return bool(one)
    if min(len(one), len(other)) < SHORTEST:
        return False
    weighed = sum(weight * measure for weight, measure in zip(WEIGHTS, measures(one, other), strict=True))
    return weighed >= math.log(SURE / (1 - SURE))
