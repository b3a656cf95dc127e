"""Which articles a subscription is about, as conditions of a query that selects from ``articles``.

All of them are answered by an index, or looked at only for articles that the rest of the query has found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Boolean, ColumnElement, bindparam, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.fulltext import MATCHING_ARTICLES, match_any_of
from bot.store.overlay import Overlay, is_of
from bot.store.records import Wanted
from bot.store.schema import appearances, articles
from bot.store.words import Words

_NAMING = select(appearances.c.article).where(is_of("people", appearances.c.article, appearances.c.person))
_HOLDING = select(MATCHING_ARTICLES.subquery("held").c.article)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The conditions for what is wanted, the same object for wishes of one shape, and the values that they bind."""

    conditions: tuple[ColumnElement[bool], ...]
    values: dict[str, Any]

    @classmethod
    async def to(cls, connection: AsyncConnection, wanted: Wanted, visible: Sequence[str]) -> "Narrowing":
        """Return what narrows a query to what is wanted, of the visible libraries."""
        chunks = [words.chunks for topic in wanted.topics if (words := Words.of(topic)).chunks]
        values: dict[str, Any] = {f"outlet{number}": outlet for number, outlet in enumerate(wanted.outlets)}
        if wanted.people:
            overlay = await Overlay.of(connection, visible)
            kin = [overlay.kin(person).values("people") for person in wanted.people]
            values |= {name: sorted({each for one in kin for each in one[name]}) for name in kin[0]}
        if chunks and visible:
            values["match"] = match_any_of("words", chunks, visible)
        shape = bool(wanted.people), "match" in values, len(wanted.outlets)
        return cls(_conditions(*shape, any_matter=wanted.any_matter), values)


@cache
def _conditions(people: bool, topics: bool, outlets: int, *, any_matter: bool) -> tuple[ColumnElement[bool], ...]:  # noqa: FBT001 -- a shape
    conditions: list[ColumnElement[bool]] = []
    matters = (*(articles.c.id.in_(_NAMING),) * people, *(articles.c.id.in_(_HOLDING),) * topics)
    if not any_matter:
        conditions.append(or_(false(), *matters))
    if outlets:
        holding = (
            func.holds(articles.c.outlet, bindparam(f"outlet{number}"), type_=Boolean) for number in range(outlets)
        )
        conditions.append(or_(*holding))
    return tuple(conditions)
