"""Queries for what is new: the articles of a subject that came in, or appeared, within bounds, and what only they say.

What only new articles say is what no other visible article has: a form of a name, a role, a time that is given.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Span
from bot.store import quotes, times
from bot.store.corrected import DATE_FIX, IS_DATE_FIX, of_date
from bot.store.engine import AnyRow, Database
from bot.store.fulltext import ARTICLES
from bot.store.overlay import Overlay, is_of, naming
from bot.store.reading import NEWEST_FIRST, NO_END, cut, found_in, passage, passage_columns
from bot.store.records import Form, Passage, StoredDate, StoredQuote
from bot.store.schema import aliases, appearances, articles, dates, key_sentences, mentions, reports, roles
from bot.store.search import phrase_else_each
from bot.store.visibility import HIDDEN, VISIBLE, is_seen
from bot.store.words import Words, place


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about, by at most one of: a person, a story, folded words; by none of them it is everything."""

    person: int | None = None
    story: int | None = None
    folded_words: str | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which articles are new: those with ids above ``after`` up to ``upto`` that appeared on ``first_day`` or later.

    The day is an ordinal (1 is 0001-01-01); those whose day is not known are there where it is 0.
    """

    after: int = 0
    upto: int = NO_END
    first_day: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Articles of a subject: the ids of the newest published, newest first, and how many there are in all."""

    ids: tuple[int, ...]
    total: int


_NAMING = select(appearances.c.article).where(is_of("person", appearances.c.article, appearances.c.person))


def _of_subject(query: Select[Any], *, person: bool, story: bool, words: bool) -> Select[Any]:
    """Narrow a query from ``articles`` to those of a subject that the reader sees."""
    query = query.where(is_seen(articles))
    if person:
        query = query.where(articles.c.id.in_(_NAMING))
    if story:
        query = query.join(reports, reports.c.article == articles.c.id).where(reports.c.story == bindparam("story"))
    if words:
        query = query.where(articles.c.id.in_(select(found_in(ARTICLES).subquery("found").c.item)))
    return query


@cache
def _within(*, person: bool, story: bool, words: bool) -> Select[Any]:
    query = select(articles.c.id, func.count().over().label("total")).where(
        articles.c.id > bindparam("after"),
        articles.c.id <= bindparam("upto"),
        articles.c.published_day >= bindparam("first_day"),
    )
    query = _of_subject(query.select_from(articles), person=person, story=story, words=words)
    return query.order_by(*NEWEST_FIRST).limit(bindparam("limit"))


@cache
def _latest(*, person: bool, story: bool, words: bool) -> Select[Any]:
    query = select(func.max(articles.c.published_day)).where(articles.c.published_day <= bindparam("day"))
    return _of_subject(query.select_from(articles), person=person, story=story, words=words)


_NEWEST = select(func.max(articles.c.id)).where(is_seen(articles))

_key = select(func.min(key_sentences.c.start)).where(key_sentences.c.article == articles.c.id)
_key_naming = _key.where(naming("person", key_sentences.c.article, key_sentences.c.start, key_sentences.c.end))
_named = (
    select(func.min(mentions.c.sentence_start))
    .join_from(mentions, aliases, aliases.c.id == mentions.c.alias)
    .where(mentions.c.article == articles.c.id, is_of("person", mentions.c.article, aliases.c.person))
)
_TELLING = (
    select(
        articles.c.sentences,
        func.coalesce(
            *(each.correlate(articles).scalar_subquery() for each in (_key_naming, _named, _key)), literal(0)
        ).label("from"),
        *passage_columns(literal(0), func.length(articles.c.body)),
    )
    .where(articles.c.id.in_(bindparam("new", expanding=True)), is_seen(articles))
    .order_by(*NEWEST_FIRST)
)

_IS_NEW: BindParameter[Any] = bindparam("new", expanding=True)
_is_theirs = (
    mentions.c.alias == aliases.c.id,
    is_of("person", mentions.c.article, aliases.c.person),
    mentions.c.article.not_in(HIDDEN),
)
_new_mention = (select(func.min(mentions.c.id)).where(*_is_theirs, mentions.c.article.in_(_IS_NEW))).scalar_subquery()
_earlier_mention = select(mentions.c.id).where(*_is_theirs, mentions.c.article.not_in(_IS_NEW)).exists()
_forms = (
    select(aliases.c.folded, _new_mention.label("example"), _earlier_mention.label("is_known"))
    .where(aliases.c.person.in_(bindparam("person_found", expanding=True)), aliases.c.library.in_(VISIBLE))
    .subquery("forms")
)
_is_known = select(_forms.c.folded).where(_forms.c.is_known)
_FORMS = (
    select(aliases.c.surface, *passage_columns(mentions.c.start, mentions.c.end))
    .join_from(_forms, mentions, mentions.c.id == _forms.c.example)
    .join(aliases, aliases.c.id == mentions.c.alias)
    .join(articles, articles.c.id == mentions.c.article)
    .where(_forms.c.folded.not_in(_is_known))
    .order_by(mentions.c.id)
)

_OF_PERSON = (
    is_of("person", roles.c.article, roles.c.person),
    roles.c.library.in_(VISIBLE),
    roles.c.article.not_in(HIDDEN),
)
_KNOWN_ROLES = select(roles.c.text).distinct().where(*_OF_PERSON, roles.c.article.not_in(_IS_NEW))
_ROLE = (
    select(*passage_columns(roles.c.start, roles.c.end))
    .join_from(roles, articles, articles.c.id == roles.c.article)
    .where(*_OF_PERSON)
    .order_by(*NEWEST_FIRST, roles.c.start)
)
_NEW_ROLES = _ROLE.where(roles.c.article.in_(_IS_NEW))
_LAST_ROLE = _ROLE.where(roles.c.article.not_in(_IS_NEW)).limit(1)


@cache
def _known_dates(*, person: bool, story: bool, words: bool) -> Select[Any]:
    query = (
        select(of_date("value"))
        .distinct()
        .join_from(dates, articles, articles.c.id == dates.c.article)
        .outerjoin(DATE_FIX, IS_DATE_FIX)
        .where(dates.c.event, of_date("value").in_(bindparam("values", expanding=True)), articles.c.id.not_in(_IS_NEW))
    )
    if person:
        query = query.where(naming("person", articles.c.id, dates.c.sentence_start, dates.c.sentence_end))
    return _of_subject(query, person=person, story=story, words=words)


class Changes:
    """What is new to whoever sees some libraries."""

    def __init__(self, database: Database, fold: Callable[[str], str]) -> None:
        self._database = database
        self._fold = fold

    async def newest(self, libraries: Sequence[str]) -> int:
        """Return the id of the article that came in last, 0 where there is none."""

        async def work(connection: AsyncConnection) -> int:
            return await connection.scalar(_NEWEST, {"libraries": libraries}) or 0

        return await self._database.read(work)

    async def latest_day(self, subject: Subject, libraries: Sequence[str], before: int) -> int:
        """Return the last day, no later than ``before``, on which an article appeared; 0 where that is not known."""

        async def work(connection: AsyncConnection) -> int:
            asked = await _asked(connection, subject, libraries)
            if asked is None:
                return 0
            return await connection.scalar(_latest(**_kinds(subject)), asked | {"day": before}) or 0

        return await self._database.read(work)

    async def articles(self, subject: Subject, bounds: Bounds, libraries: Sequence[str], limit: int) -> Found:
        """Return the articles within the bounds."""
        values = {"after": bounds.after, "upto": bounds.upto, "first_day": bounds.first_day, "limit": limit}

        async def work(connection: AsyncConnection) -> Found:
            asked = await _asked(connection, subject, libraries)
            if asked is None:
                return Found((), 0)
            rows = (await connection.execute(_within(**_kinds(subject)), asked | values)).all()
            return Found(tuple(row.id for row in rows), rows[0].total if rows else 0)

        return await self._database.read(work)

    async def tellings(self, ids: Sequence[int], subject: Subject, libraries: Sequence[str]) -> list[Passage]:
        """Return of each article the sentence that tells of the subject, newest published first.

        Of a person it is the first key sentence that names them, else the first sentence that does; of words the one
        where they stand; else the first key sentence, or the title.
        """
        values = {"new": ids, "libraries": libraries}
        words = Words.of(subject.folded_words or "")

        async def work(connection: AsyncConnection) -> list[Passage]:
            kin = await _kin(connection, subject.person, libraries)
            return [self._telling(row, words) for row in await connection.execute(_TELLING, values | kin)]

        return await self._database.read(work)

    async def quotes(  # noqa: PLR0913 -- whose, about what, where
        self,
        *,
        speaker: int | None = None,
        about: int | None = None,
        folded_words: str | None = None,
        among: Collection[int],
        libraries: Sequence[str],
        limit: int,
    ) -> list[StoredQuote]:
        """Return the quotes of some articles, as ``Store.quotes`` orders them."""
        return await self._database.read(
            lambda connection: quotes.quotes(
                connection,
                speaker=speaker,
                folded_speaker=None,
                about=about,
                folded_words=folded_words,
                among=among,
                libraries=libraries,
                limit=limit,
                offset=0,
            )
        )

    async def dated(
        self, subject: Subject, *, among: Collection[int], libraries: Sequence[str], limit: int
    ) -> list[StoredDate]:
        """Return the dated events that some articles tell of the subject, as ``Store.dated`` orders them."""
        return await self._database.read(
            lambda connection: times.dated(
                connection,
                person=subject.person,
                folded_words=subject.folded_words,
                events_only=True,
                among=among,
                libraries=libraries,
                limit=limit,
            )
        )

    async def known_dates(
        self, subject: Subject, values: Collection[str], new: Sequence[int], libraries: Sequence[str]
    ) -> set[str]:
        """Return those of the values on which other articles than the new ones date events of the subject."""

        async def work(connection: AsyncConnection) -> set[str]:
            asked = await _asked(connection, subject, libraries)
            if asked is None:
                return set()
            given = asked | {"values": list(values), "new": new}
            return set(await connection.scalars(_known_dates(**_kinds(subject)), given))

        return await self._database.read(work)

    async def forms(self, person: int, new: Sequence[int], libraries: Sequence[str]) -> list[Form]:
        """Return the forms of a name that only the new articles write, in whichever script, by their first places."""
        values = {"new": new, "libraries": libraries}

        async def work(connection: AsyncConnection) -> list[Form]:
            kin = await _kin(connection, person, libraries)
            return [Form(row.surface, 1, passage(row)) for row in await connection.execute(_FORMS, values | kin)]

        return await self._database.read(work)

    async def roles(
        self, person: int, new: Sequence[int], libraries: Sequence[str]
    ) -> tuple[list[Passage], set[str], Passage | None]:
        """Return the roles of a person: those in the new articles, newest published first, and of the others.

        Of the others come the distinct texts, and the newest published one as it stands in its article.
        """

        async def work(connection: AsyncConnection) -> tuple[list[Passage], set[str], Passage | None]:
            values = await _kin(connection, person, libraries) | {"new": new, "libraries": libraries}
            given = [passage(row) for row in await connection.execute(_NEW_ROLES, values)]
            known = set(await connection.scalars(_KNOWN_ROLES, values))
            last = (await connection.execute(_LAST_ROLE, values)).one_or_none()
            return given, known, None if last is None else passage(last)

        return await self._database.read(work)

    def _telling(self, row: AnyRow, words: Words) -> Passage:
        whole = passage(row)
        sentences = [Span(*bounds) for bounds in zip(row.sentences[::2], row.sentences[1::2], strict=True)]
        title = Span(0, len(whole.title))
        if words.chunks:
            return cut(whole, place(words, self._fold(whole.text), sentences or [title])[0])
        return cut(whole, next((each for each in sentences if each.start == row[1]), title))


def _kinds(subject: Subject) -> dict[str, bool]:
    return {
        "person": subject.person is not None,
        "story": subject.story is not None,
        "words": subject.folded_words is not None,
    }


async def _asked(connection: AsyncConnection, subject: Subject, libraries: Sequence[str]) -> dict[str, Any] | None:
    """Return the values that narrow to a subject, None where nothing can be of it."""
    values: dict[str, Any] = {"story": subject.story, "libraries": libraries}
    values |= await _kin(connection, subject.person, libraries)
    if subject.folded_words is None:
        return values
    words = Words.of(subject.folded_words)
    if not words.chunks or not libraries:
        return None
    return values | await phrase_else_each(connection, "words", words, libraries)


async def _kin(connection: AsyncConnection, person: int | None, libraries: Sequence[str]) -> dict[str, Any]:
    """Return the values by which ``is_of`` tells a person; nobody is None."""
    if person is None:
        return {"person_found": [], "person_all": []}
    return dict((await Overlay.of(connection, libraries)).kin(person).values("person"))
