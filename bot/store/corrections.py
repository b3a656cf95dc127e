"""The log of corrections of every library."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import PUBLIC_LIBRARY, Correction, CorrectionKind
from bot.store import libraries
from bot.store.correcting import STORED, By, Desk
from bot.store.engine import AnyRow, Database
from bot.store.fulltext import Index
from bot.store.schema import (
    articles,
    split_articles,
)
from bot.store.schema import corrections as table
from bot.store.schema import libraries as libraries_table

_LOG = STORED.add_columns(articles.c.title).outerjoin(articles, articles.c.id == table.c.article)
_NEWEST = _LOG.order_by(table.c.id.desc()).limit(bindparam("limit")).offset(bindparam("offset"))
_OF_LIBRARY = _NEWEST.where(libraries_table.c.key == bindparam("key"))
_ONE = _LOG.where(table.c.id == bindparam("id"))
_TITLES = (
    select(split_articles.c.correction, articles.c.title)
    .join(articles, articles.c.id == split_articles.c.article)
    .where(split_articles.c.correction.in_(bindparam("corrections", expanding=True)))
    .order_by(articles.c.id)
)


class Corrections:
    """The corrections of every library. Whatever is refused raises ``CorrectionRefused`` and changes nothing."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index

    async def merge(self, by: By, person: int, into: int) -> Correction:
        """Make two people one, who is shown as the second.

        Raises:
            CorrectionRefused: ``person``: the readers see no such; ``same``: they are one already; ``too-many``.
            StoreUnavailable: the database cannot be written.
        """
        return await self._write(by, lambda desk: desk.merge(person, into))

    async def split(
        self, by: By, person: int, *, other: int | None = None, form: str | None = None, articles: Sequence[int] = ()
    ) -> Correction:
        """Make someone another person where they are written ``form``, or else in some articles.

        Args:
            by: who corrects.
            person: who is two.
            other: who they are there; None adds someone, who is called as those articles call them.
            form: the written form, in whatever script; articles that are stored later are read so too.
            articles: the articles, where no form is given.

        Raises:
            CorrectionRefused: ``person``; ``same``: the two are one; ``nothing``: they are not written so, or not named
                there; ``all``: nothing would be left of them; ``too-many``.
            StoreUnavailable: the database cannot be written.
        """
        return await self._write(by, lambda desk: desk.split(person, other, form, articles))

    async def attribute(self, by: By, quote: int, speaker: int | None) -> Correction:
        """Make a quote the words of someone of the archive, or of nobody whom one could name.

        Raises:
            CorrectionRefused: ``quote``, ``person``: the readers see no such; ``same``: it is so; ``too-many``.
            StoreUnavailable: the database cannot be written.
        """
        return await self._write(by, lambda desk: desk.attribute(quote, speaker))

    async def date(self, by: By, article: int, start: int, value: str | None) -> Correction:
        """Give the date expression that begins at an offset of an article another value (ISO 8601 / EDTF), or none.

        Raises:
            CorrectionRefused: ``date``: the readers see no such; ``value``: it is none; ``too-many``.
            StoreUnavailable: the database cannot be written.
        """
        return await self._write(by, lambda desk: desk.date(article, start, value))

    async def hide(self, by: By, article: int) -> Correction:
        """Hide an article.

        Raises:
            CorrectionRefused: ``article``: the readers see no such; ``too-many``.
            StoreUnavailable: the database cannot be written.
        """
        return await self._write(by, lambda desk: desk.hide(article))

    async def undo(self, by: By, correction: int) -> Correction:
        """Undo a correction; it stays in the log.

        Raises:
            CorrectionRefused: ``correction``: the library has no such; ``undone``: it was undone before.
            StoreUnavailable: the database cannot be written.
        """
        return await self._write(by, lambda desk: desk.undo(correction))

    async def promote(self, correction: int, at: datetime) -> Correction:
        """Make a server's correction everybody's, by one of the public library that says the same; return that.

        Raises:
            CorrectionRefused: ``correction``: there is none that stands, or it is everybody's already; ``private``: it
                is about what only that server has; else as for making it.
            StoreUnavailable: the database cannot be written.
        """
        return await self._write(By(PUBLIC_LIBRARY, None, at), lambda desk: desk.promote(correction))

    async def one(self, correction: int) -> Correction | None:
        """Return a correction of any library."""

        async def work(connection: AsyncConnection) -> Correction | None:
            rows = (await connection.execute(_ONE, {"id": correction})).all()
            return next(iter(await _corrections(connection, rows)), None)

        return await self._database.read(work)

    async def of(self, library: str | None, limit: int, offset: int = 0) -> list[Correction]:
        """Return corrections of a library (None: of all), the newest first, those that were undone among them."""

        async def work(connection: AsyncConnection) -> list[Correction]:
            query = _NEWEST if library is None else _OF_LIBRARY
            rows = (await connection.execute(query, {"key": library, "limit": limit, "offset": offset})).all()
            return await _corrections(connection, rows)

        return await self._database.read(work)

    async def _write(self, by: By, work: Callable[[Desk], Awaitable[int]]) -> Correction:
        async def transaction(connection: AsyncConnection) -> Correction:
            desk = Desk(connection, self._index, by, await libraries.opened(connection, by.library))
            made = await work(desk)
            [correction] = await _corrections(connection, (await connection.execute(_ONE, {"id": made})).all())
            return correction

        return await self._database.write(transaction)


async def _corrections(connection: AsyncConnection, rows: Sequence[AnyRow]) -> list[Correction]:
    titles: dict[int, list[str]] = {}
    for row in await connection.execute(_TITLES, {"corrections": [row.id for row in rows]}):
        titles.setdefault(row.correction, []).append(row.title)
    return [
        Correction(
            id=row.id,
            library=row.key,
            kind=CorrectionKind(row.kind),
            made_by=row.made_by,
            made_at=row.made_at,
            undone_by=row.undone_by,
            undone_at=row.undone_at,
            name=row.name,
            other_name=row.other_name,
            person=row.person,
            other=row.other,
            article=row.article,
            form=row.form,
            articles=tuple(titles.get(row.id, [row.title] if row.title else [])),
            text=row.text,
            value=row.value,
            promoted=bool(row.promoted or row.promotes is not None),
        )
        for row in rows
    ]
