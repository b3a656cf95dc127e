"""The store as the rest of the house sees it: open it, write articles, and ask it by its ``Queries``."""

from collections.abc import Callable, MutableMapping, Sequence

from bot.model import Article, Findings, Holdings
from bot.store import articles, holdings, writing
from bot.store.changes import Changes
from bot.store.corrections import Corrections
from bot.store.departures import Departures
from bot.store.digests import Digests
from bot.store.engine import Database
from bot.store.feed_items import FeedItems
from bot.store.feeds import Feeds
from bot.store.filling import Filled, fill
from bot.store.flags import Flags
from bot.store.follows import Follows
from bot.store.fulltext import Index
from bot.store.lookout import Lookout
from bot.store.looks import Looks
from bot.store.news import News
from bot.store.preferences import PreferenceBook
from bot.store.pulses import Pulses
from bot.store.queries import Queries
from bot.store.questions import Questions
from bot.store.records import (
    Added,
    Kept,
    Likeness,
    Linker,
    Outdated,
)
from bot.store.rounds import Rounds
from bot.store.transfer import Transferred, transfer
from bot.store.versions import prepare


class Store(Queries):
    """A database of articles and findings."""

    def __init__(self, database: Database, index: Index, likeness: Likeness) -> None:
        super().__init__(database, index, likeness)
        self.changes = Changes(database, index.fold)
        self.corrections = Corrections(database, index)
        self.departures = Departures(database)
        self.digests = Digests(database)
        self.feeds = Feeds(database)
        self.feed_items = FeedItems(database)
        self.flags = Flags(database)
        self.looks = Looks(database)
        self.preferences = PreferenceBook(database)
        self.pulses = Pulses(database)
        self.follows = Follows(database, index)
        self.lookout = Lookout(database, index)
        self.news = News(database, index)
        self.questions = Questions(database)
        self.rounds = Rounds(database)

    @classmethod
    async def open(
        cls, url: str, *, fold: Callable[[str], str], name_grams: Callable[[str], Sequence[str]], likeness: Likeness
    ) -> "Store":
        """Open a database, creating it or bringing its schema to this version first.

        An existing SQLite file is backed up beside itself before its schema is changed. The search index is built
        again where ``fold`` or ``name_grams`` give other results than those that it was built with.

        Args:
            url: ``sqlite+aiosqlite:///path`` or ``postgresql+asyncpg://user:password@host/database``.
            fold: the copy of a text that matching runs on, as many code points long as the text.
            name_grams: the tokens by which a written name is found when it is not typed exactly.
            likeness: what makes two articles one text, or reports of one event.

        Raises:
            StoreUnavailable: the database cannot be opened, or is another program's.
            StoreOutdated: the schema is of a newer version than this program's.
        """
        index = Index(fold, name_grams)
        database = Database.at(url)
        try:
            await prepare(database, index)
        except BaseException:
            await database.close()
            raise
        return cls(database, index, likeness)

    async def close(self) -> None:
        """Close every connection; the store is of no use afterwards."""
        await self._database.close()

    async def copy_to(self, other: "Store") -> list[Transferred]:
        """Copy everything into another store, which is empty, and tell that it is all there.

        Returns:
            How many rows of each table.

        Raises:
            StoreUnavailable: a database cannot be read or written, the other one holds something, or it does not hold
                the same in the end.
        """
        return await transfer(self._database, other._database, self._index)  # noqa: SLF001 -- of one class

    # Writing

    async def add(  # noqa: PLR0913 -- all of it is one article
        self,
        library: str,
        article: Article,
        findings: Findings,
        *,
        content_hash: str,
        analysis_version: int,
        link: Linker,
    ) -> Added:
        """Store an article and its findings, in one transaction.

        An article of the same source is replaced and keeps its id, and those of its people whom ``link`` knows or whom
        the earlier version had by the same name. The same content under another source is left as it is.

        Args:
            library: the key of the library that the article belongs to.
            article: the article, its body verbatim.
            findings: what the analysis found in it.
            content_hash: equal for equal articles.
            analysis_version: the version of the analysis that made the findings.
            link: which known person each of the article's people is; it is given only people whom the library's readers
                may see: those of the public library and of ``library``.

        Raises:
            InputRefused: the body holds a NUL character, which no database keeps; or no index takes so long
                a source or outlet.
            StoreUnavailable: the database cannot be written.
        """
        return await self._database.write(
            lambda connection: writing.add(
                connection,
                self._index,
                library,
                article,
                findings,
                likeness=self._likeness,
                content_hash=content_hash,
                analysis_version=analysis_version,
                link=link,
            )
        )

    async def fill(
        self, library: str, filled: Sequence[Filled], known: MutableMapping[str, int], *, analysis_version: int
    ) -> list[int]:
        """Store many articles that the library does not have, in one transaction; return their ids.

        Args:
            library: the key of the library that they belong to.
            filled: the articles; a thousand at a time are a good measure.
            known: the people by the keys that the findings give them; who is new is added to it.
            analysis_version: the version of the analysis that made the findings.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await self._database.write(
            lambda connection: fill(connection, self._index, library, filled, known, analysis_version=analysis_version)
        )

    async def unchanged(self, library: str, source: str, content_hash: str, analysis_version: int) -> int | None:
        """Return the stored article that storing this one would leave as it is, so that it need not be analysed."""
        return await self._database.read(
            lambda connection: articles.unchanged(connection, library, source, content_hash, analysis_version)
        )

    async def outdated(self, analysis_version: int, after: int, limit: int) -> list[Outdated]:
        """Return articles of any library whose findings are of an earlier version, by id above ``after``."""
        return await self._database.read(
            lambda connection: articles.outdated(connection, analysis_version, after, limit)
        )

    async def count_outdated(self, analysis_version: int) -> int:
        """Count the articles of all libraries whose findings are of an earlier version."""
        return await self._database.read(lambda connection: articles.count_outdated(connection, analysis_version))

    async def renew(self, outdated: Outdated, findings: Findings, *, analysis_version: int, link: Linker) -> bool:
        """Replace what was found in an article, in one transaction; it and its people keep their ids as in ``add``.

        Returns:
            False, having changed nothing, where the article has gone, changed or been renewed since it was read.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        return await self._database.write(
            lambda connection: writing.renew(
                connection,
                self._index,
                outdated,
                findings,
                likeness=self._likeness,
                analysis_version=analysis_version,
                link=link,
            )
        )

    async def forget(self, library: str, article: int) -> bool:
        """Remove an article with all that was found in it; False where the library has no such article."""
        return await self._database.write(
            lambda connection: writing.forget(connection, self._index, self._likeness, library, article)
        )

    async def has_library(self, library: str) -> bool:
        """Tell whether a library holds articles, or, of the public one, whether it ever did."""
        return await self._database.read(lambda connection: writing.has_library(connection, library))

    async def forget_library(self, library: str, limit: int) -> int:
        """Remove what a library holds, up to ``limit`` articles in one transaction, and with the last the library.

        Its feeds and subscriptions, and the questions that were asked of it, go with the first. Of the public one it
        stays known that it was.

        Returns:
            How many articles were removed: ``limit`` where there may be more.
        """
        return await self._database.write(
            lambda connection: writing.forget_library(connection, self._index, self._likeness, library, limit)
        )

    async def holdings(self, library: str) -> Holdings:
        """Count what is kept of a server."""
        return await self._database.read(lambda connection: holdings.holdings(connection, library))

    async def forget_member(self, member: int) -> bool:
        """Forget what a member chose and follows; False where there was nothing."""
        return await self._database.write(lambda connection: holdings.forget_member(connection, member))

    async def kept(self, library: str, after: int, limit: int) -> list[Kept]:
        """Return articles of one library, those with ids above ``after``, by id, with all that was found in them."""
        return await self._database.read(lambda connection: articles.kept(connection, library, after, limit))
