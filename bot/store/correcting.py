"""Making, undoing and promoting one correction, within a transaction. What it comes to, ``settling`` works out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import CorrectionRefused
from bot.model import PUBLIC_LIBRARY, CorrectionKind, visible_to
from bot.store.corrected import IS_QUOTE_FIX, QUOTE_FIX, SPEAKER, UNKNOWN_NAME
from bot.store.days import days_of, grain_of
from bot.store.engine import AnyRow
from bot.store.forms import Called, called
from bot.store.fulltext import Index
from bot.store.overlay import Overlay
from bot.store.registry import Registry
from bot.store.schema import (
    aliases,
    appearances,
    articles,
    dates,
    identities,
    people,
    quote_parts,
    quotes,
    split_articles,
)
from bot.store.schema import corrections as table
from bot.store.schema import libraries as libraries_table
from bot.store.settling import date_place, quote_place, settle
from bot.store.visibility import is_seen
from bot.store.words import evenly_spaced

MOST = 2000
"""Corrections of a library that stand."""

_copy = table.alias("copy")
_PROMOTED = (
    select(_copy.c.id).where(_copy.c.promotes == table.c.id, _copy.c.undone_at.is_(None)).correlate(table).exists()
)
STORED = select(table, libraries_table.c.key, _PROMOTED.label("promoted")).join_from(
    table, libraries_table, libraries_table.c.id == table.c.library
)
"""Corrections with the key of their library, and whether the operator made them everybody's."""
_ONE = STORED.where(table.c.id == bindparam("id"))
_COUNT = select(func.count()).where(table.c.library == bindparam("of"), table.c.undone_at.is_(None))
_MAKE = insert(table).returning(table.c.id)
_UNDO = (
    update(table)
    .where(table.c.id == bindparam("correction"))
    .values(undone_by=bindparam("by"), undone_at=bindparam("at"))
)
_ARTICLE = select(articles.c.id, articles.c.title, articles.c.body).where(
    articles.c.id == bindparam("article"), is_seen(articles)
)
_QUOTE = (
    select(quotes.c.article, SPEAKER.label("speaker"), func.coalesce(people.c.name, UNKNOWN_NAME).label("speaker_name"))
    .join_from(quotes, articles, articles.c.id == quotes.c.article)
    .outerjoin(QUOTE_FIX, IS_QUOTE_FIX)
    .outerjoin(people, people.c.id == SPEAKER)
    .where(quotes.c.id == bindparam("quote"), is_seen(articles))
)
_PARTS = select(quote_parts).where(quote_parts.c.quote == bindparam("quote")).order_by(quote_parts.c.number)
_DATE = (
    select(dates, articles.c.body)
    .join(articles, articles.c.id == dates.c.article)
    .where(dates.c.article == bindparam("article"), dates.c.start == bindparam("start"), is_seen(articles))
    .limit(1)
)
_HEADS_PARTED = (
    select(aliases.c.surface)
    .join_from(identities, appearances, appearances.c.article == identities.c.article)
    .join(aliases, aliases.c.id == appearances.c.alias)
    .where(identities.c.correction == bindparam("split"), appearances.c.person == identities.c.person)
    .group_by(aliases.c.surface)
    .order_by(func.count().desc(), func.length(aliases.c.surface).desc(), aliases.c.surface)
    .limit(1)
)
_ADD_PERSON = insert(people).returning(people.c.id)
_RENAME = update(people).where(people.c.id == bindparam("person"))
_OWNER = select(people.c.library).where(people.c.id == bindparam("person"))


@dataclass(frozen=True, slots=True)
class By:
    """Who corrects, by their id in Discord (None: the operator), for the readers of which library, and when."""

    library: str
    user: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes one correction, within a transaction; each method returns its id."""

    connection: AsyncConnection
    index: Index
    by: By
    library: int

    @property
    def visible(self) -> list[str]:
        """The keys of what the readers see whom the correction is for."""
        return visible_to(self.by.library)

    async def merge(self, person: int, into: int) -> int:
        """Make two people one."""
        overlay = await Overlay.of(self.connection, self.visible)
        one, other = overlay.shown(person), overlay.shown(into)
        known = await self._known(overlay, one, other)
        if one == other:
            raise CorrectionRefused("same", known[one].name)
        names = {"name": known[one].name, "other_name": known[other].name}
        made = await self._make(CorrectionKind.MERGE, person=one, other=other, **names)
        await settle(self.connection, self.by.library)
        return made

    async def split(self, person: int, other: int | None, form: str | None, where: Sequence[int]) -> int:
        """Make someone another person where they are written so, or in some articles."""
        overlay = await Overlay.of(self.connection, self.visible)
        one = overlay.shown(person)
        name = (await self._known(overlay, one))[one].name
        if other is not None:
            other = overlay.shown(other)
            if other == one:
                raise CorrectionRefused("same", name)
            await self._known(overlay, other)
        seen = [article for article in where if await self._sees(article)]
        return await self._split(one, name, other, form, seen)

    async def _split(self, one: int, name: str, other: int | None, form: str | None, where: Sequence[int]) -> int:
        whom = other
        if whom is None:
            row = {"library": self.library, "name": name}
            whom = int((await self.connection.scalars(_ADD_PERSON, row)).one())
        folded = None if form is None else self.index.form(form)
        made = await self._make(CorrectionKind.SPLIT, person=one, other=whom, name=name, form=form, folded=folded)
        rows = [{"correction": made, "article": article} for article in dict.fromkeys(where)]
        if folded is None and rows:
            await self.connection.execute(insert(split_articles), rows)
        await settle(self.connection, self.by.library)
        head = await self.connection.scalar(_HEADS_PARTED, {"split": made})
        overlay = await Overlay.of(self.connection, self.visible)
        left = await called(self.connection, overlay, [one, overlay.shown(whom)], self.visible)
        parted = left.get(overlay.shown(whom))
        if head is None or parted is None:
            raise CorrectionRefused("nothing", name)
        if one not in left:
            raise CorrectionRefused("all", name)
        if folded is not None:
            form = head = next((surface for surface in parted.forms if self.index.form(surface) == folded), head)
        if other is None:
            parted.name = evenly_spaced(head)
            await self.connection.execute(_RENAME.values(name=parted.name), {"person": whom})
        remaining = _remaining(left[one])
        changed = update(table).where(table.c.id == made)
        await self.connection.execute(changed.values(form=form, other_name=parted.name, remaining=remaining))
        return made

    async def attribute(self, quote: int, speaker: int | None) -> int:
        """Make a quote somebody's words, or nobody's."""
        values = {"quote": quote, "libraries": self.visible}
        found = (await self.connection.execute(_QUOTE, values)).one_or_none()
        if found is None:
            raise CorrectionRefused("quote")
        overlay = await Overlay.of(self.connection, self.visible)
        now = None if found.speaker is None else overlay.shown(found.speaker)
        name = found.speaker_name if now is None else overlay.name(now, found.speaker_name)
        other = None if speaker is None else overlay.shown(speaker)
        other_name = None if other is None else (await self._known(overlay, other))[other].name
        if other == now and (other is not None or name is None):
            raise CorrectionRefused("same", name or "")
        parts = (await self.connection.execute(_PARTS, {"quote": quote})).all()
        body = (await self._article(found.article)).body
        return await self._make(
            CorrectionKind.QUOTE,
            person=now,
            other=other,
            name=name,
            other_name=other_name,
            article=found.article,
            quote=quote,
            **quote_place(body, parts),
        )

    async def date(self, article: int, start: int, value: str | None) -> int:
        """Give a date another value, or none."""
        values = {"article": article, "start": start, "libraries": self.visible}
        found = (await self.connection.execute(_DATE, values)).one_or_none()
        if found is None:
            raise CorrectionRefused("date")
        days, grain = (days_of(value), grain_of(value)) if value else (None, None)
        if value and (days is None or grain is None):
            raise CorrectionRefused("value", value)
        first, last = days or (None, None)
        # Where there is no value the grain stays, which tells nothing then.
        of_value = {
            "value": value,
            "grain": grain.value if grain else found.grain,
            "first_day": first,
            "last_day": last,
        }
        place = date_place(found.body, found)
        return await self._make(CorrectionKind.DATE, article=article, date=found.id, **of_value, **place)

    async def hide(self, article: int) -> int:
        """Hide an article."""
        found = await self._article(article)
        return await self._make(CorrectionKind.HIDE, article=article, name=found.title)

    async def undo(self, correction: int) -> int:
        """Undo a correction of the library."""
        row = (await self.connection.execute(_ONE, {"id": correction})).one_or_none()
        if row is None or row.library != self.library:
            raise CorrectionRefused("correction", str(correction))
        if row.undone_at is not None:
            raise CorrectionRefused("undone", str(correction))
        values = {"correction": correction, "by": self.by.user, "at": self.by.at}
        await self.connection.execute(_UNDO, values)
        await settle(self.connection, self.by.library)
        subjects = [person for person in (row.person, row.other) if person is not None]
        await Registry(self.connection, self.index, self.library, self.by.library).tidy(subjects)
        return correction

    async def promote(self, correction: int) -> int:
        """Make a server's correction everybody's."""
        row = (await self.connection.execute(_ONE, {"id": correction})).one_or_none()
        if row is None or row.undone_at is not None or row.promoted or row.key == PUBLIC_LIBRARY:
            raise CorrectionRefused("correction", str(correction))
        try:
            made = await self._again(row)
        except CorrectionRefused as refused:
            # What everybody does not see is no subject for them.
            if refused.reason in {"person", "quote", "date", "article", "nothing"}:
                raise CorrectionRefused("private", str(correction)) from refused
            raise
        await self.connection.execute(update(table).where(table.c.id == made).values(promotes=correction))
        return made

    async def _again(self, row: AnyRow) -> int:
        """Make a server's correction anew as one of the public library."""
        match CorrectionKind(row.kind):
            case CorrectionKind.MERGE:
                return await self.merge(row.person, row.other)
            case CorrectionKind.SPLIT:
                return await self._split_again(row)
            case CorrectionKind.QUOTE:
                if row.other is None and row.other_name is not None:
                    raise CorrectionRefused("person")
                return await self.attribute(row.quote, row.other)
            case CorrectionKind.DATE:
                return await self.date(row.article, row.start, row.value)
            case CorrectionKind.HIDE:
                return await self.hide(row.article)

    async def _split_again(self, row: AnyRow) -> int:
        """Split for everybody; someone whom the server added becomes public, called as public articles call them."""
        overlay = await Overlay.of(self.connection, self.visible)
        one = overlay.shown(row.person)
        name = (await self._known(overlay, one))[one].name
        query = select(split_articles.c.article).where(split_articles.c.correction == row.id)
        where = (await self.connection.scalars(query)).all()
        seen = [article for article in where if await self._sees(article)]
        made = await self._split(one, name, row.other, row.form, seen)
        if await self.connection.scalar(_OWNER, {"person": row.other}) != self.library:
            written: str = await self.connection.scalar(_HEADS_PARTED, {"split": made}) or row.other_name
            called_so = evenly_spaced(row.form or written)
            await self.connection.execute(_RENAME.values(library=self.library, name=called_so), {"person": row.other})
            await self.connection.execute(update(table).where(table.c.id == made).values(other_name=called_so))
        return made

    async def _known(self, overlay: Overlay, *shown: int) -> dict[int, Called]:
        """Return what people are called.

        Raises:
            CorrectionRefused: ``person``: one of them is not seen.
        """
        known = await called(self.connection, overlay, shown, self.visible)
        if missing := set(shown) - set(known):
            raise CorrectionRefused("person", str(min(missing)))
        return known

    async def _sees(self, article: int) -> bool:
        values = {"article": article, "libraries": self.visible}
        return (await self.connection.execute(_ARTICLE, values)).one_or_none() is not None

    async def _article(self, article: int) -> AnyRow:
        values = {"article": article, "libraries": self.visible}
        found = (await self.connection.execute(_ARTICLE, values)).one_or_none()
        if found is None:
            raise CorrectionRefused("article", str(article))
        return found

    async def _make(self, kind: CorrectionKind, **subjects: object) -> int:
        if int((await self.connection.execute(_COUNT, {"of": self.library})).scalar_one()) >= MOST:
            raise CorrectionRefused("too-many", str(MOST))
        row = {"library": self.library, "kind": kind.value, "made_by": self.by.user, "made_at": self.by.at}
        return int((await self.connection.scalars(_MAKE, row | subjects)).one())


def _remaining(left: Called) -> str | None:
    """Return what someone is called now whose name went with what was parted from them; None where it did not."""
    forms = [evenly_spaced(surface) for surface in left.forms]
    return None if left.name in forms else forms[0]
