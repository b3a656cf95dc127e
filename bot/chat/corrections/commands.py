"""The ``/correct`` commands."""

from collections.abc import Callable
from typing import TypeVar

from discord import app_commands
from discord.app_commands import Choice

from bot.chat.corrections.desk import CorrectionDesk
from bot.chat.moderating import LONGEST_CHOICE, LONGEST_VALUE, ModeratorCommands
from bot.chat.replies import Interaction
from bot.chat.translation import localised

Typed = app_commands.Range[str, 1, LONGEST_VALUE]
Chosen = app_commands.Range[str, 1, LONGEST_CHOICE]


T = TypeVar("T")


def _with_options(*names: str) -> Callable[[T], T]:
    """Name and describe the options of a command in every language."""

    def decorate(command: T) -> T:
        named = {name: localised(f"option.correct.{name}.name") for name in names}
        described = {name: localised(f"option.correct.{name}.description") for name in names}
        return app_commands.describe(**described)(app_commands.rename(**named)(command))

    return decorate


class CorrectionCommands(ModeratorCommands):
    """The commands by which moderators correct what the archive has wrong, and see what members flagged."""

    def __init__(self, desk: CorrectionDesk) -> None:
        super().__init__("correct")
        self._desk = desk
        self._corrections = desk.corrections

    @app_commands.command(
        name=localised("command.correct.merge.name"), description=localised("command.correct.merge.description")
    )
    @_with_options("person", "into")
    async def merge(self, interaction: Interaction, person: Typed, into: Typed) -> None:
        """Make two people one."""
        await self._desk.make(interaction, lambda by: self._corrections.merge(by, person, into))

    @app_commands.command(
        name=localised("command.correct.split.name"), description=localised("command.correct.split.description")
    )
    @_with_options("person", "form", "where", "other")
    async def split(
        self,
        interaction: Interaction,
        *,
        person: Typed,
        form: Typed | None = None,
        where: Typed | None = None,
        other: Typed | None = None,
    ) -> None:
        """Make one entry two people: where it is not said, the articles are chosen from a menu."""
        if form is None and where is None:
            await self._desk.choose_articles(interaction, person, other)
            return
        await self._desk.make(
            interaction, lambda by: self._corrections.split(by, person, form=form, article=where, other=other)
        )

    @app_commands.command(
        name=localised("command.correct.quote.name"), description=localised("command.correct.quote.description")
    )
    @_with_options("quote", "speaker")
    async def quote(self, interaction: Interaction, quote: Typed, speaker: Typed | None = None) -> None:
        """Say whose words a quote is not, or is."""
        await self._desk.make(interaction, lambda by: self._corrections.attribute(by, quote, speaker))

    @app_commands.command(
        name=localised("command.correct.date.name"), description=localised("command.correct.date.description")
    )
    @_with_options("date", "value")
    async def date(self, interaction: Interaction, date: Typed, value: Chosen | None = None) -> None:
        """Say that a date is wrong, or which is right."""
        await self._desk.make(interaction, lambda by: self._corrections.date(by, date, value))

    @app_commands.command(
        name=localised("command.correct.hide.name"), description=localised("command.correct.hide.description")
    )
    @_with_options("article")
    async def hide(self, interaction: Interaction, article: Typed) -> None:
        """Hide an article."""
        await self._desk.make(interaction, lambda by: self._corrections.hide(by, article))

    @app_commands.command(
        name=localised("command.correct.list.name"), description=localised("command.correct.list.description")
    )
    async def list_all(self, interaction: Interaction) -> None:
        """List the server's corrections."""
        await self._desk.log(interaction)

    @app_commands.command(
        name=localised("command.correct.undo.name"), description=localised("command.correct.undo.description")
    )
    @_with_options("correction")
    async def undo(self, interaction: Interaction, correction: Chosen) -> None:
        """Undo a correction."""
        await self._desk.undo(interaction, correction)

    @app_commands.command(
        name=localised("command.correct.reports.name"), description=localised("command.correct.reports.description")
    )
    async def reports(self, interaction: Interaction) -> None:
        """List what members flagged."""
        await self._desk.list_flags(interaction)

    @app_commands.command(
        name=localised("command.correct.close.name"), description=localised("command.correct.close.description")
    )
    @_with_options("report")
    async def close(self, interaction: Interaction, report: Chosen) -> None:
        """Close what a member flagged."""
        await self._desk.close_flag(interaction, report)

    @merge.autocomplete("person")
    @merge.autocomplete("into")
    @split.autocomplete("person")
    @split.autocomplete("other")
    @quote.autocomplete("speaker")
    async def _people(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, lambda by: self._corrections.people(by, typed))

    @split.autocomplete("form")
    async def _forms(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        person = str(interaction.namespace.person or "")
        return await self._desk.choices(interaction, lambda by: self._corrections.forms(by, person, typed))

    @split.autocomplete("where")
    async def _articles_on(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        person = str(interaction.namespace.person or "")
        return await self._desk.choices(interaction, lambda by: self._corrections.articles(by, typed, person))

    @hide.autocomplete("article")
    async def _articles(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, lambda by: self._corrections.articles(by, typed))

    @quote.autocomplete("quote")
    async def _quotes(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, lambda by: self._corrections.quotes(by, typed))

    @date.autocomplete("date")
    async def _dates(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.choices(interaction, lambda by: self._corrections.dates(by, typed))

    @undo.autocomplete("correction")
    async def _standing(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.standing(interaction, typed)

    @close.autocomplete("report")
    async def _reports(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await self._desk.open_flags(interaction, typed)
