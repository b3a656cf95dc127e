"""What moderators ask of digests, and what is pressed below them, to their cards."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from discord import app_commands
from discord.app_commands import Choice

from bot.answers.present import BETWEEN
from bot.chat.buttons import Form
from bot.chat.cards import lay_out, notice
from bot.chat.digests import words
from bot.chat.digests.card import draw
from bot.chat.digests.channels import lacking
from bot.chat.first_steps import FirstSteps
from bot.chat.moderating import MOST_CHOICES, chosen, offered
from bot.chat.reader import Reader, libraries_of, may_moderate
from bot.chat.replies import Drawing, Interaction, Refusal, deliver, told
from bot.chat.translation import locale_of
from bot.jobs.schedule import parse_time, zone_names
from bot.jobs.subscriptions import LIMIT, Subscriptions, Upcoming
from bot.model import Order
from bot.strings import catalogue

Channel = app_commands.AppCommandChannel | app_commands.AppCommandThread
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

    async def add(
        self, interaction: Interaction, channel: Channel, *, typed_time: str, typed_zone: str | None, locale: str | None
    ) -> None:
        """Subscribe a channel, in the moderator's own language unless another is chosen."""
        drawing = self._added(interaction, channel, typed_time, typed_zone or self._default_zone, locale)
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

    async def zones(self, typed: str) -> list[tuple[str, str]]:
        """Return the zones that hold what was typed, those that begin with it first: with the time there, and plain."""
        sought = "_".join(typed.casefold().split())
        found = [zone for zone in (zone_names() if sought else FREQUENT) if sought in zone.casefold()]
        found.sort(key=lambda zone: not zone.casefold().rpartition("/")[2].startswith(sought))
        now = self.subscriptions.clock.now()
        return [(f"{zone}{BETWEEN}{_time_in(zone, now)}", zone) for zone in found[:MOST_CHOICES]]

    async def choices(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Return the server's subscriptions whose words hold what was typed."""
        return offered(words.labels(await self._of(interaction)), typed) if may_moderate(interaction) else []

    async def _added(
        self, interaction: Interaction, channel: Channel, typed_time: str, typed_zone: str, locale: str | None
    ) -> Drawing:
        assert interaction.guild_id is not None
        reader = locale_of(interaction)
        local_time, zone = parse_time(typed_time), _zone(typed_zone)
        if local_time is None:
            raise Refusal("time", typed=typed_time)
        if zone is None:
            raise Refusal("zone", typed=typed_zone)
        if missing := await lacking(interaction.client, interaction.guild_id, channel.id):
            names = (catalogue.text(reader, f"permission.{name}") for name in missing)
            raise Refusal("channel", permissions=catalogue.text(reader, "list.separator").join(names))
        upcoming = await self.subscriptions.add(
            libraries_of(interaction)[0],
            Order(
                channel=channel.id,
                channel_name=channel.name,
                local_time=local_time,
                zone=zone,
                locale=locale or reader,
            ),
            created_by=interaction.user.id,
        )
        if upcoming is None:
            raise Refusal("too-many", limit=str(LIMIT))
        preview = self._steps.mentions.of("digest preview", reader)
        return Drawing(lay_out(words.added(upcoming, reader, preview=preview)))

    async def _listed(self, interaction: Interaction) -> Drawing:
        reader = Reader.of(interaction, alone=True)
        upcoming = await self._of(interaction)
        add = self._steps.mentions.of("digest add", reader.locale)
        page = words.listed(upcoming, reader.locale, add=add)
        return Drawing(lay_out(page if upcoming else await self._steps.below(page, reader)))

    async def _removed(self, interaction: Interaction, typed: str) -> Drawing:
        upcoming = await self._found(interaction, typed)
        await self.subscriptions.remove(libraries_of(interaction)[0], upcoming.subscription.id)
        return Drawing(lay_out(words.removed(upcoming.subscription, locale_of(interaction))))

    async def _previewed(self, interaction: Interaction, typed: str | None) -> Drawing:
        run = (await self._found(interaction, typed)).run
        presented = await self.subscriptions.show(run, libraries_of(interaction))
        assert presented is not None
        return Drawing(draw(presented, run, alone=True))

    async def _turned(self, interaction: Interaction, run: str, form: Form, page: int) -> Drawing:
        locale = locale_of(interaction)
        libraries = libraries_of(interaction)
        presented = await self.subscriptions.show(run, libraries, locale=locale, as_written=form is Form.WRITTEN)
        if presented is None:
            return Drawing(notice(catalogue.text(locale, "digest.forgotten")))
        return Drawing(draw(presented, run, form, page, alone=True))

    async def _of(self, interaction: Interaction) -> Sequence[Upcoming]:
        return await self.subscriptions.of(libraries_of(interaction)[0])

    async def _found(self, interaction: Interaction, typed: str | None) -> Upcoming:
        """Return the subscription that was chosen, the oldest if none was.

        Raises:
            Refusal: the server has no such.
        """
        every = await self._of(interaction)
        number = next(iter(words.labels(every)), None) if typed is None else chosen(words.labels(every), typed)
        if number is None:
            raise Refusal("digest")
        return next(upcoming for upcoming in every if upcoming.subscription.id == number)


def _zone(typed: str) -> str | None:
    """Return the IANA name that was typed, in whatever case."""
    sought = "_".join(typed.casefold().split())
    return next((zone for zone in zone_names() if zone.casefold() == sought), None)


def _time_in(zone: str, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
