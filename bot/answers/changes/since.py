"""From when on something is new: on or after a day, as members type it in either script or in English, or a look."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.analysis.dates import read_typed
from bot.answers.answer import Since
from bot.answers.changes.subjects import Known
from bot.answers.questions import Between, Changes
from bot.errors import QuestionInvalid
from bot.store import Store
from bot.store.changes import Bounds
from bot.store.days import days_of

DEFAULT_DAYS = 7
"""Days, up to the last one on which there is anything, that are told where nobody says since when."""
FILLERS = re.compile(r"^(?:since|from|after) +", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Start:
    """From when on articles are new, for the store and for the reader."""

    bounds: Bounds
    since: Since


async def read_since(store: Store, question: Changes, known: Known, libraries: Sequence[str], today: date) -> Start:
    """Return from when on articles are new.

    Raises:
        QuestionInvalid: ``no-date`` that can be read was typed, or one to come (``future-date``).
    """
    if question.since is None:
        latest = await store.changes.latest_day(known.subject, libraries, before=today.toordinal())
        return _from_day(date.fromordinal(max((latest or today.toordinal()) - DEFAULT_DAYS + 1, 1)), is_default=True)
    if (between := Between.of(question.since)) is not None:
        looked_at = datetime.fromtimestamp(between.looked_at, UTC)
        return Start(Bounds(between.after, between.upto), Since(looked_at=looked_at))
    day = await _read_day(question.since, today)
    if day is None:
        raise QuestionInvalid("no-date", question.command, "since")
    if day > today:
        raise QuestionInvalid("future-date", question.command, "since")
    return _from_day(day)


def _from_day(day: date, *, is_default: bool = False) -> Start:
    return Start(Bounds(first_day=day.toordinal()), Since(day=day.isoformat(), is_default=is_default))


async def _read_day(typed: str, today: date) -> date | None:
    """Return the first day of a time, read as articles are, else as English."""
    if (found := read_typed(typed, today)) is not None and (days := days_of(*found)) is not None:
        return date.fromordinal(days[0])
    # Its first use loads a language, for a while.
    return await asyncio.to_thread(_read_english, typed, today)


def _read_english(typed: str, today: date) -> date | None:
    import dateparser  # noqa: PLC0415 -- slow to load, and few need it

    found = dateparser.parse(
        FILLERS.sub("", typed),
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time()),
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
            "PREFER_MONTH_OF_YEAR": "first",
        },
    )
    return found and found.date()
