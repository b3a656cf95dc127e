"""What moderators ask of digests, and what is pressed below them, to their cards."""

import asyncio
from datetime import time

import discord
from discord.app_commands import Choice

from bot.answers.answer import Status
from bot.answers.questions import Question
from bot.answers.sources import sources_of
from bot.chat.buttons import Form, Place
from bot.chat.cards import lay_out, notice, pages
from bot.chat.digests import words
from bot.chat.digests.card import DigestBook, draw
from bot.chat.digests.orders import Channel, Typed, read_order
from bot.chat.first_steps import FirstSteps
from bot.chat.lists import opened
from bot.chat.moderating import LONGEST_CHOICE, MOST_CHOICES, check, chosen, offered
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.chat.zones import offered_zones
from bot.jobs.subscriptions import LIMIT, Subscriptions, Upcoming
from bot.model import Order, SubjectKind
from bot.strings import catalogue

BOOK = "digests"
"""What the buttons below the list turn the pages of."""
ASKING_S = 2.0
"""After that Discord's answer on a channel would come too late for a completion."""


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

    async def sources_at(self, interaction: Interaction, place: Place) -> Question | None:
        """Return the question for the sources of a page of a digest, as it stands on the message that was pressed.

        A message for everyone is in the language of the subscription, one for the presser alone in theirs.
        """
        alone = interaction.message is not None and interaction.message.flags.ephemeral
        reader = await Reader.of(interaction, alone=True)
        book = DigestBook.of(place.book)
        presented = await self.subscriptions.show(
            book.run,
            reader.libraries,
            newest=book.newest,
            locale=reader.locale if alone else None,
            as_written=place.form is Form.WRITTEN,
        )
        if presented is None:
            return None
        drawn = pages(presented)
        return sources_of(drawn[place.within(len(drawn)).page - 1].lines, presented.title)

    def zones(self, typed: str) -> list[tuple[str, str]]:
        """Return the zones that hold what was typed, those that begin with it first: with the time there, and plain."""
        return offered_zones(typed, self.subscriptions.clock.now())

    async def choices(self, interaction: Interaction, typed: str, *, paused: bool | None = None) -> list[Choice[str]]:
        """Return the server's digests whose words hold what was typed; ``paused`` leaves those that rest, or do not."""
        reader = await Reader.of(interaction)
        if not reader.moderates:
            return []
        every = await self.subscriptions.of(reader.own)
        fitting = [each for each in every if paused in (None, each.subscription.paused)]
        return offered(words.labels(fitting, reader.locale), typed)

    async def names(self, interaction: Interaction, kind: SubjectKind, typed: str) -> list[Choice[str]]:
        """Return what the last of several names that are typed in one option may become."""
        reader = await Reader.of(interaction)
        if not reader.moderates:
            return []
        completed = await self.subscriptions.complete(reader.own, kind, typed)
        return [Choice(name=each, value=each) for each in completed if len(each) <= LONGEST_CHOICE][:MOST_CHOICES]

    async def tags(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Return the tags of the forum that was chosen, or that the digest is posted to."""
        reader = await Reader.of(interaction)
        if not reader.moderates:
            return []
        given = interaction.namespace
        channel = getattr(given, "channel", None)
        try:
            place = (await self._found(reader, given.digest)).subscription.channel if channel is None else channel.id
            async with asyncio.timeout(ASKING_S):
                forum = await interaction.client.fetch_channel(place)
        except (Refusal, AttributeError, discord.HTTPException, TimeoutError):
            return []
        tags = forum.available_tags if isinstance(forum, discord.ForumChannel) else ()
        return [Choice(name=tag.name, value=str(tag.id)) for tag in tags if typed.casefold() in tag.name.casefold()]

    async def _added(self, interaction: Interaction, channel: Channel, typed: Typed) -> Drawing:
        reader = await Reader.of(interaction)
        blank = Order(
            channel=channel.id,
            channel_name=channel.name,
            locale=reader.locale,
            local_time=time(),
            zone=reader.server.zone or self._default_zone,
        )
        order = await read_order(interaction, reader, self.subscriptions, typed, blank)
        upcoming = await self.subscriptions.add(reader.own, order, created_by=interaction.user.id)
        if upcoming is None:
            raise Refusal("too-many", limit=str(LIMIT))
        has_news = await self._has_news(upcoming, reader)
        preview = self._mention("digest preview", reader)
        return Drawing(lay_out(words.added(upcoming, reader.locale, preview=preview, has_news=has_news)))

    async def _edited(self, interaction: Interaction, digest: str, typed: Typed) -> Drawing:
        reader = await Reader.of(interaction)
        standing = (await self._found(reader, digest)).subscription
        order = await read_order(interaction, reader, self.subscriptions, typed, standing)
        await self.subscriptions.change(standing, order)
        upcoming = await self._found(reader, str(standing.id))
        has_news = await self._has_news(upcoming, reader)
        preview = self._mention("digest preview", reader)
        return Drawing(lay_out(words.changed(upcoming, reader.locale, preview=preview, has_news=has_news)))

    async def _listed(self, interaction: Interaction, page: int) -> Drawing:
        reader = await Reader.of(interaction)
        upcoming = await self.subscriptions.of(reader.own)
        listed = words.listed(upcoming, reader.locale, add=self._mention("digest add", reader))
        if not upcoming:
            return Drawing(lay_out(await self._steps.below(listed[0], reader)))
        return opened(BOOK, listed, page, reader.locale)

    async def _paused(self, interaction: Interaction, digest: str) -> Drawing:
        reader = await Reader.of(interaction)
        subscription = (await self._found(reader, digest)).subscription
        await self.subscriptions.pause(subscription)
        resume = self._mention("digest resume", reader)
        return Drawing(lay_out(words.paused(subscription, reader.locale, resume=resume)))

    async def _resumed(self, interaction: Interaction, digest: str) -> Drawing:
        reader = await Reader.of(interaction)
        subscription = (await self._found(reader, digest)).subscription
        await self.subscriptions.resume(subscription)
        upcoming = await self._found(reader, str(subscription.id))
        return Drawing(lay_out(words.resumed(upcoming, reader.locale)))

    async def _removed(self, interaction: Interaction, digest: str) -> Drawing:
        reader = await Reader.of(interaction)
        upcoming = await self._found(reader, digest)
        await self.subscriptions.remove(reader.own, upcoming.subscription.id)
        return Drawing(lay_out(words.removed(upcoming.subscription, reader.locale)))

    async def _previewed(self, interaction: Interaction, digest: str | None, newest: int | None) -> Drawing:
        reader = await Reader.of(interaction)
        book = DigestBook((await self._found(reader, digest)).run, newest)
        presented = await self.subscriptions.show(book.run, reader.libraries, newest=newest)
        if presented is None:
            raise Refusal("digest")  # it was removed meanwhile
        return Drawing(draw(presented, book, alone=True))

    async def _turned(self, interaction: Interaction, book: DigestBook, form: Form, page: int) -> Drawing:
        reader = await Reader.of(interaction)
        as_written = form is Form.WRITTEN
        presented = await self.subscriptions.show(
            book.run, reader.libraries, newest=book.newest, locale=reader.locale, as_written=as_written
        )
        if presented is None:
            return Drawing(notice(catalogue.text(reader.locale, "digest.forgotten")))
        return Drawing(draw(presented, book, form, page, alone=True))

    async def _has_news(self, upcoming: Upcoming, reader: Reader) -> bool:
        presented = await self.subscriptions.show(upcoming.run, reader.libraries)
        return presented is not None and presented.status is Status.FOUND

    async def _found(self, reader: Reader, typed: str | None) -> Upcoming:
        """Return the subscription that was chosen, the oldest if none was.

        Raises:
            Refusal: the server has no such.
        """
        every = await self.subscriptions.of(reader.own)
        labels = words.labels(every, reader.locale)
        number = next(iter(labels), None) if typed is None else chosen(labels, typed)
        if number is None:
            raise Refusal("digest")
        return next(upcoming for upcoming in every if upcoming.subscription.id == number)

    def _mention(self, command: str, reader: Reader) -> str:
        return self._steps.mentions.of(command, reader.locale)
