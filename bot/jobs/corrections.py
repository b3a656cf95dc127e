"""What moderators do with corrections: find what is wrong by its words, correct it, see the log, undo."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.script import fold
from bot.answers.naming import resolve
from bot.errors import CorrectionRefused
from bot.jobs.clock import Clock
from bot.model import Correction, visible_to
from bot.store import Store
from bot.store.changes import Bounds, Subject
from bot.store.correcting import By
from bot.store.records import StoredDate, StoredQuote

OFFERED = 25
"""What is offered for one option: what Discord shows at most."""
NEWEST = 60
"""Articles among whose quotes and dates one chooses while one types."""
ABOUT = 200
"""Passages on a person among whose articles is looked."""
LOG = 200
"""The newest corrections, of which one is undone or paged through."""
CHOSEN = re.compile(r"#(\d{1,18})(?::(\d{1,9}))?")
"""What is chosen from an offer: an id, or an article and where in it something begins."""
WRITTEN = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*(?:[-./月]\s*(\d{1,2})?\s*日?)?")
YEAR = re.compile(r"(\d{4})\s*年?")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that an option may mean: its value, its own words, and what tells it from others."""

    value: str
    words: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moderator:
    """Who corrects, by their id in Discord, for the readers of a library."""

    library: str
    user: int

    @property
    def visible(self) -> list[str]:
        """The keys of the libraries that those readers see."""
        return visible_to(self.library)


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of servers. What was typed is refused with ``CorrectionRefused`` unless it means one thing.

    An option is what ``Offer.value`` says, or words: a name, words of a quote, of a title, or of a date's sentence; of
    several dates there it is the one whose own words are among them.
    """

    store: Store
    clock: Clock

    # Making them

    async def merge(self, by: Moderator, person: str, into: str) -> Correction:
        """Make two people one, shown as the second.

        Raises:
            CorrectionRefused: see ``store.corrections``, and ``ambiguous``: what was typed may mean several.
        """
        one, other = await self.person(by, person), await self.person(by, into)
        return await self.store.corrections.merge(self._by(by), one, other)

    async def split(
        self, by: Moderator, person: str, *, form: str | None, article: str | None, other: str | None
    ) -> Correction:
        """Make someone another person, known or new, where they are written so, or in an article.

        Raises:
            CorrectionRefused: as above, and ``where``: neither the one nor the other is given, or both.
        """
        if (form is None) == (article is None):
            raise CorrectionRefused("where")
        one = await self.person(by, person)
        into = None if other is None else await self.person(by, other)
        if article is not None:
            return await self.split_in(by, one, into, [_article(article, await self._articles_on(by, one))])
        return await self.store.corrections.split(self._by(by), one, other=into, form=form)

    async def split_in(self, by: Moderator, person: int, other: int | None, articles: Sequence[int]) -> Correction:
        """Make someone another person, known or new, in some articles.

        Raises:
            CorrectionRefused: as above.
        """
        return await self.store.corrections.split(self._by(by), person, other=other, articles=articles)

    async def attribute(self, by: Moderator, quote: str, speaker: str | None) -> Correction:
        """Make a quote somebody's words, or nobody's.

        Raises:
            CorrectionRefused: as above.
        """
        found = _chosen(quote)
        if found is None:
            words = _words(quote)
            holding = words and await self.store.quotes(folded_words=words, libraries=by.visible, limit=2)
            found = _only("quote", quote, _quotes(holding or ()))
        person = None if speaker is None else await self.person(by, speaker)
        return await self.store.corrections.attribute(self._by(by), found[0], person)

    async def date(self, by: Moderator, date: str, value: str | None) -> Correction:
        """Give a date another value, or none.

        Raises:
            CorrectionRefused: as above.
        """
        found = _chosen(date)
        if found is None:
            words = _words(date)
            holding = words and await self.store.dated(folded_words=words, libraries=by.visible, limit=OFFERED)
            offers = _dates(holding or ())
            named = [offer for offer in offers if fold(offer.words) in fold(date)]
            found = _only("date", date, named or offers)
        article, start = found
        return await self.store.corrections.date(self._by(by), article, start, value and iso(value))

    async def hide(self, by: Moderator, article: str) -> Correction:
        """Hide an article.

        Raises:
            CorrectionRefused: as above.
        """
        found = _article(article, await self.articles(by, article))
        return await self.store.corrections.hide(self._by(by), found)

    async def undo(self, by: Moderator, correction: int) -> Correction:
        """Undo a correction of the library.

        Raises:
            CorrectionRefused: as above.
        """
        return await self.store.corrections.undo(self._by(by), correction)

    async def log(self, library: str) -> list[Correction]:
        """Return the newest corrections of a library, those that were undone among them."""
        return await self.store.corrections.of(library, LOG)

    # What they may be about

    async def people(self, by: Moderator, typed: str) -> list[Offer]:
        """Return the people whom a name means, or begins to."""
        found = await self.store.people_starting(fold(typed.lstrip()), by.visible, OFFERED)
        if not found and typed.strip():
            resolution = await resolve(self.store, typed, by.visible)
            found = [named.person for named in (*resolution.people, *resolution.near)]
        distinct = {person.id: person for person in found}.values()
        return [Offer(f"#{person.id}", person.name, person.roles) for person in distinct][:OFFERED]

    async def forms(self, by: Moderator, person: str, typed: str) -> list[Offer]:
        """Return the written forms of someone that hold what was typed."""
        known = await self.store.people([await self.person(by, person)], by.visible)
        surfaces = (form.surface for each in known for form in each.forms)
        return [Offer(surface, surface) for surface in surfaces if fold(typed.strip()) in fold(surface)][:OFFERED]

    async def articles(self, by: Moderator, typed: str, person: str | None = None) -> list[Offer]:
        """Return the articles, of those on someone where they are given, whose title holds what was typed."""
        if person is not None:
            every = await self._articles_on(by, await self.person(by, person))
            return [offer for offer in every if fold(typed.strip()) in fold(offer.words)][:OFFERED]
        found = await self.store.articles(folded_title=_words(typed), libraries=by.visible, limit=OFFERED)
        return [Offer(f"#{a.id}", a.title, _told(a.outlet, a.published_on)) for a in found]

    async def quotes(self, by: Moderator, typed: str) -> list[Offer]:
        """Return quotes that hold what was typed, of the newest articles that do."""
        words = _words(typed)
        among = await self._newest(by, words)
        found = await self.store.changes.quotes(folded_words=words, among=among, libraries=by.visible, limit=OFFERED)
        return _quotes(found)

    async def dates(self, by: Moderator, typed: str) -> list[Offer]:
        """Return dates whose sentence holds what was typed, of the newest articles that do."""
        subject = Subject(folded_words=_words(typed))
        among = await self._newest(by, subject.folded_words)
        return _dates(await self.store.changes.dated(subject, among=among, libraries=by.visible, limit=OFFERED))

    async def _newest(self, by: Moderator, folded_words: str | None) -> tuple[int, ...]:
        """Return the newest articles that hold the words: all of them would take too long while one types."""
        found = await self.store.changes.articles(Subject(folded_words=folded_words), Bounds(), by.visible, NEWEST)
        return found.ids

    async def _articles_on(self, by: Moderator, person: int) -> list[Offer]:
        about = await self.store.passages_about(person, by.visible, ABOUT)
        distinct = {each.passage.article: each.passage for each in about}
        return [
            Offer(f"#{article}", passage.title, _told(passage.outlet, passage.published_on))
            for article, passage in distinct.items()
        ]

    async def person(self, by: Moderator, typed: str) -> int:
        """Return the person whom a name means.

        Raises:
            CorrectionRefused: ``person``: nobody is meant; ``ambiguous``.
        """
        resolution = await resolve(self.store, typed, by.visible)
        if not resolution.people:
            raise CorrectionRefused("person", typed)
        if len(resolution.people) > 1:
            raise CorrectionRefused("ambiguous", typed)
        return resolution.people[0].person.id

    def _by(self, by: Moderator) -> By:
        return By(by.library, by.user, self.clock.now())


def iso(typed: str) -> str:
    """Return a time as it is kept, of what people write for one: 2023年11月5日, 2023/11; anything else as it is.

    >>> iso("2023年11月5日"), iso("2023/1"), iso("2023-W18")
    ('2023-11-05', '2023-01', '2023-W18')
    """
    written = fold(typed).strip()
    if found := WRITTEN.fullmatch(written):
        return "-".join(part.zfill(2) for part in found.groups() if part)
    if year := YEAR.fullmatch(written):
        return year[1]
    return typed.strip()


def _article(typed: str, offers: Sequence[Offer]) -> int:
    """Return the article that was chosen, or is the only one of those offered that has the title, or words of it."""
    chosen = _chosen(typed)
    if chosen is None:
        sought = fold(typed.strip())
        same = [offer for offer in offers if fold(offer.words) == sought]
        chosen = _only("article", typed, same or [offer for offer in offers if sought in fold(offer.words)])
    return chosen[0]


def _chosen(typed: str) -> tuple[int, int] | None:
    """Return what was chosen from an offer, and where in it something begins; None where words were typed."""
    chosen = CHOSEN.fullmatch(typed.strip())
    return chosen and (int(chosen[1]), int(chosen[2] or 0))


def _only(kind: str, typed: str, offers: Sequence[Offer]) -> tuple[int, int]:
    """Return the only thing that what was typed may mean.

    Raises:
        CorrectionRefused: the kind: nothing is meant, or ``ambiguous``: several.
    """
    chosen = [_chosen(offer.value) for offer in offers]
    if len(chosen) > 1:
        raise CorrectionRefused("ambiguous", typed)
    if not chosen or chosen[0] is None:
        raise CorrectionRefused(kind, typed)
    return chosen[0]


def _quotes(found: Sequence[StoredQuote]) -> list[Offer]:
    return [Offer(f"#{q.id}", q.parts[0].text, _told(q.speaker, q.parts[0].title)) for q in found]


def _dates(found: Sequence[StoredDate]) -> list[Offer]:
    return [
        Offer(
            f"#{date.sentence.article}:{date.sentence.start + date.span.start}",
            date.span.of(date.sentence.text),
            (date.date.value, date.sentence.text),
        )
        for date in found
    ]


def _words(typed: str) -> str | None:
    return fold(typed) if typed.strip() else None


def _told(*words: str | None) -> tuple[str, ...]:
    return tuple(word for word in words if word)
