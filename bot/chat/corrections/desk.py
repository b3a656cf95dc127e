"""What moderators correct, and what members flag, to their cards, which are for them alone."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from discord.app_commands import Choice

from bot.chat.cards import lay_out, notice
from bot.chat.corrections import menu, words
from bot.chat.lists import opened
from bot.chat.mentions import Mentions
from bot.chat.moderating import check, chosen, offered
from bot.chat.reader import Reader, may_moderate
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.errors import CorrectionRefused
from bot.jobs.corrections import Corrections, Moderator, Offer
from bot.jobs.flags import Flags
from bot.model import Correction
from bot.strings import catalogue

LOG_BOOK = "corrections"
FLAGS_BOOK = "flags"
"""What the buttons below the lists turn the pages of."""

Make = Callable[[Moderator], Awaitable[Correction]]
Find = Callable[[Moderator], Awaitable[list[Offer]]]


@dataclass(frozen=True, slots=True)
class CorrectionDesk:
    """Takes the corrections of a server's moderators."""

    corrections: Corrections
    flags: Flags
    mentions: Mentions

    async def make(self, interaction: Interaction, make: Make) -> None:
        """Correct something."""
        await deliver(interaction, self._made(interaction, make), private=True)

    async def choose_articles(self, interaction: Interaction, person: str, other: str | None) -> None:
        """Ask in which articles on someone it is somebody else."""
        await deliver(interaction, self._asked(interaction, person, other), private=True)

    async def split_in(self, interaction: Interaction, person: int, other: int | None, articles: Sequence[int]) -> None:
        """Make someone another person in the articles that were chosen."""
        async with told(interaction):
            check(interaction)
            await self.make(interaction, lambda by: self.corrections.split_in(by, person, other, articles))

    async def log(self, interaction: Interaction) -> None:
        """List the server's corrections."""
        await deliver(interaction, self._logged(interaction, 1), private=True)

    async def undo(self, interaction: Interaction, typed: str) -> None:
        """Undo one."""
        await deliver(interaction, self._undone(interaction, typed), private=True)

    async def list_flags(self, interaction: Interaction) -> None:
        """List the errors that members flagged."""
        await deliver(interaction, self._flagged(interaction, 1), private=True)

    async def close_flag(self, interaction: Interaction, typed: str) -> None:
        """Close one."""
        await deliver(interaction, self._closed(interaction, typed), private=True)

    async def turn(self, interaction: Interaction, book: str, page: int) -> None:
        """Show a page of the one list or the other."""
        async with told(interaction):
            check(interaction)
            drawing = self._logged(interaction, page) if book == LOG_BOOK else self._flagged(interaction, page)
            await deliver(interaction, drawing, private=True)

    async def choices(self, interaction: Interaction, find: Find) -> list[Choice[str]]:
        """Return what an option may mean; nothing to whoever may not correct."""
        if not may_moderate(interaction):
            return []
        try:
            found = await find(_moderator(interaction, await Reader.of(interaction)))
        except CorrectionRefused:  # another option, on which this one depends, means nothing yet
            return []
        return [Choice(name=name, value=value) for name, value in words.offered(found)]

    async def standing(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Return the server's corrections that stand whose words hold what was typed."""
        if not may_moderate(interaction):
            return []
        reader = await Reader.of(interaction)
        return offered(words.labels(await self.corrections.log(reader.own), reader.locale), typed)

    async def open_flags(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Return the server's flags whose words hold what was typed."""
        if not may_moderate(interaction):
            return []
        reader = await Reader.of(interaction)
        return offered(words.flag_labels(await self.flags.of(reader.own), reader.locale), typed)

    async def _made(self, interaction: Interaction, make: Make) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        async with _refusals():
            correction = await make(_moderator(interaction, reader))
        undo = self.mentions.of("correct undo", reader.locale)
        return Drawing(lay_out(words.made(correction, reader.locale, undo=undo)))

    async def _asked(self, interaction: Interaction, person: str, other: str | None) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        by = _moderator(interaction, reader)
        async with _refusals():
            one = await self.corrections.person(by, person)
            into = None if other is None else await self.corrections.person(by, other)
            articles = await self.corrections.articles(by, "", f"#{one}")
        if not articles:
            raise Refusal("correct-person")
        rows = menu.choosing(one, into, articles, reader.locale)
        return Drawing(lay_out(words.which_articles(reader.locale), tuple(rows)))

    async def _logged(self, interaction: Interaction, page: int) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        corrections = await self.corrections.log(reader.own)
        merge = self.mentions.of("correct merge", reader.locale)
        return opened(LOG_BOOK, words.log(corrections, reader.locale, merge=merge), page, reader.locale)

    async def _undone(self, interaction: Interaction, typed: str) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        number = chosen(words.labels(await self.corrections.log(reader.own), reader.locale), typed)
        if number is None:
            raise Refusal("correct-correction")
        async with _refusals():
            correction = await self.corrections.undo(_moderator(interaction, reader), number)
        return Drawing(lay_out(words.undone(correction, reader.locale)))

    async def _flagged(self, interaction: Interaction, page: int) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        flagged = await self.flags.of(reader.own)
        close = self.mentions.of("correct close", reader.locale)
        return opened(FLAGS_BOOK, words.flags(flagged, reader.locale, close=close), page, reader.locale)

    async def _closed(self, interaction: Interaction, typed: str) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        number = chosen(words.flag_labels(await self.flags.of(reader.own), reader.locale), typed)
        if number is None or not await self.flags.close(reader.own, number, by=interaction.user.id):
            raise Refusal("flag")
        return Drawing(notice(catalogue.text(reader.locale, "flag.closed")))


def _moderator(interaction: Interaction, reader: Reader) -> Moderator:
    return Moderator(reader.own, interaction.user.id)


@asynccontextmanager
async def _refusals() -> AsyncIterator[None]:
    """Turn what the archive refuses into what is told to the moderator."""
    try:
        yield
    except CorrectionRefused as refused:
        raise Refusal(f"correct-{refused.reason}", typed=refused.detail) from refused
