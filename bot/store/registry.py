"""Who is in the archive: linking an article's people to those known, and counting the forms of their names.

An alias counts where it stands and how often it is the fullest form, so that a person's forms and name are known
without looking at the articles. What an article added is taken back when it goes; what nothing counts then disappears.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, literal, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Findings, visible_to
from bot.store.candidates import candidates
from bot.store.engine import AnyRow
from bot.store.fulltext import Index, IndexedName, weight_of
from bot.store.records import Linker
from bot.store.rows import Naming
from bot.store.schema import aliases, appearances, corrections, mentions, people
from bot.store.words import evenly_spaced

_HEADS = (
    select(aliases.c.surface, appearances.c.person)
    .join_from(appearances, aliases, aliases.c.id == appearances.c.alias)
    .where(appearances.c.article == bindparam("article"))
)
_ALIASES_OF = select(aliases.c.id, aliases.c.person, aliases.c.surface, aliases.c.mentions, aliases.c.weight).where(
    aliases.c.library == bindparam("library"), aliases.c.person.in_(bindparam("people", expanding=True))
)
_counted = union_all(
    select(mentions.c.alias, literal(1).label("mentions"), literal(0).label("heads")).where(
        mentions.c.article == bindparam("article")
    ),
    select(appearances.c.alias, literal(0), literal(1)).where(appearances.c.article == bindparam("article")),
).subquery("counted")
_COUNTS = (
    select(
        aliases.c.id,
        aliases.c.person,
        func.sum(_counted.c.mentions).label("mentions"),
        func.sum(_counted.c.heads).label("heads"),
    )
    .join_from(_counted, aliases, aliases.c.id == _counted.c.alias)
    .group_by(aliases.c.id, aliases.c.person)
)
_COUNT = (
    update(aliases)
    .where(aliases.c.id == bindparam("alias"))
    .values(mentions=aliases.c.mentions + bindparam("more_mentions"), heads=aliases.c.heads + bindparam("more_heads"))
)
_WEIGH = update(aliases).where(aliases.c.id == bindparam("alias")).values(weight=bindparam("new_weight"))


def _is_kept(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell whether someone is the subject of a correction that stands."""
    subject = or_(corrections.c.person == person, corrections.c.other == person)
    return select(corrections.c.id).where(subject, corrections.c.undone_at.is_(None)).exists()


_DROP_UNCOUNTED = (
    delete(aliases)
    .where(
        aliases.c.person.in_(bindparam("people", expanding=True)),
        aliases.c.mentions == 0,
        aliases.c.heads == 0,
        ~_is_kept(aliases.c.person),
    )
    .returning(aliases.c.weight, aliases.c.id)
)
_DROP_ABSENT = delete(people).where(
    people.c.id.in_(bindparam("people", expanding=True)),
    ~select(appearances.c.article).where(appearances.c.person == people.c.id).exists(),
    ~_is_kept(people.c.id),
)
_NAMES = (
    select(people.c.id, people.c.name, aliases.c.surface, aliases.c.heads)
    .join_from(people, aliases, (aliases.c.person == people.c.id) & (aliases.c.library == people.c.library))
    .where(people.c.id.in_(bindparam("people", expanding=True)), aliases.c.heads > 0)
)
_RENAME = update(people).where(people.c.id == bindparam("person")).values(name=bindparam("new_name"))


@dataclass(frozen=True, slots=True)
class Registry:
    """The people whom articles of one library may name: those of the public library, and its own."""

    connection: AsyncConnection
    index: Index
    library: int
    key: str

    async def identify(self, findings: Findings, article: int | None, link: Linker) -> dict[str, int]:
        """Return the store's id of each of the article's people; those who are new are added.

        ``article`` is the earlier version, whose people keep their ids where the name is the same.

        Raises:
            ValueError: ``link`` returned someone whom it was not given.
        """
        visible = visible_to(self.key)
        known = await candidates(self.connection, self.index, findings.people, visible)
        linked = link(findings.people, known)
        ids = {local: person for local, person in linked.items() if person is not None}
        if strangers := set(ids.values()) - {person.id for person in known}:
            raise ValueError(strangers)
        if article is not None:
            heads = {row.surface: row.person for row in await self.connection.execute(_HEADS, {"article": article})}
            for person in findings.people:
                if person.id not in ids and heads.get(person.name) not in {None, *ids.values()}:
                    ids[person.id] = heads[person.name]
        new = [person for person in findings.people if person.id not in ids]
        if new:
            query = insert(people).returning(people.c.id, sort_by_parameter_order=True)
            rows = [{"library": self.library, "name": evenly_spaced(person.name)} for person in new]
            added = (await self.connection.scalars(query, rows)).all()
            ids |= {person.id: row for person, row in zip(new, added, strict=True)}
        return ids

    async def count(self, named: Iterable[Mapping[int, Naming]]) -> dict[tuple[int, str], int]:
        """Count how articles name people; return the ids of the aliases, by person and surface."""
        times: Counter[tuple[int, str]] = Counter()
        heads: Counter[tuple[int, str]] = Counter()
        for article in named:
            for person, naming in article.items():
                heads[person, naming.head] += 1
                times.update({(person, surface): count for surface, count in naming.forms.items()})
        if not heads:
            return {}
        values = {"library": self.library, "people": sorted({person for person, _ in heads})}
        counted = {(row.person, row.surface): row for row in await self.connection.execute(_ALIASES_OF, values)}
        ids = {form: row.id for form, row in counted.items()}
        written = [(*form, times[form], heads[form]) for form in sorted({*times, *heads})]
        known = [
            {"alias": ids[person, surface], "more_mentions": count, "more_heads": head}
            for person, surface, count, head in written
            if (person, surface) in ids
        ]
        if known:
            await self.connection.execute(_COUNT, known)
            await self._weigh(
                (row, weight)
                for form, row in counted.items()
                if (weight := weight_of(row.mentions + times[form])) > row.weight
            )
        new = [
            {
                "person": person,
                "library": self.library,
                "surface": surface,
                "folded": self.index.form(surface),
                "mentions": count,
                "heads": head,
                "weight": weight_of(count),
            }
            for person, surface, count, head in written
            if (person, surface) not in ids
        ]
        if new:
            ids |= await self._add(new)
        return ids

    async def _weigh(self, heavier: Iterable[tuple[AnyRow, int]]) -> None:
        """Move aliases up in the index; one whose mentions are taken back stays where it is."""
        weighed = list(heavier)
        if not weighed:
            return
        await self.connection.execute(_WEIGH, [{"alias": row.id, "new_weight": weight} for row, weight in weighed])
        await self.index.drop_names(self.connection, ((row.weight, row.id) for row, _ in weighed))
        names = (IndexedName(row.id, weight, self.key, row.surface) for row, weight in weighed)
        await self.index.add_names(self.connection, names)

    async def _add(self, rows: Sequence[dict[str, object]]) -> dict[tuple[int, str], int]:
        query = insert(aliases).returning(
            aliases.c.id, aliases.c.weight, aliases.c.person, aliases.c.surface, sort_by_parameter_order=True
        )
        added = (await self.connection.execute(query, rows)).all()
        names = (IndexedName(row.id, row.weight, self.key, row.surface) for row in added)
        await self.index.add_names(self.connection, names)
        return {(row.person, row.surface): row.id for row in added}

    async def take_back(self, article: int) -> set[int]:
        """Take back what an article counted; return its people, for ``tidy`` once its findings are gone."""
        counts = (await self.connection.execute(_COUNTS, {"article": article})).all()
        less = [{"alias": row.id, "more_mentions": -row.mentions, "more_heads": -row.heads} for row in counts]
        if less:
            await self.connection.execute(_COUNT, less)
        return {row.person for row in counts}

    async def tidy(self, touched: Iterable[int]) -> None:
        """Remove the forms and people whom no article has any more, and name the others by their most frequent head.

        Whom a correction is about that stands is kept.
        """
        values = {"people": sorted(touched)}
        if not values["people"]:
            return
        dropped = (await self.connection.execute(_DROP_UNCOUNTED, values)).all()
        await self.index.drop_names(self.connection, ((row.weight, row.id) for row in dropped))
        await self.connection.execute(_DROP_ABSENT, values)
        names: dict[int, str] = {}
        heads: dict[int, Counter[str]] = {}
        for row in await self.connection.execute(_NAMES, values):
            names[row.id] = row.name
            heads.setdefault(row.id, Counter())[evenly_spaced(row.surface)] += row.heads
        renamed = [
            {"person": person, "new_name": best}
            for person, counts in heads.items()
            if (best := max(counts, key=lambda name: (counts[name], len(name), name))) != names[person]
        ]
        if renamed:
            await self.connection.execute(_RENAME, renamed)
