"""An archive of any size from a few analysed articles: each is told again and again on other days, of other people.

A replica is its article, cut to ``LONGEST`` code points, on another day. The characters within names are put for others
by the replica's cipher, letter for letter, so that every span stays where it is and the forms of one name stay alike.
Those who are named most keep their names: they are in the news every day.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from bot.model import Article, DateSource, Findings, Grain, PublicationDate, Quote, Span
from bot.store.filling import Filled

LONGEST = 400
PROMINENT = 20
"""People who keep their names."""
FIRST_DAY = date(2010, 1, 1)
DAYS = 5_000
"""Days over which replicas are spread."""
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"

Analysed = tuple[Article, Findings]


def cut(article: Article, findings: Findings) -> Analysed:
    """Return the beginning of an article, with what was found in it; who is who is told by names."""
    end = min(LONGEST, len(article.body))

    def held(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(span for span in spans if span.end <= end)

    people = [
        replace(person, id=person.name, mentions=mentions, roles=held(person.roles))
        for person in findings.people
        if (mentions := held(person.mentions))
    ]
    keys = {person.id: person.name for person in findings.people}
    known = {person.id for person in people}
    quotes = tuple(_of(quote, keys, known) for quote in findings.quotes if _reach(quote) <= end)
    dates = tuple(found for found in findings.dates if max(found.span.end, found.sentence.end) <= end)
    return (
        replace(article, body=article.body[:end], title=article.title[:end], quoted=held(article.quoted)),
        replace(
            findings,
            people=tuple({person.id: person for person in people}.values()),
            quotes=quotes,
            dates=dates,
            summary=held(findings.summary),
            sentences=held(findings.sentences) or (Span(0, end),),
        ),
    )


def _reach(quote: Quote) -> int:
    return max(span.end for span in (*quote.parts, quote.cue, quote.speaker.surface) if span is not None)


def _of(quote: Quote, keys: Mapping[str, str], known: set[str]) -> Quote:
    key = None if quote.speaker.id is None else keys[quote.speaker.id]
    return replace(quote, speaker=replace(quote.speaker, id=key if key in known else None))


@dataclass(frozen=True, slots=True)
class Cipher:
    """Puts characters for others, the same for the same; the cipher of no number changes nothing."""

    number: int
    table: Mapping[int, int]

    def name(self, original: str) -> str:
        """Return what a name becomes."""
        return original.translate(self.table)


@dataclass(frozen=True)
class Replicas:
    """The replicas of analysed articles, each article in turn; ``people`` is how often its people are made anew."""

    articles: Sequence[Analysed]
    people: int

    @cached_property
    def prominent(self) -> frozenset[str]:
        """The people who keep their names."""
        named = Counter(person.id for _, findings in self.articles for person in findings.people)
        return frozenset(name for name, _ in named.most_common(PROMINENT))

    @cached_property
    def _pool(self) -> list[str]:
        names = (person.name for _, findings in self.articles for person in findings.people)
        return sorted({character for name in names for character in name if character >= "一"})

    def cipher(self, number: int) -> Cipher:
        """Return the cipher of a replica's number."""
        number %= max(self.people, 1)
        if not number:
            return Cipher(0, {})
        chance = random.Random(number)  # noqa: S311 -- a sample, not a secret
        table: dict[int, int] = {}
        for alphabet in (VOWELS, CONSONANTS, "".join(self._pool)):
            shuffled = "".join(chance.sample(alphabet, len(alphabet)))
            table |= str.maketrans(alphabet + alphabet.upper(), shuffled + shuffled.upper())
        return Cipher(number, table)

    def some(self, first: int, count: int) -> Iterator[Filled]:
        """Yield that many replicas, from the one of a number on."""
        cipher = self.cipher(0)
        for number in range(first, first + count):
            turn, which = divmod(number, len(self.articles))
            if cipher.number != turn % max(self.people, 1):
                cipher = self.cipher(turn)
            yield self._replica(number, cipher, *self.articles[which])

    def _replica(self, number: int, cipher: Cipher, article: Article, findings: Findings) -> Filled:
        told = [person for person in findings.people if person.id not in self.prominent]
        body = list(article.body)
        for person in told:
            for span in person.mentions:
                body[span.start : span.end] = cipher.name(span.of(article.body))
        text = "".join(body)
        others = {person.id: f"{cipher.number} {person.id}" for person in told}
        day = FIRST_DAY + timedelta(days=number * 7919 % DAYS)
        people = tuple(
            replace(
                person,
                id=others[person.id],
                name=cipher.name(person.name),
                surfaces=tuple(map(cipher.name, person.surfaces)),
            )
            if person.id in others
            else person
            for person in findings.people
        )
        quotes = tuple(
            replace(quote, speaker=replace(quote.speaker, id=others.get(quote.speaker.id, quote.speaker.id)))
            if quote.speaker.id is not None
            else quote
            for quote in findings.quotes
        )
        return Filled(
            replace(article, source=f"{number}", title=text[: len(article.title)], body=text),
            replace(
                findings,
                people=people,
                quotes=quotes,
                published_on=PublicationDate(day.isoformat(), Grain.DAY, DateSource.GIVEN, ""),
            ),
            content_hash=f"{number}",
        )
