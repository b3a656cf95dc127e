"""Findings as the JSON that ``analyze`` and ``export`` print (docs/design.md, "analyze output")."""

from collections.abc import Callable

from bot.model import Article, DateExpression, Findings, Person, PublicationDate, Quote, Span

JSON = dict[str, object]


PersonId = Callable[[str], object]


def as_json(article: Article, findings: Findings, person_id: PersonId = str) -> JSON:
    """Return one article's findings; every span carries the words that it covers.

    ``person_id`` turns the id of a person into what is printed.
    """
    body = article.body
    return {
        "title": article.title,
        "outlet": article.outlet,
        "byline": list(article.byline),
        "url": article.url,
        "script": findings.script.value,
        "published_on": _published_on(findings.published_on),
        "body": body,
        "people": [_person(person, body, person_id) for person in findings.people],
        "quotes": [_quote(quote, body, person_id) for quote in findings.quotes],
        "dates": [_date(expression, body) for expression in findings.dates],
        "summary": [_span(sentence, body) for sentence in findings.summary],
        "warnings": list(findings.warnings),
    }


def _span(span: Span, body: str) -> JSON:
    return {"start": span.start, "end": span.end, "text": span.of(body)}


def _published_on(published_on: PublicationDate | None) -> JSON | None:
    if published_on is None:
        return None
    return {
        "value": published_on.value,
        "grain": published_on.grain.value,
        "source": published_on.source.value,
        "evidence": published_on.evidence,
    }


def _person(person: Person, body: str, person_id: PersonId) -> JSON:
    return {
        "id": person_id(person.id),
        "name": person.name,
        "surfaces": list(person.surfaces),
        "mentions": [_span(mention, body) for mention in person.mentions],
        "roles": [_span(role, body) for role in person.roles],
    }


def _quote(quote: Quote, body: str, person_id: PersonId) -> JSON:
    speaker = quote.speaker
    return {
        "kind": quote.kind.value,
        "parts": [_span(part, body) for part in quote.parts],
        "cue": quote.cue and quote.cue.of(body),
        "speaker": {
            "id": None if speaker.id is None else person_id(speaker.id),
            "name": speaker.name,
            "surface": speaker.surface and speaker.surface.of(body),
            "type": speaker.type.value,
        },
        "confidence": quote.confidence,
        "reason": quote.reason,
    }


def _date(expression: DateExpression, body: str) -> JSON:
    return {
        **_span(expression.span, body),
        "value": expression.value,
        "grain": expression.grain.value,
        "modifier": expression.modifier and expression.modifier.value,
        "anchor": expression.anchor,
        "sentence": {"start": expression.sentence.start, "end": expression.sentence.end},
        "event": expression.event,
    }
