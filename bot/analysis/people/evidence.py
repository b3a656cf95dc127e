"""What speaks for and against a name in Chinese characters: the tagger, its make, its neighbours, the whole article.

Each place of a form is described by numbers of a few units' size, which ``weights`` of a log-linear model turn into the
log-odds that a person is named there. ``tools/name_weights.py`` learns the weights.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from bot.analysis.lexicon import pairs, rows
from bot.analysis.people.candidates import ALIAS, BRACKET, LONGEST, MASKED, PARTICLES
from bot.analysis.people.reading import Reading
from bot.analysis.people.roles import Roles
from bot.analysis.people.shapes import IDEOGRAPHS, JOINED, ORDINAL, Shapes
from bot.analysis.script import fold
from bot.analysis.tagger import NAMING
from bot.model import Span

Features = dict[str, float]

LETTER = re.compile("[a-z]")
"""Right after a Chinese word: mostly a title that follows a company (特斯拉CEO)."""
LATIN_NAME = re.compile(r"\s*[(（]\s*[A-Z][\w.'’-]*(?:[ ·•‧][A-Zdv][\w.'’-]*)+\s*[)）,，、]")
"""A name of several words in brackets: that of a person, mostly."""
AGE = re.compile(r"\s*[(,]\s*(?:现?年\s*)?\d{1,3}\s*(?:岁|[),])")
LISTED_BEFORE = re.compile(r"[、和与及跟同]\s*$")
LISTED_AFTER = re.compile(r"\s*[、(:]|\s*(?:等人|等|两人|二人)")
PLACE_BEFORE = re.compile(r"(?:[城都州省市镇县区港村]|城市|城镇|首都|地区|[东南西北中]部)$")
LEAST = 0.01
"""Probability that is given to what the tagger does not propose."""
SHORT = 120
"""Characters. What no longer text says nothing of a name elsewhere in it: the tagger's word counts for more."""
SEVERAL = 5
"""Occurrences; more say no more."""
MOST_COMPARED = 50
"""Forms that another is compared with, so that the cost stays linear."""
HERE = frozenset(
    "native-introduced native-framed introduced framed speech-after listed free-before free-after ends short-by-one "
    "breaks-before breaks-after tagged in-organization is-place".split()
)
ANYWHERE = frozenset(
    "aged latin-name-after address-before tagged "
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
class Others:
    """The forms of an article, to look up: ``alike`` by first character, the likeliest; ``parts`` of joined names."""

    alike: Mapping[str, Sequence[str]]
    parts: frozenset[str]

    @classmethod
    def of(cls, forms: Mapping[str, Form]) -> Self:
        """Index ``forms``."""
        alike: dict[str, list[str]] = defaultdict(list)
        for text in sorted(forms, key=lambda text: -forms[text].mass):
            if len(alike[text[0]]) < MOST_COMPARED:
                alike[text[0]].append(text)
        joined = [JOINED.split(text) for text in forms if JOINED.search(text)]
        return cls(alike, frozenset(part for parts in joined for part in (parts[0], parts[-1])))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The lexicons that places are described by.

    ``address`` are the titles that say nothing of a person (先生), ``titles`` those of more than one character.
    """

    shapes: Shapes
    roles: Roles
    address: tuple[str, ...]
    titles: tuple[str, ...]
    speech: tuple[str, ...]
    organization_endings: tuple[str, ...]

    @classmethod
    def load(cls, roles: Roles, shapes: Shapes) -> Self:
        """Read the lexicons."""
        speech = tuple(fold(cue) for cue, kind in pairs("cues.tsv") if kind in {"say", "write", "think"})
        endings = tuple(fold(ending) for (ending,) in rows("organization_endings.tsv", fields=1))
        address = tuple(sorted(roles.address))
        return cls(shapes, roles, address, tuple(form for form in address if len(form) > 1), speech, endings)

    def describe(self, reading: Reading, places: Mapping[Span, float]) -> dict[Span, Features]:
        """Return the features of each place."""
        forms: dict[str, Form] = defaultdict(Form)
        beside = {span: self._beside(reading, span) for span in places}
        for span, probability in places.items():
            form = forms[span.of(reading.folded)]
            form.places[span] = probability
            form.beside |= beside[span]
        rivals = _rivals(places)
        starts: dict[int, float] = defaultdict(float)
        for span, probability in places.items():
            starts[span.start] += probability
        others = Others.of(forms)
        in_article = {text: self._in_article(text, forms, others) for text in forms}
        short = float(len(reading.folded) <= SHORT)
        return {
            span: {
                "bias": 1.0,
                "short": short,
                "short-odds": short * _log_odds(probability) * (JOINED.search(span.of(reading.folded)) is None),
                "odds": _log_odds(probability),
                "start-odds": _log_odds(starts[span.start]),
                **dict.fromkeys(beside[span] & HERE, 1.0),
                "rivalled": float(rivals[span] > probability),
                **in_article[span.of(reading.folded)],
            }
            for span, probability in places.items()
        }

    def _in_article(self, text: str, forms: Mapping[str, Form], others: Others) -> Features:
        """Describe a form by its make and by the article as a whole."""
        form = forms[text]
        alike = [other for other in others.alike[text[0]] if other != text and forms[other].mass > form.mass]
        seen = {
            "word": text in self.shapes.words,
            "masked": MASKED.fullmatch(text) is not None,
            "place": text in self.shapes.places,
            "ordinal": ORDINAL.search(text) is not None,
            "tailed": self.shapes.tail_of(text) in self.shapes.tails,
            "surnamed": self.shapes.begins(text) and len(self.shapes.tail_of(text)) in {1, 2},
            "known": text in self.shapes.known,
            "famous": text in self.shapes.famous,
            "owned": any(len(other) == len("陈大文") and self.shapes.shares_surname(text, other) for other in alike),
            "overlong": any(forms[other].mass > form.mass for other in (text[1:], text[:-1]) if other in forms),
            "cut": any(other.startswith(text) for other in alike),
            "part": text in others.parts,
            "particle-last": text[-1] in PARTICLES,
            "running": self.shapes.begins(text) and self.shapes.tail_of(text) in self.shapes.running,
            "nickname": text[0] in "老小" and len(text) == len("老王"),
            "nickname-owned": text[0] in "老小" and any(len(other) > len(text) for other in others.alike[text[1]]),
        }
        odds = self.shapes.odds_of(text)
        size = self._size(text, odds)
        seen["owned-running"] = seen["owned"] and seen["running"]
        return {
            "best-odds": _log_odds(max(form.places.values())),
            "count": math.log(min(len(form.places), SEVERAL)),
            f"size-{size}": 1.0,
            f"make-{size}": sum(odds) / len(odds),
            f"worst-{size}": min(odds),
            **{f"{name}-anywhere": 1.0 for name in form.beside & ANYWHERE},
            **{name: 1.0 for name, holds in seen.items() if holds},
        }

    def _size(self, text: str, odds: Sequence[float]) -> str:
        """Return which names ``text`` is compared with: those of as many parts, a surname being one."""
        if JOINED.search(text):
            return "joined"
        return "married" if self.shapes.is_married(text) else str(min(len(odds), LONGEST - 1))

    def _beside(self, reading: Reading, span: Span) -> set[str]:
        """Return what is true of the words around a place."""
        folded, roles = reading.folded, self.roles
        tokens = reading.tokens_in(span)
        role = roles.before(reading, span.start)
        is_free = (
            span.start == 0 or not IDEOGRAPHS.match(folded, span.start - 1),
            not IDEOGRAPHS.match(folded, span.end),
        )
        seen = {
            "role-before": role is not None,
            "introduced": role is not None and roles.introduces(reading, span.start),
            "role-after": roles.starting_at(folded, span.end) is not None,
            "speech-after": folded.startswith(self.speech, span.end),
            "address-after": folded.startswith(self.titles, span.end),
            "latin-after": BRACKET.match(folded, span.end) is not None,
            "latin-name-after": LATIN_NAME.match(reading.document.body, span.end) is not None,
            "aged": AGE.match(folded, span.end) is not None,
            "address-before": folded.endswith(self.address, max(span.start - 3, 0), span.start),
            "alias": ALIAS.match(folded, span.end) is not None,
            "listed": _is_listed(reading, span),
            "located": _is_located(reading, span),
            "organization-after": folded.startswith(self.organization_endings, span.end)
            or LETTER.match(folded, span.end) is not None,
            "in-organization": any(token.tag == "ORG" and token.span != span for token in tokens),
            "is-place": any(token.tag in {"LOC", "ns"} for token in tokens),
            "free-before": is_free[0],
            "free-after": is_free[1],
            "breaks-before": not is_free[0] and bool(tokens) and tokens[0].span.start < span.start,
            "breaks-after": not is_free[1] and bool(tokens) and tokens[-1].span.end > span.end,
            "tagged": any(token.tag in NAMING and _ideographs(folded, token.span) == span for token in tokens),
        }
        ends = self._ends(reading, span.end)
        seen["ends"] = ends
        seen["framed"] = ends and seen["introduced"]
        native = self.shapes.begins(span.of(folded)) and len(self.shapes.tail_of(span.of(folded))) == len("大文")
        seen["native-introduced"] = native and seen["introduced"]
        seen["native-framed"] = native and seen["framed"]
        seen["short-by-one"] = not ends and self._ends(reading, span.end + 1)
        return {name for name, holds in seen.items() if holds}

    def _ends(self, reading: Reading, offset: int) -> bool:
        """Tell whether what follows a name follows at ``offset``: no ideograph, a word of speech, a title."""
        folded = reading.folded
        return (
            not IDEOGRAPHS.match(folded, offset)
            or folded.startswith(self.speech, offset)
            or folded[offset] in PARTICLES
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
    whole_at: dict[int, Span] = {}
    for span in sorted(likely, key=len):
        if JOINED.search(folded, span.start, span.end) or span.of(folded) in known:
            whole_at |= dict.fromkeys(range(span.start, span.end), span)
    spans = sorted(
        (span for span in likely if not _is_part(folded, span, whole_at)), key=lambda span: (span.end, span.start)
    )
    ends = [span.end for span in spans]
    totals = [0.0]
    reached: list[tuple[Span | None, int]] = [(None, 0)]
    for index, span in enumerate(spans):
        before = bisect_left(ends, span.start, hi=index)
        total = totals[before] + likely[span]
        is_better = total > totals[-1]
        totals.append(total if is_better else totals[-1])
        reached.append((span, before) if is_better else reached[-1])
    chosen: list[Span] = []
    last, before = reached[-1]
    while last is not None:
        chosen.append(last)
        last, before = reached[before]
    return chosen[::-1]


def _ideographs(folded: str, span: Span) -> Span:
    """Return ``span`` without the punctuation that the tagger joined to its ends."""
    start, end = span.start, span.end
    while start < end and not IDEOGRAPHS.match(folded, start):
        start += 1
    while start < end and not IDEOGRAPHS.match(folded, end - 1):
        end -= 1
    return Span(start, end)


def _is_part(folded: str, span: Span, whole_at: Mapping[int, Span]) -> bool:
    """Tell whether ``span`` lies within another that is whole; one of as many joined parts is another reading of it."""
    whole = whole_at.get(span.start)
    if whole is None or whole == span or span.start < whole.start or whole.end < span.end:
        return False
    joints = len(JOINED.findall(whole.of(folded)))
    return joints == 0 or len(JOINED.findall(span.of(folded))) < joints


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
