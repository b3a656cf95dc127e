"""Copies: which articles have the same text, or a part of it, found as each is stored.

An article is compared with those that share its prints. Prints that stand in several different texts are furniture: who
the author is, how to subscribe. The fuller of two is told by one order of all articles, so that copies of copies never
turn in a circle: the longer by a fifth or more, else the earlier published, else the earlier stored.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import visible_to
from bot.store.articles import article_columns, stored_article
from bot.store.engine import AnyRow
from bot.store.records import Copy, Likeness
from bot.store.schema import articles, copies, libraries, prints
from bot.store.visibility import VISIBLE, is_seen

MOST_HOLDERS = 24
"""Articles of a library that a print is noted of: in as many, it tells no text from another."""
MOST_COMPARED = 8
"""Articles that one is compared with: those that share the most prints."""
FURNITURE = 3
"""Different texts that a print of furniture stands in."""
LENGTH_STEP = 1.2
UNKNOWN_DAY = 1 << 30
"""Later than every day."""

_HOLDERS = select(prints.c.print, prints.c.article).where(
    prints.c.library.in_(VISIBLE),
    prints.c.print.in_(bindparam("prints", expanding=True)),
    prints.c.article != bindparam("of"),
)
_HELD = (
    select(prints.c.print)
    .where(prints.c.library == bindparam("library"), prints.c.print.in_(bindparam("prints", expanding=True)))
    .group_by(prints.c.print)
    .having(func.count() >= MOST_HOLDERS)
)
_fuller = articles.alias("fuller")
_FULLER_OF = (
    select(copies.c.article, copies.c.fuller)
    .join(_fuller, _fuller.c.id == copies.c.fuller)
    .where(copies.c.article.in_(bindparam("articles", expanding=True)), _fuller.c.library.in_(VISIBLE))
)
_TEXTS = select(articles.c.id, articles.c.published_day, articles.c.body).where(
    articles.c.id.in_(bindparam("articles", expanding=True))
)
_COPIES_OF = (
    select(copies.c.article)
    .join(articles, articles.c.id == copies.c.article)
    .where(copies.c.fuller == bindparam("fuller"), articles.c.library.in_(VISIBLE))
)
_ORPHANS = (
    select(articles.c.id, articles.c.published_day, articles.c.body, articles.c.library, libraries.c.key)
    .join(copies, copies.c.article == articles.c.id)
    .join(libraries, libraries.c.id == articles.c.library)
    .where(copies.c.fuller == bindparam("of"))
    .order_by(articles.c.id)
)
_NOTE = insert(prints)
_JOIN = insert(copies)
_KNOWN = select(copies.c.article, copies.c.fuller).where(copies.c.article.in_(bindparam("articles", expanding=True)))
_DROP = (
    delete(prints).where(prints.c.article == bindparam("of")),
    delete(copies).where(or_(copies.c.article == bindparam("of"), copies.c.fuller == bindparam("of"))),
)

_copy = articles.alias("copy")
_PAIRS = (
    select(
        *(column.label(f"copy_{column.name}") for column in article_columns(_copy)),
        *(column.label(f"fuller_{column.name}") for column in article_columns(_fuller)),
    )
    .join_from(copies, _copy, _copy.c.id == copies.c.article)
    .join(_fuller, _fuller.c.id == copies.c.fuller)
    .where(
        or_(
            copies.c.article.in_(bindparam("articles", expanding=True)),
            copies.c.fuller.in_(bindparam("articles", expanding=True)),
        ),
        is_seen(_copy),
        is_seen(_fuller),
    )
    .order_by(copies.c.fuller, copies.c.article)
)


async def among(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[Copy]:
    """Return the copies of the articles, and what they are copies of, as far as the reader can see both."""
    rows = await connection.execute(_PAIRS, {"articles": ids, "libraries": visible})
    return [Copy(stored_article(row, "copy_"), stored_article(row, "fuller_")) for row in rows]


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is compared; ``day`` is the ordinal of its publication, 0 where it is not known."""

    article: int
    day: int
    body: str

    @property
    def rank(self) -> tuple[int, int, int]:
        """What orders articles: the fuller has the greater one."""
        return round(math.log(len(self.body) + 1, LENGTH_STEP)), -(self.day or UNKNOWN_DAY), -self.article


@dataclass(frozen=True, slots=True)
class Copies:
    """Finds and forgets the copies of one library's articles, among them and the public ones."""

    connection: AsyncConnection
    likeness: Likeness
    library: int
    key: str

    async def record(self, text: Text) -> None:
        """Note an article's prints, and what it is a copy of or what is a copy of it."""
        found = sorted(self.likeness.prints(text.body))
        await self._link(text, found)
        held = set(await self.connection.scalars(_HELD, {"library": self.library, "prints": found}))
        new = [{"library": self.library, "print": each, "article": text.article} for each in found if each not in held]
        if new:
            await self.connection.execute(_NOTE, new)

    async def remove(self, article: int) -> None:
        """Forget an article's prints and copies, and compare anew what was a copy of it."""
        orphans = (await self.connection.execute(_ORPHANS, {"of": article})).all()
        for query in _DROP:
            await self.connection.execute(query, {"of": article})
        for row in orphans:
            its_own = replace(self, library=row.library, key=row.key)
            await its_own._link(_text(row), sorted(self.likeness.prints(row.body)))  # noqa: SLF001 -- our own

    async def _link(self, text: Text, found: Sequence[int]) -> None:
        visible = visible_to(self.key)
        values = {"prints": found, "of": text.article, "libraries": visible}
        holders: dict[int, set[int]] = {}
        for row in await self.connection.execute(_HOLDERS, values):
            holders.setdefault(row.print, set()).add(row.article)
        if not holders:
            return
        fuller = await self._fuller_of(set().union(*holders.values()), visible)
        furniture = {each for each, held in holders.items() if _different(held, fuller) >= FURNITURE}
        shared = Counter(article for each, held in holders.items() if each not in furniture for article in held)
        nearest = [article for article, _ in shared.most_common(MOST_COMPARED)]
        compared = dict.fromkeys([*(top for each in nearest for top in fuller.get(each, ())), *nearest])
        compared.pop(text.article, None)
        rows = await self.connection.execute(_TEXTS, {"articles": list(compared)[: 2 * MOST_COMPARED]})
        pairs = [sorted((text, _text(row)), key=lambda each: each.rank) for row in rows]
        await self._join(
            [(less, more) for less, more in pairs if self.likeness.stands_in(less.body, more.body, furniture)], visible
        )

    async def _fuller_of(self, ids: Iterable[int], visible: Sequence[str]) -> dict[int, set[int]]:
        fuller: dict[int, set[int]] = {}
        for row in await self.connection.execute(_FULLER_OF, {"articles": list(ids), "libraries": visible}):
            fuller.setdefault(row.article, set()).add(row.fuller)
        return fuller

    async def _join(self, pairs: Sequence[tuple[Text, Text]], visible: Sequence[str]) -> None:
        """Note that one stands in the other of each pair, and so does what stands in it."""
        joined = {(less.article, more.article) for less, more in pairs}
        for less, more in list(joined):
            values = {"fuller": less, "libraries": visible}
            joined |= {(each, more) for each in await self.connection.scalars(_COPIES_OF, values) if each != more}
        known = await self.connection.execute(_KNOWN, {"articles": sorted({less for less, _ in joined})})
        new = joined - {(row.article, row.fuller) for row in known}
        if new:
            await self.connection.execute(_JOIN, [{"article": less, "fuller": more} for less, more in sorted(new)])


def _text(row: AnyRow) -> Text:
    return Text(row.id, row.published_day, row.body)


def _different(held: Iterable[int], fuller: Mapping[int, set[int]]) -> int:
    """Count the texts among articles, of which those that are copies of one are one."""
    texts: list[set[int]] = []
    for article in held:
        kin = {article, *fuller.get(article, ())}
        apart = []
        for text in texts:
            if text & kin:
                kin |= text
            else:
                apart.append(text)
        texts = [*apart, kin]
    return len(texts)
