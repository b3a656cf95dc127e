"""What members ask of the bot itself, to its cards, which are for them alone."""

from dataclasses import dataclass

from bot.chat.cards import lay_out
from bot.chat.guide import words
from bot.chat.lists import opened
from bot.chat.mentions import Mentions
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, deliver, told
from bot.jobs.forgetting import Forgetting
from bot.model import PUBLIC_LIBRARY

BOOK = "help"
"""What the buttons below the list of commands turn the pages of."""


@dataclass(frozen=True, slots=True)
class GuideDesk:
    """Tells what can be asked and what the bot is; ``source_url`` is where the operator has its source, if anywhere."""

    forgetting: Forgetting
    mentions: Mentions
    departed_kept_days: int
    source_url: str | None

    async def help(self, interaction: Interaction) -> None:
        """List the commands that a member may give there."""
        await deliver(interaction, self._listed(interaction, 1), private=True)

    async def turn(self, interaction: Interaction, page: int) -> None:
        """Show a page of the list."""
        async with told(interaction):
            await deliver(interaction, self._listed(interaction, page), private=True)

    async def about(self, interaction: Interaction) -> None:
        """Tell what the bot is, what it keeps and for how long."""
        await deliver(interaction, self._about(interaction), private=True)

    async def _listed(self, interaction: Interaction, page: int) -> Drawing:
        reader = await Reader.of(interaction)
        pages = words.listed(interaction.client.tree, reader, self.mentions)
        return opened(BOOK, pages, page, reader.locale)

    async def _about(self, interaction: Interaction) -> Drawing:
        reader = await Reader.of(interaction)
        public = (await self.forgetting.holdings(PUBLIC_LIBRARY)).articles
        own = None if reader.home is None else (await self.forgetting.holdings(reader.home)).articles
        page = words.about(
            reader.locale,
            articles=(public, own),
            mentions=self.mentions,
            kept_days=self.departed_kept_days,
            source_url=self.source_url,
        )
        return Drawing(lay_out(page))
