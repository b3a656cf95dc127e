"""The look through what came for what is followed: driven by the articles that came, never by the follows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import PUBLIC_LIBRARY, CorrectionKind, SubjectKind, visible_to
from bot.store import waiting
from bot.store.engine import Database
from bot.store.follows import STANDS
from bot.store.fulltext import Index
from bot.store.overlay import Overlay
from bot.store.phrases import Phrases
from bot.store.schema import (
    aliases,
    appearances,
    articles,
    corrections,
    libraries,
    looked_through,
    subjects,
    subscriptions,
)
from bot.store.visibility import VISIBLE

_REACHED = select(func.max(looked_through.c.upto))
_CAME = (
    select(articles.c.id, libraries.c.key, articles.c.body)
    .join(libraries, libraries.c.id == articles.c.library)
    .where(articles.c.id > bindparam("after"))
    .order_by(articles.c.id)
    .limit(bindparam("limit"))
)
_PASS = update(looked_through).where(looked_through.c.upto == bindparam("after")).values(upto=bindparam("reached"))
_seen_in = func.coalesce(subjects.c.library, subscriptions.c.library)


def _naming(person: ColumnElement[bool]) -> Select[Any]:
    """Select the subscriptions that follow someone, with the last article between two that names them."""
    return (
        select(subscriptions.c.id.label("of"), func.max(articles.c.id).label("article"))
        .join_from(articles, libraries, libraries.c.id == articles.c.library)
        .join(appearances, appearances.c.article == articles.c.id)
        .join(subjects, person)
        .join(subscriptions, subscriptions.c.id == subjects.c.subscription)
        .where(
            articles.c.id > bindparam("after"),
            articles.c.id <= bindparam("reached"),
            articles.c.id > subjects.c.after,
            or_(libraries.c.key == PUBLIC_LIBRARY, libraries.c.key == _seen_in),
            *STANDS,
        )
        .group_by(subscriptions.c.id)
    )


_NAMED = _naming(subjects.c.person == appearances.c.person)
_people = bindparam("people", type_=Integer, expanding=True)
_NAMED_SO = _naming((subjects.c.id == bindparam("follow")) & appearances.c.person.in_(_people))
_NAMED_KIN = _naming(subjects.c.person.in_(_people) & appearances.c.person.in_(_people))
_TOPICS = (
    select(subscriptions.c.id.label("of"), subjects.c.words, subjects.c.after, _seen_in.label("key"))
    .join_from(subjects, subscriptions, subscriptions.c.id == subjects.c.subscription)
    .where(subjects.c.kind == SubjectKind.TOPIC.value, *STANDS)
)
_LOST = (
    select(subjects.c.id.label("follow"), subjects.c.words, _seen_in.label("key"))
    .join_from(subjects, subscriptions, subscriptions.c.id == subjects.c.subscription)
    .where(subjects.c.kind == SubjectKind.PERSON.value, subjects.c.person.is_(None), *STANDS)
)
_WRITTEN = (
    select(aliases.c.person).distinct().where(aliases.c.folded == bindparam("folded"), aliases.c.library.in_(VISIBLE))
)
_CORRECTED = (
    select(libraries.c.key)
    .join(corrections, corrections.c.library == libraries.c.id)
    .where(
        corrections.c.kind.in_([CorrectionKind.MERGE.value, CorrectionKind.SPLIT.value]),
        corrections.c.undone_at.is_(None),
    )
    .distinct()
)
_FOLLOWED_PEOPLE = (
    select(subjects.c.person, _seen_in.label("key"))
    .join_from(subjects, subscriptions, subscriptions.c.id == subjects.c.subscription)
    .where(subjects.c.kind == SubjectKind.PERSON.value, subjects.c.person.is_not(None), *STANDS)
    .distinct()
)
_FOUND = update(subjects).where(subjects.c.id == bindparam("follow")).values(person=bindparam("found"))


@dataclass(frozen=True, slots=True)
class _Look:
    """A look through the articles after one, up to another; ``news`` are the last that hold a subscription's topics."""

    after: int
    reached: int
    news: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Lookout:
    """Looks out for what is followed, by every member and in every channel."""

    database: Database
    index: Index

    async def look_through(self, *, soon: datetime, limit: int) -> bool:
        """Look through up to ``limit`` articles that came for what is followed; False where none came.

        Subscriptions that they are about are due ``soon``, or after their rest. Of several processes that look through
        the same articles only the first changes anything.

        Raises:
            StoreUnavailable: the database cannot be read or written.
        """
        look = await self.database.read(lambda connection: self._look(connection, limit))
        if look is None:
            return False

        async def work(connection: AsyncConnection) -> None:
            passing = {"after": look.after, "reached": look.reached}
            if (await connection.execute(_PASS, passing)).rowcount:
                news = await self._named(connection, passing)
                for subscription, article in look.news.items():
                    news[subscription] = max(article, news.get(subscription, 0))
                await waiting.wake(connection, news, before=look.after, soon=soon)

        await self.database.write(work)
        return True

    async def _look(self, connection: AsyncConnection, limit: int) -> _Look | None:
        """Read what came, and which topics stand in it; whoever follows one later is told of later articles."""
        after = await connection.scalar(_REACHED) or 0
        came = (await connection.execute(_CAME, {"after": after, "limit": limit})).all()
        if not came:
            return None
        topics: dict[str, list[Any]] = defaultdict(list)
        for row in await connection.execute(_TOPICS):
            topics[self.index.fold(row.words)].append(row)
        phrases = Phrases(topics)
        news: dict[int, int] = {}
        for article in came if topics else ():
            for held in phrases.held_in(self.index.fold(article.body)):
                for topic in topics[held]:
                    if article.id > topic.after and article.key in visible_to(topic.key):
                        news[topic.of] = article.id
        return _Look(after, came[-1].id, news)

    async def _named(self, connection: AsyncConnection, passing: Mapping[str, int]) -> dict[int, int]:
        """Return the last article that names someone whom a subscription follows; whoever got lost is found again."""
        lost = (await connection.execute(_LOST)).all()
        strangers = {}
        for row in lost:
            values = {"folded": self.index.form(row.words), "libraries": visible_to(row.key)}
            people = (await connection.scalars(_WRITTEN, values)).all()
            if len(people) == 1:
                await connection.execute(_FOUND, {"follow": row.follow, "found": people[0]})
            elif people:
                strangers[row.follow] = people
        news = {row.of: row.article for row in await connection.execute(_NAMED, passing)}
        sought = [(_NAMED_SO, {"follow": follow, "people": people}) for follow, people in strangers.items()]
        sought += [(_NAMED_KIN, {"people": sorted(kin)}) for kin in await _kindred(connection)]
        for query, values in sought:
            for row in await connection.execute(query, {**passing, **values}):
                news[row.of] = max(row.article, news.get(row.of, 0))
        return news


async def _kindred(connection: AsyncConnection) -> set[frozenset[int]]:
    """Return the people who may be one by corrections, of those who are followed; who is, each reader's view tells."""
    corrected = set(await connection.scalars(_CORRECTED))
    if not corrected:
        return set()
    overlays: dict[str, Overlay] = {}
    kindred = set()
    for row in (await connection.execute(_FOLLOWED_PEOPLE)).all():
        visible = visible_to(row.key)
        if corrected.isdisjoint(visible):
            continue
        if row.key not in overlays:
            overlays[row.key] = await Overlay.of(connection, visible)
        kin = overlays[row.key].kin(row.person)
        kindred.add(kin.found | kin.members | {row.person})
    return {kin for kin in kindred if len(kin) > 1}
