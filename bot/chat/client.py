"""The connection to Discord: one client, however many shards, and the house's errors for what goes wrong with it."""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.chat.buttons import Choose, Form, Turn
from bot.chat.commands import lookup_commands
from bot.chat.digests.commands import DigestCommands
from bot.chat.digests.desk import DigestDesk
from bot.chat.lookup import Desk
from bot.chat.mentions import Mentions
from bot.chat.replies import tell
from bot.chat.translation import CatalogueTranslator
from bot.errors import DiscordRefused


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


class Bot(discord.AutoShardedClient):
    """The bot in Discord: it needs no intent, since all that it is told comes as interactions."""

    def __init__(
        self,
        desk: Desk,
        digests: DigestDesk,
        mentions: Mentions,
        *,
        shard_ids: Sequence[int] | None = None,
        shard_count: int | None = None,
    ) -> None:
        # The bot never speaks in voice channels: that it could not is no news.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=discord.Intents.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            shard_count=shard_count,
        )
        self.shard_ids = None if shard_ids is None else list(shard_ids)
        self.desk = desk
        self.digests = digests
        self._mentions = mentions
        self.tree = Tree(
            self,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        )
        self._translator = CatalogueTranslator()
        for command in lookup_commands(desk):
            self.tree.add_command(command)
        self.tree.add_command(DigestCommands(digests))

    async def setup_hook(self) -> None:
        """Make ready for commands and for buttons of any age."""
        await self.tree.set_translator(self._translator)
        self.add_dynamic_items(Turn, Choose)

    async def turn(self, interaction: discord.Interaction["Bot"], book: str, form: Form, page: int) -> None:
        """Show a page of a book to whoever pressed for it."""
        kind, _, key = book.partition(":")
        match kind:
            case "digest":
                await self.digests.turn(interaction, key, form, page)
            case asked:
                await self.desk.turn(interaction, int(asked), form, page)

    async def enter(self, token: str) -> None:
        """Log in, without connecting yet.

        Raises:
            DiscordRefused: the token is wrong, or Discord cannot be reached.
        """
        async with refusals():
            await self.login(token)

    async def stay(self) -> None:
        """Answer whatever comes, until ``close`` is called.

        Raises:
            DiscordRefused: Discord ended the connection for good.
        """
        async with refusals():
            await self.connect()

    async def publish(self, published: str | None = None) -> str:
        """Send the commands to Discord, all at once, unless they are those of the fingerprint ``published``.

        Learn either way how they are mentioned. Return the fingerprint of what Discord now has.

        Raises:
            DiscordRefused: the commands were not taken.
        """
        fingerprint = await self._fingerprint()
        async with refusals():
            known = await (self.tree.fetch_commands() if fingerprint == published else self.tree.sync())
        self._mentions.learn(known)
        return fingerprint

    async def _fingerprint(self) -> str:
        payload: list[dict[str, Any]] = [
            await command.get_translated_payload(self.tree, self._translator) for command in self.tree.get_commands()
        ]
        content = json.dumps([self.application_id, payload], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


@asynccontextmanager
async def refusals() -> AsyncIterator[None]:
    """Turn the library's exceptions into the house's."""
    try:
        yield
    except discord.LoginFailure as error:
        raise DiscordRefused("token") from error
    except discord.PrivilegedIntentsRequired as error:
        raise DiscordRefused("intents", str(error)) from error
    except app_commands.CommandSyncFailure as error:
        raise DiscordRefused("commands", str(error)) from error
    except (discord.DiscordException, discord.ConnectionClosed) as error:
        raise DiscordRefused("refused", str(error)) from error
    except (aiohttp.ClientError, OSError) as error:
        raise DiscordRefused("unreachable", str(error)) from error
