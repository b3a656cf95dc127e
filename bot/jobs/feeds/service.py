"""What moderators do with feeds: add, list, pause, resume, remove, import and export."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import FeedRefused, NotFetched
from bot.intake.feeds.finding import find_feed
from bot.intake.feeds.opml import read_opml, write_opml
from bot.intake.web import Fetcher, canonical
from bot.jobs.clock import Clock
from bot.jobs.feeds.collecting import FIRST_ITEMS
from bot.jobs.feeds.rhythm import USUAL
from bot.model import Feed
from bot.store import Store

LIMIT = 200
"""Feeds of one library."""


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that was added, and how many articles it brings at first."""

    feed: Feed
    articles: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the feeds of a list: those that were added, the addresses of those known, why others are not."""

    added: tuple[Feed, ...]
    known: tuple[str, ...]
    refused: tuple[FeedRefused | NotFetched, ...]


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of servers and of the operator, each feed one library's."""

    store: Store
    fetcher: Fetcher
    clock: Clock

    async def add(self, library: str, url: str, *, created_by: int | None = None, locale: str | None = None) -> Added:
        """Add the feed at an address, or the only one that the page there links to; it is due at once.

        Args:
            library: the key of the library that its articles belong to.
            url: the address; ``https://`` may be missing.
            created_by: the id in Discord of who is told of problems, None on the command line.
            locale: the one that they are told in.

        Raises:
            FeedRefused: for any of its reasons.
            NotFetched: the address did not give what is there.
        """
        address = _address(url)
        _check(address, await self.of(library))
        found = await find_feed(self.fetcher, address)
        feed = await self._add(library, canonical(found.url), found.document.title, created_by, locale)
        return Added(feed, min(len(found.document.items), FIRST_ITEMS))

    async def of(self, library: str) -> list[Feed]:
        """Return the feeds of a library, the oldest first."""
        return await self.store.feeds.of(library)

    async def pause(self, library: str, feed: int) -> bool:
        """Let a feed rest until it is resumed; False where the library has no such."""
        return await self.store.feeds.pause(library, feed)

    async def resume(self, library: str, feed: int) -> bool:
        """Go on with a feed, at once; False where the library has no such."""
        return await self.store.feeds.resume(library, feed, now=self.clock.now())

    async def remove(self, library: str, feed: int) -> bool:
        """Remove a feed; its articles stay. False where the library has no such."""
        return await self.store.feeds.remove(library, feed)

    async def import_opml(
        self, library: str, data: bytes, *, created_by: int | None = None, locale: str | None = None
    ) -> Imported:
        """Add the feeds of a list (OPML) without asking their servers: what is wrong with them is told as they run.

        Raises:
            InputRefused: it is no such list, or an empty one.
        """
        added: list[Feed] = []
        known: list[str] = []
        refused: list[FeedRefused | NotFetched] = []
        there = await self.of(library)
        for listed in await asyncio.to_thread(read_opml, data):
            try:
                address = _address(listed.url)
                _check(address, [*there, *added])
                added.append(await self._add(library, address, listed.title, created_by, locale))
            except FeedRefused as refusal:
                if refusal.reason == "known":
                    known.append(listed.url)
                else:
                    refused.append(refusal)
            except NotFetched as failure:
                refused.append(failure)
        return Imported(tuple(added), tuple(known), tuple(refused))

    async def export_opml(self, library: str) -> bytes:
        """Return the feeds of a library as a list (OPML) that other readers take."""
        return write_opml("Jianbao", await self.of(library))

    async def _add(
        self, library: str, address: str, title: str | None, created_by: int | None, locale: str | None
    ) -> Feed:
        added = await self.store.feeds.add(
            library,
            address,
            title=title,
            created_by=created_by,
            locale=locale,
            interval_s=int(USUAL.total_seconds()),
            now=self.clock.now(),
        )
        if added is None:
            raise FeedRefused(address, "known")
        return added


def _check(address: str, feeds: Sequence[Feed]) -> None:
    """Refuse an address that is one of the ``feeds`` of a library, or one more than it may have.

    Raises:
        FeedRefused: ``known`` or ``too-many``.
    """
    if any(feed.url == address for feed in feeds):
        raise FeedRefused(address, "known")
    if len(feeds) >= LIMIT:
        raise FeedRefused(address, "too-many", str(LIMIT))


def _address(typed: str) -> str:
    """Return the address that was typed, in the one form of it.

    Raises:
        NotFetched: it is none of the web.
    """
    stripped = typed.strip()
    return canonical(stripped.replace("feed://", "https://", 1) if "://" in stripped else f"https://{stripped}")
