"""What is new: how many articles and which, and what only they say of a person, a story or words.

New articles are those within the bounds that are no copies of others; earlier ones are all others that the reader sees.
New is what no earlier one has: a form of a name or a role in either script, an utterance however it is rendered, a day
that something is dated with, a difference between reports. Of everything at once only articles, quotes and differences
are told, as nearly every name and day would be new.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.analysis.script import fold
from bot.analysis.wording import Words, shared, words
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.changes.since import Start, read_since
from bot.answers.changes.subjects import Known, read_subject
from bot.answers.conflicts.dates import date_conflicts
from bot.answers.conflicts.numbers import ARTICLES as COMPARED
from bot.answers.conflicts.numbers import new_number_conflicts
from bot.answers.gathering import gathered
from bot.answers.passages import date_conflict, dated_fact, number_conflict, part, quote_fact
from bot.answers.questions import Changes
from bot.answers.renderings import unheard
from bot.answers.resemblance import resemblance
from bot.model import QuoteKind
from bot.store import Store
from bot.store.changes import Bounds, Subject
from bot.store.records import Passage, StoredDate, StoredQuote

CONSIDERED = 500
"""New articles that are looked at, the newest published; the others are counted only, and are earlier ones too."""
LISTED, GATHERED = 15, 60
"""Events whose articles are listed, and articles among which reports of one event come together."""
QUOTES, READ = 8, 40
QUOTES_AN_ARTICLE = 2
"""Of articles that are not about one person: so that one long interview is not all that was said."""
ROLES, FORMS, DATES, DIFFERENCES = 6, 6, 12, 3
EVENTS = 200
SHORTEST_INSTITUTION = 3
RANK = re.compile(r"(?:前任?|原任?|[副代准]|代理|署理|候任|临时|名誉|荣誉|助理|执行)$")
"""What before a role, in folded text, makes it another one."""
TOLD = 0.5
"""The share of the shorter of two sentences in the other from which they tell of one event of a day."""


async def answer(store: Store, question: Changes, libraries: Sequence[str], today: date) -> Answer:
    """Tell what is new since the day that was asked for, or in the last days that the archive has.

    Raises:
        QuestionInvalid: what was typed for the day is none, or one to come.
    """
    known = await read_subject(store, question, libraries)
    if isinstance(known, Answer):
        return known
    start = await read_since(store, question, known, libraries, today)
    return await tell(store, question.command, known, start, libraries)


async def tell(store: Store, command: str, known: Known, start: Start, libraries: Sequence[str]) -> Answer:
    """Tell what is new of a subject; the answer finds nothing where no article is new.

    Of a person, what they said and did comes before the articles, of anything else after them.
    """
    found = await store.changes.articles(known.subject, start.bounds, libraries, CONSIDERED)
    new = await _without_copies(store, found.ids, libraries)
    total = found.total - (len(found.ids) - len(new))
    until = Bounds(upto=start.bounds.upto)
    every = await store.changes.articles(known.subject, until, libraries, len(found.ids) + COMPARED)
    earlier = [article for article in every.ids if article not in found.ids][:COMPARED]
    news = _News(store, known.subject, tuple(libraries), found.ids, tuple(new), tuple(earlier))
    listed = await news.articles()
    is_person = known.subject.person is not None
    counted = [Fact(FactKind.CHANGE, Section.CHANGES, count=total)] if total else []
    facts = (
        *counted,
        *await news.roles(),
        *await news.forms(),
        *await news.conflicts(),
        *(() if is_person else listed[:LISTED]),
        *await news.quotes(),
        *await news.dates(),
        *(listed[:LISTED] if is_person else ()),
    )
    told = sum(1 + len(fact.reports) for fact in listed[:LISTED])
    status = Status.FOUND if facts else Status.NOT_FOUND
    return Answer(command, status, known.title, facts, matched=known.matched, more=total - told, since=start.since)


async def _without_copies(store: Store, ids: Sequence[int], libraries: Sequence[str]) -> list[int]:
    """Return the articles without those whose text stands in one that is not among them."""
    among = set(ids)
    repeated = {copy.article.id for copy in await store.copies(ids, libraries) if copy.fuller.id not in among}
    return [article for article in ids if article not in repeated]


@dataclass(frozen=True)
class _News:
    """What the ``new`` articles tell of a subject, those of ``came`` that are no copies of earlier ones.

    ``earlier`` are the newest published of the others. A copy may still differ from what it is a copy of.
    """

    store: Store
    subject: Subject
    libraries: tuple[str, ...]
    came: tuple[int, ...]
    new: tuple[int, ...]
    earlier: tuple[int, ...]

    async def articles(self) -> tuple[Fact, ...]:
        """Return the articles, those of one story as one, newest published first."""
        tellings = await self.store.changes.tellings(self.new[:GATHERED], self.subject, self.libraries)
        facts = [Fact(FactKind.ARTICLE, Section.ARTICLES, (part(telling),)) for telling in tellings]
        return await gathered(self.store, facts, self.libraries, one_a_story=True)

    async def roles(self) -> list[Fact]:
        """Return the roles that no earlier article gives, each after the last earlier one unless that is no older."""
        person = self.subject.person
        if person is None:
            return []
        given, known, last = await self.store.changes.roles(person, self.new, self.libraries)
        bare = {_bare(role) for role in known}
        found: dict[str, Passage] = {}
        for role in given:
            if not any(_is_one_role(_bare(role.text), other) for other in (*bare, *found)):
                found[_bare(role.text)] = role
        return [
            Fact(FactKind.CHANGE, Section.CHANGES, tuple(map(part, _in_order(last, role))), person=person)
            for role in list(found.values())[:ROLES]
        ]

    async def forms(self) -> list[Fact]:
        """Return the written forms of a person's name that are new in any script."""
        person = self.subject.person
        if person is None:
            return []
        forms = await self.store.changes.forms(person, self.new, self.libraries)
        distinct = {fold(form.surface): form for form in reversed(forms)}
        [known] = await self.store.people([person], self.libraries)
        return [
            Fact(
                FactKind.ALIAS,
                Section.NAMES,
                (part(form.passage),),
                person=person,
                label=form.surface,
                resemblance=resemblance(form.surface, [known.name]),
            )
            for form in list(reversed(distinct.values()))[:FORMS]
        ]

    async def conflicts(self) -> list[Fact]:
        """Return where a new article differs from others, in what earlier ones did not differ in."""
        groups = date_conflicts(await self._events(self.came[:COMPARED]) + await self._events(self.earlier))
        dates = [group for group in groups if self._gives_another_day(group)]
        half = COMPARED // 2
        compared = [*self.came[: max(half, COMPARED - len(self.earlier))], *self.earlier][:COMPARED]
        numbers = await new_number_conflicts(self.store, compared, self.came, self.libraries)
        return [
            *(date_conflict(group, self.subject.person) for group in dates[:DIFFERENCES]),
            *(number_conflict(each, self.subject.person) for each in numbers[:DIFFERENCES]),
        ]

    async def quotes(self) -> list[Fact]:
        """Return the utterances of which no earlier article has any words."""
        person = self.subject.person
        if person is None:
            return list(self._attributed(await self._quotes(self.new)))
        said, before = await self._quotes(self.new, speaker=person), await self._quotes(self.earlier, speaker=person)
        told, known = await self._quotes(self.new, about=person), await self._quotes(self.earlier, about=person)
        by_others = [quote for quote in told if quote.person != person]
        return [
            *unheard(said, before, Section.SAID, QUOTES),
            *unheard(by_others, known, Section.SAID_ABOUT, QUOTES),
        ]

    async def dates(self) -> list[Fact]:
        """Return the events whose day, month or year is that of no event of an earlier article, each once."""
        if self.subject == Subject():
            return []
        events = await self._events(self.new)
        values = {event.date.value for event in events}
        known = await self.store.changes.known_dates(self.subject, values, self.new, self.libraries)
        told: dict[str, list[Words]] = {}
        facts = []
        for event in events:
            sentence = words(fold(event.sentence.text))
            same_day = told.setdefault(event.date.value, [])
            if event.date.value not in known and all(shared(sentence, other) < TOLD for other in same_day):
                same_day.append(sentence)
                facts.append(
                    dated_fact(FactKind.EVENT, Section.TIMELINE, event.sentence, event.date, self.subject.person)
                )
        return facts[-DATES:]

    async def _events(self, among: Sequence[int]) -> list[StoredDate]:
        return await self.store.changes.dated(self.subject, among=among, libraries=self.libraries, limit=EVENTS)

    async def _quotes(
        self, among: Sequence[int], *, speaker: int | None = None, about: int | None = None
    ) -> list[StoredQuote]:
        """Return quotes that are no fragments."""
        quotes = await self.store.changes.quotes(
            speaker=speaker,
            about=about,
            folded_words=self.subject.folded_words,
            among=among,
            libraries=self.libraries,
            limit=READ,
        )
        return [quote for quote in quotes if quote.kind is not QuoteKind.PARTIAL]

    def _gives_another_day(self, group: Sequence[StoredDate]) -> bool:
        days: dict[bool, set[str]] = {True: set(), False: set()}
        for event in group:
            days[event.sentence.article in self.came].add(event.date.value)
        return not days[True] <= days[False]

    def _attributed(self, quotes: Sequence[StoredQuote]) -> Iterator[Fact]:
        """Yield what was said by somebody: a few of each article."""
        taken: Counter[int] = Counter()
        for quote in quotes:
            article = quote.parts[0].article
            if quote.speaker is not None and taken[article] < QUOTES_AN_ARTICLE:
                taken[article] += 1
                if taken.total() > QUOTES:
                    return
                yield quote_fact(quote, Section.QUOTES)


def _bare(role: str) -> str:
    """Return what tells a role from others: 公司的 总裁 is 公司总裁."""
    return "".join(fold(role).replace("的", "").split())


def _is_one_role(one: str, other: str) -> bool:
    """Tell whether two roles are the same or one only says of what it is: OpenAI 首席執行官, not 前首席執行官."""
    fuller, plainer = (one, other) if len(one) > len(other) else (other, one)
    before = fuller.removesuffix(plainer)
    is_institution = before != fuller and len(before) >= SHORTEST_INSTITUTION and not RANK.search(before)
    return fuller == plainer or is_institution


def _in_order(last: Passage | None, role: Passage) -> tuple[Passage, ...]:
    """Return a role after the last one before it, alone where that is not known to be older."""
    if last is None or last.published_day is None or role.published_day is None:
        return (role,)
    return (last, role) if last.published_day <= role.published_day else (role,)
