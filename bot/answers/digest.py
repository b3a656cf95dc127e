"""What is new: the stories that came since the last digest, what was said, where reports differ, what is to come."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar

from bot.analysis.script import fold
from bot.analysis.wording import Words, shared, words
from bot.answers.answer import Answer, Fact, FactKind, Part, Section, Status
from bot.answers.conversion import Converter
from bot.answers.date_label import date_label
from bot.answers.developments import differences_brought
from bot.answers.gathering import gathered
from bot.answers.passages import dated_fact, part, title_of
from bot.answers.present import BETWEEN, CERTAIN, present
from bot.answers.presented import Presented
from bot.answers.renderings import quote_facts
from bot.answers.subjects import wanted
from bot.model import Order, QuoteKind, Subject
from bot.store import Store, changes
from bot.store.records import Arrived, ArrivedStory, StoredDate, StoredQuote, Wanted
from bot.strings import catalogue

LIMIT_STORIES = 12
LIMIT_QUOTES = 6
QUOTES_AN_ARTICLE = 2
"""So that one long interview does not fill the digest."""
LONG_CHARS = 200
"""A quote beyond this is taken only where an article has no shorter ones."""
TELLING_CHARS = 12
"""Shorter quotes come after all others."""
LIMIT_ANNOUNCED = 8
ANNOUNCED_A_DAY = 3
ANNOUNCED_READ = 12
"""Events of a day among which those are chosen."""
AHEAD = timedelta(days=7)
"""How far announcements are looked for, the day of the digest included."""
REPEATED = 0.6
"""The share of a sentence in another one of the same day from which they announce one thing."""
AT_A_GLANCE = 6
"""Facts from which on it helps to be told what there is below."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What came after the article ``after``, up to ``upto`` (None: until now), on these subjects, and what is to come?

    ``day`` is that of the readers.
    """

    command: ClassVar[str] = "digest"
    after: int
    upto: int | None
    day: date
    subjects: tuple[Subject, ...] = ()


async def answer(store: Store, question: Digest, libraries: Sequence[str]) -> Answer:
    """Tell the stories that most sources tell first; it is found if there are any, whatever else there is to tell."""
    asked = await wanted(store, question.subjects, libraries)
    arrived = await store.arrived(question.after, question.upto, libraries, wanted=asked, limit=LIMIT_STORIES)
    arrived = replace(arrived, stories=tuple(await _to_the_point(store, arrived.stories, asked.topics, libraries)))
    reports = [each for story in arrived.stories for each in _reports(story)]
    facts = (
        *map(_story, arrived.stories),
        *await _quotes(store, arrived, libraries, asked),
        *await differences_brought(store, reports, question.after, libraries),
        *await _announced(store, question, libraries, asked),
    )
    status = Status.FOUND if arrived.stories else Status.NOT_FOUND
    return Answer(question.command, status, "", facts, more=arrived.more)


def _reports(story: ArrivedStory) -> Iterator[int]:
    yield story.first.article
    yield from (other.id for other in story.others)


async def _to_the_point(
    store: Store, stories: Sequence[ArrivedStory], topics: Sequence[str], libraries: Sequence[str]
) -> list[ArrivedStory]:
    """Return stories told by the sentence that holds a topic, the first of those that stand in one."""
    told = {story.first.article: story.first for story in stories}
    for topic in reversed(topics):
        for telling in await store.changes.tellings(list(told), changes.Subject(folded_words=topic), libraries):
            if all(chunk in fold(telling.text) for chunk in topic.split()):
                told[telling.article] = telling
    return [replace(story, first=told[story.first.article]) for story in stories]


def _story(story: ArrivedStory) -> Fact:
    others = tuple(map(title_of, story.others))
    return Fact(FactKind.ARTICLE, Section.STORIES, (part(story.first),), reports=others, sources=story.sources)


async def _quotes(store: Store, arrived: Arrived, libraries: Sequence[str], asked: Wanted) -> tuple[Fact, ...]:
    """Return what was said in the reports of the stories, in the order of these, unless it stands in their sentences.

    Before all others come those whom the digest is about; then what is surely somebody's and says something, of as many
    stories and people as there are.
    """
    reports = {each: place for place, story in enumerate(arrived.stories) for each in _reports(story)}
    above = [words(fold(story.first.text)) for story in arrived.stories]

    def place(quote: StoredQuote) -> tuple[bool, int]:
        return quote.person not in (asked.people or ()), reports[quote.parts[0].article]

    def is_slight(fact: Fact) -> bool:
        doubtful = fact.confidence is None or fact.confidence < CERTAIN
        return fact.person not in (asked.people or ()) and (doubtful or _chars(fact.parts) < TELLING_CHARS)

    said = [quote for quote in await store.quotes_in(list(reports), libraries) if _tells(quote)]
    new = sorted((quote for quote in _few_an_article(said) if not _stands_in(quote, above)), key=place)
    facts = [replace(fact, renderings=()) for fact in quote_facts(new, Section.QUOTES, len(new))]
    told = await gathered(store, facts, libraries)
    telling = _spread([fact for fact in told if not is_slight(fact)], reports)
    chosen = (telling + _spread([fact for fact in told if is_slight(fact)], reports))[:LIMIT_QUOTES]
    return tuple(sorted(chosen, key=lambda fact: reports[fact.parts[0].citation.article]))


def _tells(quote: StoredQuote) -> bool:
    """Tell whether somebody says it, in more than a fragment."""
    return quote.speaker is not None and quote.kind is not QuoteKind.PARTIAL


def _few_an_article(said: Iterable[StoredQuote]) -> list[StoredQuote]:
    """Return a few of each article: those that are not long before the others, then those of the surest speakers."""

    def weight(quote: StoredQuote) -> tuple[bool, float]:
        return sum(len(passage.text) for passage in quote.parts) > LONG_CHARS, -quote.confidence

    count: Counter[int] = Counter()
    few = []
    for quote in sorted(said, key=weight):
        article = quote.parts[0].article
        count[article] += 1
        if count[article] <= QUOTES_AN_ARTICLE:
            few.append(quote)
    return few


def _chars(parts: Iterable[Part]) -> int:
    return sum(len(part.original) for part in parts)


def _stands_in(quote: StoredQuote, above: Iterable[Words]) -> bool:
    """Tell whether a quote is read above already."""
    spoken = words(fold(" ".join(part.text for part in quote.parts)))
    return any(len(spoken) <= len(told) and shared(spoken, told) >= REPEATED for told in above)


def _spread(facts: Sequence[Fact], reports: dict[int, int]) -> list[Fact]:
    """Return the facts, those before all others that are the first of a speaker and of a story."""
    first: list[Fact] = []
    others: list[Fact] = []
    known: set[object] = set()
    for fact in facts:
        story, speaker = ("story", reports[fact.parts[0].citation.article]), fact.person or fact.speaker
        (others if known & {story, speaker} else first).append(fact)
        known |= {story, speaker}
    return first + others


async def _announced(store: Store, question: Digest, libraries: Sequence[str], asked: Wanted) -> Iterator[Fact]:
    """Return what lies ahead, the nearest first, each once."""
    events = await store.announced(
        question.day, question.day + AHEAD, question.upto, libraries, wanted=asked, each=ANNOUNCED_READ
    )
    stories = await store.stories(sorted({event.sentence.article for event in events}), libraries)
    story_of = {report: story.id for story in stories for report in story.reports}
    once = list(_distinct(events, story_of))[:LIMIT_ANNOUNCED]
    return (dated_fact(FactKind.EVENT, Section.ANNOUNCED, event.sentence, event.date, None) for event in once)


def _distinct(events: Iterable[StoredDate], story_of: dict[int, int]) -> Iterator[StoredDate]:
    """Yield a few events of each day: of a story and in the same words only the first."""
    told: dict[str, list[tuple[int | None, Words]]] = {}
    for event in events:
        story, said = story_of.get(event.sentence.article), words(fold(event.sentence.text))
        known = told.setdefault(event.date.value.partition("/")[0], [])
        repeats = any(
            (story is not None and story == other) or shared(said, told_there) >= REPEATED
            for other, told_there in known
        )
        if not repeats and len(known) < ANNOUNCED_A_DAY:
            known.append((story, said))
            yield event


def present_digest(  # noqa: PLR0913 -- whose it is and when, by name
    answer: Answer,
    order: Order,
    converter: Converter,
    *,
    due: datetime,
    locale: str,
    late: bool = False,
    as_written: bool = False,
) -> Presented:
    """Put a digest into words; ``due`` is when it is to be posted, in the time of the channel."""
    presented = present(answer, locale, converter, as_written=as_written)
    day = date_label(due.date().isoformat(), None, locale)
    title = catalogue.text(locale, f"digest.title.{order.rhythm}", date=day)
    notes = [catalogue.text(locale, "digest.late", time=f"{due:%Y-%m-%d %H:%M}")] if late else []
    notes += _about(order, converter, locale)
    notes += _holds(answer, presented)
    return replace(presented, title=title, notes=tuple(notes))


def _about(order: Order, converter: Converter, locale: str) -> Iterator[str]:
    """Yield what the digest is only about."""
    named = [converter.shown(subject.words, (), locale).text for subject in order.subjects]
    named += [catalogue.text(locale, "digest.own-only")] if order.own_only else []
    if named:
        yield catalogue.text(locale, "digest.about", subjects=catalogue.text(locale, "list.separator").join(named))


def _holds(answer: Answer, presented: Presented) -> Iterator[str]:
    """Yield what the pages hold, where there are several things, and what was left out."""
    if answer.status is not Status.FOUND:
        yield catalogue.text(presented.locale, "digest.nothing-new")
        return
    told: list[str] = []
    if len(presented.sections) > 1 and len(answer.facts) > AT_A_GLANCE:
        told += (f"{section.heading} {len(section.lines)}" for section in presented.sections)
    if answer.more:
        told.append(catalogue.text(presented.locale, "digest.more", count=answer.more))
    if told:
        yield BETWEEN.join(told)
