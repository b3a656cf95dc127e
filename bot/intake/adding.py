"""What a member adds to a server's library, a page of the web or a file that was sent, and takes out of it again."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from itertools import islice
from weakref import WeakValueDictionary

from bot.analysis.script import fold
from bot.errors import InputRefused, NotFetched
from bot.intake.archive import Archive, Incoming, Loaded
from bot.intake.pages import Page
from bot.intake.sources import find_in, is_wanted
from bot.intake.web import Fetcher
from bot.model import Article
from bot.store import Store
from bot.store.records import FindingCounts, Outcome, StoredArticle

MOST_ARTICLES = 50
"""Articles that are taken from one file; who has more loads them on the command line."""
LIMIT_BYTES = 8 * 2**20
"""Largest file within a file, as large as a page may be: with pictures and furniture."""
LIMIT_CHARS = 100_000
"""Longest article: analysing it takes seconds; the longest of 12,230 collected ones has 35,000."""
SENT = "attachment:"
"""Begins the source of what is in a file that was sent, whose name identifies it within a library."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as it is in the library now, what was found in it, and what adding it did."""

    article: StoredArticle
    found: FindingCounts
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Held:
    """An article that a library holds, by what a moderator knows it by."""

    id: int
    title: str
    outlet: str | None
    published_on: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """What did not become an article; ``name`` is what it was sent as, or its address."""

    name: str
    why: InputRefused | NotFetched


Receipt = Kept | Refused


@dataclass(frozen=True, slots=True)
class _NotTooLong:
    """Something of a stranger's, which is not to occupy the machine."""

    incoming: Incoming

    @property
    def source(self) -> str:
        return self.incoming.source

    async def article(self, *, published_on: str | None = None, outlet: str | None = None) -> Article:
        article = await self.incoming.article(published_on=published_on, outlet=outlet)
        if len(article.body) > LIMIT_CHARS:
            raise InputRefused(self.source, "too-large", f"more than {LIMIT_CHARS} characters")
        return article


class Adding:
    """Adds what members send, and tells what became of it; of each library one thing after the other."""

    def __init__(self, store: Store, archive: Archive, fetcher: Fetcher) -> None:
        self._store = store
        self._archive = archive
        self._fetcher = fetcher
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def page(self, address: str, library: str) -> list[Receipt]:
        """Add a page of the web.

        Args:
            address: where it is.
            library: the key of the library that it belongs to.
        """
        return await self._added([Page(address, self._fetcher)], library)

    async def file(self, name: str, data: bytes, library: str) -> list[Receipt]:
        """Add what is in a file, up to ``MOST_ARTICLES``; the last receipt tells where there is more.

        Args:
            name: its name, which says how it is read and, within the library, which articles it updates.
            data: its bytes.
            library: the key of the library that the articles belong to.
        """
        if not is_wanted(name):
            return [Refused(name, InputRefused(name, "kind"))]
        # Looking through a hostile file takes a while, which must not be the loop's.
        inputs = await asyncio.to_thread(_first, f"{SENT}{name}", data)
        if not inputs:
            return [Refused(name, InputRefused(name, "empty"))]
        receipts = await self._added(inputs[:MOST_ARTICLES], library)
        if len(inputs) > MOST_ARTICLES:
            receipts.append(Refused(name, InputRefused(name, "too-many", str(MOST_ARTICLES))))
        return receipts

    async def held(self, library: str, *, title: str = "", number: int | None = None) -> list[Held]:
        """Return articles of a library, newest published first: that of a number, or some whose title holds words."""
        ids = None if number is None else [number]
        found = await self._store.articles(ids=ids, folded_title=fold(title) or None, libraries=[library])
        return [Held(article.id, article.title, article.outlet, article.published_on) for article in found]

    async def forget(self, article: int, library: str) -> bool:
        """Remove an article with all that was found in it; False where the library has no such."""
        return await self._store.forget(library, article)

    async def _added(self, inputs: Sequence[Incoming], library: str) -> list[Receipt]:
        turn = self._turns.setdefault(library, asyncio.Lock())
        bounded = [_NotTooLong(incoming) for incoming in inputs]
        async with turn, aclosing(self._archive.load(bounded, library)) as loading:
            return [await self._receipt(loaded, library) async for loaded in loading]

    async def _receipt(self, loaded: Loaded, library: str) -> Receipt:
        if loaded.refused is not None:
            return Refused(loaded.source.removeprefix(SENT), loaded.refused)
        assert loaded.article is not None
        assert loaded.outcome is not None
        [article] = await self._store.articles(ids=[loaded.article], libraries=[library])
        found = await self._store.count_found(loaded.article, [library])
        assert found is not None
        return Kept(article, found, loaded.outcome)


def _first(source: str, data: bytes) -> list[Incoming]:
    """Return one input more than is taken at most."""
    return list(islice(find_in(source, data, limit_bytes=LIMIT_BYTES), MOST_ARTICLES + 1))
