"""Whoever adds the bot to a server is told by a direct message how to begin.

Discord tells of it by the event INTEGRATION_CREATE, to bots that ask for the intent GUILD_INTEGRATIONS, which is not
privileged and brings nothing else of a server.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot.chat.cards import lay_out
from bot.chat.direct_messages import write_to
from bot.chat.first_steps import FirstSteps

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The bot came to a server; both are ids of Discord."""

    guild: int
    added_by: int


def arrival_of(integration: Mapping[str, Any], application: int | None) -> Arrival | None:
    """Return the arrival of an application's bot as an integration of a server; None where it is another's.

    Source: Discord's documentation of "Integration Create" and of the integration object, whose user has added it.
    """
    is_ours = integration.get("application", {}).get("id") == str(application)
    if not is_ours or "user" not in integration:
        return None
    return Arrival(int(integration["guild_id"]), int(integration["user"]["id"]))


async def welcome(client: discord.Client, arrival: Arrival, steps: FirstSteps) -> None:
    """Tell whoever added the bot how to begin, in the language that the server chose."""
    try:
        guild = await client.fetch_guild(arrival.guild, with_counts=False)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("user %d added the bot to server %d and is not greeted: %s", arrival.added_by, arrival.guild, error)
        return
    card = lay_out(steps.greeting(guild.name, guild.preferred_locale))
    await write_to(client, arrival.added_by, card, about=f"the first steps in server {arrival.guild}")
