"""What the queries share: how a passage is cut from its article, and how words are looked for in it.

Each query is built once, with bound parameters for its values; where it has optional filters, once for each of their
combinations. ``libraries`` is always bound to the keys that the reader may see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Label, Select, Text, cast, func, select
from sqlalchemy.sql.expression import TableClause

from bot.model import Grain, Modifier, Script, Span
from bot.store.engine import AnyRow
from bot.store.fulltext import Phrases, holds, item_of
from bot.store.records import DateValue, Passage
from bot.store.schema import articles, mentions
from bot.store.words import Words

NO_END = (1 << 63) - 1
"""Above every id."""
NEWEST_FIRST = (articles.c.published_day.desc(), articles.c.id.desc())


def passage_columns(start: ColumnElement[int], end: ColumnElement[int]) -> list[Label[Any]]:
    """Return the columns that ``passage`` reads, of a query that selects from ``articles`` too."""
    return [
        articles.c.id.label("article"),
        start.label("start"),
        end.label("end"),
        words_of(start, end).label("text"),
        articles.c.title.label("title"),
        articles.c.outlet.label("outlet"),
        articles.c.published_on.label("published_on"),
        articles.c.url.label("url"),
        articles.c.script.label("script"),
        _names_within(start, end).label("names"),
    ]


def words_of(start: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[str]:
    """Return the words of the article between two offsets, verbatim; NULL where an offset is."""
    return func.substr(articles.c.body, start + 1, end - start)


def passage(row: AnyRow) -> Passage:
    """Read a passage from the columns of ``passage_columns``."""
    return Passage(
        article=row.article,
        start=row.start,
        end=row.end,
        text=row.text,
        title=row.title,
        outlet=row.outlet,
        published_on=row.published_on,
        url=row.url,
        script=Script(row.script),
        names=tuple(sorted(_spans(row.names or ""))),
    )


def cut(whole: Passage, sentence: Span) -> Passage:
    """Return a piece of a passage that begins its article, with the names within it."""
    names = tuple(
        Span(name.start - sentence.start, name.end - sentence.start) for name in whole.names if sentence.covers(name)
    )
    return replace(whole, start=sentence.start, end=sentence.end, text=sentence.of(whole.text), names=names)


def _names_within(start: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[str]:
    """Return the mentions between two offsets as ``start:end`` counted from the first, parted by spaces."""
    named = mentions.alias("named")
    span = cast(named.c.start - start, Text) + ":" + cast(named.c.end - start, Text)
    return (
        select(func.aggregate_strings(span, " "))
        .where(named.c.article == articles.c.id, named.c.start >= start, named.c.end <= end)
        .correlate_except(named)
        .scalar_subquery()
    )


def _spans(joined: str) -> Iterator[Span]:
    for span in joined.split():
        start, _, end = span.partition(":")
        yield Span(int(start), int(end))


def date_value(row: AnyRow) -> DateValue:
    """Read a date from the columns of ``dates``; its value is known."""
    return DateValue(row.value, Grain(row.grain), Modifier(row.modifier) if row.modifier else None, row.event)


def found_in(corpus: TableClause, where: str = "words", bound_to: str = "match") -> Select[Any]:
    """Select the rows of the index that hold words in a column: ``row``, newest published last, and its ``item``."""
    return select(corpus.c.rowid.label("row"), item_of(corpus.c.rowid).label("item")).where(
        holds(corpus, where, bound_to)
    )


def words_sought(
    folded_words: str | None, visible: Sequence[str], *, where: str = "words", bound_to: str = "match"
) -> dict[str, Phrases] | None:
    """Return the values that finding words binds: each that spaces part has to be held.

    None where nothing can hold them; no values where no words are given.
    """
    if folded_words is None:
        return {}
    chunks = Words.of(folded_words).chunks
    if not chunks or not visible:
        return None
    return Phrases.of(where, chunks, visible).bound_to(bound_to)
