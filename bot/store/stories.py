"""Stories: reports of one event gather in one, each as it is stored.

A report is compared with those of the same days that share a hallmark, a telling term or somebody prominent, and joins
the story of the nearest if that is near enough; a copy joins the story of what it is a copy of. Where it joins two
stories, the older one gets the reports of the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import visible_to
from bot.store.engine import AnyRow
from bot.store.fulltext import Index
from bot.store.reading import NEWEST_FIRST
from bot.store.records import Likeness, Story
from bot.store.schema import aliases, appearances, articles, copies, hallmarks, mentions, reports, stories
from bot.store.visibility import VISIBLE, is_seen

DAYS_APART = 10
"""Days between two reports of one event, at most."""
MOST_COMPARED = 24
"""Reports that one is compared with: those that share the most hallmarks."""
TITLES = 50
"""Titles that name a story: its first ones."""
ALL = ""
"""The hallmark of every article."""
CERTAIN = 1.0
"""The similarity of a copy."""

_SAME_DAYS = (
    hallmarks.c.library.in_(VISIBLE),
    hallmarks.c.term.in_(bindparam("terms", expanding=True)),
    hallmarks.c.day.between(bindparam("first"), bindparam("last")),
)
_COUNTS = select(hallmarks.c.term, func.count().label("articles")).where(*_SAME_DAYS).group_by(hallmarks.c.term)
_COPIES = union(
    select(copies.c.fuller).where(copies.c.article == bindparam("of")),
    select(copies.c.article).where(copies.c.fuller == bindparam("of")),
)
_SHARING = (
    select(hallmarks.c.article)
    .where(*_SAME_DAYS, hallmarks.c.article != bindparam("of"))
    .group_by(hallmarks.c.article)
    .order_by(func.count().desc(), hallmarks.c.article.desc())
    .limit(MOST_COMPARED)
)
_CANDIDATES = (
    select(articles.c.id, articles.c.body, reports.c.length, reports.c.story, stories.c.library)
    .join_from(reports, articles, articles.c.id == reports.c.article)
    .join(stories, stories.c.id == reports.c.story)
    .where(articles.c.id.in_(bindparam("articles", expanding=True)), articles.c.library.in_(VISIBLE))
)
_NAMED = (
    select(mentions.c.article, aliases.c.person, func.min(mentions.c.start).label("first"))
    .join_from(mentions, aliases, aliases.c.id == mentions.c.alias)
    .where(mentions.c.article.in_(bindparam("articles", expanding=True)))
    .group_by(mentions.c.article, aliases.c.person)
)
_STORY_OF = select(reports.c.story).where(reports.c.article == bindparam("of"))
_MARK = insert(hallmarks)
_REPORT = insert(reports)
_OPEN = insert(stories).returning(stories.c.id)
_MOVE = update(reports).where(reports.c.story == bindparam("younger")).values(story=bindparam("older"))
_MERGE = (
    update(stories)
    .where(or_(stories.c.id == bindparam("younger"), stories.c.merged_into == bindparam("younger")))
    .values(merged_into=bindparam("older"))
)
_DROP = (
    delete(hallmarks).where(hallmarks.c.article == bindparam("of")),
    delete(reports).where(reports.c.article == bindparam("of")),
)
_DROP_STORY = delete(stories).where(stories.c.id == bindparam("story"))
_IS_EMPTY = select(stories.c.id).where(
    stories.c.id == bindparam("story"),
    stories.c.library == bindparam("library"),
    ~select(reports.c.article).where(reports.c.story == stories.c.id).exists(),
)
_TITLES = (
    select(articles.c.title)
    .join(reports, reports.c.article == articles.c.id)
    .join(stories, stories.c.id == reports.c.story)
    .where(reports.c.story == bindparam("story"), articles.c.library == stories.c.library)
    .order_by(articles.c.id)
    .limit(TITLES)
)
_NAME = update(stories).where(stories.c.id == bindparam("of_story")).values(name=bindparam("new_name"))
_STRANDED = (
    select(articles.c.id, articles.c.library, articles.c.title)
    .join(reports, reports.c.article == articles.c.id)
    .where(reports.c.story == bindparam("story"))
)
_STRAND = (
    update(reports)
    .where(reports.c.article == bindparam("of"))
    .values(story=bindparam("own"), nearest=None, similarity=CERTAIN)
)

_other = articles.alias("other")
_WHY = (
    select(articles.c.body, _other.c.body.label("other"), reports.c.nearest)
    .join_from(reports, articles, articles.c.id == reports.c.article)
    .join(_other, _other.c.id == reports.c.nearest)
    .where(reports.c.article == bindparam("of"), is_seen(articles), is_seen(_other))
)
_theirs = appearances.alias("theirs")
_NAMED_BY_BOTH = (
    select(aliases.c.surface)
    .join_from(appearances, aliases, aliases.c.id == appearances.c.alias)
    .join(_theirs, _theirs.c.person == appearances.c.person)
    .where(appearances.c.article == bindparam("of"), _theirs.c.article == bindparam("other"))
)
_mine = reports.alias("mine")
_TOLD = (
    select(stories.c.id, stories.c.name, articles.c.id.label("article"))
    .join_from(_mine, stories, stories.c.id == _mine.c.story)
    .join(reports, reports.c.story == stories.c.id)
    .join(articles, articles.c.id == reports.c.article)
    .where(_mine.c.article.in_(bindparam("articles", expanding=True)), is_seen(articles))
    .group_by(stories.c.id, stories.c.name, articles.c.id, articles.c.published_day)
    .order_by(stories.c.id, *NEWEST_FIRST)
)


async def why(connection: AsyncConnection, likeness: Likeness, article: int, visible: Sequence[str]) -> list[str]:
    """Return the people and words that an article has in common with the report for which it joined its story."""
    row = (await connection.execute(_WHY, {"of": article, "libraries": visible})).one_or_none()
    if row is None:
        return []
    names = (await connection.scalars(_NAMED_BY_BOTH, {"of": article, "other": row.nearest})).all()
    return list(likeness.in_common(row.body, row.other, names))


async def told_in(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[Story]:
    """Return the stories of the articles, each with all of its reports that the reader can see."""
    names: dict[int, str] = {}
    told: dict[int, list[int]] = {}
    for row in await connection.execute(_TOLD, {"articles": ids, "libraries": visible}):
        names[row.id] = row.name
        told.setdefault(row.id, []).append(row.article)
    return [Story(each, names[each], tuple(articles)) for each, articles in told.items()]


@dataclass(frozen=True, slots=True)
class Report:
    """An article as it is told apart; ``day`` is the ordinal of its publication, 0 where it is not known."""

    article: int
    day: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What a report says happened: its terms and people, what these weigh for being rare, and the terms' length."""

    weights: Mapping[str, float]
    named: Mapping[str, float]
    rare: Mapping[str, float]
    length: float


@dataclass(frozen=True, slots=True)
class _Near:
    """A report of the same event, its story, and the library of that."""

    article: int
    story: int
    library: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Stories:
    """Puts the articles of one library into stories: its own, and public ones."""

    connection: AsyncConnection
    index: Index
    likeness: Likeness
    library: int
    key: str

    async def record(self, report: Report, earlier: int | None) -> None:
        """Put an article into the story of the report that is nearest to it, else into one of its own.

        ``earlier`` is the story that it was in before it changed: its own, where there is nobody else in it.
        """
        weights = self.likeness.terms(report.body)
        named = (await self._named({report.article: report.body}))[report.article]
        rare = await self._rarity(report, [*weights, *named])
        said = _Said(weights, named, rare, self.likeness.length(weights, rare))
        marks = self.likeness.hallmarks(weights, rare) if report.day else ()
        if marks:
            marks = (*marks, *named)
        near = await self._near(report, said, marks)
        story = await self._merged(near) if near else await self._alone(report, earlier)
        row = {"article": report.article, "story": story, "length": said.length}
        why = {"nearest": near[0].article, "similarity": near[0].similarity} if near else {"similarity": CERTAIN}
        await self.connection.execute(_REPORT, row | why)
        if marks:
            of = {"library": self.library, "day": report.day, "article": report.article}
            await self.connection.execute(_MARK, [of | {"term": term} for term in (ALL, *marks)])
        for each in {story if near else None, earlier}:
            await self.settle(each)

    async def take_out(self, article: int) -> int | None:
        """Take an article out of its story, and return that for ``record`` or ``settle``."""
        story: int | None = await self.connection.scalar(_STORY_OF, {"of": article})
        for query in _DROP:
            await self.connection.execute(query, {"of": article})
        return story

    async def settle(self, story: int | None) -> None:
        """Name a story by its reports; without any of its library, each that is left has a story of its own."""
        if story is None:
            return
        titles = (await self.connection.scalars(_TITLES, {"story": story})).all()
        if titles:
            name = self.likeness.story_name(titles)
            values = {"of_story": story, "new_name": name}
            await self.connection.execute(_NAME, values)
            return
        for row in (await self.connection.execute(_STRANDED, {"story": story})).all():
            own = await self._open(row.library, row.title)
            await self.connection.execute(_STRAND, {"of": row.id, "own": own})
        await self.connection.execute(_DROP_STORY, {"story": story})

    async def _rarity(self, report: Report, terms: Sequence[str]) -> Mapping[str, float]:
        values = _days(report) | {"terms": [ALL, *terms], "libraries": visible_to(self.key)}
        counts = {row.term: row.articles for row in await self.connection.execute(_COUNTS, values)}
        return self.likeness.rarity({term: counts.get(term, 0) for term in terms}, counts.get(ALL, 0))

    async def _named(self, bodies: Mapping[int, str]) -> dict[int, Mapping[str, float]]:
        """Return the people who are prominent in each of some articles."""
        first: dict[int, dict[int, int]] = {article: {} for article in bodies}
        for row in await self.connection.execute(_NAMED, {"articles": list(bodies)}):
            first[row.article][row.person] = row.first
        return {article: self.likeness.prominence(body, first[article]) for article, body in bodies.items()}

    async def _near(self, report: Report, said: _Said, marks: Sequence[str]) -> list[_Near]:
        """Return the reports of the same event, nearest first."""
        visible = visible_to(self.key)
        same = set(await self.connection.scalars(_COPIES, {"of": report.article}))
        sharing: Sequence[int] = ()
        if marks:
            values = _days(report) | {"terms": marks, "of": report.article, "libraries": visible}
            sharing = (await self.connection.scalars(_SHARING, values)).all()
        near = []
        values = {"articles": [*same.difference(sharing), *sharing], "libraries": visible}
        candidates = (await self.connection.execute(_CANDIDATES, values)).all()
        named = await self._named({row.id: row.body for row in candidates})
        for row in candidates:
            similarity = CERTAIN if row.id in same else self._similarity(row, said, named[row.id])
            if similarity >= self.likeness.SAME_EVENT:
                near.append(_Near(row.id, row.story, row.library, similarity))
        return sorted(near, key=lambda each: (-each.similarity, each.article))

    def _similarity(self, row: AnyRow, said: _Said, named: Mapping[str, float]) -> float:
        others = self.likeness.terms(row.body)
        words = self.likeness.similarity(said.weights, others, said.rare, said.length * row.length)
        return min(words * self.likeness.corroboration(said.named, named, said.rare), CERTAIN)

    async def _merged(self, near: Sequence[_Near]) -> int:
        """Return the nearest story; where others are as good as certain too, they become one, the oldest."""
        if near[0].library != self.library:
            return near[0].story
        certain = {each.story for each in near if each.similarity >= self.likeness.MERGING}
        mine = {each.story for each in near if each.library == self.library}
        older, *younger = sorted({near[0].story, *(certain & mine)})
        for story in younger:
            await self.connection.execute(_MOVE, {"younger": story, "older": older})
            await self.connection.execute(_MERGE, {"younger": story, "older": older})
        return older

    async def _alone(self, report: Report, earlier: int | None) -> int:
        if earlier is not None and await self.connection.scalar(_IS_EMPTY, {"story": earlier, "library": self.library}):
            return earlier
        return await self._open(self.library, report.title)

    async def _open(self, library: int, title: str) -> int:
        name = self.likeness.story_name([title])
        row = {"library": library, "name": name}
        return int((await self.connection.scalars(_OPEN, row)).one())


def _days(report: Report) -> dict[str, int]:
    """Return the days on which the event of a report is told; where its day is not known, none that has reports."""
    return {"first": report.day - DAYS_APART, "last": report.day + DAYS_APART if report.day else 0}
