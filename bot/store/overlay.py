"""Whom a reader takes for whom: what the corrections that they see make of the people whom the analysis found.

Two people who were merged are one, shown as the one that they were merged into. Someone who was split is another person
in some articles: ``whose`` tells that of a row, as the splits that stand come to it in ``identities``. Nothing of it
changes what is stored; without corrections every person is who they are.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import CorrectionKind
from bot.store.engine import AnyRow, known
from bot.store.schema import aliases, appearances, corrections, identities, mentions, people
from bot.store.visibility import HIDDEN, VISIBLE, is_seen_in

NEWEST = 300
"""Articles about somebody that are read, the newest published, where all would be ever more."""

_OF_PEOPLE = (CorrectionKind.MERGE, CorrectionKind.SPLIT, CorrectionKind.HIDE)
_STANDING = (
    select(corrections.c.kind, corrections.c.person, corrections.c.other, corrections.c.remaining, people.c.name)
    .outerjoin(people, people.c.id == corrections.c.other)
    .where(
        corrections.c.library.in_(VISIBLE),
        corrections.c.kind.in_([kind.value for kind in _OF_PEOPLE]),
        corrections.c.undone_at.is_(None),
    )
    .order_by(corrections.c.id)
)
_IN_HIDDEN = select(appearances.c.person).where(appearances.c.article.in_(HIDDEN)).distinct()


def whose(article: ColumnElement[int], person: ColumnElement[int]) -> ColumnElement[int]:
    """Return whom the reader takes a person for whom the analysis found in an article, before merges: the newest split.

    The columns are those of a row; ``libraries`` is bound as in every query.
    """
    identity, split = identities.alias("identity"), corrections.alias("split")
    other = (
        select(split.c.other)
        .join_from(identity, split, split.c.id == identity.c.correction)
        .where(identity.c.article == article, identity.c.person == person, split.c.library.in_(VISIBLE))
        .order_by(split.c.id.desc())
        .limit(1)
        .correlate_except(identity, split)
        .scalar_subquery()
    )
    return func.coalesce(other, person)


def is_of(kin: str, article: ColumnElement[int], person: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell whether a person whom the analysis found in an article is the one whose ``Kin.values`` are bound so."""
    found = person.in_(bindparam(f"{kin}_found", expanding=True))
    return found & whose(article, person).in_(bindparam(f"{kin}_all", expanding=True))


def naming(
    kin: str, article: ColumnElement[int], start: ColumnElement[int], end: ColumnElement[int]
) -> ColumnElement[bool]:
    """Tell whether the one whose ``Kin.values`` are bound so is named between two offsets of an article."""
    mention, alias = mentions.alias("mention"), aliases.alias("form")
    return (
        select(mention.c.id)
        .join_from(mention, alias, alias.c.id == mention.c.alias)
        .where(
            mention.c.article == article,
            mention.c.start >= start,
            mention.c.end <= end,
            is_of(kin, mention.c.article, alias.c.person),
        )
        .correlate_except(mention, alias)
        .exists()
    )


def newest_naming(kin: str) -> Select[Any]:
    """Select the articles that name the one whose ``Kin.values`` are bound so, newest published first."""
    return (
        select(appearances.c.article, appearances.c.published_day)
        .where(
            is_of(kin, appearances.c.article, appearances.c.person),
            is_seen_in(appearances.c.article, appearances.c.library),
        )
        .group_by(appearances.c.published_day, appearances.c.article)
        .order_by(appearances.c.published_day.desc(), appearances.c.article.desc())
    )


@dataclass(frozen=True, slots=True)
class Kin:
    """One person, as a reader sees them: ``members`` are all who are them, ``found`` those who are so somewhere."""

    shown: int
    members: frozenset[int]
    found: frozenset[int]

    def values(self, kin: str) -> dict[str, list[int]]:
        """Return the values that ``is_of`` binds."""
        return {f"{kin}_found": sorted(self.found), f"{kin}_all": sorted(self.members)}


@dataclass(frozen=True, slots=True)
class Overlay:
    """The corrections of people that one reader sees.

    ``touched`` are those of whom the counts of aliases do not tell what the reader sees: they were split, or are named
    in an article that is hidden.
    """

    merged: Mapping[int, frozenset[int]] = field(default_factory=dict)
    shown_as: Mapping[int, int] = field(default_factory=dict)
    splits: tuple[tuple[int, int], ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    touched: frozenset[int] = frozenset()

    @classmethod
    async def of(cls, connection: AsyncConnection, visible: Sequence[str]) -> "Overlay":
        """Read what a reader's corrections make of people."""
        return await known(connection, ("overlay", *visible), lambda: cls._read(connection, visible))

    @classmethod
    async def _read(cls, connection: AsyncConnection, visible: Sequence[str]) -> "Overlay":
        rows = (await connection.execute(_STANDING, {"libraries": visible})).all()
        if not rows:
            return cls()
        merges = [(row.person, row.other) for row in _complete(rows, CorrectionKind.MERGE)]
        split = _complete(rows, CorrectionKind.SPLIT)
        names = {row.other: row.name for row in rows if row.other is not None}
        names |= {row.person: row.remaining for row in split if row.remaining}
        read = cls(*_joined(merges), tuple((row.person, row.other) for row in split), names)
        touched = {each for pair in read.splits for person in pair for each in read.kin(person).found}
        if any(row.kind == CorrectionKind.HIDE for row in rows):
            touched |= set(await connection.scalars(_IN_HIDDEN, {"libraries": visible}))
        return cls(read.merged, read.shown_as, read.splits, names, frozenset(touched))

    def __bool__(self) -> bool:
        """Tell whether anyone is not simply who the analysis found."""
        return bool(self.merged or self.splits or self.touched)

    def shown(self, person: int) -> int:
        """Return the one as whom a person is shown."""
        return self.shown_as.get(person, person)

    def name(self, person: int, found: str) -> str:
        """Return the name of someone who is shown, given the one that the analysis found."""
        return self.names.get(person, found)

    def kin(self, person: int) -> Kin:
        """Return all who are one with a person."""
        shown = self.shown(person)
        members = self.merged.get(shown, frozenset({shown}))
        found, more = set(members), set(members)
        while more:
            parted = {split for split, other in self.splits if other in more}
            more = {each for split in parted for each in self._members(split)} - found
            found |= more
        return Kin(shown, members, frozenset(found))

    def may_be(self, person: int) -> list[int]:
        """Return those as whom a person may be shown, whom the analysis found: themselves first."""
        reached = [self.shown(person)]
        for each in reached:
            members = self._members(each)
            others = (self.shown(other) for split, other in self.splits if split in members)
            reached += dict.fromkeys(other for other in others if other not in reached)
        return reached

    def divided(self, shown: Iterable[int]) -> tuple[list[int], list[int]]:
        """Return whom the analysis found of some who are shown: those whose counts hold, and those who are touched."""
        whole: set[int] = set()
        touched: set[int] = set()
        for each in shown:
            found = self.kin(each).found
            (whole if found.isdisjoint(self.touched) else touched).update(found)
        return sorted(whole), sorted(touched)

    def _members(self, person: int) -> Collection[int]:
        return self.merged.get(self.shown(person), (person,))


def _complete(rows: Iterable[AnyRow], kind: CorrectionKind) -> list[AnyRow]:
    """Return the corrections of a kind whose people are still known."""
    return [row for row in rows if row.kind == kind and row.person is not None and row.other is not None]


def _joined(merges: Sequence[tuple[int, int]]) -> tuple[dict[int, frozenset[int]], dict[int, int]]:
    """Return the groups of people that merges join, by whom each is shown as, and that for each of their members.

    Of a group the one is shown who was merged into nobody; where several or none are, into whom the newest merge was.
    """
    group: dict[int, set[int]] = {}
    for person, other in merges:
        joined = group.get(person, {person}) | group.get(other, {other})
        group |= dict.fromkeys(joined, joined)
    into_somebody = {person for person, _ in merges}
    shown_as: dict[int, int] = {}
    for _, other in sorted(merges, key=lambda merge: merge[1] not in into_somebody):
        shown_as |= dict.fromkeys(group[other], other)
    return {other: frozenset(group[other]) for other in set(shown_as.values())}, shown_as
