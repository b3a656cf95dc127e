"""Filling an archive: a thousand articles, whose people are known, in as many statements as ``writing`` takes for one.

Who is who is given, not found: two people are one where they have one key. Neither copies nor stories are looked for:
every article has a story of its own.
"""

from collections import Counter
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, Findings
from bot.store import libraries, rows
from bot.store.fulltext import Index, IndexedName
from bot.store.schema import (
    aliases,
    appearances,
    articles,
    dates,
    key_sentences,
    mentions,
    people,
    quote_parts,
    quote_people,
    quotes,
    reports,
    roles,
    set_off,
    stories,
)
from bot.store.stories import CERTAIN
from bot.store.words import evenly_spaced

Form = tuple[int, str]
"""A person, and how they are written."""

_ALIASES = select(aliases.c.id, aliases.c.person, aliases.c.surface).where(
    aliases.c.library == bindparam("of"), aliases.c.person.in_(bindparam("people", expanding=True))
)
_COUNT = (
    update(aliases)
    .where(aliases.c.id == bindparam("alias"))
    .values(mentions=aliases.c.mentions + bindparam("more_mentions"), heads=aliases.c.heads + bindparam("more_heads"))
)


@dataclass(frozen=True, slots=True)
class Filled:
    """An article to fill an archive with; the ids of its people are keys that hold for all articles."""

    article: Article
    findings: Findings
    content_hash: str


async def fill(  # noqa: PLR0913 -- where, what, and who is known
    connection: AsyncConnection,
    index: Index,
    key: str,
    filled: Sequence[Filled],
    known: MutableMapping[str, int],
    *,
    analysis_version: int,
) -> list[int]:
    """Store articles that the library does not have; return their ids, and note in ``known`` who is new."""
    library = await libraries.opened(connection, key)
    await _meet(connection, library, filled, known)
    written = [rows.article_row(e.article, e.findings, e.content_hash, analysis_version) for e in filled]
    of_library = [
        row | {"library": library, "source": e.article.source} for e, row in zip(filled, written, strict=True)
    ]
    ids = await _added(connection, articles, of_library)
    named = [rows.namings(e.article.body, e.findings, known) for e in filled]
    forms = await _count(connection, index, library, key, named)
    built = [
        rows.Rows(article, row["published_day"], row["body"], e.findings, known, forms)
        for article, row, e in zip(ids, written, filled, strict=True)
    ]
    await _record(connection, library, built)
    await _note(
        connection,
        set_off,
        [
            {"article": article, "start": span.start, "end": span.end}
            for article, e in zip(ids, filled, strict=True)
            for span in e.article.quoted
        ],
    )
    await _tell(connection, library, ids, written)
    await index.add_articles(connection, ids)
    return ids


async def _meet(
    connection: AsyncConnection, library: int, filled: Sequence[Filled], known: MutableMapping[str, int]
) -> None:
    """Add the people who are not known."""
    new = {person.id: person.name for each in filled for person in each.findings.people if person.id not in known}
    added = await _added(
        connection, people, [{"library": library, "name": evenly_spaced(name)} for name in new.values()]
    )
    known.update(zip(new, added, strict=True))


async def _count(
    connection: AsyncConnection, index: Index, library: int, key: str, named: Sequence[dict[int, rows.Naming]]
) -> dict[Form, int]:
    """Count how people are written; return the ids of the aliases."""
    times: Counter[Form] = Counter()
    heads: Counter[Form] = Counter()
    for article in named:
        for person, naming in article.items():
            heads[person, naming.head] += 1
            times.update({(person, surface): count for surface, count in naming.forms.items()})
    written = sorted({*times, *heads})
    found = await connection.execute(_ALIASES, {"of": library, "people": sorted({person for person, _ in written})})
    ids = {(row.person, row.surface): row.id for row in found}
    again = [
        {"alias": ids[form], "more_mentions": times[form], "more_heads": heads[form]} for form in written if form in ids
    ]
    if again:
        await connection.execute(_COUNT, again)
    new = [form for form in written if form not in ids]
    added = await _added(
        connection,
        aliases,
        [
            {
                "person": person,
                "library": library,
                "surface": surface,
                "folded": index.form(surface),
                "mentions": times[person, surface],
                "heads": heads[person, surface],
            }
            for person, surface in new
        ],
    )
    names = (IndexedName(alias, key, surface) for alias, (_, surface) in zip(added, new, strict=True))
    await index.add_names(connection, names)
    return ids | dict(zip(new, added, strict=True))


async def _record(connection: AsyncConnection, library: int, built: Sequence[rows.Rows]) -> None:
    """Write what was found."""
    await _note(connection, appearances, [row for each in built for row in each.appearances(library)])
    await _note(connection, mentions, [row for each in built for row in each.mentions()])
    await _note(connection, roles, [row for each in built for row in each.roles(library)])
    await _note(connection, dates, [row for each in built for row in each.dates()])
    await _note(connection, key_sentences, [row for each in built for row in each.key_sentences()])
    ids = iter(await _added(connection, quotes, [row for each in built for row in each.quotes()]))
    of_each = [[next(ids) for _ in each.findings.quotes] for each in built]
    said = [(each, quoted) for each, quoted in zip(built, of_each, strict=True) if quoted]
    await _note(connection, quote_parts, [row for each, quoted in said for row in each.quote_parts(quoted)])
    await _note(connection, quote_people, [row for each, quoted in said for row in each.quote_people(quoted)])


async def _tell(connection: AsyncConnection, library: int, ids: Sequence[int], written: Sequence[rows.Row]) -> None:
    """Give every article a story of its own."""
    told = await _added(
        connection,
        stories,
        [{"library": library, "name": row["title"]} for row in written],
    )
    await _note(
        connection,
        reports,
        [
            {"article": article, "story": story, "similarity": CERTAIN, "length": 0.0}
            for article, story in zip(ids, told, strict=True)
        ],
    )


async def _note(connection: AsyncConnection, table: Table, found: list[rows.Row]) -> None:
    if found:
        await connection.execute(insert(table), found)


async def _added(connection: AsyncConnection, table: Table, found: list[rows.Row]) -> list[int]:
    """Insert rows; return their ids, in order."""
    if not found:
        return []
    query = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return [*(await connection.scalars(query, found)).all()]
