"""Names in Chinese characters: native (surname and given name) and transliterated (埃隆·馬斯克).

The tagger judges one sentence at a time and errs by a character (方保僑籲, 吳秋|北會長). So it only proposes; what is a
name, and where it ends, is decided by all the evidence of the article, weighed by a log-linear model.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot.analysis.lexicon import pairs
from bot.analysis.people.candidates import Candidates
from bot.analysis.people.evidence import Evidence, best, score
from bot.analysis.people.reading import Reading
from bot.analysis.people.roles import Roles
from bot.analysis.people.shapes import Shapes
from bot.model import Span

INITIALS = re.compile(r"(?<![A-Za-z0-9.])(?:[A-Z][.．]\s?)+$")
LONGEST_INITIALS = 8
"""Characters."""


@dataclass(frozen=True, slots=True)
class HanNames:
    """What proposes names, what describes them, and the weights of what is seen."""

    candidates: Candidates
    evidence: Evidence
    weights: Mapping[str, float]

    @classmethod
    def load(cls, roles: Roles) -> Self:
        """Read the lexicons and the weights."""
        shapes = Shapes.load()
        weights = {feature: float(weight) for feature, weight in pairs("name_weights.tsv")}
        return cls(Candidates(shapes, roles), Evidence.load(roles, shapes), weights)

    def find(self, reading: Reading) -> list[Span]:
        """Return the mentions in order."""
        described = self.evidence.describe(reading, self.candidates.find(reading))
        scores = {span: score(features, self.weights) for span, features in described.items()}
        chosen = best(reading.folded, scores, self.evidence.shapes.known)
        return [_with_initials(reading.document.body, span) for span in chosen]


def _with_initials(body: str, span: Span) -> Span:
    """Return ``span`` with the Latin initials before it (J.D.哈勒戴)."""
    initials = INITIALS.search(body, max(span.start - LONGEST_INITIALS, 0), span.start)
    return span if initials is None else Span(initials.start(), span.end)
