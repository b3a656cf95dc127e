"""``jianbao feeds``: what the libraries take in, and taking it in now."""

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.cli import failures
from bot.cli.entries import entry, instant
from bot.cli.exits import Exit
from bot.cli.options import Actions
from bot.cli.wiring import open_analyses, open_fetcher, open_store
from bot.config import Settings
from bot.errors import FeedRefused, InputRefused, JianbaoError, NotFetched
from bot.intake.archive import Archive
from bot.intake.web import Fetcher
from bot.jobs.clock import SystemClock
from bot.jobs.feeds.collecting import Collected, collectors
from bot.jobs.feeds.reading import Brought, readers
from bot.jobs.feeds.service import Feeds
from bot.model import PUBLIC_LIBRARY, Feed
from bot.store import Store

HELP = "feeds whose articles are taken in: list, add, pause, resume, remove, import, export, fetch"
T = TypeVar("T")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's actions and their arguments; without one the feeds are listed."""
    actions = Actions(parser, _list)
    listed = actions.add("list", _list, "list the feeds and how they go")
    listed.add_argument("--library", help="only this one's (default: every library's)")
    added = actions.add("add", _add, "add feeds: by their address, or that of a page which links to one")
    added.add_argument("urls", nargs="+", metavar="URL")
    _into_library(added)
    for name, act, text in (
        ("pause", _pause, "let feeds rest until they are resumed"),
        ("resume", _resume, "go on with feeds, at once"),
        ("remove", _remove, "remove feeds; their articles stay"),
    ):
        changed = actions.add(name, act, text)
        changed.add_argument("ids", nargs="+", type=int, metavar="ID", help="as list shows it")
    imported = actions.add("import", _import, "add the feeds of a list (OPML)")
    imported.add_argument("file", type=Path, metavar="FILE")
    _into_library(imported)
    exported = actions.add("export", _export, "print a library's feeds as a list (OPML)")
    _into_library(exported)
    fetched = actions.add("fetch", _fetch, "take in now what is due; a running bot does so by itself")
    fetched.add_argument("--all", action="store_true", help="fetch every feed, due or not")
    fetched.add_argument("--library", help="only this one's (default: every library's)")


def _into_library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--library", default=PUBLIC_LIBRARY, help="whose (default: the public one, which everyone sees)"
    )


@dataclass(frozen=True, slots=True)
class Work:
    """What an action works with."""

    arguments: argparse.Namespace
    settings: Settings
    store: Store
    fetcher: Fetcher
    feeds: Feeds

    def tell(self, told: Mapping[str, object], line: str) -> None:
        """Print an entry as JSON, or the line for it."""
        print(json.dumps(told, ensure_ascii=False) if self.arguments.format == "json" else line, flush=True)


Action = Callable[[Work], Awaitable[Exit]]


async def run(arguments: argparse.Namespace, settings: Settings) -> Exit:
    """Do what is asked; one line for each feed and article, problems on stderr."""
    act: Action = arguments.act
    async with open_store(settings.database_url) as store, open_fetcher(settings) as fetcher:
        return await act(Work(arguments, settings, store, fetcher, Feeds(store, fetcher, SystemClock())))


async def _list(work: Work) -> Exit:
    for feed in await work.store.feeds.of(work.arguments.library):
        work.tell(entry(feed), _line(feed, _state(feed)))
    return Exit.DONE


async def _add(work: Work) -> Exit:
    refused = False
    for url in work.arguments.urls:
        try:
            added = await work.feeds.add(work.arguments.library, url)
        except (FeedRefused, NotFetched) as failure:
            _refuse(failure)
            refused = True
        else:
            work.tell(entry(added.feed), _line(added.feed, "added"))
    return Exit.REFUSED if refused else Exit.DONE


async def _pause(work: Work) -> Exit:
    return await _change(work, work.feeds.pause, "paused")


async def _resume(work: Work) -> Exit:
    return await _change(work, work.feeds.resume, "resumed")


async def _remove(work: Work) -> Exit:
    return await _change(work, work.feeds.remove, "removed")


async def _change(work: Work, change: Callable[[str, int], Awaitable[bool]], done: str) -> Exit:
    known = {feed.id: feed for feed in await work.store.feeds.of()}
    unknown = [feed for feed in work.arguments.ids if feed not in known]
    for feed in (known[number] for number in work.arguments.ids if number in known):
        await change(feed.library, feed.id)
        work.tell({**entry(feed), "outcome": done}, _line(feed, done))
    for number in unknown:
        print(f"jianbao: no feed {number}; jianbao feeds list shows them", file=sys.stderr)
    return Exit.REFUSED if unknown else Exit.DONE


async def _import(work: Work) -> Exit:
    path: Path = work.arguments.file
    try:
        data = await asyncio.to_thread(path.read_bytes)
        imported = await work.feeds.import_opml(work.arguments.library, data)
    except OSError as error:
        _refuse(InputRefused(str(path), "unreadable", error.strerror or ""))
        return Exit.REFUSED
    except InputRefused as refused:
        _refuse(InputRefused(str(path), refused.reason, refused.detail))
        return Exit.REFUSED
    for feed in imported.added:
        work.tell(entry(feed), _line(feed, "added"))
    for url in imported.known:
        work.tell({"url": url, "outcome": "known"}, f"-\t{url}\tknown")
    for failure in imported.refused:
        _refuse(failure)
    return Exit.REFUSED if imported.refused else Exit.DONE


async def _export(work: Work) -> Exit:
    sys.stdout.write((await work.feeds.export_opml(work.arguments.library)).decode())
    return Exit.DONE


async def _fetch(work: Work) -> Exit:
    library, clock = work.arguments.library, SystemClock()
    if work.arguments.all:
        await work.store.feeds.hasten(library, now=clock.now())
    logging.getLogger("bot.jobs").setLevel(logging.ERROR)  # what it would warn of is told line by line
    failed = False

    def tell_feed(collected: Collected) -> None:
        nonlocal failed
        feed = collected.feed
        failed = failed or feed.problem is not None
        work.tell({**entry(feed), "new": collected.new}, _line(feed, _problem(feed) or f"{collected.new} new"))

    def tell_article(brought: Brought) -> None:
        nonlocal failed
        failed = failed or (brought.outcome is None and brought.again_at is None)
        work.tell(*_told(brought))

    fetching = collectors(work.store, work.fetcher, clock, library=library)
    await _to_the_end((collector.collect for collector in fetching), tell_feed)
    if await work.store.feed_items.free_from() is not None:
        async with open_analyses(1) as analyses:
            archive = Archive(work.store, analyses)
            reading = readers(work.store, archive, work.fetcher, clock, library=library)
            await _to_the_end((reader.read for reader in reading), tell_article)
    return Exit.REFUSED if failed else Exit.DONE


async def _to_the_end(steps: Iterable[Callable[[], Awaitable[T | None]]], tell: Callable[[T], None]) -> None:
    """Take each of the steps again and again until nothing is left for it, beside one another."""

    async def drain(step: Callable[[], Awaitable[T | None]]) -> None:
        while (done := await step()) is not None:
            tell(done)

    await asyncio.gather(*map(drain, steps))


def _told(brought: Brought) -> tuple[dict[str, object], str]:
    """Return what came of an item as JSON and as a line."""
    item = brought.item.seen.item
    told: dict[str, object] = {
        "feed": brought.item.feed.id,
        "title": item.title,
        "source": brought.item.seen.source,
        "outcome": brought.outcome,
        "problem": brought.why and brought.why.reason,
        "again_at": instant(brought.again_at),
    }
    outcome = failures.meaning(brought.why) if brought.why else brought.outcome
    again = f"; tried again from {instant(brought.again_at)}" if brought.again_at else ""
    return told, f"{brought.item.feed.id}\t{outcome}{again}\t{item.title}\t{brought.item.seen.source}"


def _refuse(failure: JianbaoError) -> None:
    print(f"jianbao: {failures.words(failure)}", file=sys.stderr)


def _line(feed: Feed, state: str) -> str:
    return f"{feed.id}\t{feed.library}\t{feed.title or '-'}\t{feed.url}\t{state}"


def _state(feed: Feed) -> str:
    if feed.paused:
        return "paused"
    return _problem(feed) or f"due {instant(feed.next_due_at)}"


def _problem(feed: Feed) -> str | None:
    if feed.problem is None:
        return None
    return f"{failures.of_feed(feed.problem, feed.problem_detail)}; tried again from {instant(feed.next_due_at)}"
