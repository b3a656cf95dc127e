"""Analysing again what an older version of the analysis found: by one process at a time, which goes on where one ended.

What is stored is its own record of how far that has got: articles of an older version are left to do.
"""

import logging
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.intake.archive import Archive
from bot.jobs.clock import Clock
from bot.store import Store
from bot.store.rounds import Round

LEASE = timedelta(minutes=5)
"""How long the round is its claimant's, if it is not claimed again."""
A_CLAIM = 20
"""Articles until the round is claimed again: far fewer than a lease is enough for."""
AFTER_REFUSALS = timedelta(hours=1)
"""When what could not be analysed is tried again."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Renewal:
    """Analyses again in the name of one claimant, which no other has; readers see each article as it was or is."""

    store: Store
    archive: Archive
    clock: Clock
    claimant: str

    async def do_next(self) -> str | None:
        """Analyse again whatever an older version analysed; None where nothing is left, or another process is at it.

        Raises:
            StoreUnavailable: the database cannot be read or written; what is done stays done.
        """
        left = await self.store.count_outdated(ANALYSIS_VERSION)
        if not left or not await self._claim():
            return None
        log.info("analysing %d articles again, which an older version analysed", left)
        done = refused = 0
        async with aclosing(self.archive.renew()) as renewing:
            async for renewed in renewing:
                if renewed.refused is not None:
                    log.warning("not analysed again: %s", renewed.refused)
                    refused += 1
                done += 1
                if done % A_CLAIM == 0 and not await self._claim():
                    return "lost"
        now = self.clock.now()
        await self.store.rounds.end(Round.RENEWAL, self.claimant, next_due_at=now + AFTER_REFUSALS if refused else now)
        log.info("every article is of this version's analysis, but %d that it refuses", refused)
        return "renewed"

    async def free_from(self) -> datetime | None:
        """Return when what is left may be claimed; None where nothing is."""
        if not await self.store.count_outdated(ANALYSIS_VERSION):
            return None
        return await self.store.rounds.free_from(Round.RENEWAL)

    async def hand_back(self) -> None:
        """Let another process go on.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        await self.store.rounds.hand_back(Round.RENEWAL, self.claimant)

    async def _claim(self) -> bool:
        now = self.clock.now()
        return await self.store.rounds.claim(Round.RENEWAL, self.claimant, now=now, until=now + LEASE)
