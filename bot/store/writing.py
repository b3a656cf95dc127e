"""Storing and removing articles: each within the transaction of its caller."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InputRefused
from bot.model import PUBLIC_LIBRARY, Article, Findings, Span
from bot.store import libraries, questions, rows
from bot.store.copies import Copies, Text
from bot.store.engine import AnyRow
from bot.store.feed_items import pass_over
from bot.store.fulltext import Index
from bot.store.recording import note, record
from bot.store.records import Added, Likeness, Linker, Outcome, Outdated
from bot.store.registry import Registry
from bot.store.schema import (
    aliases,
    appearances,
    articles,
    corrections,
    dates,
    key_sentences,
    mentions,
    people,
    quotes,
    roles,
    set_off,
    subjects,
)
from bot.store.schema import libraries as libraries_table
from bot.store.schema.ownership import is_owned, keyed_by_library
from bot.store.settling import find_again, settle
from bot.store.stories import Report, Stories

FOUND_IN_ARTICLES = (mentions, appearances, roles, quotes, dates, key_sentences, set_off)
"""The tables that hold an article's findings and what its markup told, each before those that it refers to."""

_STORED = select(
    articles.c.id,
    articles.c.source,
    articles.c.content_hash,
    articles.c.analysis_version,
    articles.c.published_day,
    articles.c.title,
    articles.c.body,
).where(articles.c.library == bindparam("library"))
LONGEST_KEY_BYTES = 2000
"""What one text takes of an entry of an index: PostgreSQL's hold 2,704 bytes."""

_SAME = _STORED.where(
    or_(articles.c.source == bindparam("source"), articles.c.content_hash == bindparam("content_hash"))
)
_ONE = _STORED.where(articles.c.id == bindparam("article"))
_SOME = _STORED.order_by(articles.c.id).limit(bindparam("limit"))
_CORRECTED = delete(corrections).where(corrections.c.library == bindparam("of"))
_ITS_PEOPLE = union(
    select(aliases.c.person).where(aliases.c.library == bindparam("of")),
    select(people.c.id).where(people.c.library == bindparam("of")),
)
_REMOVE_ORDERS = [delete(table).where(is_owned(table)) for table in keyed_by_library()]
"""Feeds, subscriptions, what moderators chose, and whatever else belongs to a library by its key."""
_SEEN_NO_MORE = update(subjects).where(subjects.c.library == bindparam("key")).values(library=PUBLIC_LIBRARY)
_REMOVE_LIBRARY = delete(libraries_table).where(libraries_table.c.id == bindparam("of"))
_REPLACE = update(articles).where(articles.c.id == bindparam("article"))
_REMOVE = delete(articles).where(articles.c.id == bindparam("article"))
_REMOVE_FINDINGS = [delete(table).where(table.c.article == bindparam("of")) for table in FOUND_IN_ARTICLES]


async def forget(connection: AsyncConnection, index: Index, likeness: Likeness, key: str, article: int) -> bool:
    """Remove an article with all that was found in it; False where the library has no such article."""
    library = await libraries.known(connection, key)
    stored = (await connection.execute(_ONE, {"library": library, "article": article})).one_or_none()
    if library is None or stored is None:
        return False
    await Writer(connection, index, likeness, library, key).remove(stored)
    await pass_over(connection, key, stored.source)
    return True


async def has_library(connection: AsyncConnection, key: str) -> bool:
    """Tell whether a library is known."""
    return await libraries.known(connection, key) is not None


async def forget_library(connection: AsyncConnection, index: Index, likeness: Likeness, key: str, limit: int) -> int:
    """Remove what a library holds, up to ``limit`` of its articles, and with the last the library.

    That there was a public one stays known: an archive that was emptied is not taken for a new one.

    Returns:
        How many articles were removed: ``limit`` where there may be more.
    """
    library = await libraries.known(connection, key)
    for query in (_SEEN_NO_MORE, *_REMOVE_ORDERS):
        await connection.execute(query, {"key": key})
    await questions.forget(connection, key)
    if library is None:
        return 0
    await connection.execute(_CORRECTED, {"of": library})
    stored = (await connection.execute(_SOME, {"library": library, "limit": limit})).all()
    writer = Writer(connection, index, likeness, library, key)
    for each in stored:
        await writer.remove(each)
    if len(stored) < limit:
        # Whom only its corrections kept.
        kept = (await connection.scalars(_ITS_PEOPLE, {"of": library})).all()
        await Registry(connection, index, library, key).tidy(kept)
        if key != PUBLIC_LIBRARY:
            await connection.execute(_REMOVE_LIBRARY, {"of": library})
    return len(stored)


async def add(  # noqa: PLR0913 -- all of it is one article
    connection: AsyncConnection,
    index: Index,
    key: str,
    article: Article,
    findings: Findings,
    *,
    likeness: Likeness,
    content_hash: str,
    analysis_version: int,
    link: Linker,
) -> Added:
    """Store an article and its findings.

    Raises:
        InputRefused: the body holds a NUL character, or the source or outlet is longer than an index takes.
    """
    if "\0" in article.body:
        raise InputRefused(article.source, "binary", "a NUL character")
    for what, known_by in (("source", article.source), ("outlet", article.outlet or "")):
        if len(known_by.encode(errors="surrogatepass")) > LONGEST_KEY_BYTES:
            raise InputRefused(article.source, "too-large", f"{what} of more than {LONGEST_KEY_BYTES} bytes")
    writer = Writer(connection, index, likeness, await libraries.opened(connection, key), key)
    row = rows.article_row(article, findings, content_hash, analysis_version)
    values = {"library": writer.library, "source": article.source, "content_hash": content_hash}
    stored = (await connection.execute(_SAME, values)).all()
    same = next((each for each in stored if each.content_hash == content_hash), None)
    earlier = next((each for each in stored if each.source == article.source), None)
    moved = False
    if earlier is not None and same is not None and earlier.id != same.id:
        # The source now holds what another one does: one article is left.
        await writer.remove(earlier)
        moved = True
    if same is not None and same.analysis_version == analysis_version:
        return Added(same.id, Outcome.UPDATED if moved else Outcome.UNCHANGED)
    replaced = same or earlier
    row["source"] = replaced.source if replaced else article.source
    written = await writer.write(row, article.quoted, findings, replaced, link)
    return Added(written, Outcome.ADDED if replaced is None else Outcome.UPDATED)


async def renew(  # noqa: PLR0913 -- what is replaced, and by what
    connection: AsyncConnection,
    index: Index,
    outdated: Outdated,
    findings: Findings,
    *,
    likeness: Likeness,
    analysis_version: int,
    link: Linker,
) -> bool:
    """Replace what was found in an article; False where it has gone, or changed, or was renewed meanwhile."""
    library = await libraries.opened(connection, outdated.library)
    stored = (await connection.execute(_ONE, {"library": library, "article": outdated.id})).one_or_none()
    if stored is None or stored.content_hash != outdated.content_hash or stored.analysis_version == analysis_version:
        return False
    row = rows.article_row(outdated.article, findings, outdated.content_hash, analysis_version)
    await Writer(connection, index, likeness, library, outdated.library).write(
        row | {"source": stored.source}, outdated.article.quoted, findings, stored, link
    )
    return True


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the articles of one library."""

    connection: AsyncConnection
    index: Index
    likeness: Likeness
    library: int
    key: str

    async def write(
        self,
        row: rows.Row,
        quoted: Sequence[Span],
        findings: Findings,
        replaced: AnyRow | None,
        link: Linker,
    ) -> int:
        """Write an article, in place of the one that is replaced; return its id.

        Its people are identified while those of the earlier version are still known.
        """
        registry = self._registry()
        ids = await registry.identify(findings, replaced.id if replaced else None, link)
        touched = set(ids.values())
        story = None
        if replaced is None:
            query = insert(articles).returning(articles.c.id)
            article = int((await self.connection.scalars(query, row | {"library": self.library})).one())
        else:
            article = replaced.id
            touched |= await self._clear(replaced)
            story = await self._stories().take_out(article)
            await self.connection.execute(_REPLACE.values(row), {"article": article})
        namings = rows.namings(row["body"], findings, ids)
        aliases = await registry.count([namings])
        await record(
            self.connection,
            self.library,
            [rows.Rows(article, row["published_day"], row["body"], findings, ids, aliases)],
        )
        await note(
            self.connection, set_off, [{"article": article, "start": span.start, "end": span.end} for span in quoted]
        )
        await self.index.add_articles(self.connection, [article])
        await self._copies().record(Text(article, row["published_day"], row["body"]))
        await self._stories().record(Report(article, row["published_day"], row["title"], row["body"]), story)
        await settle(self.connection, self.key, article)
        await find_again(self.connection, article)
        await registry.tidy(touched)
        return article

    async def remove(self, stored: AnyRow) -> None:
        """Remove an article."""
        touched = await self._clear(stored)
        stories = self._stories()
        story = await stories.take_out(stored.id)
        await stories.settle(story)
        await self.connection.execute(_REMOVE, {"article": stored.id})
        await self._registry().tidy(touched)

    async def _clear(self, stored: AnyRow) -> set[int]:
        """Remove what was found in an article, and its words from the index; return its people."""
        await self.index.drop_articles(self.connection, [stored.id])
        touched = await self._registry().take_back(stored.id)
        for query in _REMOVE_FINDINGS:
            await self.connection.execute(query, {"of": stored.id})
        await self._copies().remove(stored.id)
        return touched

    def _registry(self) -> Registry:
        return Registry(self.connection, self.index, self.library, self.key)

    def _copies(self) -> Copies:
        return Copies(self.connection, self.likeness, self.library, self.key)

    def _stories(self) -> Stories:
        return Stories(self.connection, self.index, self.likeness, self.library, self.key)
