"""Messages to one person, which some take from nobody."""

import logging

import aiohttp
import discord
from discord import ui

log = logging.getLogger(__name__)


async def write_to(client: discord.Client, user_id: int, view: ui.LayoutView, *, about: str) -> None:
    """Send a card to a person; where it is not taken, log what it was ``about``."""
    view.stop()
    try:
        conversation = await client.create_dm(discord.Object(user_id))
        await conversation.send(view=view)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("user %d could not be told of %s: %s", user_id, about, error)
