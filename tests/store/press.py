"""A press that prints articles with their findings: invented people, spans found by their words."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.analysis.document import Document
from bot.analysis.script import fold, script_of
from bot.model import (
    Article,
    DateExpression,
    DateSource,
    Findings,
    Grain,
    KnownPerson,
    Modifier,
    Person,
    PublicationDate,
    Quote,
    QuoteKind,
    Span,
    Speaker,
    SpeakerType,
)
from bot.store import Store
from bot.store.records import Added, Linker

PUBLIC = "public"
GUILD = "guild:1"
OTHER_GUILD = "guild:2"
GRAINS = {4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}


def grams(name: str) -> list[str]:
    """Return the tokens that a name is found by: its characters, and the trigrams of its Latin letters."""
    folded = fold(name)
    letters = re.sub(r"[^a-z]", "", folded)
    return [*(c for c in folded if c > "⺀"), *(letters[i : i + 3] for i in range(len(letters) - 2))]


def by_name(people: Sequence[Person], known: Sequence[KnownPerson]) -> Mapping[str, int | None]:
    """Link those who share a written form, in whatever script."""
    owners = {fold(surface): person.id for person in reversed(known) for surface in person.surfaces}
    return {
        person.id: next((owners[fold(form)] for form in person.surfaces if fold(form) in owners), None)
        for person in people
    }


def strangers(people: Sequence[Person], _known: Sequence[KnownPerson]) -> Mapping[str, int | None]:
    """Link nobody."""
    return dict.fromkeys(person.id for person in people)


@dataclass(frozen=True)
class Said:
    """A quote to print: its parts, and the name of who said it."""

    parts: tuple[str, ...]
    speaker: str | None = None
    cue: str | None = None


@dataclass(frozen=True)
class Print:
    """An article to print; a person's forms are listed by name, roles and dates by their words."""

    body: str
    source: str = "a.txt"
    published_on: str | None = "2024-05-15"
    people: Mapping[str, Sequence[str]] = field(default_factory=dict)
    roles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    quotes: Sequence[Said] = ()
    dates: Mapping[str, str | None] = field(default_factory=dict)
    modifiers: Mapping[str, Modifier] = field(default_factory=dict)
    events: bool = True
    key_sentences: Sequence[str] = ()
    date_source: DateSource = DateSource.STATED
    outlet: str | None = "晨星日報"
    url: str | None = None

    @property
    def title(self) -> str:
        """The first line."""
        return self.body.partition("\n")[0]

    def article(self) -> Article:
        """Return the article as intake delivers it."""
        return Article(self.source, self.title, self.body, self.outlet, url=self.url)

    def findings(self) -> Findings:
        """Return what an analysis would find."""
        document = Document.of(self.body)
        published = self.published_on
        return Findings(
            script=script_of(self.body),
            published_on=PublicationDate(published, GRAINS[len(published)], self.date_source, "")
            if published
            else None,
            people=tuple(self._person(name, forms) for name, forms in self.people.items()),
            quotes=tuple(self._quote(quote) for quote in self.quotes),
            dates=tuple(self._date(document, words, value) for words, value in self.dates.items()),
            summary=tuple(self._first(words) for words in self.key_sentences),
            sentences=document.sentences,
        )

    def _person(self, name: str, forms: Sequence[str]) -> Person:
        longest_first = sorted({name, *forms}, key=len, reverse=True)
        pattern = "|".join(map(re.escape, longest_first))
        mentions = tuple(Span(*found.span()) for found in re.finditer(pattern, self.body))
        roles = tuple(self._first(words) for words in self.roles.get(name, ()))
        return Person(name, name, tuple(longest_first), mentions, roles)

    def _quote(self, quote: Said) -> Quote:
        kind = SpeakerType.PERSON if quote.speaker else SpeakerType.UNKNOWN
        known = quote.speaker if quote.speaker in self.people else None
        surface = self._first(quote.speaker) if quote.speaker else None
        speaker = Speaker(known, quote.speaker, surface, kind)
        parts = tuple(self._first(part) for part in quote.parts)
        return Quote(QuoteKind.DIRECT, parts, self._first(quote.cue) if quote.cue else None, speaker, 0.9, "cue-before")

    def _date(self, document: Document, words: str, value: str | None) -> DateExpression:
        span = self._first(words)
        grain = GRAINS.get(len(value or ""), Grain.DAY)
        sentence = document.sentence_at(span.start)
        return DateExpression(span, value, grain, self.modifiers.get(words), "2024-05-15", sentence, self.events)

    def _first(self, words: str) -> Span:
        start = self.body.index(words)
        return Span(start, start + len(words))


async def deliver(
    store: Store, library: str, printed: Print, *, link: Linker = by_name, analysis_version: int = 1
) -> Added:
    """Store what was printed."""
    return await store.add(
        library,
        printed.article(),
        printed.findings(),
        content_hash=digest(printed),
        analysis_version=analysis_version,
        link=link,
    )


def digest(printed: Print) -> str:
    """Return what is equal for equal articles."""
    return hashlib.sha256(printed.body.encode()).hexdigest()
