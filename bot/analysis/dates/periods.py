"""Calendar periods, each as its grain and its place in the row of all periods of that grain.

So a shift is an addition at every grain, and the period that encloses another is found through its first day.
"""

from dataclasses import dataclass
from datetime import date

from bot.model import Grain, PublicationDate

EARLIEST_YEAR, LATEST_YEAR = 1000, 2999
"""Beyond these years a number is not taken for a date."""
MONTHS_PER_YEAR = 12
DAYS = {Grain.DAY: 1, Grain.WEEK: 7}
"""The lengths of the grains that days make up; both rows start on a Monday."""
MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.SEASON: 3, Grain.YEAR: 12, Grain.DECADE: 120, Grain.CENTURY: 1200}
"""The lengths of the grains that months make up."""
SPRING_MONTH = 3
"""The month in which the seasons of a year begin; a year's winter is that at its end."""
SEASONS = ("spring", "summer", "autumn", "winter")


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the Gregorian calendar; ``index`` is its place among those of its grain, counted from the year 0.

    A day's index is its proleptic ordinal; a week's counts from the Monday that is day 1.
    """

    grain: Grain
    index: int

    @classmethod
    def of(cls, day: date, grain: Grain) -> "Period":
        """Return the period of ``grain`` that holds ``day``."""
        if grain in DAYS:
            ordinal = day.toordinal()
            return cls(grain, ordinal if grain is Grain.DAY else (ordinal - 1) // DAYS[grain])
        return cls(grain, (day.year * MONTHS_PER_YEAR + day.month - 1 - _offset_months(grain)) // MONTHS[grain])

    @property
    def first(self) -> date:
        """The first day.

        Raises:
            ValueError: the calendar of ``datetime`` does not reach it.
        """
        if self.grain in DAYS:
            return date.fromordinal(self.index if self.grain is Grain.DAY else self.index * DAYS[self.grain] + 1)
        months = self.index * MONTHS[self.grain] + _offset_months(self.grain)
        return date(months // MONTHS_PER_YEAR, months % MONTHS_PER_YEAR + 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date.fromordinal(self.shifted(1).first.toordinal() - 1)

    def shifted(self, count: int) -> "Period":
        """Return the period of the same grain that lies ``count`` later."""
        return Period(self.grain, self.index + count)

    def at(self, grain: Grain) -> "Period":
        """Return the period of ``grain`` that holds this one's first day."""
        return self if grain is self.grain else Period.of(self.first, grain)

    def holds(self, other: "Period") -> bool:
        """Tell whether ``other`` lies within this period."""
        return self.first <= other.first and other.last <= self.last

    def nth(self, grain: Grain, number: int) -> "Period | None":
        """Return the ``number``-th period of ``grain`` that begins in this one, from 1, or None if it has fewer."""
        holding = Period.of(self.first, grain)
        start = holding if holding.first >= self.first else holding.shifted(1)
        found = start.shifted(number - 1)
        return found if found.first <= self.last else None

    @property
    def iso(self) -> str:
        """The period as ISO 8601 / EDTF writes it: 2024-05-15, 2024-W20, 2024-Q2, 2024-spring, 202X, 20XX."""
        first = self.first
        match self.grain:
            case Grain.DAY:
                return first.isoformat()
            case Grain.WEEK:
                year, week, _ = first.isocalendar()
                return f"{year}-W{week:02}"
            case Grain.MONTH:
                return f"{first:%Y-%m}"
            case Grain.QUARTER | Grain.SEASON:
                part = self.index % 4
                return f"{first.year}-{f'Q{part + 1}' if self.grain is Grain.QUARTER else SEASONS[part]}"
            case _:
                return f"{self.index}{ {Grain.YEAR: '', Grain.DECADE: 'X', Grain.CENTURY: 'XX'}[self.grain] }"


def _offset_months(grain: Grain) -> int:
    return SPRING_MONTH - 1 if grain is Grain.SEASON else 0


def day_of(year: int, month: int, day: int) -> Period | None:
    """Return the day, or None where the calendar has none (2月30日)."""
    of_month = Period(Grain.MONTH, year * MONTHS_PER_YEAR + month - 1)
    return of_month.nth(Grain.DAY, day)


def published_period(published_on: PublicationDate | None) -> Period | None:
    """Return the period in which an article appeared, None where that is not known.

    Raises:
        ValueError: the value is not a year, a month or a day of ISO 8601.
    """
    if published_on is None:
        return None
    year, month, day = (*map(int, published_on.value.split("-")), 1, 1)[:3]
    return Period.of(date(year, month, day), published_on.grain)
