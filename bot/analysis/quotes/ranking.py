"""Which candidate spoke: a log-linear model over the features of ``candidates``.

The probability of a candidate is the softmax of the sum of its features' weights; that of a speaker is the sum over the
candidates that denote them. ``tools/speaker_weights.py`` learned the weights: they make the speakers likeliest whom
readers annotated in ``benchmarks/annotations`` (the split that may be learned from), less a penalty on their squares.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot.analysis.lexicon import pairs
from bot.analysis.quotes.candidates import Scene
from bot.analysis.quotes.referents import Subject, entity


@dataclass(frozen=True, slots=True)
class SpeakerRanker:
    """Ranks candidates by the ``weights`` of their features; unknown features weigh nothing."""

    weights: Mapping[str, float]

    @classmethod
    def load(cls) -> Self:
        """Read the weights.

        Raises:
            LexiconInvalid: a line is malformed.
        """
        return cls({feature: float(weight) for feature, weight in pairs("speaker_weights.tsv")})

    def speaker(self, scene: Scene) -> Subject | None:
        """Return the likeliest speaker with the probability as certainty, None where there is no candidate.

        The words that denote the speaker are those of their best candidate.
        """
        scored = [(sum(self.weights.get(f, 0.0) for f in c.features), c.subject) for c in scene.candidates()]
        if not scored:
            return None
        highest = max(score for score, _ in scored)
        shares: dict[str, float] = {}
        for score, subject in scored:
            shares[entity(subject)] = shares.get(entity(subject), 0.0) + math.exp(score - highest)
        likeliest = max(shares, key=shares.__getitem__)
        _, subject = max(
            ((score, subject) for score, subject in scored if entity(subject) == likeliest), key=lambda pair: pair[0]
        )
        return Subject(subject.speaker, shares[likeliest] / sum(shares.values()))
