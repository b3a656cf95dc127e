"""What the archive knows of a message, told to whoever asked alone; the message itself is kept nowhere."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot.answers.conversion import Converter
from bot.answers.here import Here
from bot.answers.present import present
from bot.answers.questions import Who
from bot.answers.service import Answers
from bot.chat.buttons import Choose, menu_of
from bot.chat.cards import lay_out, notice
from bot.chat.here.words import here_page
from bot.chat.messages import text_of
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, Refusal, deliver
from bot.errors import InputRefused
from bot.intake.bulk import Analyses
from bot.model import Article, DateSource, Grain, PublicationDate
from bot.strings import catalogue


class HereDesk:
    """Reads messages; ``zone`` tells their day where the server has not chosen one."""

    def __init__(self, answers: Answers, analyses: Analyses, converter: Converter, zone: str) -> None:
        self._answers = answers
        self._analyses = analyses
        self._converter = converter
        self._zone = zone

    async def read(self, interaction: Interaction, message: discord.Message) -> None:
        """Tell whoever asks what is known of the names, dates and quoted words of a message."""
        await deliver(interaction, self._drawn(interaction, message), private=True)

    async def _drawn(self, interaction: Interaction, message: discord.Message) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        here = await self._known(message, reader)
        locale = reader.locale
        presented = present(here.answer, locale, self._converter, as_written=reader.chosen.as_written)
        presented = replace(presented, title=catalogue.text(locale, "here.title"), notes=())
        if not (presented.sections or presented.choices or here.dates or here.strangers):
            return Drawing(notice(catalogue.text(locale, "here.nothing")))
        rows: list[ui.ActionRow[Any]] = []
        if presented.choices:
            [asked] = await self._answers.remember([Who(presented.choices[0].label)], reader.libraries)
            people = menu_of(presented.choices, locale)
            people.placeholder = catalogue.text(locale, "here.people")
            menu: ui.Item[Any] = Choose(asked, "name", people)
            rows = [ui.ActionRow(menu)]
        return Drawing(lay_out(here_page(presented, here), rows))

    async def _known(self, message: discord.Message, reader: Reader) -> Here:
        """Return what is known of a message, whose dates are those of its own day.

        Raises:
            Refusal: there are no words in it, or whatever reads them dies of them.
        """
        text = text_of(message)
        if not text:
            raise Refusal("no-words")
        day = message.created_at.astimezone(ZoneInfo(reader.server.zone or self._zone)).date()
        written = PublicationDate(day.isoformat(), Grain.DAY, DateSource.GIVEN, "")
        try:
            findings = await self._analyses.analyze(Article(f"message:{message.id}", "", text, published_on=written))
        except InputRefused as refused:
            raise Refusal("unanalysed") from refused
        return await self._answers.here(text, findings, reader.libraries)
