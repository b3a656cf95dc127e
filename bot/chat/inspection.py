"""What Discord says of the bot: who it is, where it is, and what it may not do there."""

from dataclasses import dataclass

import discord

from bot.chat.client import Bot, refusals
from bot.chat.digests.channels import NEEDED

MOST_GUILDS = 200


@dataclass(frozen=True, slots=True)
class Inspection:
    """The bot as Discord knows it; ``lacking`` names what it may not do, by the name of the server."""

    name: str
    application: int
    guilds: int
    lacking: dict[str, tuple[str, ...]]
    invite: str


async def inspect(bot: Bot) -> Inspection:
    """Ask Discord about a bot that has entered; of very many servers the first 200 are looked at.

    Raises:
        DiscordRefused: Discord does not answer.
    """
    assert bot.user is not None
    assert bot.application_id is not None
    async with refusals(bot.http.token):
        guilds = await bot.http.get_guilds(MOST_GUILDS, with_counts=False)
    lacking = {guild["name"]: _lacking(discord.Permissions(int(guild.get("permissions") or 0))) for guild in guilds}
    return Inspection(
        name=bot.user.name,
        application=bot.application_id,
        guilds=len(guilds),
        lacking={name: permissions for name, permissions in lacking.items() if permissions},
        invite=discord.utils.oauth_url(bot.application_id, permissions=NEEDED, scopes=("bot", "applications.commands")),
    )


def _lacking(allowed: discord.Permissions) -> tuple[str, ...]:
    if allowed.administrator:
        return ()
    return tuple(name for name, needed in NEEDED if needed and not getattr(allowed, name))
