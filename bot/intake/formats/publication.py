"""The day of publication as files state it."""

import re
from datetime import UTC, date, datetime, timedelta

from bot.analysis.script import fold
from bot.model import DateSource, Grain, PublicationDate

DAY = r"(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)\s?日?"
"""A calendar day in a folded text."""
COMPACT = r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"
STATED = (re.compile(DAY), re.compile(COMPACT))
EARLIEST = date(1980, 1, 1)
"""A page that states an earlier day than computers carried news shows what a program puts where it has none."""


def day_of(words: str) -> str | None:
    """Return the ISO day that ``words`` begin with, None where that is no day of the calendar.

    A time and a zone may follow: the day is the one written, it is not moved into another zone.

    >>> day_of("2024年5月17日 08:30 +0800")
    '2024-05-17'
    """
    folded = fold(words.strip()[:40])
    match = next((match for pattern in STATED if (match := pattern.match(folded))), None)
    return _iso(match) if match else None


def is_past(day: str) -> bool:
    """Tell whether news of ISO ``day`` may be on the web: from 1980 to today, in the zone where that is furthest on."""
    today = (datetime.now(UTC) + timedelta(hours=14)).date()
    return EARLIEST <= date.fromisoformat(day) <= today


def _iso(match: re.Match[str]) -> str | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None


def publication(words: str, source: DateSource) -> PublicationDate | None:
    """Return the publication date that ``words`` state, with them as its evidence; None where they state none."""
    day = day_of(words)
    return PublicationDate(day, Grain.DAY, source, words.strip()) if day else None
