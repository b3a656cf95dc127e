"""Which articles a subscription is about, as conditions of a query that selects from ``articles``.

All of them are answered by an index, or looked at only for articles that the rest of the query has found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.articles import outlets
from bot.store.fulltext import ARTICLES, Index, Phrases
from bot.store.overlay import Overlay, is_of
from bot.store.reading import found_in
from bot.store.records import Wanted
from bot.store.schema import appearances, articles
from bot.store.words import Words

_NAMING = select(appearances.c.article).where(is_of("people", appearances.c.article, appearances.c.person))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The conditions for what is wanted, the same object for wishes of one shape, and the values that they bind."""

    conditions: tuple[ColumnElement[bool], ...]
    values: dict[str, Any]

    @classmethod
    async def to(cls, connection: AsyncConnection, index: Index, wanted: Wanted, visible: Sequence[str]) -> "Narrowing":
        """Return what narrows a query to what is wanted, of the visible libraries."""
        chunks = [words.chunks for topic in wanted.topics if visible and (words := Words.of(topic)).chunks]
        values: dict[str, Any] = {}
        for number, each in enumerate(chunks):
            values |= Phrases.of("words", each, visible).bound_to(f"topic{number}")
        if wanted.people:
            overlay = await Overlay.of(connection, visible)
            kin = [overlay.kin(person).values("people") for person in wanted.people]
            values |= {name: sorted({each for one in kin for each in one[name]}) for name in kin[0]}
        if wanted.outlets:
            held = [await outlets(connection, index, visible, words) for words in wanted.outlets]
            values["outlets"] = sorted({outlet for each in held for outlet in each})
        shape = bool(wanted.people), len(chunks), bool(wanted.outlets)
        return cls(_conditions(*shape, any_matter=wanted.any_matter), values)


@cache
def _conditions(people: bool, topics: int, outlets: bool, *, any_matter: bool) -> tuple[ColumnElement[bool], ...]:  # noqa: FBT001 -- a shape
    conditions: list[ColumnElement[bool]] = []
    holding = (found_in(ARTICLES, bound_to=f"topic{number}").subquery() for number in range(topics))
    matters = (_NAMING,) * people + tuple(select(found.c.item) for found in holding)
    if not any_matter:
        conditions.append(or_(false(), *(articles.c.id.in_(each) for each in matters)))
    if outlets:
        conditions.append(articles.c.outlet.in_(bindparam("outlets", expanding=True)))
    return tuple(conditions)
