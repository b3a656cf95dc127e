"""At which pace news of what is followed are told: gathered for a while, then one message an interval."""

from datetime import datetime, timedelta

from bot.model import Order, Rhythm
from bot.store.records import RunState

GATHERING = timedelta(minutes=3)
"""After the first news of a while, so that what comes together is told together."""
INTERVAL = timedelta(minutes=15)
"""Between two messages to one channel, or to one member."""
RARELY = timedelta(days=1)
"""Before what failed for hours, or a member who takes no messages, is tried again."""
REFUSED = frozenset({"forbidden", "gone"})


def next_due(became: RunState, now: datetime) -> datetime:
    """Return when news may be told again after a run that ended now."""
    match became:
        case RunState.POSTED:
            return now + INTERVAL
        case RunState.FAILED:
            return now + RARELY
        case _:
            return now


def is_closed(order: Order, reason: str) -> bool:
    """Tell whether a member takes no messages: nothing is gained by trying again soon, or by writing to them of it."""
    return order.rhythm is Rhythm.AS_IT_COMES and order.is_direct and reason in REFUSED
