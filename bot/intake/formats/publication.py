"""The day of publication as files state it."""

import re
from datetime import date

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
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None


def publication(words: str, source: DateSource) -> PublicationDate | None:
    """Return the publication date that ``words`` state, with them as its evidence; None where they state none."""
    day = day_of(words)
    return PublicationDate(day, Grain.DAY, source, words.strip()) if day else None
