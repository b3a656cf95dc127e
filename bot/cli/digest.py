"""``jianbao digest``: what is posted to channels, and a look at it without posting anything."""

import argparse
import asyncio
import json
import shutil
import sys
from collections.abc import Awaitable, Callable
from datetime import time

from bot.answers.as_json import as_json
from bot.answers.conversion import Converter
from bot.answers.presented import Presented
from bot.cli import failures
from bot.cli.entries import instant
from bot.cli.exits import Exit
from bot.cli.options import Actions
from bot.cli.wiring import open_archive
from bot.config import LOCALES, Settings
from bot.console.card import render_text
from bot.errors import SubjectUnclear
from bot.jobs.clock import SystemClock
from bot.jobs.subscriptions import Subscriptions
from bot.model import PUBLIC_LIBRARY, Order, Subject, SubjectKind
from bot.store import Store
from bot.store.records import Run

HELP = "digests of every server: list, preview"
Action = Callable[[argparse.Namespace, Settings, Store], Awaitable[Exit]]
NEWEST = 50


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's actions and their arguments; without one the digests are listed."""
    actions = Actions(parser, _list)
    listed = actions.add("list", _list, "list the digests and how they go")
    listed.add_argument("--library", help="only this one's (default: every library's)")
    text = "show what a digest would hold now, or of the newest articles; nothing is posted or changed"
    preview = actions.add("preview", _preview, text)
    preview.add_argument("id", nargs="?", type=int, metavar="ID", help="as list shows it; none tries one out")
    preview.add_argument("--newest", type=int, metavar="N", help=f"of the N newest articles (try-out: {NEWEST})")
    preview.add_argument("--locale", choices=LOCALES, help="the reader's language")
    preview.add_argument(
        "--library", default=PUBLIC_LIBRARY, help="try-out: whose readers (default: of the public one)"
    )
    for kind in SubjectKind:
        preview.add_argument(f"--{kind}", default="", metavar="NAMES", help=f"try-out: only of this {kind}, or several")


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Do what is asked."""
    act: Action = arguments.act
    async with open_archive(settings) as store:
        return await act(arguments, settings, store)


async def _list(arguments: argparse.Namespace, settings: Settings, store: Store) -> Exit:
    del settings
    for run in await store.digests.next_runs(arguments.library):
        entry = _entry(run)
        text = "\t".join(str(entry[name]) for name in ("id", "library", "channel_name", "rhythm", "due_at", "state"))
        print(json.dumps(entry, ensure_ascii=False) if arguments.format == "json" else text)
    return Exit.DONE


async def _preview(arguments: argparse.Namespace, settings: Settings, store: Store) -> Exit:
    subscriptions = Subscriptions(store, await asyncio.to_thread(Converter.load), SystemClock())
    try:
        presented = await _presented(arguments, settings, subscriptions)
    except SubjectUnclear as unclear:
        print(f"jianbao: {failures.of_subject(unclear)}", file=sys.stderr)
        return Exit.REFUSED
    if presented is None:
        print(f"jianbao: no digest {arguments.id}; jianbao digest list shows them", file=sys.stderr)
        return Exit.REFUSED
    if arguments.format == "json":
        print(json.dumps(as_json(presented), ensure_ascii=False))
    else:
        print(render_text(presented, shutil.get_terminal_size().columns), end="")
    return Exit.DONE


async def _presented(
    arguments: argparse.Namespace, settings: Settings, subscriptions: Subscriptions
) -> Presented | None:
    """Return a digest; None where there is no such."""
    if arguments.id is not None:
        every = await subscriptions.of(None)
        found = next((each for each in every if each.subscription.id == arguments.id), None)
        if found is None:
            return None
        readers = [found.subscription.library, PUBLIC_LIBRARY]
        return await subscriptions.show(found.run, readers, newest=arguments.newest, locale=arguments.locale)
    order = Order(
        channel=0,
        channel_name="",
        locale=arguments.locale or settings.default_locale,
        local_time=time(),
        zone=settings.default_timezone,
        subjects=await _subjects(arguments, subscriptions),
    )
    return await subscriptions.try_out(arguments.library, order, arguments.newest or NEWEST)


async def _subjects(arguments: argparse.Namespace, subscriptions: Subscriptions) -> tuple[Subject, ...]:
    subjects: tuple[Subject, ...] = ()
    for kind in SubjectKind:
        if typed := getattr(arguments, kind):
            subjects += await subscriptions.subjects(arguments.library, kind, typed)
    return subjects


def _entry(run: Run) -> dict[str, object]:
    subscription = run.subscription
    return {
        "id": subscription.id,
        "library": subscription.library,
        "channel": subscription.channel,
        "channel_name": subscription.channel_name,
        "rhythm": subscription.rhythm.value,
        "weekday": subscription.weekday,
        "local_time": f"{subscription.local_time:%H:%M}",
        "zone": subscription.zone,
        "subjects": [subject.words for subject in subscription.subjects],
        "due_at": instant(run.due_at),
        "state": "paused" if subscription.paused else subscription.problem or "due",
    }
