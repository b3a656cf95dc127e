"""What model.py promises of the findings of any text."""

from bot.model import Article, Findings, QuoteKind


def assert_sound(article: Article, findings: Findings) -> None:
    """Hold that every finding is a place in the body, in order, and speaks of people of the article."""
    body = article.body
    quoted = [part for quote in findings.quotes for part in quote.parts]
    mentions = [mention for person in findings.people for mention in person.mentions]
    roles = [role for person in findings.people for role in person.roles]
    dates = [expression.span for expression in findings.dates]
    for span in (*quoted, *mentions, *roles, *dates, *findings.summary, *findings.sentences):
        assert 0 <= span.start < span.end <= len(body)
        assert span.of(body).strip()
    assert quoted == sorted(quoted) or any(quote.kind is QuoteKind.PARTIAL for quote in findings.quotes)
    assert dates == sorted(dates)
    assert list(findings.summary) == sorted(findings.summary)
    ids = [person.id for person in findings.people]
    assert len(ids) == len(set(ids))
    for person in findings.people:
        assert set(person.surfaces) == {mention.of(body) for mention in person.mentions}
        assert [len(surface) for surface in person.surfaces] == sorted(map(len, person.surfaces), reverse=True)
    for quote in findings.quotes:
        assert quote.speaker.id is None or quote.speaker.id in ids
        assert 0 <= quote.confidence <= 1
