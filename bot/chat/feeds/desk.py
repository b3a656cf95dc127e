"""What moderators ask of feeds, to their cards."""

import io

import discord
from discord.app_commands import Choice

from bot.chat.attachments import name_of, received
from bot.chat.cards import lay_out
from bot.chat.feeds import menu, words
from bot.chat.first_steps import FirstSteps
from bot.chat.lists import opened
from bot.chat.moderating import check, chosen, offered
from bot.chat.reader import Reader
from bot.chat.reasons import reason
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.errors import FeedRefused, InputRefused, NotFetched
from bot.intake.feeds.opml import LIMIT_BYTES
from bot.jobs.feeds.service import Feeds
from bot.model import Feed

BOOK = "feeds"
"""What the buttons below the list turn the pages of."""
FILE_NAME = "feeds.opml"


class FeedDesk:
    """Takes the orders of a server's moderators; what it says is for them alone."""

    def __init__(self, feeds: Feeds, steps: FirstSteps) -> None:
        self.feeds = feeds
        self._steps = steps

    async def add(self, interaction: Interaction, url: str) -> None:
        """Subscribe to the feed at an address, or offer those of the page there."""
        await deliver(interaction, self._added(interaction, url), private=True)

    async def choose(self, interaction: Interaction, url: str) -> None:
        """Subscribe to a feed that was offered."""
        async with told(interaction):
            check(interaction)
            await deliver(interaction, self._added(interaction, url), private=True)

    async def list_all(self, interaction: Interaction) -> None:
        """List the server's feeds."""
        await deliver(interaction, self._listed(interaction, 1), private=True)

    async def turn(self, interaction: Interaction, page: int) -> None:
        """Show a page of the list."""
        async with told(interaction):
            check(interaction)
            await deliver(interaction, self._listed(interaction, page), private=True)

    async def pause(self, interaction: Interaction, typed: str) -> None:
        """Let a feed rest."""
        await deliver(interaction, self._paused(interaction, typed), private=True)

    async def resume(self, interaction: Interaction, typed: str) -> None:
        """Let a feed go on."""
        await deliver(interaction, self._resumed(interaction, typed), private=True)

    async def remove(self, interaction: Interaction, typed: str) -> None:
        """Remove a feed."""
        await deliver(interaction, self._removed(interaction, typed), private=True)

    async def import_file(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Subscribe to the feeds of a list that another reader exported."""
        await deliver(interaction, self._imported(interaction, file), private=True)

    async def export(self, interaction: Interaction) -> None:
        """Give the server's feeds as a list that other readers take."""
        await deliver(interaction, self._exported(interaction), private=True)

    async def choices(self, interaction: Interaction, typed: str, *, paused: bool | None = None) -> list[Choice[str]]:
        """Return the server's feeds whose words hold what was typed; ``paused`` leaves those that are, or are not."""
        reader = await Reader.of(interaction)
        if not reader.moderates:
            return []
        feeds = await self.feeds.of(reader.own)
        return offered(words.labels([feed for feed in feeds if paused in (None, feed.paused)]), typed)

    async def _added(self, interaction: Interaction, url: str) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        try:
            added = await self.feeds.add(reader.own, url, created_by=interaction.user.id, locale=reader.locale)
        except NotFetched as failure:
            raise Refusal("not-added", **words.refusal(failure, reader.locale)) from failure
        except FeedRefused as refused:
            if not refused.candidates:
                raise Refusal("not-added", **words.refusal(refused, reader.locale)) from refused
            rows = menu.choosing(refused.candidates, reader.locale)
            return Drawing(lay_out(words.candidates(refused, reader.locale), tuple(rows)))
        return Drawing(lay_out(words.subscribed(added, reader.locale, feeds=self._mention("feed list", reader))))

    async def _listed(self, interaction: Interaction, page: int) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        feeds = await self.feeds.of(reader.own)
        pages = words.listed(feeds, reader.locale, add=self._mention("feed add", reader))
        if not feeds:
            return Drawing(lay_out(await self._steps.below(pages[0], reader)))
        return opened(BOOK, pages, page, reader.locale)

    async def _paused(self, interaction: Interaction, typed: str) -> Drawing:
        reader, feed = await self._found(interaction, typed)
        await self.feeds.pause(feed.library, feed.id)
        return Drawing(lay_out(words.paused(feed, reader.locale, resume=self._mention("feed resume", reader))))

    async def _resumed(self, interaction: Interaction, typed: str) -> Drawing:
        reader, feed = await self._found(interaction, typed)
        await self.feeds.resume(feed.library, feed.id)
        return Drawing(lay_out(words.resumed(feed, reader.locale)))

    async def _removed(self, interaction: Interaction, typed: str) -> Drawing:
        reader, feed = await self._found(interaction, typed)
        await self.feeds.remove(feed.library, feed.id)
        return Drawing(lay_out(words.removed(feed, reader.locale)))

    async def _imported(self, interaction: Interaction, file: discord.Attachment) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        name = name_of(file)
        try:
            data = await received(file, LIMIT_BYTES)
            result = await self.feeds.import_opml(
                reader.own, data, created_by=interaction.user.id, locale=reader.locale
            )
        except InputRefused as refused:
            raise Refusal("not-added", url=name, why=reason(refused, reader.locale)) from refused
        return Drawing(lay_out(words.imported(result, reader.locale)))

    async def _exported(self, interaction: Interaction) -> Drawing:
        reader = await Reader.of(interaction, alone=True)
        feeds = await self.feeds.of(reader.own)
        if not feeds:
            return await self._listed(interaction, 1)
        data = await self.feeds.export_opml(reader.own)
        file = discord.File(io.BytesIO(data), FILE_NAME)
        return Drawing(lay_out(words.exported(feeds, reader.locale), file=file), files=(file,))

    async def _found(self, interaction: Interaction, typed: str) -> tuple[Reader, Feed]:
        """Return the reader and the feed that they chose.

        Raises:
            Refusal: the server has no such.
        """
        reader = await Reader.of(interaction, alone=True)
        feeds = await self.feeds.of(reader.own)
        number = chosen(words.labels(feeds), typed)
        if number is None:
            raise Refusal("feed")
        return reader, next(feed for feed in feeds if feed.id == number)

    def _mention(self, command: str, reader: Reader) -> str:
        return self._steps.mentions.of(command, reader.locale)
