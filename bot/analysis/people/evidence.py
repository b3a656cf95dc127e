"""What speaks for and against a name in Chinese characters: the tagger, its make, its neighbours, the whole article.

Each place of a form is described by numbers of a few units' size, which ``weights`` of a log-linear model turn into the
log-odds that a person is named there. ``tools/name_weights.py`` learns the weights.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Self

from bot.analysis.lexicon import pairs, rows
from bot.analysis.people.candidates import ALIAS, BRACKET, LONGEST
from bot.analysis.people.reading import Reading
from bot.analysis.people.roles import Roles
from bot.analysis.people.shapes import IDEOGRAPH, JOINED, Shapes
from bot.analysis.script import fold
from bot.analysis.tagger import NAMING
from bot.model import Span

Features = dict[str, float]

IDEOGRAPHS = re.compile(IDEOGRAPH)
LISTED_BEFORE = re.compile(r"[、和与及跟同]\s*$")
LISTED_AFTER = re.compile(r"\s*[、(:]|\s*(?:等人|等|两人|二人)")
PLACE_BEFORE = re.compile(r"(?:[城都州省市镇县区港村]|城市|城镇|首都|地区|[东南西北中]部)$")
LEAST = 0.01
"""Probability that is given to what the tagger does not propose."""
SEVERAL = 5
"""Occurrences; more say no more."""
AFTER = "等和与及在也于"
HERE = frozenset(
    "introduced framed speech-after listed free-before free-after ends short-by-one "
    "breaks-before breaks-after in-organization is-place".split()
)
ANYWHERE = frozenset(
    "role-before introduced role-after speech-after address-after latin-after alias located listed "
    "organization-after in-organization is-place".split()
)
"""What counts at the place itself, and what counts for every place of a form that it was seen beside once."""


@dataclass(slots=True)
class Form:
    """A written form: its places with their probabilities, and what was seen beside any of them."""

    places: dict[Span, float] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)

    @property
    def mass(self) -> float:
        """How many of the places the tagger takes for names, in expectation."""
        return sum(self.places.values())


@dataclass(frozen=True, slots=True)
class Evidence:
    """The lexicons that places are described by."""

    shapes: Shapes
    roles: Roles
    speech: tuple[str, ...]
    organization_endings: tuple[str, ...]

    @classmethod
    def load(cls, roles: Roles, shapes: Shapes) -> Self:
        """Read the lexicons."""
        speech = tuple(fold(cue) for cue, kind in pairs("cues.tsv") if kind in {"say", "write", "think"})
        endings = tuple(fold(ending) for (ending,) in rows("organization_endings.tsv", fields=1))
        return cls(shapes, roles, speech, endings)

    def describe(self, reading: Reading, places: Mapping[Span, float]) -> dict[Span, Features]:
        """Return the features of each place."""
        forms: dict[str, Form] = defaultdict(Form)
        beside = {span: self._beside(reading, span) for span in places}
        for span, probability in places.items():
            form = forms[span.of(reading.folded)]
            form.places[span] = probability
            form.beside |= beside[span]
        rivals = _rivals(places)
        in_article = {text: self._in_article(text, forms) for text in forms}
        return {
            span: {
                "bias": 1.0,
                "odds": _log_odds(probability),
                **dict.fromkeys(beside[span] & HERE, 1.0),
                "rivalled": float(rivals[span] > probability),
                **in_article[span.of(reading.folded)],
            }
            for span, probability in places.items()
        }

    def _in_article(self, text: str, forms: Mapping[str, Form]) -> Features:
        """Describe a form by its make and by the article as a whole."""
        form = forms[text]
        joined = [JOINED.split(other) for other in forms if JOINED.search(other)]
        longest = [other for other in forms if len(other) == len("陈大文") and other != text]
        longer = [other for other in forms if len(other) > len(text)]
        seen = {
            "word": text in self.shapes.words,
            "place": text in self.shapes.places,
            "tailed": self.shapes.tail_of(text) in self.shapes.tails,
            "surnamed": self.shapes.begins(text) and len(self.shapes.tail_of(text)) in {1, 2},
            "known": text in self.shapes.known,
            "famous": text in self.shapes.famous,
            "owned": any(
                self.shapes.shares_surname(text, other) and forms[other].mass > form.mass for other in longest
            ),
            "overlong": any(forms[other].mass > form.mass for other in (text[1:], text[:-1]) if other in forms),
            "cut": any(other.startswith(text) and forms[other].mass > form.mass for other in longer),
            "part": any(text in (parts[0], parts[-1]) for parts in joined),
            "nickname": text[0] in "老小" and len(text) == len("老王"),
            "nickname-owned": text[0] in "老小" and any(other[0] == text[1] for other in longer),
        }
        odds = self.shapes.odds_of(text)
        size = "joined" if JOINED.search(text) else str(min(len(text), LONGEST - 1))
        return {
            "best-odds": _log_odds(max(form.places.values())),
            "count": math.log(min(len(form.places), SEVERAL)),
            f"size-{size}": 1.0,
            f"make-{size}": sum(odds) / len(odds),
            f"worst-{size}": min(odds),
            **{f"{name}-anywhere": 1.0 for name in form.beside & ANYWHERE},
            **{name: 1.0 for name, holds in seen.items() if holds},
        }

    def _beside(self, reading: Reading, span: Span) -> set[str]:
        """Return what is true of the words around a place."""
        folded, roles = reading.folded, self.roles
        tokens = reading.tokens_in(span)
        role = roles.before(reading, span.start)
        seen = {
            "role-before": role is not None,
            "introduced": role is not None and roles.introduces(reading, span.start),
            "role-after": roles.starting_at(folded, span.end) is not None,
            "speech-after": folded.startswith(self.speech, span.end),
            "address-after": any(folded.startswith(form, span.end) for form in roles.address if len(form) > 1),
            "latin-after": BRACKET.match(folded, span.end) is not None,
            "alias": ALIAS.match(folded, span.end) is not None,
            "listed": _is_listed(reading, span),
            "located": _is_located(reading, span),
            "organization-after": folded.startswith(self.organization_endings, span.end),
            "in-organization": any(token.tag == "ORG" and token.span != span for token in tokens),
            "is-place": any(token.tag in {"LOC", "ns"} for token in tokens),
            "free-before": span.start == 0 or not IDEOGRAPHS.match(folded, span.start - 1),
            "free-after": not IDEOGRAPHS.match(folded, span.end),
            "breaks-before": bool(tokens) and tokens[0].span.start < span.start,
            "breaks-after": bool(tokens) and tokens[-1].span.end > span.end,
        }
        ends = self._ends(reading, span.end)
        seen["ends"] = ends
        seen["framed"] = ends and seen["introduced"]
        seen["short-by-one"] = not ends and self._ends(reading, span.end + 1)
        return {name for name, holds in seen.items() if holds}

    def _ends(self, reading: Reading, offset: int) -> bool:
        """Tell whether what follows a name follows at ``offset``: no ideograph, a word of speech, a title."""
        folded = reading.folded
        return (
            not IDEOGRAPHS.match(folded, offset)
            or folded.startswith(self.speech, offset)
            or folded[offset] in AFTER
            or self.roles.starting_at(folded, offset) is not None
        )


def score(features: Features, weights: Mapping[str, float]) -> float:
    """Return the log-odds of a place."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def best(folded: str, scores: Mapping[Span, float], known: Container[str]) -> list[Span]:
    """Return the places, none overlapping another, whose scores above zero sum to most; in order.

    Two names never stand side by side with nothing between them. A part of a joined name, or of one that is ``known``,
    is no name of its own there.
    """
    likely = {span: value for span, value in scores.items() if value > 0}
    wholes = [span for span in likely if JOINED.search(folded, span.start, span.end) or span.of(folded) in known]
    for whole in sorted(wholes, key=len):
        likely = {span: likely[span] for span in likely if span == whole or not _is_within(span, whole)}
    spans = sorted(likely, key=lambda span: (span.end, span.start))
    ends = [span.end for span in spans]
    totals: list[tuple[float, list[Span]]] = [(0.0, [])]
    for index, span in enumerate(spans):
        total, before = totals[bisect_left(ends, span.start, hi=index)]
        totals.append(max((total + likely[span], [*before, span]), totals[-1], key=lambda taken: taken[0]))
    return totals[-1][1]


def _is_within(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _rivals(places: Mapping[Span, float]) -> dict[Span, float]:
    """Return the greatest probability of the other places that share a character with each."""
    by_offset: dict[int, list[Span]] = defaultdict(list)
    for span in places:
        for offset in range(span.start, span.end):
            by_offset[offset].append(span)
    return {
        span: max(
            (places[other] for offset in range(span.start, span.end) for other in by_offset[offset] if other != span),
            default=0.0,
        )
        for span in places
    }


def _log_odds(probability: float) -> float:
    """Return how sure the tagger is, in nats, within bounds."""
    bounded = min(max(probability, LEAST), 1 - LEAST)
    return math.log(bounded / (1 - bounded))


def _is_located(reading: Reading, span: Span) -> bool:
    """Tell whether a place or a word for one stands right before ``span``."""
    before = reading.token_at(span.start - 1) if span.start else None
    is_place = before is not None and before.tag == "LOC" and before.span.end == span.start
    return is_place or PLACE_BEFORE.search(reading.folded, max(span.start - 2, 0), span.start) is not None


def _is_listed(reading: Reading, span: Span) -> bool:
    """Tell whether ``span`` stands in a list beside another name."""
    before = LISTED_BEFORE.search(reading.folded, max(span.start - 2, 0), span.start)
    after = LISTED_AFTER.match(reading.folded, span.end)
    if after is not None and "、" not in after.group() and "等" in after.group():
        return True
    beside = [before.start() - 1] if before is not None else []
    beside += [after.end()] if after is not None else []
    tokens = (reading.token_at(offset) for offset in beside)
    return any(token is not None and token.tag in NAMING for token in tokens)
