"""From the log of corrections to what they come to: made anew whenever a correction, or an article, is written.

A split names a person and either a written form or articles. Which people of which articles that makes another person
is told by going through the splits that stand, in the order in which they were made, so that undoing one of them, a
merge, or another analysis of an article leaves just what the others say. A corrected quote or date is the one that has
the same words at the same place; where the text changed, the one that has them if there is just one.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import PUBLIC_LIBRARY, CorrectionKind, visible_to
from bot.store.engine import AnyRow
from bot.store.overlay import Overlay
from bot.store.schema import (
    aliases,
    appearances,
    articles,
    corrections,
    dates,
    identities,
    libraries,
    mentions,
    quote_parts,
    quotes,
    split_articles,
)
from bot.store.visibility import VISIBLE

BETWEEN_PARTS = " … "
"""Parts the pieces of a quote where it is kept as one text."""
Pair = tuple[int, int]
"""An article, and a person whom the analysis found in it."""

_STANDING_SPLITS = (
    select(corrections.c.id, corrections.c.library, corrections.c.person, corrections.c.other, corrections.c.folded)
    .where(
        corrections.c.library.in_(VISIBLE),
        corrections.c.kind == CorrectionKind.SPLIT.value,
        corrections.c.undone_at.is_(None),
        corrections.c.person.is_not(None),
        corrections.c.other.is_not(None),
    )
    .order_by(corrections.c.id)
)
_SPLITTING = (
    select(libraries.c.id, libraries.c.key)
    .join(corrections, corrections.c.library == libraries.c.id)
    .where(corrections.c.kind == CorrectionKind.SPLIT.value, corrections.c.undone_at.is_(None))
    .distinct()
    .order_by(libraries.c.id)
)
_WRITTEN = (
    select(mentions.c.article, aliases.c.person)
    .join_from(aliases, mentions, mentions.c.alias == aliases.c.id)
    .where(
        aliases.c.folded == bindparam("folded"),
        aliases.c.person.in_(bindparam("people", expanding=True)),
        aliases.c.library.in_(VISIBLE),
    )
    .distinct()
)
_NAMED = (
    select(appearances.c.article, appearances.c.person)
    .join(split_articles, split_articles.c.article == appearances.c.article)
    .where(
        split_articles.c.correction == bindparam("split"),
        appearances.c.person.in_(bindparam("people", expanding=True)),
    )
)
_KNOWN = select(identities.c.article, identities.c.person).where(identities.c.correction == bindparam("split"))
_UNSETTLE = delete(identities).where(
    identities.c.correction.in_(select(corrections.c.id).where(corrections.c.library == bindparam("of")))
)
_SETTLE = insert(identities)
_TO_FIND = select(
    corrections.c.id,
    corrections.c.kind,
    corrections.c.start,
    corrections.c.end,
    corrections.c.text,
    corrections.c.sentence,
).where(
    corrections.c.article == bindparam("article"),
    corrections.c.kind.in_([CorrectionKind.QUOTE.value, CorrectionKind.DATE.value]),
    corrections.c.undone_at.is_(None),
)
_BODY = select(articles.c.body).where(articles.c.id == bindparam("article"))
_PARTS = (
    select(quotes.c.id, quote_parts.c.start, quote_parts.c.end)
    .join(quote_parts, quote_parts.c.quote == quotes.c.id)
    .where(quotes.c.article == bindparam("article"))
    .order_by(quotes.c.id, quote_parts.c.number)
)
_DATES = select(dates).where(dates.c.article == bindparam("article")).order_by(dates.c.start)
_FOUND = update(corrections).where(corrections.c.id == bindparam("correction"))


async def settle(connection: AsyncConnection, key: str, article: int | None = None) -> None:
    """Work out what the splits come to that the readers of a library see: in one article, or in all.

    Of the public library those of every other too, whose readers see what is public.
    """
    splitting = (await connection.execute(_SPLITTING)).all()
    for library in sorted(splitting, key=lambda library: library.key != PUBLIC_LIBRARY):  # the others build on it
        if key in {PUBLIC_LIBRARY, library.key}:
            await _settle(connection, library.id, library.key, article)


async def find_again(connection: AsyncConnection, article: int) -> None:
    """Find the quotes and dates of an article whose corrections stand, after the article was written."""
    bound = {"article": article}
    sought = (await connection.execute(_TO_FIND, bound)).all()
    if not sought:
        return
    body: str = (await connection.execute(_BODY, bound)).scalar_one()
    said: dict[int, list[AnyRow]] = {}
    for row in await connection.execute(_PARTS, bound):
        said.setdefault(row.id, []).append(row)
    told = (await connection.execute(_DATES, bound)).all()
    places: dict[str, list[dict[str, Any]]] = {
        CorrectionKind.QUOTE: [quote_place(body, parts) | {"quote": quote} for quote, parts in said.items()],
        CorrectionKind.DATE: [date_place(body, row) | {"date": row.id} for row in told],
    }
    for correction in sought:
        words = {"text": correction.text, "sentence": correction.sentence}
        same = [place for place in places[correction.kind] if words.items() <= place.items()]
        there = [place for place in same if (place["start"], place["end"]) == (correction.start, correction.end)]
        for place in there or (same if len(same) == 1 else []):
            await connection.execute(_FOUND.values(place), {"correction": correction.id})


def quote_place(body: str, parts: Sequence[AnyRow]) -> dict[str, Any]:
    """Return where the words of a quote stand, and the words, from rows of its parts."""
    text = BETWEEN_PARTS.join(body[part.start : part.end] for part in parts)
    return {"start": parts[0].start, "end": parts[-1].end, "text": text, "sentence": None}


def date_place(body: str, date: AnyRow) -> dict[str, Any]:
    """Return where a date expression stands, its words and its sentence."""
    sentence = body[date.sentence_start : date.sentence_end]
    return {"start": date.start, "end": date.end, "text": body[date.start : date.end], "sentence": sentence}


async def _settle(connection: AsyncConnection, library: int, key: str, article: int | None) -> None:
    unsettle = _UNSETTLE if article is None else _UNSETTLE.where(identities.c.article == article)
    await connection.execute(unsettle, {"of": library})
    visible = visible_to(key)
    overlay = await Overlay.of(connection, visible)
    now: dict[Pair, int] = {}
    for split in (await connection.execute(_STANDING_SPLITS, {"libraries": visible})).all():
        if split.library != library:
            pairs = await _pairs(connection, _KNOWN, article, {"split": split.id})
        else:
            pairs = await _parted(connection, split, overlay, now, article=article, visible=visible)
            rows = [{"article": where, "person": person, "correction": split.id} for where, person in pairs]
            if rows:
                await connection.execute(_SETTLE, rows)
        now |= dict.fromkeys(pairs, split.other)


async def _parted(  # noqa: PLR0913 -- a split, and all that was settled before it
    connection: AsyncConnection,
    split: AnyRow,
    overlay: Overlay,
    now: dict[Pair, int],
    *,
    article: int | None,
    visible: Sequence[str],
) -> list[Pair]:
    """Return whom a split makes another person, of those who are its person by the splits before it."""
    kin = overlay.kin(split.person)
    people = kin.members | {person for (_, person), other in now.items() if other in kin.members}
    values: dict[str, Any] = {"people": sorted(people), "libraries": visible}
    if split.folded is None:
        pairs = await _pairs(connection, _NAMED, article, values | {"split": split.id})
    else:
        pairs = await _pairs(connection, _WRITTEN, article, values | {"folded": split.folded})
    return [pair for pair in pairs if now.get(pair, pair[1]) in kin.members]


async def _pairs(
    connection: AsyncConnection, query: Select[Any], article: int | None, values: dict[str, Any]
) -> list[Pair]:
    if article is not None:
        query = query.where(query.selected_columns.article == article)
    return [(row.article, row.person) for row in await connection.execute(query, values)]
