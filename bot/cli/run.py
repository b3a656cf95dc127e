"""``jianbao run``: the bot in Discord."""

import argparse
import logging
import secrets
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from bot.answers.preferences import KnownPreferences
from bot.answers.region_words import RegionWords
from bot.answers.service import Answers
from bot.chat.adding.desk import AddDesk
from bot.chat.client import Bot, Desks, route
from bot.chat.closeups.pictures import PictureDesk
from bot.chat.closeups.readings import ReadingDesk
from bot.chat.corrections.desk import CorrectionDesk
from bot.chat.corrections.flagging import FlagDesk
from bot.chat.departures import DiscordServers
from bot.chat.digests.desk import DigestDesk
from bot.chat.digests.poster import DiscordPoster
from bot.chat.feeds.desk import FeedDesk
from bot.chat.feeds.reporter import DiscordReporter
from bot.chat.first_steps import FirstSteps
from bot.chat.following.desk import FollowDesk
from bot.chat.gateway import shards
from bot.chat.guide.desk import GuideDesk
from bot.chat.here.desk import HereDesk
from bot.chat.lookup import Desk
from bot.chat.mentions import Mentions
from bot.chat.reception import Observe, unobserved
from bot.chat.settings.desk import SettingsDesk
from bot.cli import logs
from bot.cli.exits import Exit
from bot.cli.lifetime import ended_by_signals, live
from bot.cli.published import Published
from bot.cli.watching import vitals
from bot.cli.watching.endpoint import served
from bot.cli.watching.metrics import Metrics
from bot.cli.wiring import Services, open_archive, open_services
from bot.config import Settings
from bot.errors import DiscordRefused, SettingProblem, SettingsInvalid
from bot.intake.adding import Adding
from bot.intake.bulk import Processes, cores
from bot.jobs.clock import SystemClock
from bot.jobs.corrections import Corrections
from bot.jobs.departures import Attendance, Caretaker
from bot.jobs.digests import deliverers
from bot.jobs.feeds.collecting import collectors
from bot.jobs.feeds.reading import readers
from bot.jobs.feeds.service import Feeds
from bot.jobs.flags import Flags
from bot.jobs.following.service import Following
from bot.jobs.following.watch import Watch
from bot.jobs.forgetting import Forgetting
from bot.jobs.pulse import Heart
from bot.jobs.renewal import Renewal
from bot.jobs.runner import Runner, Worker
from bot.jobs.subscriptions import Subscriptions

HELP = "connect to Discord and answer there (needs DISCORD_TOKEN or DISCORD_TOKEN_FILE)"

log = logging.getLogger(__name__)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it has none."""


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Answer, post digests and take in feeds until a signal says to end; commands that changed are sent.

    Articles are analysed in processes beside this one, started with the first of them, so that answers never wait.
    """
    del arguments
    token = needed_token(settings)
    logs.set_up(settings)
    metrics, clock = Metrics(), SystemClock()
    with ended_by_signals() as ended:
        async with (
            open_archive(settings) as store,
            Processes(max(1, cores() - 1)) as analyses,
            open_services(settings, store, analyses) as services,
            connected(settings, services, token, metrics.answered) as bot,
        ):
            heart = Heart(store, partial(shards, bot), clock, host=socket.gethostname(), runs=_shards_of(settings))
            metrics.watch(heart, bot.reception, clock)
            examine = partial(vitals.of_this_process, heart, clock)
            async with served(settings.metrics_address, metrics.registry, examine):
                await bot.desks.lookup.warm()
                runners = (Runner("pulse", [heart], clock, metrics.done), *_runners(services, settings, bot, metrics))
                await live(bot, runners, (_publish(bot, settings),), ended)
    return Exit.DONE


def needed_token(settings: Settings) -> str:
    """Return the token.

    Raises:
        SettingsInvalid: there is none.
    """
    if settings.discord_token is None:
        problem = SettingProblem("DISCORD_TOKEN", "the bot's token, from https://discord.com/developers/applications")
        raise SettingsInvalid((problem,))
    return settings.discord_token


@asynccontextmanager
async def connected(
    settings: Settings, services: Services, token: str, observe: Observe = unobserved
) -> AsyncIterator[Bot]:
    """Log the bot in, without connecting it; close it when done.

    Raises:
        DiscordRefused: the token is wrong, or Discord cannot be reached.
    """
    store, converter, clock = services.store, services.converter, SystemClock()
    answers, preferences = Answers(store), KnownPreferences(store)
    forgetting = Forgetting(store)
    steps = FirstSteps(answers, Mentions(), settings.default_locale)
    lookup = Desk(answers, converter, RegionWords.load(), steps, draws=services.press is not None)
    desks = Desks(
        lookup=lookup,
        pictures=PictureDesk(lookup, answers, converter, services.press),
        readings=ReadingDesk(lookup, converter),
        adding=AddDesk(Adding(store, services.archive, services.fetcher)),
        digests=DigestDesk(Subscriptions(store, converter, clock), settings.default_timezone, steps),
        feeds=FeedDesk(Feeds(store, services.fetcher, clock), steps),
        here=HereDesk(answers, services.analyses, converter, settings.default_timezone),
        following=FollowDesk(Following(store, converter, clock), answers, steps.mentions),
        corrections=CorrectionDesk(Corrections(store, clock), Flags(store, clock), steps.mentions),
        flags=FlagDesk(answers, Flags(store, clock)),
        steps=steps,
        settings=SettingsDesk(preferences, forgetting, steps.mentions, clock, settings.default_timezone),
        guide=GuideDesk(forgetting, steps.mentions, settings.departed_kept_days, settings.source_url),
        preferences=preferences,
        attendance=Attendance(store),
    )
    route(settings.discord_api_url, settings.discord_gateway_url)
    async with Bot(desks, shard_ids=settings.shard_ids, shard_count=settings.shard_count, observe=observe) as bot:
        await bot.enter(token)
        yield bot


def _runners(services: Services, settings: Settings, bot: Bot, metrics: Metrics) -> tuple[Runner, ...]:
    """Return what runs without being asked."""
    store, fetcher, converter, clock = services.store, services.fetcher, services.converter, SystemClock()
    mentions, kept = bot.desks.steps.mentions, timedelta(days=settings.departed_kept_days)
    workers: dict[str, Sequence[Worker]] = {
        "digests": deliverers(store, converter, DiscordPoster(bot, mentions), clock),
        "follows": [Watch(store, clock)],
        "feeds": collectors(store, fetcher, clock, reporter=DiscordReporter(bot, mentions)),
        "articles": readers(store, services.archive, fetcher, clock),
        "renewal": [Renewal(store, services.archive, clock, secrets.token_hex(8))],
        "departures": [Caretaker(store, DiscordServers(bot), clock, secrets.token_hex(8), kept)],
    }
    return tuple(Runner(doing, those, clock, metrics.done) for doing, those in workers.items())


def _shards_of(settings: Settings) -> str:
    """Return in words which shards this process runs, by which it is told from others on this computer."""
    if settings.shard_ids is None:
        return "all shards"
    return f"shards {','.join(map(str, settings.shard_ids))} of {settings.shard_count}"


async def _publish(bot: Bot, settings: Settings) -> None:
    """Send the commands if they changed; the bot answers those that Discord has even if it takes no new ones."""
    published = Published(settings.state_dir)
    try:
        published.write(await bot.publish(published.read()))
    except DiscordRefused as refused:
        log.error("the commands could not be sent (jianbao sync tries again): %s", refused)  # noqa: TRY400 -- one line
