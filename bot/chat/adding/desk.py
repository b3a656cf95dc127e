"""What moderators send, into their server's library, and what they take out of it."""

import re
from collections.abc import Sequence

import discord
from discord.app_commands import Choice

from bot.chat.adding.words import forgotten, label, receipts_page
from bot.chat.attachments import name_of, received
from bot.chat.cards import lay_out
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, Refusal, deliver
from bot.errors import InputRefused
from bot.intake.adding import Adding, Held, Receipt, Refused

LIMIT_BYTES = 10 * 2**20
"""Largest attachment that is read: what Discord takes from everyone."""
MOST_LINKS = 5
"""Pages that are asked for at once: a message may hold a hundred."""
NUMBER = re.compile(r"#?([0-9]{1,18})")
"""An article by its number, as answers cite it."""


class AddDesk:
    """Takes links and files, and forgets articles; what it says of them is for the moderator alone."""

    def __init__(self, adding: Adding) -> None:
        self._adding = adding

    async def add(self, interaction: Interaction, links: Sequence[str], files: Sequence[discord.Attachment]) -> None:
        """Add pages and files to the library of the server."""
        await deliver(interaction, self._added(interaction, links, files), private=True)

    async def forget(self, interaction: Interaction, typed: str) -> None:
        """Take an article out of the library of the server."""
        await deliver(interaction, self._forgotten(interaction, typed), private=True)

    async def choices(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Return articles of the server whose title holds what was typed, the newest if nothing was."""
        reader = await Reader.of(interaction)
        held = await self._held(reader.own, typed) if reader.adds else []
        return [Choice(name=label(article), value=str(article.id)) for article in held]

    async def _forgotten(self, interaction: Interaction, typed: str) -> Drawing:
        reader = await _adder(interaction)
        held = await self._held(reader.own, typed)
        if len(held) != 1 or not await self._adding.forget(held[0].id, reader.own):
            raise Refusal("article")
        return Drawing(lay_out(forgotten(held[0], reader.locale)))

    async def _held(self, library: str, typed: str) -> list[Held]:
        """Return the article of the number that was typed, else those whose title holds it."""
        number = NUMBER.fullmatch(typed.strip())
        if number is not None and (held := await self._adding.held(library, number=int(number[1]))):
            return held
        return await self._adding.held(library, title=typed.strip())

    async def _added(
        self, interaction: Interaction, links: Sequence[str], files: Sequence[discord.Attachment]
    ) -> Drawing:
        reader = await _adder(interaction)
        if not links and not files:
            raise Refusal("nothing")
        receipts: list[Receipt] = []
        for link in links[:MOST_LINKS]:
            receipts += await self._adding.page(link, reader.own)
        more = str(MOST_LINKS)
        receipts += [Refused(link, InputRefused(link, "too-many", more)) for link in links[MOST_LINKS:]]
        for sent in files:
            receipts += await self._file(sent, reader.own)
        return Drawing(lay_out(receipts_page(receipts, reader.locale)))

    async def _file(self, sent: discord.Attachment, library: str) -> list[Receipt]:
        name = name_of(sent)
        try:
            data = await received(sent, LIMIT_BYTES)
        except InputRefused as refused:
            return [Refused(name, refused)]
        return await self._adding.file(name, data, library)


async def _adder(interaction: Interaction) -> Reader:
    """Return who may change what the server holds.

    Raises:
        Refusal: with the reason.
    """
    reader = await Reader.of(interaction)
    if reader.home is None:
        raise Refusal("elsewhere")
    if not reader.adds:
        raise Refusal("adding")
    return reader
