"""An article and its findings as rows of the tables: pure, so that writing is only statements."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bot.model import Article, Findings, Quote, Span
from bot.store.days import days_of

Row = dict[str, Any]


def article_row(article: Article, findings: Findings, content_hash: str, analysis_version: int) -> Row:
    """Return the article's own row, without its library and source."""
    published = findings.published_on or article.published_on
    days = days_of(published.value) if published else None
    return {
        "content_hash": content_hash,
        "analysis_version": analysis_version,
        "title": article.title,
        "outlet": article.outlet,
        "byline": list(article.byline),
        "url": article.url,
        "script": findings.script.value,
        "published_on": published.value if published else None,
        "published_grain": published.grain.value if published else None,
        "published_source": published.source.value if published else None,
        "published_evidence": published.evidence if published else None,
        "published_day": days[0] if days else 0,
        "warnings": list(article.warnings),
        "sentences": list(chain.from_iterable((span.start, span.end) for span in findings.sentences)),
        "body": article.body,
    }


@dataclass(frozen=True, slots=True)
class Naming:
    """How one article writes one person: how often each form, and which form is the fullest."""

    forms: Counter[str]
    head: str


def namings(body: str, findings: Findings, ids: Mapping[str, int]) -> dict[int, Naming]:
    """Return how an article writes each person; ``ids`` are the store's, by the article's own."""
    found: dict[int, Naming] = {}
    for person in findings.people:
        naming = found.setdefault(ids[person.id], Naming(Counter(), person.name))
        naming.forms.update(span.of(body) for span in person.mentions)
    return found


@dataclass(frozen=True, slots=True)
class Rows:
    """Builds the rows of one article's findings.

    ``ids`` are the people's, by the article's own ids; ``aliases`` those of the forms, by person and surface.
    """

    article: int
    published_day: int
    body: str
    findings: Findings
    ids: Mapping[str, int]
    aliases: Mapping[tuple[int, str], int]

    def appearances(self, library: int) -> list[Row]:
        """Return a row a person; of two that are one, the first names the head."""
        heads: dict[int, str] = {}
        for person in self.findings.people:
            heads.setdefault(self.ids[person.id], person.name)
        return [
            {
                "article": self.article,
                "person": person,
                "alias": self.aliases[person, head],
                "published_day": self.published_day,
                "library": library,
            }
            for person, head in heads.items()
        ]

    def mentions(self) -> list[Row]:
        """Return a row a mention, each with the sentence that it begins in."""
        return [
            {
                "article": self.article,
                "alias": self.aliases[person, span.of(self.body)],
                "start": span.start,
                "end": span.end,
                "sentence_start": sentence.start,
                "sentence_end": sentence.end,
            }
            for span, person in self._mentions()
            for sentence in [self._sentence_of(span)]
        ]

    def roles(self, library: int) -> list[Row]:
        """Return a row a role."""
        return [
            {
                "article": self.article,
                "person": self.ids[person.id],
                "library": library,
                "start": span.start,
                "end": span.end,
                "text": span.of(self.body),
            }
            for person in self.findings.people
            for span in person.roles
        ]

    def quotes(self) -> list[Row]:
        """Return a row a quote, in the order of the findings."""
        return [self._quote(quote) for quote in self.findings.quotes]

    def _quote(self, quote: Quote) -> Row:
        speaker = quote.speaker
        return {
            "article": self.article,
            "published_day": self.published_day,
            "kind": quote.kind.value,
            "start": quote.parts[0].start,
            "speaker": None if speaker.id is None else self.ids.get(speaker.id),
            "speaker_name": speaker.name,
            "speaker_type": speaker.type.value,
            "surface_start": speaker.surface.start if speaker.surface else None,
            "surface_end": speaker.surface.end if speaker.surface else None,
            "cue_start": quote.cue.start if quote.cue else None,
            "cue_end": quote.cue.end if quote.cue else None,
            "confidence": quote.confidence,
            "reason": quote.reason,
        }

    def quote_parts(self, quotes: Sequence[int]) -> list[Row]:
        """Return a row a part; ``quotes`` are the ids of the findings' quotes, in order."""
        return [
            {"quote": row, "number": number, "start": part.start, "end": part.end}
            for row, quote in zip(quotes, self.findings.quotes, strict=True)
            for number, part in enumerate(quote.parts)
        ]

    def quote_people(self, quotes: Sequence[int]) -> list[Row]:
        """Return a row for each person whom a part of a quote names."""
        mentions = sorted(self._mentions())
        starts = [span.start for span, _ in mentions]
        return [
            {"quote": row, "person": person, "published_day": self.published_day}
            for row, quote in zip(quotes, self.findings.quotes, strict=True)
            for person in sorted(
                {
                    person
                    for part in quote.parts
                    for span, person in mentions[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
                    if span.end <= part.end
                }
            )
        ]

    def dates(self) -> list[Row]:
        """Return a row a date expression."""
        return [
            {
                "article": self.article,
                "start": found.span.start,
                "end": found.span.end,
                "value": found.value,
                "grain": found.grain.value,
                "modifier": found.modifier.value if found.modifier else None,
                "anchor": found.anchor,
                "sentence_start": found.sentence.start,
                "sentence_end": found.sentence.end,
                "event": found.event,
                "first_day": days[0] if days else None,
                "last_day": days[1] if days else None,
            }
            for found in self.findings.dates
            for days in [days_of(found.value, found.modifier) if found.value else None]
        ]

    def key_sentences(self) -> list[Row]:
        """Return a row a key sentence."""
        return [
            {"article": self.article, "start": span.start, "end": span.end}
            for span in dict.fromkeys(self.findings.summary)
        ]

    def _mentions(self) -> Iterator[tuple[Span, int]]:
        for person in self.findings.people:
            for span in person.mentions:
                yield span, self.ids[person.id]

    def _sentence_of(self, mention: Span) -> Span:
        """Return the sentence that the mention begins in, or the mention where it stands outside of all."""
        sentences = self.findings.sentences
        index = bisect_right(sentences, mention.start, key=lambda sentence: sentence.start) - 1
        if index >= 0 and sentences[index].end > mention.start:
            return sentences[index]
        return mention
