"""The day of publication as files state it."""

import re
from datetime import UTC, date, datetime, timedelta

from bot.analysis.script import fold
from bot.model import DateSource, Grain, PublicationDate

DAY = r"(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)\s?日?"
"""A calendar day in a folded text."""
COMPACT = r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"
STATED = (re.compile(DAY), re.compile(COMPACT))


def day_of(words: str) -> str | None:
    """Return the ISO day that ``words`` begin with, None where that is no day of the calendar.

    A time and a zone may follow: the day is the one written, it is not moved into another zone.

    >>> day_of("2024年5月17日 08:30 +0800")
    '2024-05-17'
    """
    folded = fold(words.strip()[:40])
    match = next((match for pattern in STATED if (match := pattern.match(folded))), None)
    return _iso(match) if match else None


def is_future(day: str) -> bool:
    """Tell whether ISO ``day`` is yet to come even in the zone where it comes first (UTC+14)."""
    return date.fromisoformat(day) > (datetime.now(UTC) + timedelta(hours=14)).date()


def _iso(match: re.Match[str]) -> str | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None


def publication(words: str, source: DateSource) -> PublicationDate | None:
    """Return the publication date that ``words`` state, with them as its evidence.

    None where they state none, or one that is yet to come: nothing that has been published states that of itself.
    """
    day = day_of(words)
    if day is None or is_future(day):
        return None
    return PublicationDate(day, Grain.DAY, source, words.strip())
