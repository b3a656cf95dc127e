"""What speaks for a marked passage being somebody's words, and for these being whole: two log-linear models.

Features tell a passage's form, how it hangs on what is around it and what the passages listed with it are like. They
hold no words of the text, so that what was learned from one outlet holds for another.
``tools/quote_weights.py`` learned the weights.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from bot.analysis.lexicon import pairs
from bot.analysis.quotes.candidates import at_most
from bot.analysis.quotes.cues import REPORTING
from bot.analysis.quotes.passages import Passage
from bot.analysis.quotes.surroundings import Surroundings

FIRST_PERSON = re.compile(r"我|俺|咱")
SECOND_PERSON = re.compile(r"你|您|妳")
PREDICATE = re.compile(r"不|没|无|未|唔|冇|会|要|应|可以|能|必须|系|是|有|在|很|太|都|就|也|将|把|被|令|让|畀|俾")
"""Words that clauses have and terms seldom do: negation, modals, copulas, adverbs."""
STOP = re.compile(r"[。!?]")
ENDS = {"。": "stop", "!": "call", "?": "question", "…": "dots", "~": "dots", "～": "dots", ",": "comma"}
MARKS = {"": "edge", ",": "comma", "、": "list", ";": "stop", "(": "bracket", ":": "colon"} | dict.fromkeys(
    "。!?…", "stop"
)
LINKS = frozenset("的之是为被以在把对与和了着过到要个句种等时后一及")
"""Grammatical characters that features name where they touch a passage."""


@dataclass(frozen=True, slots=True)
class Chance:
    """How probable it is that a passage is somebody's words, and, if it is, that they are no fragment."""

    quoted: float
    whole: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The weights of features, those of either model under its name; unknown features weigh nothing."""

    quoted: Mapping[str, float]
    whole: Mapping[str, float]

    @classmethod
    def load(cls) -> Self:
        """Read the weights.

        Raises:
            LexiconInvalid: a line is malformed.
        """
        weights: dict[str, dict[str, float]] = {"quoted": {}, "whole": {}}
        for entry, weight in pairs("quote_weights.tsv"):
            model, feature = entry.split(" ", 1)
            weights[model][feature] = float(weight)
        return cls(weights["quoted"], weights["whole"])

    def weigh(self, surroundings: Sequence[Surroundings], reasons: Sequence[str]) -> list[Chance]:
        """Return the chances of the passages of an article, in order; ``reasons`` say how each hangs on the text."""
        return [self.chance(names) for names in describe(surroundings, reasons)]

    def chance(self, features: Sequence[str]) -> Chance:
        """Return the chance of a passage of which ``features`` hold."""
        return Chance(_logistic(self.quoted, features), _logistic(self.whole, features))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many passages a list has, how many of the form of something said, how many that end with a full stop."""

    all: int
    said: int
    ended: int

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Self:
        """Count ``passages``."""
        return cls(len(passages), sum(p.uttered for p in passages), sum(map(_stops, passages)))


def _logistic(weights: Mapping[str, float], features: Sequence[str]) -> float:
    score = sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-score)) if score >= 0 else 1 - 1 / (1 + math.exp(score))


def describe(surroundings: Sequence[Surroundings], reasons: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the names of the features of each passage of an article."""
    times = Counter(around.passage.text for around in surroundings)
    described: list[tuple[str, ...]] = []
    for members in _lists(surroundings):
        first = tuple(_context(surroundings[members[0]], reasons[members[0]]))
        listed = Tally.of([surroundings[index].passage for index in members])
        for index in members:
            around = surroundings[index]
            own = first if index == members[0] else tuple(_context(around, reasons[index]))
            names = ["bias", *_form(around.passage), *own]
            if times[around.passage.text] > 1:
                names += _by_form(around.passage, "repeated")
            if len(members) > 1:
                names += _company(around.passage, listed)
            if index != members[0]:
                names += [f"list {name}" for name in first]
            described.append(tuple(names))
    return described


def _lists(surroundings: Sequence[Surroundings]) -> Iterator[range]:
    """Yield the indices of the passages of each list, in order; one that stands alone is a list of one."""
    starts = [index for index, around in enumerate(surroundings) if not around.listed]
    yield from (range(*bounds) for bounds in pairwise([*starts, len(surroundings)]))


def _by_form(passage: Passage, *names: str) -> Iterator[str]:
    """Yield each name alone and with whether the form is that of something said."""
    for name in names:
        yield name
        yield f"{name} {'said' if passage.uttered else 'term'}"


def _form(passage: Passage) -> Iterator[str]:
    text, length = passage.text, at_most(passage.letters, 2, 4, 6, 8, 11, 15, 20, 30, 50)
    yield f"ends {ENDS.get(text[-1:], 'none')}"
    yield from _by_form(passage, f"length {length}")
    yield f"verbs {at_most(passage.verbs, 0, 1, 2, 4)}"
    yield f"predicates {at_most(len(PREDICATE.findall(text)), 0, 1, 2, 4)}"
    if FIRST_PERSON.search(text):
        yield "first person"
    if SECOND_PERSON.search(text):
        yield "second person"
    if STOP.search(text[:-1]):
        yield "sentences"
    if "," in text[:-1]:
        yield "clauses"


def _context(around: Surroundings, reason: str) -> Iterator[str]:
    passage = around.passage
    before, after = _mark(around.before.rstrip()[-1:]), _mark(around.after.lstrip()[:1])
    yield from _by_form(passage, f"before {before}", f"after {after}", f"by {reason}", f"by {reason}, {after}")
    yield f"between {before} {after}"
    for side, touching in (("before", around.before[-1:]), ("after", around.after[:1])):
        if touching in LINKS:
            yield f"{side} {touching}"
    yield from _cues(around, reason)
    if around.peopled:
        yield from _by_form(passage, "peopled")
    if around.carried:
        yield "carried"
    line = around.document.paragraph_at(passage.outer.start)
    if line.start == around.document.paragraphs[0].start:
        yield from _by_form(passage, "title")
    if line.start == passage.outer.start:
        yield from _by_form(passage, "opens line", *(["fills line"] if line == passage.outer else []))


def _cues(around: Surroundings, reason: str) -> Iterator[str]:
    passage, heard, following = around.passage, around.last_cue, around.following_cue
    if heard is not None:
        manner, gap = heard.cue.manner, at_most(len(around.gap(heard.cue).strip()), 1, 3, 8, 16, 30)
        yield from _by_form(passage, f"cue {manner}")
        yield from (f"cue {manner} {gap}", f"cue {manner} {reason}")
        if heard.subject is not None:
            yield f"cue of {heard.subject.speaker.type}"
    if any(heard.cue.manner in REPORTING for heard in around.cues):
        yield from _by_form(passage, "reporting")
    if following is not None:
        yield from _by_form(passage, f"next cue {at_most(following.span.start - passage.outer.end, 1, 4, 10, 30)}")


def _company(passage: Passage, listed: Tally) -> Iterator[str]:
    """Yield what the other passages of a list are like."""
    others, said = listed.all - 1, listed.said - passage.uttered
    yield from _by_form(passage, f"with said {said > 0}", f"with ended {listed.ended > _stops(passage)}")
    yield from (f"with most said {2 * said > others}", f"with {at_most(others, 1, 2)}")


def _stops(passage: Passage) -> bool:
    return passage.ended and not passage.paused


def _mark(character: str) -> str:
    return MARKS.get(character, "word" if character.isalnum() else "other")
