"""How one begins: told to whoever adds the bot, and, while a server has no articles, to those who may add some."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord

from bot.answers.printable import on_one_line
from bot.answers.service import Answers
from bot.chat.cards import QUIET, Page
from bot.chat.markdown import escape
from bot.chat.mentions import Mentions
from bot.chat.reader import Reader
from bot.chat.translation import DEFAULT, LOCALES
from bot.strings import catalogue

STEPS = {"feed": "feed add", "add": "add", "ask": "who"}
"""The commands to begin with, in their order, by what the catalogues call them."""
NAME_CHARS = 100


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Tells the first steps, in the language of whoever is told; ``default_locale`` is that of whom nobody knows."""

    answers: Answers
    mentions: Mentions
    default_locale: str

    async def below(self, page: Page, reader: Reader) -> Page:
        """Return a page that had nothing to show, with the first steps for a reader whose server has no articles.

        They are told those that they may take, and where there are none, nothing.
        """
        steps = [step for step, may in (("feed", reader.moderates), ("add", reader.adds)) if may]
        if not steps or await self.answers.has_articles(reader.own):
            return page
        empty = catalogue.text(reader.locale, "first-steps.empty")
        told = f"{empty}\n{self._told((*steps, 'ask'), reader.locale)}"
        return replace(page, sections=(*page.sections, (told,)))

    def greeting(self, guild: str, preferred: discord.Locale) -> Page:
        """Return what is said to whoever has added the bot to a server, by its name and the language it prefers."""
        chosen = LOCALES.get(preferred, DEFAULT)
        locale = self.default_locale if chosen == DEFAULT else chosen  # English is also what no server has chosen
        title = catalogue.text(locale, "first-steps.title", guild=escape(on_one_line(guild, NAME_CHARS)))
        header = f"## {title}\n{catalogue.text(locale, 'first-steps.promise')}"
        steps = f"{catalogue.text(locale, 'first-steps.there')}\n{self._told(tuple(STEPS), locale)}"
        return Page(header, ((steps,),), f"-# {catalogue.text(locale, 'first-steps.more')}", QUIET)

    def _told(self, steps: Sequence[str], locale: str) -> str:
        lines = (
            f"{self.mentions.of(STEPS[step], locale)} {catalogue.text(locale, f'first-steps.{step}')}" for step in steps
        )
        return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
