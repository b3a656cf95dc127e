"""What a text has dated so far: the anchor of 当年, 次日 and 同月, and of months and days without their year."""

from dataclasses import dataclass, field

from bot.analysis.dates.periods import Period
from bot.model import Grain

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
class Timeline:
    """The running context of one text.

    ``published`` is when it appeared, None where unknown; ``latest`` the first and the last period of what it dated
    last.
    """

    published: Period | None
    latest: tuple[Period, Period] | None = None
    _finest: dict[Grain, Period] = field(default_factory=dict)
    _offset: int = 0
    _story_offset: dict[Grain, int] = field(default_factory=dict)

    def go_on(self, offset: int) -> None:
        """Go on to the expression at ``offset``."""
        self._offset = offset

    def note(self, first: Period, last: Period, *, states_year: bool) -> None:
        """Remember that the text dated something from ``first`` to ``last``."""
        goes_on = self.story(Grain.YEAR)
        self.latest = (first, last)
        self._finest |= {grain: last for grain in Grain if is_as_fine(last, grain)}
        self._story_offset[Grain.MONTH] = self._offset
        if states_year or (goes_on and goes_on.holds(last)):
            self._story_offset[Grain.YEAR] = self._offset

    def context(self, grain: Grain) -> Period | None:
        """Return the period of ``grain`` that the text speaks of, None where it has left it for another time."""
        finest = self._finest.get(grain)
        if finest is None or self.latest is None:
            return None
        latest = self.latest[1]
        return finest.at(grain) if latest == finest or latest.holds(finest) else None

    def past(self, grain: Grain) -> Period | None:
        """Return the period of ``grain`` that the text speaks of, None where the publication itself lies in it."""
        told = self.context(grain)
        return None if told is None or (self.published and told.holds(self.published)) else told

    def is_behind(self, period: Period) -> bool:
        """Tell whether ``period`` lies before what the text dated last: a story goes on, it does not go back."""
        return bool(self.latest and period.last < self.latest[0].first)

    @property
    def is_ahead(self) -> bool:
        """Whether what the text dated last lies ahead of its publication: what comes after is no part of a story."""
        return bool(self.latest and self.published and self.latest[1].first > self.published.last)

    def story(self, grain: Grain) -> Period | None:
        """Return the year or month, long before the publication, that the text is telling of just here."""
        stated = self._story_offset.get(grain)
        told = self.context(grain) if grain in STORY_GRAINS else None
        if told is None or stated is None or self._offset - stated > STORY_CHARS:
            return None
        if self.published is None:
            return told
        return told if (self.published.first - told.last).days > REMOTE_DAYS else None
