"""What moderators send, into their server's library."""

from collections.abc import Sequence

import discord

from bot.chat.adding.words import receipts_page
from bot.chat.attachments import name_of, received
from bot.chat.cards import lay_out
from bot.chat.reader import libraries_of, may_add
from bot.chat.replies import Drawing, Interaction, Refusal, deliver
from bot.chat.translation import locale_of
from bot.errors import InputRefused
from bot.intake.adding import Adding, Receipt, Refused

LIMIT_BYTES = 10 * 2**20
"""Largest attachment that is read: what Discord takes from everyone."""


class AddDesk:
    """Takes links and files; what it says of them is for who sent them alone."""

    def __init__(self, adding: Adding) -> None:
        self._adding = adding

    async def add(self, interaction: Interaction, link: str | None, files: Sequence[discord.Attachment]) -> None:
        """Add a page and files to the library of the server."""
        await deliver(interaction, self._added(interaction, link, files), private=True)

    async def _added(self, interaction: Interaction, link: str | None, files: Sequence[discord.Attachment]) -> Drawing:
        if not interaction.is_guild_integration():
            raise Refusal("elsewhere")
        if not may_add(interaction):
            raise Refusal("adding")
        if link is None and not files:
            raise Refusal("nothing")
        library = libraries_of(interaction)[0]
        receipts = [] if link is None else await self._adding.page(link, library)
        for sent in files:
            receipts += await self._file(sent, library)
        return Drawing(lay_out(receipts_page(receipts, locale_of(interaction))))

    async def _file(self, sent: discord.Attachment, library: str) -> list[Receipt]:
        name = name_of(sent)
        try:
            data = await received(sent, LIMIT_BYTES)
        except InputRefused as refused:
            return [Refused(name, refused)]
        return await self._adding.file(name, data, library)
