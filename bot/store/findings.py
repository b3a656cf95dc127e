"""What was found in articles, read back from the tables that ``rows`` filled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    DateExpression,
    DateSource,
    Findings,
    Grain,
    Modifier,
    Person,
    PublicationDate,
    Quote,
    QuoteKind,
    Script,
    Span,
    Speaker,
    SpeakerType,
)
from bot.store.engine import AnyRow
from bot.store.schema import aliases, appearances, dates, key_sentences, mentions, quote_parts, quotes, roles


def _of_articles(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    return select(table, *columns).where(table.c.article.in_(bindparam("articles", expanding=True)))


_HEADS = _of_articles(appearances, aliases.c.surface).join(aliases, aliases.c.id == appearances.c.alias)
_MENTIONS = (
    _of_articles(mentions, aliases.c.person)
    .join(aliases, aliases.c.id == mentions.c.alias)
    .order_by(mentions.c.start, mentions.c.end)
)
_ROLES = _of_articles(roles).order_by(roles.c.start, roles.c.end)
_QUOTES = (
    _of_articles(quotes, quote_parts.c.start.label("part_start"), quote_parts.c.end.label("part_end"))
    .join(quote_parts, quote_parts.c.quote == quotes.c.id)
    .order_by(quotes.c.id, quote_parts.c.number)
)
_DATES = _of_articles(dates).order_by(dates.c.start, dates.c.id)
_KEY_SENTENCES = _of_articles(key_sentences).order_by(key_sentences.c.start)


async def findings(connection: AsyncConnection, articles: Sequence[AnyRow]) -> dict[int, Findings]:
    """Return what was found in articles, rows of their table, by their ids.

    The ids of people are the archive's, as text; people are in the order in which they are first named. Warnings are
    those of the article alone: the archive keeps no others.
    """
    bound = {"articles": [row.id for row in articles]}

    async def found(query: Select[Any]) -> dict[int, list[AnyRow]]:
        by_article: dict[int, list[AnyRow]] = defaultdict(list)
        for row in await connection.execute(query, bound):
            by_article[row.article].append(row)
        return by_article

    heads, mentioned, with_roles = await found(_HEADS), await found(_MENTIONS), await found(_ROLES)
    quoted, dated, summed_up = await found(_QUOTES), await found(_DATES), await found(_KEY_SENTENCES)
    return {
        row.id: Findings(
            script=Script(row.script),
            published_on=publication_date(row),
            people=tuple(_people(row.body, heads[row.id], mentioned[row.id], with_roles[row.id])),
            quotes=tuple(_quote(list(parts)) for _, parts in groupby(quoted[row.id], attrgetter("id"))),
            dates=tuple(map(_date, dated[row.id])),
            summary=tuple(map(_span, summed_up[row.id])),
            sentences=tuple(
                Span(start, end) for start, end in zip(row.sentences[::2], row.sentences[1::2], strict=True)
            ),
            warnings=tuple(row.warnings),
        )
        for row in articles
    }


def publication_date(row: AnyRow) -> PublicationDate | None:
    """Read when an article appeared from its row."""
    if row.published_on is None:
        return None
    return PublicationDate(
        row.published_on, Grain(row.published_grain), DateSource(row.published_source), row.published_evidence
    )


def _people(
    body: str, heads: Iterable[AnyRow], mentioned: Iterable[AnyRow], with_roles: Iterable[AnyRow]
) -> Iterator[Person]:
    named: dict[int, list[Span]] = defaultdict(list)
    for row in mentioned:
        named[row.person].append(_span(row))
    roles_of: dict[int, list[Span]] = defaultdict(list)
    for row in with_roles:
        roles_of[row.person].append(_span(row))
    for row in sorted(heads, key=lambda head: (named[head.person][:1] or [Span(len(body), len(body))], head.person)):
        surfaces = {span.of(body) for span in named[row.person]}
        yield Person(
            id=str(row.person),
            name=row.surface,
            surfaces=tuple(sorted(surfaces, key=lambda surface: (-len(surface), surface))),
            mentions=tuple(named[row.person]),
            roles=tuple(roles_of[row.person]),
        )


def _quote(rows: Sequence[AnyRow]) -> Quote:
    row = rows[0]
    return Quote(
        kind=QuoteKind(row.kind),
        parts=tuple(Span(part.part_start, part.part_end) for part in rows),
        cue=None if row.cue_start is None else Span(row.cue_start, row.cue_end),
        speaker=Speaker(
            id=None if row.speaker is None else str(row.speaker),
            name=row.speaker_name,
            surface=None if row.surface_start is None else Span(row.surface_start, row.surface_end),
            type=SpeakerType(row.speaker_type),
        ),
        confidence=row.confidence,
        reason=row.reason,
    )


def _date(row: AnyRow) -> DateExpression:
    return DateExpression(
        span=_span(row),
        value=row.value,
        grain=Grain(row.grain),
        modifier=Modifier(row.modifier) if row.modifier else None,
        anchor=row.anchor,
        sentence=Span(row.sentence_start, row.sentence_end),
        event=row.event,
    )


def _span(row: AnyRow) -> Span:
    return Span(row.start, row.end)
