"""When a feed is fetched again: as often as it brings something, as rarely as it asks, more rarely while it fails."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=6)
USUAL = timedelta(minutes=30)
"""Where nothing is known of a feed's rhythm."""
MOST_ASKED = timedelta(days=1)
"""How long a feed may ask to be left alone: some ask for months."""
JUDGED = 20
"""Of so many items, the newest, the rhythm is taken."""
SILENT = timedelta(days=2)
"""A feed whose newest item is older is in no hurry, however often it once brought something."""
FIRST_REST = timedelta(minutes=5)
LONGEST_REST = timedelta(days=1)
JITTER = 0.1
"""So that feeds which were added together are not fetched together for ever."""


def interval(times: Sequence[datetime], now: datetime, asked_s: int | None) -> timedelta:
    """Return the time between two fetches: half of that between two items, so that few wait for long.

    Args:
        times: when the items are from that say so.
        now: the instant.
        asked_s: for how long the feed asks to be left alone.
    """
    newest = sorted((time for time in times if time <= now), reverse=True)[:JUDGED]
    gaps = [later - earlier for later, earlier in pairwise(newest)]
    own = USUAL
    if newest and now - newest[0] >= SILENT:
        own = LONGEST
    elif gaps:
        own = timedelta(seconds=median(gap.total_seconds() for gap in gaps)) / 2
    asked = min(timedelta(seconds=asked_s or 0), MOST_ASKED)
    return max(min(max(own, SHORTEST), LONGEST), asked)


def rest(failures: int, asked_s: float | None) -> timedelta:
    """Return how long a feed that failed is left alone: twice as long each time, at least as long as it asks."""
    own: timedelta = FIRST_REST * 2 ** min(failures - 1, 16)
    return max(min(own, LONGEST_REST), min(timedelta(seconds=asked_s or 0), LONGEST_REST))


def jittered(span: timedelta) -> timedelta:
    """Return a time that is up to a tenth longer."""
    return span * (1 + JITTER * random.random())  # noqa: S311 -- no secret
