"""What moderators ask of digests, and what is pressed below them, to their cards."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

import discord
from discord.app_commands import Choice

from bot.answers.answer import Status
from bot.answers.present import BETWEEN
from bot.chat.buttons import Form, Place, turning
from bot.chat.cards import lay_out, notice
from bot.chat.digests import words
from bot.chat.digests.card import DigestBook, draw
from bot.chat.digests.orders import Channel, Typed, read_order
from bot.chat.first_steps import FirstSteps
from bot.chat.moderating import LONGEST_CHOICE, MOST_CHOICES, check, chosen, offered
from bot.chat.reader import Reader, libraries_of, may_moderate
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.chat.translation import locale_of
from bot.jobs.schedule import zone_names
from bot.jobs.subscriptions import LIMIT, Subscriptions, Upcoming
from bot.model import Order, SubjectKind
from bot.strings import catalogue

BOOK = "digests"
"""What the buttons below the list turn the pages of."""
ASKING_S = 2.0
"""After that Discord's answer on a channel would come too late for a completion."""
FREQUENT = (
    "Asia/Taipei",
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Macau",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Tokyo",
    "America/Los_Angeles",
    "America/New_York",
    "America/Vancouver",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Berlin",
    "UTC",
)
"""What is offered where nothing is typed yet: where Chinese news is mostly read."""


class DigestDesk:
    """Takes the orders of a server's moderators; what it says is for them alone."""

    def __init__(self, subscriptions: Subscriptions, default_zone: str, steps: FirstSteps) -> None:
        self.subscriptions = subscriptions
        self._default_zone = default_zone
        self._steps = steps

    async def add(self, interaction: Interaction, channel: Channel, typed: Typed) -> None:
        """Subscribe a channel, in the moderator's own language unless another is chosen."""
        await deliver(interaction, self._added(interaction, channel, typed), private=True)

    async def edit(self, interaction: Interaction, digest: str, typed: Typed) -> None:
        """Change what was ordered."""
        await deliver(interaction, self._edited(interaction, digest, typed), private=True)

    async def list_all(self, interaction: Interaction) -> None:
        """List the server's subscriptions."""
        await deliver(interaction, self._listed(interaction, 1), private=True)

    async def turn_list(self, interaction: Interaction, page: int) -> None:
        """Show a page of the list."""
        async with told(interaction):
            check(interaction)
            await deliver(interaction, self._listed(interaction, page), private=True)

    async def pause(self, interaction: Interaction, digest: str) -> None:
        """Let a digest rest."""
        await deliver(interaction, self._paused(interaction, digest), private=True)

    async def resume(self, interaction: Interaction, digest: str) -> None:
        """Let a digest go on."""
        await deliver(interaction, self._resumed(interaction, digest), private=True)

    async def remove(self, interaction: Interaction, digest: str) -> None:
        """Remove a subscription."""
        await deliver(interaction, self._removed(interaction, digest), private=True)

    async def preview(self, interaction: Interaction, digest: str | None, newest: int | None) -> None:
        """Show what a subscription's next digest, the oldest's if none is given, would hold now.

        With ``newest``, show what it would hold of so many articles that came last, told or not.
        """
        await deliver(interaction, self._previewed(interaction, digest, newest), private=True)

    async def turn(self, interaction: Interaction, book: DigestBook, form: Form, page: int) -> None:
        """Show a page of a digest to the presser alone."""
        async with told(interaction):
            await deliver(interaction, self._turned(interaction, book, form, page), private=True)

    def zones(self, typed: str) -> list[tuple[str, str]]:
        """Return the zones that hold what was typed, those that begin with it first: with the time there, and plain."""
        sought = "_".join(typed.casefold().split())
        found = [zone for zone in (zone_names() if sought else FREQUENT) if sought in zone.casefold()]
        found.sort(key=lambda zone: not zone.casefold().rpartition("/")[2].startswith(sought))
        now = self.subscriptions.clock.now()
        return [(f"{zone}{BETWEEN}{_time_in(zone, now)}", zone) for zone in found[:MOST_CHOICES]]

    async def choices(self, interaction: Interaction, typed: str, *, paused: bool | None = None) -> list[Choice[str]]:
        """Return the server's digests whose words hold what was typed; ``paused`` leaves those that rest, or do not."""
        if not may_moderate(interaction):
            return []
        every = [each for each in await self._of(interaction) if paused in (None, each.subscription.paused)]
        return offered(words.labels(every, locale_of(interaction)), typed)

    async def names(self, interaction: Interaction, kind: SubjectKind, typed: str) -> list[Choice[str]]:
        """Return what the last of several names that are typed in one option may become."""
        if not may_moderate(interaction):
            return []
        completed = await self.subscriptions.complete(libraries_of(interaction)[0], kind, typed)
        return [Choice(name=each, value=each) for each in completed if len(each) <= LONGEST_CHOICE][:MOST_CHOICES]

    async def tags(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Return the tags of the forum that was chosen, or that the digest is posted to."""
        if not may_moderate(interaction):
            return []
        given = interaction.namespace
        channel = getattr(given, "channel", None)
        try:
            place = (
                (await self._found(interaction, given.digest)).subscription.channel if channel is None else channel.id
            )
            async with asyncio.timeout(ASKING_S):
                forum = await interaction.client.fetch_channel(place)
        except (Refusal, AttributeError, discord.HTTPException, TimeoutError):
            return []
        tags = forum.available_tags if isinstance(forum, discord.ForumChannel) else ()
        return [Choice(name=tag.name, value=str(tag.id)) for tag in tags if typed.casefold() in tag.name.casefold()]

    async def _added(self, interaction: Interaction, channel: Channel, typed: Typed) -> Drawing:
        reader = Reader.of(interaction, alone=True)
        blank = Order(
            channel=channel.id,
            channel_name=channel.name,
            locale=reader.locale,
            local_time=time(),
            zone=self._default_zone,
        )
        order = await read_order(interaction, self.subscriptions, typed, blank)
        upcoming = await self.subscriptions.add(reader.libraries[0], order, created_by=interaction.user.id)
        if upcoming is None:
            raise Refusal("too-many", limit=str(LIMIT))
        has_news = await self._has_news(upcoming, reader)
        preview = self._mention("digest preview", reader)
        return Drawing(lay_out(words.added(upcoming, reader.locale, preview=preview, has_news=has_news)))

    async def _edited(self, interaction: Interaction, digest: str, typed: Typed) -> Drawing:
        reader = Reader.of(interaction, alone=True)
        standing = (await self._found(interaction, digest)).subscription
        order = await read_order(interaction, self.subscriptions, typed, standing)
        await self.subscriptions.change(standing, order)
        upcoming = await self._found(interaction, str(standing.id))
        has_news = await self._has_news(upcoming, reader)
        preview = self._mention("digest preview", reader)
        return Drawing(lay_out(words.changed(upcoming, reader.locale, preview=preview, has_news=has_news)))

    async def _listed(self, interaction: Interaction, page: int) -> Drawing:
        reader = Reader.of(interaction, alone=True)
        upcoming = await self._of(interaction)
        pages = words.listed(upcoming, reader.locale, add=self._mention("digest add", reader))
        if not upcoming:
            return Drawing(lay_out(await self._steps.below(pages[0], reader)))
        page = min(max(page, 1), len(pages))
        rows = turning(Place(BOOK, page=page), len(pages), forms=(), locale=reader.locale)
        return Drawing(lay_out(pages[page - 1], tuple(rows)))

    async def _paused(self, interaction: Interaction, digest: str) -> Drawing:
        reader = Reader.of(interaction, alone=True)
        subscription = (await self._found(interaction, digest)).subscription
        await self.subscriptions.pause(subscription)
        resume = self._mention("digest resume", reader)
        return Drawing(lay_out(words.paused(subscription, reader.locale, resume=resume)))

    async def _resumed(self, interaction: Interaction, digest: str) -> Drawing:
        subscription = (await self._found(interaction, digest)).subscription
        await self.subscriptions.resume(subscription)
        upcoming = await self._found(interaction, str(subscription.id))
        return Drawing(lay_out(words.resumed(upcoming, locale_of(interaction))))

    async def _removed(self, interaction: Interaction, digest: str) -> Drawing:
        upcoming = await self._found(interaction, digest)
        await self.subscriptions.remove(libraries_of(interaction)[0], upcoming.subscription.id)
        return Drawing(lay_out(words.removed(upcoming.subscription, locale_of(interaction))))

    async def _previewed(self, interaction: Interaction, digest: str | None, newest: int | None) -> Drawing:
        book = DigestBook((await self._found(interaction, digest)).run, newest)
        presented = await self.subscriptions.show(book.run, libraries_of(interaction), newest=newest)
        if presented is None:
            raise Refusal("digest")  # it was removed meanwhile
        return Drawing(draw(presented, book, alone=True))

    async def _turned(self, interaction: Interaction, book: DigestBook, form: Form, page: int) -> Drawing:
        locale = locale_of(interaction)
        presented = await self.subscriptions.show(
            book.run,
            libraries_of(interaction),
            newest=book.newest,
            locale=locale,
            as_written=form is Form.WRITTEN,
        )
        if presented is None:
            return Drawing(notice(catalogue.text(locale, "digest.forgotten")))
        return Drawing(draw(presented, book, form, page, alone=True))

    async def _has_news(self, upcoming: Upcoming, reader: Reader) -> bool:
        presented = await self.subscriptions.show(upcoming.run, reader.libraries)
        return presented is not None and presented.status is Status.FOUND

    async def _of(self, interaction: Interaction) -> Sequence[Upcoming]:
        return await self.subscriptions.of(libraries_of(interaction)[0])

    async def _found(self, interaction: Interaction, typed: str | None) -> Upcoming:
        """Return the subscription that was chosen, the oldest if none was.

        Raises:
            Refusal: the server has no such.
        """
        every = await self._of(interaction)
        labels = words.labels(every, locale_of(interaction))
        number = next(iter(labels), None) if typed is None else chosen(labels, typed)
        if number is None:
            raise Refusal("digest")
        return next(upcoming for upcoming in every if upcoming.subscription.id == number)

    def _mention(self, command: str, reader: Reader) -> str:
        return self._steps.mentions.of(command, reader.locale)


def _time_in(zone: str, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
