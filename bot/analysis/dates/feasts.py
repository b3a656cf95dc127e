"""Days of a year that have a name instead of a month: 中秋, 除夕, 聖誕; and what day a lunar one is."""

from bot.analysis.dates.periods import Period, day_of
from bot.model import Grain

LUNAR_YEARS = range(1901, 2100)
"""The years whose lunar calendar the library knows."""
PER_MONTH = 100
"""A day of a year as one number is its month times this, and its day: 815."""
SOLAR_FEASTS = {"元旦": 101, "情人节": 214, "劳动节": 501, "双十节": 1010, "平安夜": 1224, "圣诞": 1225}
LUNAR_FEASTS = {
    "除夕": 100,
    "农历新年": 101,
    "春节": 101,
    "元宵": 115,
    "端午": 505,
    "七夕": 707,
    "中秋": 815,
    "重阳": 909,
}
"""The feasts that Chinese news dates by, under their folded names without a last 节; day 0 is the eve of the first."""


def solar_day(year: int, number: int) -> Period | None:
    """Return the day of ``year``, None where the calendar has none."""
    return day_of(year, *divmod(number, PER_MONTH))


def lunar_day(year: int, number: int) -> Period | None:
    """Return the day of the lunar year that begins in ``year``, None where its calendar has none or is not known.

    The calendar is that of ``borax``, which is loaded here, with the first day that needs it (20 ms).
    """
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate  # noqa: PLC0415

    month, day = divmod(number, PER_MONTH)
    if year not in LUNAR_YEARS:
        return None
    try:
        solar = LunarDate(year, month, max(day, 1)).to_solar_date()
    except InvalidLunarDateError:
        return None
    found = Period.of(solar, Grain.DAY)
    return found if day else found.shifted(-1)
