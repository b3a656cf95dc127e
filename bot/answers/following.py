"""What is new of those whom, and of what, a member follows; what came before in the same words is not new.

A copy of an article that came before tells nothing, nor do words that stand in one that is of the same person or words,
nor a quotation that renders one of them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conversion import Converter
from bot.answers.gathering import gathered
from bot.answers.passages import own_chars, part
from bot.answers.present import Presented, present
from bot.answers.renderings import quote_facts
from bot.model import Follow, Span, Subject, SubjectKind
from bot.store import Store
from bot.store.news import Came
from bot.store.records import Passage, StoredQuote
from bot.strings import catalogue

READ = 60
"""What is read of each kind, of one follow: of copies and repeated words only one is told."""
LIMIT_SAID = 6
LIMIT_ABOUT = 4
LIMIT_ARTICLES = 6
MOST_NAMED = 3
"""Follows that the title names."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A follow, and the keys of the libraries in which its news are looked for."""

    follow: Follow
    libraries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What is new of what is followed, in the articles after one up to another?"""

    command: ClassVar[str] = "news"
    watched: tuple[Watched, ...]
    after: int
    upto: int


@dataclass(frozen=True, slots=True)
class Told:
    """The answer, and the follows that it has news of."""

    answer: Answer
    follows: tuple[Follow, ...]


async def answer(store: Store, question: News) -> Told:
    """Tell what is new, by follow; what is news of several is told under the first."""
    facts: dict[object, Fact] = {}
    follows, more = [], 0
    for watched in question.watched:
        upto = question.upto if watched.follow.upto is None else min(question.upto, watched.follow.upto)
        came = Came(max(question.after, watched.follow.after), upto, watched.libraries)
        found, left_out = await _Search(store, watched.follow.subject, came).news()
        if found:
            follows.append(watched.follow)
        more += left_out
        for fact in found:
            facts.setdefault((fact.kind, fact.parts[0].citation), replace(fact, about=watched.follow.subject.words))
    several = len({fact.about for fact in facts.values()}) > 1
    told = facts.values() if several else (replace(fact, about=None) for fact in facts.values())
    status = Status.FOUND if facts else Status.NOT_FOUND
    return Told(Answer(question.command, status, "", tuple(told), more=more), tuple(follows))


def present_news(told: Told, locale: str, converter: Converter, *, as_written: bool = False) -> Presented:
    """Put news into words, under the names of what they are of."""
    presented = present(told.answer, locale, converter, as_written=as_written)
    if not told.follows:
        nothing = catalogue.text(locale, "news.nothing")
        return replace(presented, title=nothing, notes=(nothing,))
    subjects = list({each.subject.words: each.subject for each in told.follows}.values())
    names = [each.words if as_written else shown_name(each, locale, converter) for each in subjects]
    listed = catalogue.text(locale, "list.separator").join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        title = catalogue.text(locale, "news.title-more", names=listed, count=len(names))
    else:
        title = catalogue.text(locale, "news.title", names=listed)
    return replace(presented, title=title)


def shown_name(subject: Subject, locale: str, converter: Converter) -> str:
    """Return the name or words of a subject in a reader's characters."""
    names = (Span(0, len(subject.words)),) if subject.kind is SubjectKind.PERSON else ()
    return converter.shown(subject.words, names, locale).text


class _Search:
    """The news of one subject."""

    def __init__(self, store: Store, subject: Subject, came: Came) -> None:
        self._store = store
        self._subject = subject
        self._came = came
        self._people: Collection[int] = ()
        self._words = ""
        self._repeating: set[int] = set()

    async def news(self) -> tuple[list[Fact], int]:
        """Return what is new, and how much more there is."""
        said, about, sentences = await self._candidates()
        quotes = [*said, *about]
        articles = {quote.parts[0].article for quote in quotes} | {sentence.article for sentence in sentences}
        if not articles:
            return [], 0
        self._repeating = await self._store.news.repeating(articles, self._came)
        section = Section.SAID if self._people else Section.QUOTES
        spoken = await self._utterances(said, section)
        spoken_about = await self._utterances(about, Section.SAID_ABOUT)
        listed = await self._articles(sentences, quotes)
        kept = (*spoken[:LIMIT_SAID], *spoken_about[:LIMIT_ABOUT], *listed[:LIMIT_ARTICLES])
        facts = await gathered(self._store, kept, self._came.libraries, one_a_story=True)
        return list(facts), len(spoken) + len(spoken_about) + len(listed) - len(kept)

    async def _candidates(self) -> tuple[list[StoredQuote], list[StoredQuote], list[Passage]]:
        """Return what came: quotes by them, or with the words; quotes about them; sentences."""
        news, came = self._store.news, self._came
        if self._subject.kind is SubjectKind.PERSON:
            self._people = await self._meant()
            if not self._people:
                return [], [], []
            return (
                await news.said_by(self._people, came, READ),
                await news.said_about(self._people, came, READ),
                await news.naming(self._people, came, READ),
            )
        self._words = fold(self._subject.words)
        return await news.said_with(self._words, came, READ), [], await news.holding(self._words, came, READ)

    async def _meant(self) -> list[int]:
        """Return whom a person's follow means: where the archive has them no more, whoever is written so."""
        if self._subject.person is not None:
            return [self._subject.person]
        named = await self._store.people_named(fold(self._subject.words), self._came.libraries)
        return [person.id for person in named]

    async def _utterances(self, quotes: Sequence[StoredQuote], section: Section) -> list[Fact]:
        """Return quotes that are new, one fact an utterance; of people also those that render what they said before."""
        fresh = [quote for quote in quotes if await self._is_new(quote.parts)]
        earlier: list[StoredQuote] = []
        if fresh and section is Section.SAID:
            before = replace(self._came, after=0, upto=self._came.after)
            earlier = await self._store.news.said_by(self._people, before, READ)
        facts = quote_facts([*fresh, *earlier], section, len(fresh) + len(earlier))
        return [fact for fact in facts if min(_places(fact)) > self._came.after]

    async def _articles(self, sentences: Sequence[Passage], quotes: Sequence[StoredQuote]) -> list[Fact]:
        """Return each article by its first sentence that is new and is not told with a quote."""
        quoted = [passage for quote in quotes for passage in quote.parts]
        told: dict[int, Fact] = {}
        for sentence in sentences:
            if sentence.article in told or own_chars(sentence, quoted) < len(sentence.text) / 2:
                continue
            if await self._is_new((sentence,)):
                told[sentence.article] = Fact(FactKind.ARTICLE, Section.ARTICLES, (part(sentence),))
        return list(told.values())

    async def _is_new(self, passages: Sequence[Passage]) -> bool:
        if passages[0].article in self._repeating:
            return False
        texts = [passage.text for passage in passages]
        return not await self._store.news.stood_before(texts, self._came, people=self._people, folded_words=self._words)


def _places(fact: Fact) -> Iterator[int]:
    """Yield the articles in which an utterance stands."""
    wordings = ((each.parts, each.also) for each in fact.renderings)
    for parts, also in ((fact.parts, fact.also), *wordings):
        yield from (place.citation.article for place in (*parts, *also))
