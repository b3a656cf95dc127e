"""Zones of time as members choose them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers.present import BETWEEN
from bot.chat.moderating import MOST_CHOICES
from bot.jobs.schedule import zone_names

FREQUENT = (
    "Asia/Taipei",
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Macau",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Tokyo",
    "America/Los_Angeles",
    "America/New_York",
    "America/Vancouver",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Berlin",
    "UTC",
)
"""What is offered where nothing is typed yet: where Chinese news is mostly read."""


def offered_zones(typed: str, now: datetime) -> list[tuple[str, str]]:
    """Return the zones that hold what was typed, those that begin with it first: with the time there, and plain."""
    sought = "_".join(typed.casefold().split())
    found = [zone for zone in (zone_names() if sought else FREQUENT) if sought in zone.casefold()]
    found.sort(key=lambda zone: not zone.casefold().rpartition("/")[2].startswith(sought))
    return [(f"{zone}{BETWEEN}{now.astimezone(ZoneInfo(zone)):%H:%M}", zone) for zone in found[:MOST_CHOICES]]


def zone_of(typed: str) -> str | None:
    """Return the IANA name that was typed, in whatever case; None where there is no such zone."""
    sought = "_".join(typed.casefold().split())
    return next((zone for zone in zone_names() if zone.casefold() == sought), None)
