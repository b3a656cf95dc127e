"""What moderators ask of digests, and what is pressed below them, to their cards."""

from discord import app_commands
from discord.app_commands import Choice

from bot.answers.questions import Question
from bot.answers.sources import sources_of
from bot.chat.buttons import Form, Place
from bot.chat.cards import lay_out, notice, pages
from bot.chat.digests import words
from bot.chat.digests.card import draw, run_of
from bot.chat.digests.channels import lacking
from bot.chat.first_steps import FirstSteps
from bot.chat.moderating import chosen, offered
from bot.chat.reader import Reader
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.chat.zones import offered_zones, zone_of
from bot.jobs.schedule import parse_time
from bot.jobs.subscriptions import LIMIT, Subscriptions, Upcoming
from bot.model import Order
from bot.strings import catalogue

Channel = app_commands.AppCommandChannel | app_commands.AppCommandThread


class DigestDesk:
    """Takes the orders of a server's moderators; what it says is for them alone."""

    def __init__(self, subscriptions: Subscriptions, default_zone: str, steps: FirstSteps) -> None:
        self.subscriptions = subscriptions
        self._default_zone = default_zone
        self._steps = steps

    async def add(
        self, interaction: Interaction, channel: Channel, *, typed_time: str, typed_zone: str | None, locale: str | None
    ) -> None:
        """Subscribe a channel, in the moderator's own language unless another is chosen."""
        drawing = self._added(interaction, channel, typed_time, typed_zone, locale)
        await deliver(interaction, drawing, private=True)

    async def list_all(self, interaction: Interaction) -> None:
        """List the server's subscriptions."""
        await deliver(interaction, self._listed(interaction), private=True)

    async def remove(self, interaction: Interaction, typed: str) -> None:
        """Remove a subscription."""
        await deliver(interaction, self._removed(interaction, typed), private=True)

    async def preview(self, interaction: Interaction, typed: str | None) -> None:
        """Show what a subscription's next digest, the oldest's if none is given, would hold now."""
        await deliver(interaction, self._previewed(interaction, typed), private=True)

    async def turn(self, interaction: Interaction, run: str, form: Form, page: int) -> None:
        """Show a page of a digest to the presser alone."""
        async with told(interaction):
            await deliver(interaction, self._turned(interaction, run, form, page), private=True)

    async def sources_at(self, interaction: Interaction, place: Place) -> Question | None:
        """Return the question for the sources of a page of a digest, as it stands on the message that was pressed.

        A message for everyone is in the language of the subscription, one for the presser alone in theirs.
        """
        alone = interaction.message is not None and interaction.message.flags.ephemeral
        reader = await Reader.of(interaction, alone=True)
        presented = await self.subscriptions.show(
            run_of(place.book),
            reader.libraries,
            locale=reader.locale if alone else None,
            as_written=place.form is Form.WRITTEN,
        )
        if presented is None:
            return None
        drawn = pages(presented)
        return sources_of(drawn[place.within(len(drawn)).page - 1].lines, presented.title)

    async def zones(self, typed: str) -> list[tuple[str, str]]:
        """Return the zones that hold what was typed, those that begin with it first: with the time there, and plain."""
        return offered_zones(typed, self.subscriptions.clock.now())

    async def choices(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Return the server's subscriptions whose words hold what was typed."""
        reader = await Reader.of(interaction)
        return offered(words.labels(await self.subscriptions.of(reader.own)), typed) if reader.moderates else []

    async def _added(
        self, interaction: Interaction, channel: Channel, typed_time: str, typed_zone: str | None, locale: str | None
    ) -> Drawing:
        assert interaction.guild_id is not None
        reader = await Reader.of(interaction)
        typed_zone = typed_zone or reader.server.zone or self._default_zone
        local_time, zone = parse_time(typed_time), zone_of(typed_zone)
        if local_time is None:
            raise Refusal("time", typed=typed_time)
        if zone is None:
            raise Refusal("zone", typed=typed_zone)
        if missing := await lacking(interaction.client, interaction.guild_id, channel.id):
            names = (catalogue.text(reader.locale, f"permission.{name}") for name in missing)
            raise Refusal("channel", permissions=catalogue.text(reader.locale, "list.separator").join(names))
        upcoming = await self.subscriptions.add(
            reader.own,
            Order(
                channel=channel.id,
                channel_name=channel.name,
                local_time=local_time,
                zone=zone,
                locale=locale or reader.locale,
            ),
            created_by=interaction.user.id,
        )
        if upcoming is None:
            raise Refusal("too-many", limit=str(LIMIT))
        preview = self._steps.mentions.of("digest preview", reader.locale)
        return Drawing(lay_out(words.added(upcoming, reader.locale, preview=preview)))

    async def _listed(self, interaction: Interaction) -> Drawing:
        reader = await Reader.of(interaction)
        upcoming = await self.subscriptions.of(reader.own)
        add = self._steps.mentions.of("digest add", reader.locale)
        page = words.listed(upcoming, reader.locale, add=add)
        return Drawing(lay_out(page if upcoming else await self._steps.below(page, reader)))

    async def _removed(self, interaction: Interaction, typed: str) -> Drawing:
        reader = await Reader.of(interaction)
        upcoming = await self._found(reader, typed)
        await self.subscriptions.remove(reader.own, upcoming.subscription.id)
        return Drawing(lay_out(words.removed(upcoming.subscription, reader.locale)))

    async def _previewed(self, interaction: Interaction, typed: str | None) -> Drawing:
        reader = await Reader.of(interaction)
        run = (await self._found(reader, typed)).run
        presented = await self.subscriptions.show(run, reader.libraries)
        assert presented is not None
        return Drawing(draw(presented, run, alone=True))

    async def _turned(self, interaction: Interaction, run: str, form: Form, page: int) -> Drawing:
        reader = await Reader.of(interaction)
        as_written = form is Form.WRITTEN
        presented = await self.subscriptions.show(run, reader.libraries, locale=reader.locale, as_written=as_written)
        if presented is None:
            return Drawing(notice(catalogue.text(reader.locale, "digest.forgotten")))
        return Drawing(draw(presented, run, form, page, alone=True))

    async def _found(self, reader: Reader, typed: str | None) -> Upcoming:
        """Return the subscription that was chosen, the oldest if none was.

        Raises:
            Refusal: the server has no such.
        """
        every = await self.subscriptions.of(reader.own)
        number = next(iter(words.labels(every)), None) if typed is None else chosen(words.labels(every), typed)
        if number is None:
            raise Refusal("digest")
        return next(upcoming for upcoming in every if upcoming.subscription.id == number)
