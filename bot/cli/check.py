"""``jianbao check``: whether everything is in place, one line each."""

import argparse
from zoneinfo import available_timezones

from bot.chat.inspection import Inspection, inspect
from bot.cli import logs
from bot.cli.exits import Exit
from bot.cli.failures import words
from bot.cli.run import connected
from bot.cli.wiring import open_services, open_store
from bot.config import Settings
from bot.errors import DiscordRefused, JianbaoError, PicturesUnavailable
from bot.intake.bulk import Processes
from bot.model import PUBLIC_LIBRARY
from bot.pictures.typefaces import Face, Typefaces
from bot.store import Store

HELP = "say in one line each what is in place and what is wrong, and print the invite link"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it has none."""


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Look at each thing; the exit code tells whether all are in place."""
    del arguments
    logs.set_up(settings)
    in_place = _say_zones(settings)
    _say_pictures(settings)
    try:
        async with open_store(settings.database_url) as store:
            articles = (await store.stats([PUBLIC_LIBRARY])).articles
            _say("database", f"{articles} public articles")
            in_place &= await _say_discord(settings, store)
    except DiscordRefused as refused:
        in_place = _wrong("token" if refused.reason == "token" else "discord", words(refused))
    except JianbaoError as failure:
        in_place = _wrong("database", words(failure))
    return Exit.DONE if in_place else Exit.FAILED


def _say_zones(settings: Settings) -> bool:
    zones = len(available_timezones())
    if not zones:
        return _wrong("zones", "there is no zone data; install the package tzdata")
    return _say("zones", f"{zones} known, {settings.default_timezone} where a digest names none")


def _say_pictures(settings: Settings) -> None:
    """Say whether pictures are offered; without them the bot is whole."""
    try:
        typefaces = Typefaces.find(settings.font_dir)
    except PicturesUnavailable as unavailable:
        print(f"none   pictures: {words(unavailable)}")
    else:
        _say("pictures", ", ".join(dict.fromkeys(typefaces.families[face][0] for face in Face)))


async def _say_discord(settings: Settings, store: Store) -> bool:
    """Say what Discord answers.

    Raises:
        DiscordRefused: it does not know the token, or cannot be reached.
    """
    if settings.discord_token is None:
        return _wrong("token", "DISCORD_TOKEN is not set; get one from https://discord.com/developers/applications")
    async with (
        Processes(1) as analyses,  # none of which starts
        open_services(settings, store, analyses) as services,
        connected(settings, services, settings.discord_token) as bot,
    ):
        found = await inspect(bot)
    _say("token", f"{found.name}, application {found.application}")
    _say("intents", "no privileged one is needed")
    in_place = _say_permissions(found)
    _say("invite", found.invite)
    return in_place


def _say_permissions(found: Inspection) -> bool:
    if not found.lacking:
        return _say("permissions", f"all that digests need, in {found.guilds} servers")
    lacking = "; ".join(f"{guild}: {', '.join(names)}" for guild, names in found.lacking.items())
    return _wrong("permissions", f"digests lack some: {lacking}")


def _say(name: str, what: str) -> bool:
    print(f"ok     {name}: {what}")
    return True


def _wrong(name: str, what: str) -> bool:
    print(f"wrong  {name}: {what}")
    return False
