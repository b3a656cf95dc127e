"""What is kept of an article as rows of tables, for spreadsheets: its own, its people's, its quotes', its dates'."""

from collections.abc import Callable, Iterator

from bot.model import Quote
from bot.store.records import Kept

Row = dict[str, object]
SEVERAL = "；"
"""What stands between several values of a cell."""
OMITTED = "……"
"""What stands between the parts of a quote: its cue is left out."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula in a spreadsheet."""


def articles(kept: Kept) -> Iterator[Row]:
    """Yield the article itself."""
    yield _cited(kept) | {
        "byline": SEVERAL.join(kept.article.byline),
        "script": kept.findings.script.value,
        "source": kept.article.source,
        "body": kept.article.body,
    }


def people(kept: Kept) -> Iterator[Row]:
    """Yield a row a person; ``person`` is the archive's number."""
    for person in kept.findings.people:
        roles = dict.fromkeys(role.of(kept.article.body) for role in person.roles)
        yield {
            "person": int(person.id),
            "name": person.name,
            "forms": SEVERAL.join(person.surfaces),
            "roles": SEVERAL.join(roles),
            "mentions": len(person.mentions),
        } | _cited(kept)


def quotes(kept: Kept) -> Iterator[Row]:
    """Yield a row a quote."""
    for quote in kept.findings.quotes:
        speaker = quote.speaker
        yield {
            "quote": _words(quote, kept.article.body),
            "speaker": speaker.name,
            "speaker_type": speaker.type.value,
            "person": None if speaker.id is None else int(speaker.id),
            "kind": quote.kind.value,
            "confidence": quote.confidence,
        } | _cited(kept)


def dates(kept: Kept) -> Iterator[Row]:
    """Yield a row a date expression."""
    for date in kept.findings.dates:
        yield {
            "date": date.value,
            "grain": date.grain.value,
            "modifier": date.modifier and date.modifier.value,
            "text": date.span.of(kept.article.body),
            "event": date.event,
            "sentence": date.sentence.of(kept.article.body),
        } | _cited(kept)


TABLES: dict[str, Callable[[Kept], Iterator[Row]]] = {
    "articles": articles,
    "people": people,
    "quotes": quotes,
    "dates": dates,
}


def cell(value: object) -> object:
    """Return a value as a spreadsheet may hold it: what it would take for a formula begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _cited(kept: Kept) -> Row:
    published_on = kept.findings.published_on
    return {
        "article": kept.id,
        "title": kept.article.title,
        "outlet": kept.article.outlet,
        "published_on": published_on and published_on.value,
        "url": kept.article.url,
    }


def _words(quote: Quote, body: str) -> str:
    return OMITTED.join(part.of(body) for part in quote.parts)
