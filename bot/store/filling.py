"""Filling an archive: a thousand articles, whose people are known, in as many statements as ``writing`` takes for one.

Who is who is given, not found: two people are one where they have one key. Neither copies nor stories are looked for:
every article has a story of its own.
"""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, Findings
from bot.store import libraries, rows
from bot.store.fulltext import Index
from bot.store.recording import added, note, record
from bot.store.registry import Registry
from bot.store.schema import articles, people, reports, set_off, stories
from bot.store.stories import CERTAIN
from bot.store.words import evenly_spaced


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
    ids = await added(connection, articles, of_library)
    named = [rows.namings(e.article.body, e.findings, known) for e in filled]
    forms = await Registry(connection, index, library, key).count(named)
    built = [
        rows.Rows(article, row["published_day"], row["body"], e.findings, known, forms)
        for article, row, e in zip(ids, written, filled, strict=True)
    ]
    await record(connection, library, built)
    await note(
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
    met = await added(connection, people, [{"library": library, "name": evenly_spaced(name)} for name in new.values()])
    known.update(zip(new, met, strict=True))


async def _tell(connection: AsyncConnection, library: int, ids: Sequence[int], written: Sequence[rows.Row]) -> None:
    """Give every article a story of its own."""
    told = await added(
        connection,
        stories,
        [{"library": library, "name": row["title"]} for row in written],
    )
    await note(
        connection,
        reports,
        [
            {"article": article, "story": story, "similarity": CERTAIN, "length": 0.0}
            for article, story in zip(ids, told, strict=True)
        ],
    )
