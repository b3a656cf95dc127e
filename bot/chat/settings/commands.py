"""The ``/settings`` commands: for everyone, but for those of them that are a server's."""

from typing import Any

from discord import app_commands
from discord.app_commands import Choice

from bot.chat.moderating import LONGEST_CHOICE, check
from bot.chat.replies import Interaction
from bot.chat.settings.desk import DEFAULT, SettingsDesk
from bot.chat.translation import LANGUAGES, localised
from bot.model import Notation

MODERATED = {"moderated": True}
"""What marks a command of moderators in a group that is everyone's: Discord knows permissions of whole groups only."""
LANGUAGE = [Choice(name=name, value=locale) for locale, name in LANGUAGES.items()]
CHARACTERS = [
    Choice(name=localised("settings.value.mine"), value=DEFAULT),
    Choice(name=localised("settings.value.written"), value="written"),
]
READING = [
    Choice(name=localised("settings.value.by-language"), value=DEFAULT),
    *(Choice(name=localised(f"settings.value.{aid}"), value=aid.value) for aid in Notation),
]


class SettingsCommands(app_commands.Group):
    """The commands by which members and moderators choose; each shows what holds where nothing is given."""

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(name=localised("command.settings.name"), description=localised("command.settings.description"))
        self._desk = desk

    @app_commands.command(
        name=localised("command.settings.mine.name"), description=localised("command.settings.mine.description")
    )
    @app_commands.rename(
        language=localised("option.settings.language.name"),
        characters=localised("option.settings.characters.name"),
        region_words=localised("option.settings.region-words.name"),
        reading=localised("option.settings.reading.name"),
        private=localised("option.settings.private.name"),
    )
    @app_commands.describe(
        language=localised("option.settings.language.description"),
        characters=localised("option.settings.characters.description"),
        region_words=localised("option.settings.region-words.description"),
        reading=localised("option.settings.reading.description"),
        private=localised("option.settings.private.description"),
    )
    @app_commands.choices(
        language=[Choice(name=localised("settings.value.discord"), value=DEFAULT), *LANGUAGE],
        characters=CHARACTERS,
        reading=READING,
    )
    async def mine(  # noqa: PLR0913 -- what a member may choose
        self,
        interaction: Interaction,
        *,
        language: str | None = None,
        characters: str | None = None,
        region_words: bool | None = None,
        reading: str | None = None,
        private: bool | None = None,
    ) -> None:
        """Choose for oneself."""
        changes: dict[str, Any] = {}
        if language is not None:
            changes["locale"] = None if language == DEFAULT else language
        if characters is not None:
            changes["as_written"] = characters != DEFAULT
        if region_words is not None:
            changes["region_words"] = region_words
        if reading is not None:
            changes["reading_aid"] = None if reading == DEFAULT else Notation(reading)
        if private is not None:
            changes["private"] = private
        await self._desk.mine(interaction, changes)

    @app_commands.command(
        name=localised("command.settings.server.name"),
        description=localised("command.settings.server.description"),
        extras=MODERATED,
    )
    @app_commands.rename(
        language=localised("option.settings.language.name"), zone=localised("option.settings.zone.name")
    )
    @app_commands.describe(
        language=localised("option.settings.language.description"),
        zone=localised("option.settings.zone.description"),
    )
    @app_commands.choices(language=[Choice(name=localised("settings.value.each"), value=DEFAULT), *LANGUAGE])
    async def server(
        self,
        interaction: Interaction,
        *,
        language: str | None = None,
        zone: app_commands.Range[str, 1, LONGEST_CHOICE] | None = None,
    ) -> None:
        """Choose for a server's readers."""
        check(interaction)
        await self._desk.server(interaction, language=language, zone=zone)

    @app_commands.command(
        name=localised("command.settings.delete-mine.name"),
        description=localised("command.settings.delete-mine.description"),
    )
    async def delete_mine(self, interaction: Interaction) -> None:
        """Have what is kept of oneself deleted."""
        await self._desk.delete_mine(interaction)

    @app_commands.command(
        name=localised("command.settings.delete-server.name"),
        description=localised("command.settings.delete-server.description"),
        extras=MODERATED,
    )
    async def delete_server(self, interaction: Interaction) -> None:
        """Have what is kept of a server deleted."""
        check(interaction)
        await self._desk.ask_to_delete_server(interaction)

    @server.autocomplete("zone")
    async def _zones(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.zones(interaction, typed)
