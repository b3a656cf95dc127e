"""The connection to Discord: one client, however many shards, and the house's errors for what goes wrong with it."""

import asyncio
import hashlib
import json
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.answers.preferences import KnownPreferences
from bot.chat.actions import Act, Action
from bot.chat.adding.commands import add_command, add_menu, forget_command
from bot.chat.adding.desk import AddDesk
from bot.chat.arrival import Arrival, arrival_of, welcome
from bot.chat.buttons import Choose, Place, Turn
from bot.chat.closeups.menu import Pick
from bot.chat.closeups.pictures import PictureDesk
from bot.chat.closeups.readings import Read, ReadingDesk
from bot.chat.commands import lookup_commands
from bot.chat.corrections.commands import CorrectionCommands
from bot.chat.corrections.desk import CorrectionDesk
from bot.chat.corrections.flagging import FlagDesk
from bot.chat.corrections.menu import Articles
from bot.chat.digests.card import DigestBook
from bot.chat.digests.commands import DigestCommands
from bot.chat.digests.desk import DigestDesk
from bot.chat.feeds.commands import FeedCommands
from bot.chat.feeds.desk import FeedDesk
from bot.chat.feeds.menu import Candidates
from bot.chat.first_steps import FirstSteps
from bot.chat.following.commands import FollowCommands, following_command
from bot.chat.following.controls import StopOne, StopSome, Whom
from bot.chat.following.desk import FollowDesk
from bot.chat.guide.commands import about_command, help_command
from bot.chat.guide.desk import GuideDesk
from bot.chat.here.desk import HereDesk
from bot.chat.here.menu import here_menu
from bot.chat.lookup import Desk
from bot.chat.pace import Pace
from bot.chat.reception import Observe, Reception, answering, unobserved
from bot.chat.replies import tell
from bot.chat.settings.commands import SettingsCommands
from bot.chat.settings.deletion import Delete
from bot.chat.settings.desk import SettingsDesk
from bot.chat.translation import CatalogueTranslator
from bot.errors import HIDDEN, DiscordRefused, StoreUnavailable
from bot.jobs.departures import Attendance
from bot.model import library_of

log = logging.getLogger(__name__)


def route(api_url: str | None, gateway_url: str | None) -> None:
    """Send everything to other addresses than Discord's own, where they are given."""
    if api_url is not None:
        Route.BASE = api_url.rstrip("/")
    if gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


class Tree(app_commands.CommandTree["Bot"]):
    """The commands; whatever goes wrong in one is told to its member."""

    async def on_error(self, interaction: discord.Interaction["Bot"], error: app_commands.AppCommandError, /) -> None:
        """Tell the member what lies behind the library's exception."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await tell(interaction, cause)


@dataclass(frozen=True, slots=True)
class Desks:
    """Who answers what members ask, how one begins, and what readers chose."""

    lookup: Desk
    pictures: PictureDesk
    readings: ReadingDesk
    adding: AddDesk
    digests: DigestDesk
    feeds: FeedDesk
    here: HereDesk
    following: FollowDesk
    corrections: CorrectionDesk
    flags: FlagDesk
    steps: FirstSteps
    settings: SettingsDesk
    guide: GuideDesk
    preferences: KnownPreferences
    attendance: Attendance


class Bot(discord.AutoShardedClient):
    """The bot in Discord: all that it is told comes as interactions, but for who adds it to a server."""

    def __init__(
        self,
        desks: Desks,
        *,
        shard_ids: Sequence[int] | None = None,
        shard_count: int | None = None,
        observe: Observe = unobserved,
    ) -> None:
        # The bot never speaks in voice channels: that it could not is no news.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=discord.Intents(integrations=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            shard_count=shard_count,
        )
        self._hear_of_arrivals()
        self.reception = Reception(observe)
        parsers = self._connection.parsers
        parsers["INTERACTION_CREATE"] = partial(self.reception.receive, parse=parsers["INTERACTION_CREATE"])
        self.shard_ids = None if shard_ids is None else list(shard_ids)
        self.desks = desks
        self.pace = Pace()
        self.tree = Tree(
            self,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        )
        self._translator = CatalogueTranslator()
        for command in lookup_commands(desks.lookup):
            self.tree.add_command(command)
        self.tree.add_command(add_command(desks.adding))
        self.tree.add_command(forget_command(desks.adding))
        self.tree.add_command(add_menu(desks.adding))
        self.tree.add_command(here_menu(desks.here))
        self.tree.add_command(DigestCommands(desks.digests))
        self.tree.add_command(FeedCommands(desks.feeds))
        self.tree.add_command(CorrectionCommands(desks.corrections))
        self.tree.add_command(SettingsCommands(desks.settings))
        self.tree.add_command(help_command(desks.guide))
        self.tree.add_command(about_command(desks.guide))
        self.tree.add_command(FollowCommands(desks.following))
        self.tree.add_command(following_command(desks.following))

    async def setup_hook(self) -> None:
        """Make ready for commands and for buttons of any age."""
        await self.tree.set_translator(self._translator)
        self.add_dynamic_items(Articles, Turn, Act, Choose, Candidates, Delete, Pick, Read, StopOne, StopSome, Whom)

    async def turn(self, interaction: discord.Interaction["Bot"], place: Place) -> None:
        """Show the page at a place to whoever pressed for it."""
        kind, _, key = place.book.partition(":")
        match kind:
            case "digest":
                await self.desks.digests.turn(interaction, DigestBook.of(place.book), place.form, place.page)
            case "digests":
                await self.desks.digests.turn_list(interaction, place.page)
            case "news":
                await self.desks.following.turn(interaction, key, place.form, place.page)
            case "following":
                await self.desks.following.list_all(interaction, place.page)
            case "feeds":
                await self.desks.feeds.turn(interaction, place.page)
            case "corrections" | "flags":
                await self.desks.corrections.turn(interaction, kind, place.page)
            case "help":
                await self.desks.guide.turn(interaction, place.page)
            case asked:
                await self.desks.lookup.turn(interaction, int(asked), place.form, place.page)

    async def act(
        self, interaction: discord.Interaction["Bot"], action: Action, place: Place, subject: str | None = None
    ) -> None:
        """Do something with the answer at a place, or with one thing of it, for whoever pressed for it."""
        match action:
            case Action.WHO | Action.QUOTES | Action.TIMELINE:
                await self.desks.lookup.lead_on(interaction, action, place)
            case Action.REPORT:
                await self.desks.flags.open(interaction, place)
            case Action.SOURCES:
                await self.desks.lookup.follow_up(interaction, self.desks.digests.sources_at(interaction, place))
            case Action.PICTURE:
                await self.desks.pictures.draw(interaction, place, subject)
            case Action.READING:
                await self.desks.readings.read(interaction, place, subject)
            case Action.FOLLOW:
                await self.desks.following.follow_asked(interaction, place)
            case Action.STOP:
                await self.desks.following.stop_told(interaction, place.book.removeprefix("news:"))

    async def on_arrival(self, arrival: Arrival) -> None:
        """Greet whoever has added the bot to a server; what it had before, it has again."""
        try:
            await self.desks.attendance.came(library_of(arrival.guild))
        except StoreUnavailable as failure:
            log.warning("server %d is back, which is noticed within a day: %s", arrival.guild, failure)
        await welcome(self, arrival, self.desks.steps)

    async def on_interaction(self, interaction: discord.Interaction["Bot"]) -> None:
        """Note what is being answered, and that a server has the bot."""
        current = answering.get()
        assert current is not None
        current.interaction = interaction
        if interaction.guild_id is None or not interaction.is_guild_integration():
            return
        try:
            await self.desks.attendance.seen(library_of(interaction.guild_id))
        except StoreUnavailable as failure:
            log.warning("it is not noted that server %d has the bot: %s", interaction.guild_id, failure)

    async def enter(self, token: str) -> None:
        """Log in, without connecting yet.

        Raises:
            DiscordRefused: the token is wrong, or Discord cannot be reached.
        """
        async with refusals(token):
            await self.login(token)

    async def stay(self) -> None:
        """Answer whatever comes, until ``close`` is called.

        Raises:
            DiscordRefused: Discord ended the connection for good.
        """
        async with refusals(self.http.token):
            await self.connect()

    async def leave(self) -> None:
        """Hear of no more interactions; those that are being answered can still be."""
        await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))

    async def publish(self, published: str | None = None) -> str:
        """Send the commands to Discord, all at once, unless they are those of the fingerprint ``published``.

        Learn either way how they are mentioned. Return the fingerprint of what Discord now has.

        Raises:
            DiscordRefused: the commands were not taken.
        """
        fingerprint = await self._fingerprint()
        async with refusals(self.http.token):
            known = await (self.tree.fetch_commands() if fingerprint == published else self.tree.sync())
        self.desks.steps.mentions.learn(known)
        return fingerprint

    def _hear_of_arrivals(self) -> None:
        """Read the events of integrations ourselves.

        discord.py reads them only of servers that it keeps, and then ends the connection over a field (``summary``)
        that Discord's description of today no longer has.
        """
        for event in ("INTEGRATION_CREATE", "INTEGRATION_UPDATE", "INTEGRATION_DELETE", "GUILD_INTEGRATIONS_UPDATE"):
            del self._connection.parsers[event]
        self._connection.parsers["INTEGRATION_CREATE"] = self._integration_created

    def _integration_created(self, integration: dict[str, Any]) -> None:
        arrival = arrival_of(integration, self.application_id)
        if arrival is not None:
            self.dispatch("arrival", arrival)

    async def _fingerprint(self) -> str:
        payload: list[dict[str, Any]] = [
            await command.get_translated_payload(self.tree, self._translator) for command in self.tree.get_commands()
        ]
        content = json.dumps([self.application_id, payload], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


@asynccontextmanager
async def refusals(token: str | None) -> AsyncIterator[None]:
    """Turn the library's exceptions into the house's, without the token: a proxy may answer with what it was asked."""
    try:
        yield
    except discord.LoginFailure as error:
        raise DiscordRefused("token") from error
    except discord.PrivilegedIntentsRequired as error:
        raise DiscordRefused("intents", str(error)) from error
    except app_commands.CommandSyncFailure as error:
        raise DiscordRefused("commands", _without(token, error)) from error
    except (discord.DiscordException, discord.ConnectionClosed) as error:
        raise DiscordRefused("refused", _without(token, error)) from error
    except (aiohttp.ClientError, OSError) as error:
        raise DiscordRefused("unreachable", _without(token, error)) from error


def _without(token: str | None, error: Exception) -> str:
    return str(error) if token is None else str(error).replace(token, HIDDEN)
