"""A desk for feeds: the service, the collector, who is told, and a clock that is set."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.intake.archive import Archive
from bot.intake.bulk import Analyses
from bot.intake.web import Fetcher
from bot.jobs.feeds.collecting import Collector
from bot.jobs.feeds.reading import Brought, Reader
from bot.jobs.feeds.service import Feeds
from bot.model import Feed
from bot.store import Store
from bot.store.records import StoredArticle
from tests.jobs.board import SetClock
from tests.store.press import GUILD

OWNER = 7


@dataclass
class Told:
    """Notes who was told what."""

    said: list[tuple[int | None, str | None]] = field(default_factory=list)

    async def tell_failing(self, feed: Feed) -> None:
        """Note the problem."""
        self.said.append((feed.created_by, feed.problem))

    async def tell_recovered(self, feed: Feed) -> None:
        """Note that it has gone."""
        self.said.append((feed.created_by, None))


@dataclass
class Desk:
    """What feeds need, on one database."""

    store: Store
    fetcher: Fetcher
    clock: SetClock
    told: Told = field(default_factory=Told)

    @property
    def feeds(self) -> Feeds:
        """What moderators use."""
        return Feeds(self.store, self.fetcher, self.clock)

    async def add(self, url: str) -> Feed:
        """Add a feed to a server's library."""
        return (await self.feeds.add(GUILD, url, created_by=OWNER)).feed

    async def feed(self) -> Feed:
        """Return the only feed."""
        [feed] = await self.feeds.of(GUILD)
        return feed

    async def collect(self, after: timedelta = timedelta()) -> int:
        """Fetch what is due after a while; return how many feeds that were."""
        self.clock.instant += after
        collector = Collector(self.store, self.fetcher, self.clock, "one", self.told)
        fetched = 0
        while await collector.do_next():
            fetched += 1
        return fetched

    async def read(self, analyses: Analyses, after: timedelta = timedelta()) -> list[Brought]:
        """Make articles of what waits after a while; return what came of it, in that order."""
        self.clock.instant += after
        reader = Reader(self.store, Archive(self.store, analyses), self.fetcher, self.clock, "one")
        found = []
        while brought := await reader.read():
            found.append(brought)
        return found

    async def articles(self, library: str = GUILD) -> list[StoredArticle]:
        """Return the articles of a library."""
        return await self.store.articles(libraries=[library])

    async def waiting(self) -> list[str]:
        """Return the titles of the items that wait to be read, and note them as read."""
        now = self.clock.now()
        found = []
        while due := await self.store.feed_items.claim("reader", now=now, until=now + timedelta(minutes=5)):
            await self.store.feed_items.take(due, "reader", kept_as=due.seen.source, brought_at=now)
            found.append(due.seen.item.title)
        return found
