"""What readers ask of the store, as the rest of the house sees it.

Every query takes the keys of the libraries that its reader may see and answers as if there were no others. Words and
names are given folded, by the function that the store was opened with. Lists are never longer than ``limit``.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from bot.model import Span
from bot.store import arrivals, articles, copies, names, passages, quotes, search, stories, times
from bot.store.engine import Database
from bot.store.fulltext import Index
from bot.store.reading import NO_END
from bot.store.records import (
    AboutPassage,
    Arrived,
    Copy,
    Excerpts,
    FindingCounts,
    Hit,
    Likeness,
    NamedPerson,
    Passage,
    RelatedPerson,
    Stats,
    StoredArticle,
    StoredDate,
    StoredPerson,
    StoredQuote,
    Story,
    Wanted,
)

T = TypeVar("T")


class Queries:
    """The queries on articles, and on what was found in them."""

    def __init__(self, database: Database, index: Index, likeness: Likeness) -> None:
        self._database = database
        self._index = index
        self._likeness = likeness

    @property
    def revision(self) -> int:
        """A number that is another one once this process has written articles or corrections."""
        return self._database.revision

    async def snapshot(self, reading: Callable[[], Awaitable[T]]) -> T:
        """Do ``reading``, whose queries, one after another, see one state of the database; nothing is written within.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        return await self._database.snapshot(reading)

    # Names

    async def people_named(self, folded: str, libraries: Sequence[str]) -> list[NamedPerson]:
        """Return the people who are written ``folded`` in full, most mentioned first."""
        return await self._database.read(lambda connection: names.named(connection, folded, libraries))

    async def people_like(self, grams: Sequence[str], libraries: Sequence[str], limit: int) -> list[NamedPerson]:
        """Return candidates: people with a form that shares tokens with ``grams``, the rarest and most shared first."""
        return await self._database.read(lambda connection: names.like(connection, grams, libraries, limit))

    async def people_starting(self, folded_prefix: str, libraries: Sequence[str], limit: int) -> list[NamedPerson]:
        """Return the people of whom a form, or a Latin word in it, begins so (of "" all), by their mentions."""
        return await self._database.read(lambda connection: names.starting(connection, folded_prefix, libraries, limit))

    async def people(self, ids: Sequence[int], libraries: Sequence[str]) -> list[StoredPerson]:
        """Return those of the people whom the reader can see, in the order of ``ids``."""
        return await self._database.read(lambda connection: names.people(connection, ids, libraries))

    async def role_in(self, person: int, article: int, libraries: Sequence[str]) -> Passage | None:
        """Return the first words of an article that say who a person is; None where it does not say."""
        return await self._database.read(lambda connection: names.role_in(connection, person, article, libraries))

    async def co_mentioned(self, person: int, libraries: Sequence[str], limit: int) -> list[RelatedPerson]:
        """Return those who appear beside a person in the newest articles about them, most articles first."""
        return await self._database.read(lambda connection: names.co_mentioned(connection, person, libraries, limit))

    # What was said and written

    async def passages_about(self, person: int, libraries: Sequence[str], limit: int) -> list[AboutPassage]:
        """Return the sentences that name a person: newest published first, within an article in its order."""
        return await self._database.read(lambda connection: passages.about(connection, person, libraries, limit))

    async def quotes(  # noqa: PLR0913 -- each filter is an option of one question
        self,
        *,
        speaker: int | None = None,
        folded_speaker: str | None = None,
        about: int | None = None,
        folded_words: str | None = None,
        libraries: Sequence[str],
        limit: int,
        offset: int = 0,
    ) -> list[StoredQuote]:
        """Return quotes, newest published first, within an article in its order.

        Args:
            speaker: whose words they are.
            folded_speaker: words that the name of a speaker holds who is no person of the archive: an organization.
            about: who is named in them.
            folded_words: what they hold: each of the words that spaces part.
            libraries: the keys of those that the reader may see.
            limit: how many at most.
            offset: how many to leave out first.
        """
        return await self._database.read(
            lambda connection: quotes.quotes(
                connection,
                speaker=speaker,
                folded_speaker=folded_speaker,
                about=about,
                folded_words=folded_words,
                libraries=libraries,
                limit=limit,
                offset=offset,
            )
        )

    async def dated(
        self,
        *,
        person: int | None = None,
        folded_words: str | None = None,
        events_only: bool = False,
        libraries: Sequence[str],
        limit: int,
    ) -> list[StoredDate]:
        """Return date expressions by the day on which what they denote begins; those without a value are left out.

        Where there are more than ``limit`` they are those of the newest articles.

        Args:
            person: who is named in the sentence.
            folded_words: what the sentence holds.
            events_only: only those whose sentence tells that something happened or will happen then.
            libraries: the keys of those that the reader may see.
            limit: how many at most.
        """
        return await self._database.read(
            lambda connection: times.dated(
                connection,
                person=person,
                folded_words=folded_words,
                events_only=events_only,
                libraries=libraries,
                limit=limit,
            )
        )

    async def sentences(self, ids: Sequence[int], libraries: Sequence[str]) -> list[Passage]:
        """Return every sentence of articles, in the order of their ids and of each body."""
        return await self._database.read(lambda connection: passages.sentences(connection, ids, libraries))

    async def excerpts(self, places: Mapping[int, Sequence[Span]], libraries: Sequence[str]) -> list[Excerpts]:
        """Return the paragraphs of articles that hold places in them, in the order of the articles' ids."""
        return await self._database.read(lambda connection: passages.excerpts(connection, places, libraries))

    async def key_sentences(
        self,
        *,
        article: int | None = None,
        person: int | None = None,
        folded_words: str | None = None,
        libraries: Sequence[str],
        limit: int,
    ) -> list[Passage]:
        """Return key sentences by one of the filters, or all: newest published first, within an article in its order.

        Args:
            article: the one they stand in.
            person: who is named in them.
            folded_words: what they hold.
            libraries: the keys of those that the reader may see.
            limit: how many at most.
        """
        return await self._database.read(
            lambda connection: passages.key_sentences(
                connection,
                self._index,
                article=article,
                person=person,
                folded_words=folded_words,
                libraries=libraries,
                limit=limit,
            )
        )

    # Articles

    async def search(self, folded_words: str, libraries: Sequence[str], limit: int, offset: int = 0) -> list[Hit]:
        """Return the articles that hold the words, newest published first.

        The words are one phrase, whatever punctuation and space the text has between them; where no article has them
        so, those are returned that hold each of the words that spaces part. Letters that end a phrase may be the
        beginning of a word.
        """
        return await self._database.read(
            lambda connection: search.search(
                connection, self._index.fold, folded_words, libraries, limit=limit, offset=offset
            )
        )

    async def articles(
        self,
        *,
        ids: Sequence[int] | None = None,
        folded_title: str | None = None,
        libraries: Sequence[str],
        limit: int = 25,
    ) -> list[StoredArticle]:
        """Return articles, newest published first.

        Args:
            ids: only these.
            folded_title: only those whose title holds the words, as ``search`` understands them.
            libraries: the keys of those that the reader may see.
            limit: how many at most.
        """
        return await self._database.read(
            lambda connection: articles.articles(connection, ids, folded_title, libraries, limit)
        )

    async def count_found(self, article: int, libraries: Sequence[str]) -> FindingCounts | None:
        """Count what was found in an article; None where the reader cannot see it."""
        return await self._database.read(lambda connection: articles.count_found(connection, article, libraries))

    async def arrived(
        self, after: int, upto: int | None, libraries: Sequence[str], *, wanted: Wanted, limit: int
    ) -> Arrived:
        """Return the stories of what came after one article, up to another (None: all), those of most sources first.

        Then come those with the most reports, of the newest day, and by turns one of each outlet. A story stands in its
        newest report that is no copy, of several the one in which the most is said.
        """
        return await self._database.read(
            lambda connection: arrivals.arrived(
                connection, self._index, after, upto, libraries, wanted=wanted, limit=limit
            )
        )

    async def before_newest(self, libraries: Sequence[str], *, wanted: Wanted, count: int) -> int:
        """Return the id after which ``count`` articles of what is wanted came last, 0 where there are no more."""
        return await self._database.read(
            lambda connection: arrivals.before_newest(connection, self._index, libraries, wanted=wanted, count=count)
        )

    async def quotes_in(self, ids: Sequence[int], libraries: Sequence[str]) -> list[StoredQuote]:
        """Return all quotes of articles, newest published first, within an article in its order."""
        return await self._database.read(lambda connection: quotes.in_articles(connection, ids, libraries))

    async def dated_in(self, ids: Sequence[int], libraries: Sequence[str]) -> list[StoredDate]:
        """Return the dated events of articles, in the order of ``dated``."""
        return await self._database.read(
            lambda connection: times.dated(
                connection,
                person=None,
                folded_words=None,
                events_only=True,
                libraries=libraries,
                limit=NO_END,
                among=ids,
            )
        )

    async def announced(  # noqa: PLR0913 -- which days, by whom, of what
        self, first: date, last: date, upto: int | None, libraries: Sequence[str], *, wanted: Wanted, each: int
    ) -> list[StoredDate]:
        """Return events of days that begin at ``first`` or later and end by ``last``, told before they began.

        They come by their days, of one day at most ``each``, those of key sentences first, then those told last; of the
        articles up to ``upto`` (None: all). A period that is only in part within these days (a month, say) is none.
        """
        return await self._database.read(
            lambda connection: times.announced(
                connection, self._index, (first, last), upto, libraries, wanted=wanted, each=each
            )
        )

    async def outlets(self, libraries: Sequence[str], folded_words: str, limit: int) -> list[str]:
        """Return the outlets whose names hold the words (of "" all), those with the most articles first."""
        return await self._database.read(
            lambda connection: articles.outlets(connection, self._index, libraries, folded_words, limit)
        )

    async def copies(self, ids: Sequence[int], libraries: Sequence[str]) -> list[Copy]:
        """Return the copies of the articles, and what they are copies of, as far as the reader can see both."""
        return await self._database.read(lambda connection: copies.among(connection, ids, libraries))

    async def stories(self, ids: Sequence[int], libraries: Sequence[str]) -> list[Story]:
        """Return the stories of the articles, each with all of its reports that the reader can see."""
        return await self._database.read(lambda connection: stories.told_in(connection, ids, libraries))

    async def why_in_story(self, article: int, libraries: Sequence[str]) -> list[str]:
        """Return what an article has in common with the report for which it joined its story; nothing if first.

        People first, by their fullest names in the article; then words of its title or lead, the rarest first.
        """
        return await self._database.read(lambda connection: stories.why(connection, self._likeness, article, libraries))

    async def stats(self, libraries: Sequence[str]) -> Stats:
        """Count what the reader can see."""
        return await self._database.read(lambda connection: articles.stats(connection, libraries))
