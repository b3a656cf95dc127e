"""Sentences of two articles that tell of one event and date it differently.

They name someone in common, give days at most ``WINDOW_DAYS`` apart, share enough of their words, weighed by how rare
these are among all the events compared (離職 tells events of one person apart, 首席科學家 does not), and have something
in common right before the date or right behind it. News repeats itself every day, so four things are no conflict:
articles that each tell of their own day (今日續審), two days that only their publication fixes (昨晚, 周二), a sentence
that gives both days, and weeks counted back (兩周前).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from itertools import chain, combinations, pairwise

from bot.analysis.script import fold
from bot.analysis.wording import Words, shared, words
from bot.model import Grain
from bot.store.records import StoredDate

WINDOW_DAYS = 10
ALIKE = 0.3
"""The weight of the words in common, as a share of the weight of the sentence with less."""
SHARED = 0.6
"""The share of the shorter sentence that stands in the other, in order."""
BESIDE = 6
"""Words before and after a date that tell what it dates."""
DEICTIC = frozenset("今昨前明后翌次当同本上下周礼星")
"""What a date holds, folded, that depends on the day of publication."""
COUNTED = re.compile("[周月年个期拜][以之]?[前后]")
"""Ends of dates that are told by the week, not by the day."""


class _Event:
    """A dated sentence with what it is compared by; without the names in it, as they are common to all events."""

    def __init__(self, stored: StoredDate) -> None:
        self.stored = stored
        self.place = stored.sentence.article, stored.sentence.start
        self.day = date.fromisoformat(stored.date.value)
        self.expression = fold(stored.span.of(stored.sentence.text))
        folded = fold(stored.sentence.text)
        self._before, self._after = folded[: stored.span.start], folded[stored.span.end :]

    @cached_property
    def told(self) -> Words:
        """The words of the sentence but for the date."""
        return words(self._before) + words(self._after)

    @cached_property
    def units(self) -> frozenset[str]:
        """What the sentence says: pairs of neighbouring ideographs and Latin words, names and the date left out."""
        return _units(words(self._nameless(0, len(self._before))), words(self._nameless(len(self._before), None)))

    @cached_property
    def before(self) -> frozenset[str]:
        """What stands right before the date."""
        return _units(words(self._nameless(0, len(self._before)))[-BESIDE:])

    @cached_property
    def after(self) -> frozenset[str]:
        """What stands right behind it."""
        return _units(words(self._nameless(len(self._before), None))[:BESIDE])

    @property
    def is_deictic(self) -> bool:
        """Whether the words of the date move with the day of publication."""
        return not DEICTIC.isdisjoint(self.expression)

    @property
    def is_counted(self) -> bool:
        """Whether the day is reckoned from another one by weeks or more."""
        return COUNTED.search(self.expression) is not None

    @property
    def days_old(self) -> int | None:
        """How long before its article it was; None where the article has no day."""
        published = self.stored.sentence.published_day
        return None if published is None else (published - self.day).days

    def _nameless(self, start: int, end: int | None) -> str:
        folded = list(self._before + " " * len(self.stored.span) + self._after)
        for name in self.stored.sentence.names:
            folded[name.start : name.end] = " " * len(name)
        return "".join(folded)[start:end]


def date_conflicts(events: Sequence[StoredDate]) -> list[tuple[StoredDate, ...]]:
    """Return groups of reports that differ, each by day: of each two days the most alike sentences."""
    days = [_Event(event) for event in events if event.date.grain is Grain.DAY and "/" not in event.date.value]
    seen_in = Counter(chain.from_iterable(event.units for event in days))
    weight = {unit: math.log(1 + len(days) / count) for unit, count in seen_in.items()}
    given = {(event.place, event.day) for event in days}
    best: dict[frozenset[date], tuple[float, _Event, _Event]] = {}
    for one, other in combinations(days, 2):
        if not _comparable(one, other) or (one.place, other.day) in given or (other.place, one.day) in given:
            continue
        alike, between = _alike(one.units, other.units, weight), frozenset((one.day, other.day))
        if alike >= ALIKE and (between not in best or alike > best[between][0]) and _is_one_event(one, other):
            best[between] = (alike, one, other)
    return _joined((one, other) for _, one, other in best.values())


def _joined(pairs: Iterable[tuple[_Event, _Event]]) -> list[tuple[StoredDate, ...]]:
    """Join the pairs that have a report in common: it differs from all of the others at once."""
    groups: list[list[_Event]] = []
    for pair in pairs:
        group = next((group for group in groups if any(event in group for event in pair)), None)
        if group is None:
            groups.append(list(pair))
        else:
            group += [event for event in pair if event not in group]
    return [tuple(event.stored for event in sorted(group, key=lambda event: event.day)) for group in groups]


def _comparable(one: _Event, other: _Event) -> bool:
    if one.place[0] == other.place[0] or not set(one.stored.people) & set(other.stored.people):
        return False
    if not 0 < abs((one.day - other.day).days) <= WINDOW_DAYS or (one.is_deictic and other.is_deictic):
        return False
    return not (one.is_counted or other.is_counted or _each_its_own(one, other))


def _is_one_event(one: _Event, other: _Event) -> bool:
    beside = one.before & other.before or one.after & other.after
    return bool(beside) and shared(one.told, other.told) >= SHARED


def _each_its_own(one: _Event, other: _Event) -> bool:
    """Tell whether each names the day of its own publication, in the same manner."""
    return one.days_old == other.days_old == 0 and one.is_deictic == other.is_deictic


def _units(*pieces: Words) -> frozenset[str]:
    latin = (word for word in chain.from_iterable(pieces) if word.isascii())
    neighbours = chain.from_iterable(map(pairwise, pieces))
    return frozenset((*latin, *(left + right for left, right in neighbours if not (left + right).isascii())))


def _alike(one: AbstractSet[str], other: AbstractSet[str], weight: dict[str, float]) -> float:
    def total(units: AbstractSet[str]) -> float:
        return sum(weight[unit] for unit in units)

    return total(one & other) / (min(total(one), total(other)) or 1)
