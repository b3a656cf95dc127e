"""When an item says that it was published."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from bot.intake.formats.publication import day_of
from bot.model import DateSource, Grain, PublicationDate

CHINA = timezone(timedelta(hours=8))
"""The time of the mainland, Hong Kong, Macau, Taiwan and Singapore."""
AHEAD = timedelta(days=1)
"""How far in the future an item may be from: clocks differ, and zones are forgotten."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""What is from before it is a clock that was not set."""
WEEKDAY = re.compile(r"^(?:(?:星期|周|週|禮拜|礼拜)[一二三四五六日天])\s*[,，]?\s*")
MONTH = re.compile(r"(?<=\s)(?P<month>十[一二]|[一二三四五六七八九十]|1[0-2]|[1-9])月(?=\s)")
MONTHS = {
    word: name
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
    for word in (str(number), ("一 二 三 四 五 六 七 八 九 十 十一 十二".split())[number - 1])
}


def instant(words: str) -> datetime | None:
    """Return the instant that ``words`` state, None where they state none; without a zone it is China's.

    >>> instant("周日, 22 十一月 2026 08:30:00 +0800").isoformat()
    '2026-11-22T08:30:00+08:00'
    """
    # The months and days of a generator whose language is Chinese; CST is China's, not that of Chicago.
    plain = MONTH.sub(lambda found: MONTHS[found["month"]], WEEKDAY.sub("", words.strip())).replace(" CST", " +0800")
    for read in (datetime.fromisoformat, parsedate_to_datetime, _midnight):
        with suppress(ValueError, OverflowError):
            time = read(plain)
            aware = time if time.tzinfo else time.replace(tzinfo=CHINA)
            return aware if aware >= EARLIEST else None
    return None


def publication(words: str, now: datetime) -> PublicationDate | None:
    """Return the day that an item states, with its words as the evidence; None where it lies in the future.

    Generators turn local times into UTC, so such a time is told by China's clocks; any other zone is the outlet's own,
    and the day is the one written.
    """
    time = instant(words)
    if time is None or time > now + AHEAD:
        return None
    day = (time if time.utcoffset() else time.astimezone(CHINA)).date()
    return PublicationDate(day.isoformat(), Grain.DAY, DateSource.STATED, words.strip())


def _midnight(words: str) -> datetime:
    """Return when the day begins with which ``words`` begin.

    Raises:
        ValueError: they begin with none.
    """
    return datetime.fromisoformat(day_of(words) or "")
