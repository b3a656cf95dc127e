"""The errors that members flag, and the moderators who close them."""

from dataclasses import dataclass

from bot.answers.questions import Question, as_mapping, chosen_person
from bot.jobs.clock import Clock
from bot.model import Flag, visible_to
from bot.store import Store

MOST = 100
"""Flags of a library that are open."""
MOST_EACH = 10
"""Of these, one member's."""


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags of servers."""

    store: Store
    clock: Clock

    async def add(  # noqa: PLR0913 -- all of it is one flag
        self, library: str, question: Question, *, page: int, marked: str, note: str, made_by: int
    ) -> bool:
        """Keep a flag; False where as many are open as may be, of the library or of the member."""
        return await self.store.flags.add(
            library,
            {option: await self._written(library, word) for option, word in as_mapping(question).items()},
            page=page,
            marked=marked,
            note=note,
            made_by=made_by,
            now=self.clock.now(),
            most=MOST,
            most_each=MOST_EACH,
        )

    async def _written(self, library: str, word: str) -> str:
        """Return what was asked, with somebody's name where they were chosen from several."""
        chosen = chosen_person(word)
        people = [] if chosen is None else await self.store.people([chosen], visible_to(library))
        return people[0].name if people else word

    async def of(self, library: str) -> list[Flag]:
        """Return a library's open flags, the oldest first."""
        return await self.store.flags.of(library)

    async def close(self, library: str, flag: int, *, by: int) -> bool:
        """Close a flag; False where the library has no such open one."""
        return await self.store.flags.close(library, flag, by=by, now=self.clock.now())
