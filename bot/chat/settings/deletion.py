"""The button and the form by which a server's moderators confirm that all of it is deleted."""

import re
from collections.abc import Iterator
from typing import Any, Self

import discord
from discord import ui

from bot.chat.by_id import ButtonById
from bot.chat.reader import Reader
from bot.strings import catalogue

CUSTOM_ID = "jb:settings:delete"
LONGEST_NAME = 100
"""What Discord takes for a server's name."""


class Delete(ButtonById, ui.DynamicItem[ui.Button[ui.LayoutView]], template=CUSTOM_ID):
    """Asks for the server's name."""

    def __init__(self, label: str = "") -> None:
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.danger, custom_id=CUSTOM_ID))

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the button of an id."""
        del match
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await interaction.response.send_modal(Confirmation((await Reader.of(interaction)).locale))


class Confirmation(ui.Modal):
    """A form that takes the name of a server."""

    def __init__(self, locale: str) -> None:
        super().__init__(title=catalogue.text(locale, "settings.delete-title"), custom_id=CUSTOM_ID)
        self.name: ui.TextInput[Self] = ui.TextInput(custom_id="name", max_length=LONGEST_NAME)
        self.add_item(ui.TextDisplay(catalogue.text(locale, "settings.delete-warning")))
        self.add_item(ui.Label(text=catalogue.text(locale, "settings.delete-name"), component=self.name))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Delete all of the server, if it is called so."""
        await interaction.client.desks.settings.delete_server(interaction, self.name.value)


def deleting(locale: str) -> Iterator[ui.ActionRow[Any]]:
    """Yield a row with the button."""
    button: ui.Item[Any] = Delete(catalogue.text(locale, "settings.delete-button"))
    yield ui.ActionRow(button)
