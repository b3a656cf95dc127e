"""Files that members attach to commands."""

import logging
from pathlib import PurePath

import aiohttp
import discord

from bot.errors import InputRefused

log = logging.getLogger(__name__)


async def received(sent: discord.Attachment, limit_bytes: int) -> bytes:
    """Return what is in a file, which Discord keeps for a while.

    Raises:
        InputRefused: ``too-large``, or ``not-sent`` where Discord does not hand it over.
    """
    name = name_of(sent)
    if sent.size > limit_bytes:
        raise InputRefused(name, "too-large", f"more than {limit_bytes} bytes")
    try:
        return await sent.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("an attachment could not be read: %s", error)
        raise InputRefused(name, "not-sent") from error


def name_of(sent: discord.Attachment) -> str:
    """Return the name of a file as its sender has it: Discord replaces characters and keeps the words as a title."""
    return f"{sent.title}{PurePath(sent.filename).suffix}" if sent.title else sent.filename
