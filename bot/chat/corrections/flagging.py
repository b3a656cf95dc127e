"""How a member flags an error in an answer: a form, and what becomes of it."""

from dataclasses import dataclass
from typing import Any, Self

import discord
from discord import ui

from bot.answers.service import Answers
from bot.chat.buttons import Place
from bot.chat.cards import notice
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.jobs.flags import Flags
from bot.strings import catalogue

MARKED_CHARS = 300
NOTE_CHARS = 500


@dataclass(frozen=True, slots=True)
class FlagDesk:
    """Takes what members flag, for the moderators of the server where they are."""

    answers: Answers
    flags: Flags

    async def open(self, interaction: Interaction, place: Place) -> None:
        """Ask a member what is wrong on a page."""
        async with told(interaction):
            reader = await _flagger(interaction)
            await interaction.response.send_modal(FlagForm(self, place, reader.locale))

    async def take(self, interaction: Interaction, place: Place, marked: str, note: str) -> None:
        """Keep what a member wrote."""
        async with told(interaction):
            await deliver(interaction, self._taken(interaction, place, marked, note), private=True)

    async def _taken(self, interaction: Interaction, place: Place, marked: str, note: str) -> Drawing:
        reader = await _flagger(interaction)
        asked = await self.answers.recall(int(place.book))
        if asked is None:
            return Drawing(notice(catalogue.text(reader.locale, "error.forgotten")))
        by = interaction.user.id
        if not await self.flags.add(
            reader.own, asked.question, page=place.page, marked=marked.strip(), note=note.strip(), made_by=by
        ):
            raise Refusal("flag-too-many")
        return Drawing(notice(catalogue.text(reader.locale, "flag.taken")))


async def _flagger(interaction: Interaction) -> Reader:
    """Return who flags something, where there is a server whose moderators can mend it.

    Raises:
        Refusal: there is none, or the bot was removed from it meanwhile.
    """
    reader = await Reader.of(interaction, alone=True)
    if reader.home is None:
        raise Refusal("flag-elsewhere")
    return reader


class FlagForm(ui.Modal):
    """A form that takes what is wrong, and why."""

    def __init__(self, desk: FlagDesk, place: Place, locale: str) -> None:
        super().__init__(title=catalogue.text(locale, "flag.title"), custom_id=f"{place}:report")
        self._desk = desk
        self._place = place
        self.marked: ui.TextInput[Self] = ui.TextInput(
            custom_id="marked", style=discord.TextStyle.paragraph, max_length=MARKED_CHARS
        )
        self.note: ui.TextInput[Self] = ui.TextInput(
            custom_id="note", style=discord.TextStyle.paragraph, max_length=NOTE_CHARS, required=False
        )
        self.add_item(ui.Label(text=catalogue.text(locale, "flag.marked"), component=self.marked))
        self.add_item(ui.Label(text=catalogue.text(locale, "flag.note"), component=self.note))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep it."""
        await self._desk.take(interaction, self._place, self.marked.value, self.note.value)
