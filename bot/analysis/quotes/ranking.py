"""Which candidate spoke: a log-linear model over the features of ``candidates``.

A place's probability is the softmax of the sum of its features' weights among the places of a passage, a reading's the
same among those of its place; a speaker's is the sum over the readings that denote them. ``tools/speaker_weights.py``
learned the weights: they make the speakers likeliest whom readers annotated in ``benchmarks/annotations`` (the split
that may be learned from), less a penalty on their squares.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.analysis.lexicon import pairs
from bot.analysis.quotes.candidates import Place, Scene
from bot.analysis.quotes.referents import Subject, entity


@dataclass(frozen=True, slots=True)
class SpeakerRanker:
    """Ranks those who may have spoken by the ``weights`` of their features; unknown features weigh nothing."""

    weights: Mapping[str, float]

    @classmethod
    def load(cls) -> Self:
        """Read the weights.

        Raises:
            LexiconInvalid: a line is malformed.
        """
        return cls({feature: float(weight) for feature, weight in pairs("speaker_weights.tsv")})

    def speaker(self, scene: Scene) -> Subject | None:
        """Return the likeliest speaker of a passage, None where nobody is near."""
        return self.likeliest(list(scene.places()))

    def likeliest(self, places: Sequence[Place]) -> Subject | None:
        """Return the likeliest speaker with the probability as certainty, None where there are no places.

        The words that denote the speaker are those of their likeliest reading.
        """
        shares: dict[str, float] = {}
        best: dict[str, tuple[float, Subject]] = {}
        for chance, place in zip(self._softmax([place.features for place in places]), places, strict=True):
            inner = self._softmax([reading.features for reading in place.readings])
            for share, reading in zip(inner, place.readings, strict=True):
                who = entity(reading.subject)
                shares[who] = shares.get(who, 0.0) + chance * share
                best[who] = max(best.get(who, (0.0, reading.subject)), (chance * share, reading.subject), key=_first)
        if not shares:
            return None
        likeliest = max(shares, key=shares.__getitem__)
        return Subject(best[likeliest][1].speaker, shares[likeliest])

    def _softmax(self, choices: Sequence[Sequence[str]]) -> list[float]:
        scores = [sum(self.weights.get(feature, 0.0) for feature in features) for features in choices]
        powers = [math.exp(score - max(scores)) for score in scores]
        return [power / sum(powers) for power in powers]


def _first(pair: tuple[float, Subject]) -> float:
    return pair[0]
