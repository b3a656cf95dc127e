"""What is done once in a while by one of all processes. Instants are in UTC, of whole seconds."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, or_, select, update

from bot.store import claims
from bot.store.engine import Database
from bot.store.schema import rounds


class Round(StrEnum):
    """Its name in the table, whose migrations made its row."""

    DEPARTURES = "departures"
    """Looking for servers that removed the bot."""
    RENEWAL = "renewal"
    """Analysing again what an older version analysed."""


_IS = rounds.c.name == bindparam("round")
_IS_THEIRS = rounds.c.claimed_by == bindparam("claimant")
_FREE_FROM = select(claims.first_free_from(rounds.c.claimed_until, rounds.c.due_at)).where(_IS)
_CLAIM = (
    update(rounds)
    .where(_IS, rounds.c.due_at <= bindparam("now"), or_(claims.is_free(rounds.c.claimed_until), _IS_THEIRS))
    .values(claimed_by=bindparam("claimant"), claimed_until=bindparam("until"))
)
_HAND_BACK = update(rounds).where(_IS, _IS_THEIRS).values(claimed_by=None, claimed_until=None)
_END = _HAND_BACK.values(due_at=bindparam("next_due_at"))


class Rounds:
    """The rounds of all processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def free_from(self, of: Round) -> datetime | None:
        """Return when a round may be claimed next, perhaps an instant that is past."""
        return await claims.instant(self._database, _FREE_FROM, {"round": of.value})

    async def claim(self, of: Round, claimant: str, *, now: datetime, until: datetime) -> bool:
        """Take a round until an instant, or hold it until then; False where it is not due, or another's.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {"round": of.value, "claimant": claimant, "now": now, "until": until}
        return await claims.change(self._database, _CLAIM, values)

    async def end(self, of: Round, claimant: str, *, next_due_at: datetime) -> None:
        """Have it done at an instant again; nothing happens where it is no longer the claimant's.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        values = {"round": of.value, "claimant": claimant, "next_due_at": next_due_at}
        await claims.change(self._database, _END, values)

    async def hand_back(self, of: Round, claimant: str) -> None:
        """Let anyone have it at once that a claimant did not bring to an end.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await claims.change(self._database, _HAND_BACK, {"round": of.value, "claimant": claimant})
