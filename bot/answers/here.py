"""What the archive knows of what a message says: whom it names, when, and in whose words; nothing of it is kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.analysis.document import Document
from bot.analysis.script import fold
from bot.answers.answer import Answer, Choice, Dated, Fact, FactKind, Section, Status
from bot.answers.naming import Named, choice, resolve
from bot.answers.passages import dated_fact, part
from bot.answers.renderings import quote_facts
from bot.answers.telling import telling
from bot.answers.topics import surface_in
from bot.model import Findings, Grain, Span
from bot.store import Store

COMMAND = "here"
PEOPLE, NAMESAKES, CHOICES = 6, 3, 10
"""People who are told of, whom one ambiguous name may mean, and who can be gone on to."""
PASSAGES = 60
DATES, EVENTS, READ = 8, 4, 200
PASSAGES_QUOTED, SHORTEST_QUOTED = 4, 6
"""Passages in quotation marks that are looked for, and their characters at least: shorter ones are terms."""
LONGEST_BARE = 60
"""Characters of a text in which a name is looked for although the analysis finds none: 奧特曼？"""


@dataclass(frozen=True, slots=True)
class Stated:
    """Words of the message that date something, and the time that they mean on the message's day."""

    words: str
    dated: Dated


@dataclass(frozen=True, slots=True)
class Here:
    """What is known of a message: the answer's choices are its people, whom one can go on to.

    ``dates`` are in the order of the message; ``strangers`` the names of those whom the archive does not know.
    """

    answer: Answer
    dates: tuple[Stated, ...]
    strangers: tuple[str, ...]


async def known_here(store: Store, text: str, findings: Findings, libraries: Sequence[str]) -> Here:
    """Tell what the archive knows of a text, of which ``findings`` are what the analysis found."""
    known, choices, strangers = await _people(store, text, findings, libraries)
    dates = tuple(_dates(text, findings))
    facts = [
        *[fact for named in known for fact in await _of_person(store, named, libraries)],
        *await _quoted(store, text, findings, libraries),
        *await _events(store, known, {stated.dated.value for stated in dates}, libraries),
    ]
    status = Status.FOUND if facts or choices or dates else Status.NOT_FOUND
    return Here(Answer(COMMAND, status, "", tuple(facts), choices=tuple(choices)), dates, tuple(strangers))


async def _people(
    store: Store, text: str, findings: Findings, libraries: Sequence[str]
) -> tuple[list[Named], list[Choice], list[str]]:
    """Return whom the text surely names, those and all whom it may name, and the names that are nobody's."""
    in_order = sorted(findings.people, key=lambda person: person.mentions[0] if person.mentions else Span(0, 0))
    names = [(person.name, *person.surfaces) for person in in_order]
    if not names and len(text) <= LONGEST_BARE and (surface := await surface_in(store, fold(text), libraries)):
        names = [(surface,)]
    known: dict[int, Named] = {}
    choices: dict[int, Choice] = {}
    strangers: list[str] = []
    for forms in names[: PEOPLE * 2]:
        meant = await _meant(store, forms, libraries)
        if not meant:
            strangers.append(forms[0])
        if len(meant) == 1 and len(known) < PEOPLE:
            known.setdefault(meant[0].person.id, meant[0])
        for named in meant[:NAMESAKES]:
            choices.setdefault(named.person.id, choice(named))
    return list(known.values()), list(choices.values())[:CHOICES], strangers[:PEOPLE]


async def _meant(store: Store, forms: Iterable[str], libraries: Sequence[str]) -> tuple[Named, ...]:
    """Return the people whom the first form means that means any; a name that is only like another means nobody."""
    for form in dict.fromkeys(forms):
        people = (await resolve(store, form, libraries)).people
        if people and people[0].match.sure:
            return people
    return ()


def _dates(text: str, findings: Findings) -> Iterator[Stated]:
    distinct = {date.span.of(text): date for date in findings.dates if date.value is not None}
    for words, date in list(distinct.items())[:DATES]:
        assert date.value is not None
        yield Stated(words, Dated(date.value, date.grain, date.modifier))


async def _of_person(store: Store, named: Named, libraries: Sequence[str]) -> list[Fact]:
    """Return the sentence that tells most of a person, else the longest that names them."""
    person = named.person
    about = await store.passages_about(person.id, libraries, PASSAGES)
    longest = sorted(about, key=lambda sentence: -len(sentence.passage.text))
    chosen = [sentence.passage for sentence in telling(about, (), limit=1) or longest[:1]]
    return [Fact(FactKind.FACT, Section.FACTS, (part(each),), person=person.id, label=person.name) for each in chosen]


async def _quoted(store: Store, text: str, findings: Findings, libraries: Sequence[str]) -> list[Fact]:
    """Return the quotes of the archive that have the message's quoted words, else an article that has them."""
    marked = [passage.inner for passage in Document.of(text).marked if not passage.depth]
    quoted = [span for quote in findings.quotes for span in quote.parts]
    passages = dict.fromkeys(fold(span.of(text)).strip() for span in sorted({*marked, *quoted}))
    facts: list[Fact] = []
    for words in [each for each in passages if len(each) >= SHORTEST_QUOTED][:PASSAGES_QUOTED]:
        if found := await store.quotes(folded_words=words, libraries=libraries, limit=READ):
            facts += quote_facts(found, Section.SAID, 1)
        else:
            hits = await store.search(words, libraries, limit=1)
            facts += [Fact(FactKind.ARTICLE, Section.ARTICLES, (part(hit.passage),)) for hit in hits]
    return facts


async def _events(store: Store, known: Sequence[Named], values: set[str], libraries: Sequence[str]) -> list[Fact]:
    """Return what the archive dates on one of the message's days, of its people."""
    once = {}
    for named in known if values else ():
        events = await store.dated(person=named.person.id, events_only=True, libraries=libraries, limit=READ)
        for event in events:
            if event.date.value in values and event.date.grain is Grain.DAY:
                once[event.sentence.article, event.sentence.start] = event
    return [
        dated_fact(FactKind.EVENT, Section.TIMELINE, event.sentence, event.date, None)
        for event in list(once.values())[:EVENTS]
    ]
