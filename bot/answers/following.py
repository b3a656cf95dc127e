"""What is new of those whom, and of what, a member follows; what came before in the same words is not new.

A copy of an article that came before tells nothing, nor do words that stand in one that is of the same person or words,
nor a quotation that renders one of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.analysis.script import fold
from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conversion import Converter
from bot.answers.gathering import gathered
from bot.answers.passages import own_chars, part
from bot.answers.present import present
from bot.answers.presented import Presented
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
        found, left_out = await _of_subject(store, watched.follow.subject, came)
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
    """The news of a person, or of words, of one subject."""

    def __init__(self, store: Store, came: Came, *, person: int | None = None, words: str = "") -> None:
        self._store = store
        self._came = came
        self._person = person
        self._words = words
        self._repeating: set[int] = set()

    async def news(self) -> tuple[list[Fact], int]:
        """Return what is new, and how much more there is."""
        said, about, sentences = await self._candidates()
        section = Section.QUOTES if self._person is None else Section.SAID
        spoken = await self._utterances(said, section)
        spoken_about = await self._utterances(about, Section.SAID_ABOUT)
        listed = await self._articles(sentences, [*said, *about])
        kept = (*spoken[:LIMIT_SAID], *spoken_about[:LIMIT_ABOUT], *listed[:LIMIT_ARTICLES])
        facts = await gathered(self._store, kept, self._came.libraries, one_a_story=True)
        return list(facts), len(spoken) + len(spoken_about) + len(listed) - len(kept)

    async def _candidates(self) -> tuple[list[StoredQuote], list[StoredQuote], list[Passage]]:
        """Return what came: quotes by them, or with the words; quotes about them; sentences."""
        news, came, person, words = self._store.news, self._came, self._person, self._words
        ids = await (news.holding(words, came, READ) if person is None else news.naming(person, came, READ))
        if not ids:
            return [], [], []
        self._repeating = await news.repeating(ids, came)
        libraries = came.libraries
        if person is None:
            said = await news.said(libraries, READ, folded_words=words, among=ids)
            return said, [], await news.sentences_holding(words, ids, libraries)
        said = await news.said(libraries, READ, speaker=person, among=ids)
        own = {quote.id for quote in said}
        about = [q for q in await news.said(libraries, READ, about=person, among=ids) if q.id not in own]
        return said, about, await news.sentences_naming(person, ids, libraries)

    async def _utterances(self, quotes: Sequence[StoredQuote], section: Section) -> list[Fact]:
        """Return quotes that are new, one fact an utterance; of people also those that render what they said before."""
        fresh = [quote for quote in quotes if await self._is_new(quote.parts)]
        earlier: list[StoredQuote] = []
        if fresh and section is Section.SAID:
            known = await self._store.news.said(self._came.libraries, READ, speaker=self._person)
            earlier = [quote for quote in known if quote.parts[0].article <= self._came.after]
        facts = quote_facts([*fresh, *earlier], section, len(fresh) + len(earlier))
        return [fact for fact in facts if min(_places(fact)) > self._came.after]

    async def _articles(self, sentences: Sequence[Passage], quotes: Sequence[StoredQuote]) -> list[Fact]:
        """Return each article by its first sentence that is new and not told with a quote.

        A title alone says nothing more where a quote of its article is told.
        """
        quoted = [passage for quote in quotes for passage in quote.parts]
        by_quote = {passage.article for passage in quoted}
        told: dict[int, Fact] = {}
        for sentence in sentences:
            if sentence.article in told or (sentence.start == 0 and sentence.article in by_quote):
                continue
            if own_chars(sentence, quoted) < len(sentence.text) / 2:
                continue
            if await self._is_new((sentence,)):
                told[sentence.article] = Fact(FactKind.ARTICLE, Section.ARTICLES, (part(sentence),))
        return list(told.values())

    async def _is_new(self, passages: Sequence[Passage]) -> bool:
        if passages[0].article in self._repeating:
            return False
        texts = [passage.text for passage in passages]
        return not await self._store.news.stood_before(texts, self._came, person=self._person, folded_words=self._words)


async def _of_subject(store: Store, subject: Subject, came: Came) -> tuple[list[Fact], int]:
    """Return the news of a subject, and how much more there is.

    Of a person whom the archive has no more they are those of whoever is written so.
    """
    if subject.kind is not SubjectKind.PERSON:
        return await _Search(store, came, words=fold(subject.words)).news()
    people = [subject.person]
    if subject.person is None:
        people = [named.id for named in await store.people_named(fold(subject.words), came.libraries)]
    facts: list[Fact] = []
    more = 0
    for person in people:
        found, left_out = await _Search(store, came, person=person).news()
        facts += found
        more += left_out
    return facts, more


def _places(fact: Fact) -> Iterator[int]:
    """Yield the articles in which an utterance stands."""
    wordings = ((each.parts, each.also) for each in fact.renderings)
    for parts, also in ((fact.parts, fact.also), *wordings):
        yield from (place.citation.article for place in (*parts, *also))
