"""What a text has dated so far: the anchor of 当年, 次日 and 同月, and of months and days without their year."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.analysis.dates.periods import Period
from bot.model import Grain, Span

FINENESS = {
    grain: rank
    for rank, grain in enumerate(
        (
            Grain.CENTURY,
            Grain.DECADE,
            Grain.YEAR,
            Grain.SEASON,
            Grain.QUARTER,
            Grain.MONTH,
            Grain.WEEK,
            Grain.DAY,
        )
    )
}
"""The grains from coarse to fine."""
REMOTE_DAYS = 60
"""A text that dates something this long before its publication tells of another time, with days of its own."""

STORY_CHARS = 120
"""How far behind such a date the months and days without a year still belong to it."""
STORY_GRAINS = frozenset({Grain.YEAR, Grain.MONTH})
"""What such a date tells of the dates that follow: a weekday or a decade is that of the publication's time."""


def is_as_fine(period: Period, grain: Grain) -> bool:
    """Tell whether ``period`` is known at least as precisely as ``grain``."""
    return FINENESS[period.grain] >= FINENESS[grain]


@dataclass(slots=True)
class Context:
    """What was dated last, from the first period to the last, and the finest thing known at each grain."""

    latest: tuple[Period, Period] | None = None
    _finest: dict[Grain, Period] = field(default_factory=dict)

    def note(self, first: Period, last: Period) -> None:
        """Remember that something was dated from ``first`` to ``last``."""
        self.latest = (first, last)
        self._finest |= {grain: last for grain in Grain if is_as_fine(last, grain)}

    def last(self, grain: Grain) -> Period | None:
        """Return the last that was dated at least as finely as ``grain``, whatever the text told of since."""
        return self._finest.get(grain)

    def at(self, grain: Grain) -> Period | None:
        """Return the period of ``grain`` that is spoken of, None where the text has left it for another time."""
        finest = self.last(grain)
        if finest is None or self.latest is None:
            return None
        latest = self.latest[1]
        return finest.at(grain) if latest == finest or latest.holds(finest) else None


@dataclass(slots=True)
class Timeline:
    """The running context of one text.

    ``published`` is when it appeared, None where unknown; ``spoken`` what it dated last, ``told`` the same without the
    times that it only compares with: those are what 當年 means, but the story stays where it was. ``stated`` are the
    days that the text gives in full somewhere, by their ``shorthand`` elsewhere; ``now`` is the day of the words read.
    """

    published: Period | None
    stated: Mapping[tuple[int, ...], Period] = field(default_factory=dict)
    spoken: Context = field(default_factory=Context)
    told: Context = field(default_factory=Context)
    now: Period | None = field(init=False)
    _other_day: Period | None = None
    _passage: Span | None = None
    _offset: int = 0
    _story_offset: dict[Grain, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start with the words of the text itself."""
        self.now = self.published

    def go_on(self, offset: int, passage: Span | None) -> None:
        """Go on to the expression at ``offset``, within the quoted ``passage`` if in one."""
        self._offset = offset
        if passage != self._passage:
            self._passage, self.now = passage, self._said_on() if passage else self.published

    def _said_on(self) -> Period | None:
        """Return the day of what is quoted here: that before the publication where the text has just told of it."""
        eve = self.published.shifted(-1) if self.published else None
        return eve if eve is not None and self.told.last(Grain.DAY) == eve else self.published

    def compare(self, first: Period, last: Period) -> None:
        """Remember that the text compares with the time from ``first`` to ``last``."""
        self.spoken.note(first, last)
        if last.grain is Grain.DAY and not (self.published and last.last >= self.published.first):
            self._other_day = last

    def note(self, first: Period, last: Period, *, states_year: bool) -> None:
        """Remember that the text dated something from ``first`` to ``last``."""
        goes_on = self.story(Grain.YEAR)
        self.compare(first, last)
        self.told.note(first, last)
        self._story_offset[Grain.MONTH] = self._offset
        if states_year or (goes_on and goes_on.holds(last)):
            self._story_offset[Grain.YEAR] = self._offset

    def past(self, grain: Grain) -> Period | None:
        """Return the period of ``grain`` that the text speaks of, None where the publication itself lies in it."""
        told = self.spoken.at(grain)
        return None if told is None or (self.published and told.holds(self.published)) else told

    def that_day(self) -> Period | None:
        """Return the day that 當日 means: the last one dated, rather one before the publication than its own."""
        latest = self.spoken.at(Grain.DAY)
        return self._other_day or latest if latest in (None, self.published) else latest

    def is_behind(self, period: Period) -> bool:
        """Tell whether ``period`` lies before what the text dated last: a story goes on, it does not go back."""
        return bool(self.told.latest and period.last < self.told.latest[0].first)

    @property
    def is_ahead(self) -> bool:
        """Whether what the text dated last lies ahead of its publication: what comes after is no part of a story."""
        latest = self.spoken.latest
        return bool(latest and self.published and latest[1].first > self.published.last)

    def story(self, grain: Grain) -> Period | None:
        """Return the year or month, long before the publication, that the text is telling of just here."""
        stated = self._story_offset.get(grain)
        told = self.told.at(grain) if grain in STORY_GRAINS else None
        if told is None or stated is None or self._offset - stated > STORY_CHARS:
            return None
        if self.published is None:
            return told
        return told if (self.published.first - told.last).days > REMOTE_DAYS else None
