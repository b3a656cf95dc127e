"""Queries for people: by name, and what they are called."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.fulltext import ALIASES_MATCHING, ALIASES_RANKED, frequencies, match_beginning, match_grams
from bot.store.reading import NEWEST_FIRST, VISIBLE, AnyRow, passage, passage_columns
from bot.store.records import Form, NamedPerson, Passage, RelatedPerson, StoredPerson
from bot.store.schema import aliases, appearances, articles, mentions, roles
from bot.store.schema import people as people_table
from bot.store.words import evenly_spaced, tokens

ROLES_OF_NAMED = 3
"""Roles that are given with a name: enough to tell apart people of one name."""
ROLES_OF_PERSON = 50
"""Roles that are read with a person: few enough for someone who is in every article."""
FORMS_A_PERSON = 4
"""How many forms of one person are expected to match, where a query bounds the rows that it reads."""
RECENT_ARTICLES = 500
"""The newest articles about a person, which ``co_mentioned`` looks at."""

_counted = aliases.alias("counted")
_TOTAL = (
    select(func.sum(_counted.c.mentions))
    .where(_counted.c.person == people_table.c.id, _counted.c.library.in_(VISIBLE))
    .scalar_subquery()
    .label("mentions")
)


def _named(matched: FromClause, *order: ColumnElement[Any]) -> Select[Any]:
    """Select the people of the aliases in ``matched``: a row a form, those of a person by frequency."""
    return (
        select(people_table.c.id, people_table.c.name, aliases.c.surface, _TOTAL)
        .join_from(matched, aliases, aliases.c.id == matched.c.alias)
        .join(people_table, people_table.c.id == aliases.c.person)
        .order_by(*order, people_table.c.id, aliases.c.mentions.desc(), aliases.c.id)
    )


def _most_mentioned(matched: FromClause) -> Select[Any]:
    """Number people by the mentions of their aliases in ``matched``, and keep ``limit`` of them."""
    weighed = (
        select(
            aliases.c.id.label("alias"),
            aliases.c.person,
            func.sum(aliases.c.mentions).over(partition_by=aliases.c.person).label("weight"),
        )
        .join_from(matched, aliases, aliases.c.id == matched.c.alias)
        .subquery("weighed")
    )
    place = func.dense_rank().over(order_by=(weighed.c.weight.desc(), weighed.c.person))
    placed = select(weighed.c.alias, place.label("place")).subquery("placed")
    return _named(placed, placed.c.place).where(placed.c.place <= bindparam("limit"))


_exact = select(aliases.c.id.label("alias")).where(
    aliases.c.folded == bindparam("folded"), aliases.c.library.in_(VISIBLE)
)
_frequent = (
    select(aliases.c.id.label("alias"))
    .where(aliases.c.library.in_(VISIBLE))
    .order_by(aliases.c.mentions.desc(), aliases.c.id)
    .limit(bindparam("rows"))
)
_ranked = ALIASES_RANKED.limit(bindparam("rows")).subquery("matched")

_NAMED = _named(_exact.subquery("matched"), _TOTAL.desc())
_LIKE = _named(_ranked, _ranked.c.distance)
_STARTING = _most_mentioned(ALIASES_MATCHING.subquery("matched"))
_FREQUENT = _most_mentioned(_frequent.subquery("matched"))

ROLE_TEXTS = (
    select(roles.c.person, roles.c.text)
    .where(roles.c.person.in_(bindparam("people", expanding=True)), roles.c.library.in_(VISIBLE))
    .group_by(roles.c.person, roles.c.text)
    .order_by(roles.c.person, func.count().desc(), roles.c.text)
)
"""The distinct roles of people, most frequent first."""

FORMS = (
    select(people_table.c.id, people_table.c.name, aliases.c.surface, func.sum(aliases.c.mentions).label("mentions"))
    .join_from(aliases, people_table, people_table.c.id == aliases.c.person)
    .where(people_table.c.id.in_(bindparam("people", expanding=True)), aliases.c.library.in_(VISIBLE))
    .group_by(people_table.c.id, people_table.c.name, aliases.c.surface)
    .order_by(people_table.c.id, func.sum(aliases.c.mentions).desc(), aliases.c.surface)
)
"""The forms of people, most frequent first."""

_examples = FORMS.add_columns(
    func.min(
        select(func.min(mentions.c.id)).where(mentions.c.alias == aliases.c.id).correlate(aliases).scalar_subquery()
    ).label("example")
).subquery("examples")
_PLACED_FORMS = (
    select(
        _examples.c.id.label("person"),
        _examples.c.name,
        _examples.c.surface,
        _examples.c.mentions,
        *passage_columns(mentions.c.start, mentions.c.end),
    )
    .join_from(_examples, mentions, mentions.c.id == _examples.c.example)
    .join(articles, articles.c.id == mentions.c.article)
    .order_by(_examples.c.id, _examples.c.mentions.desc(), _examples.c.surface)
)
"""The forms of people, each with the first place where it was found."""

_numbered = (
    select(
        roles.c.id,
        func.row_number().over(partition_by=roles.c.person, order_by=(*NEWEST_FIRST, roles.c.start)).label("number"),
    )
    .join_from(roles, articles, articles.c.id == roles.c.article)
    .where(roles.c.person.in_(bindparam("people", expanding=True)), articles.c.library.in_(VISIBLE))
    .subquery("numbered")
)
_ROLES = (
    select(roles.c.person, *passage_columns(roles.c.start, roles.c.end))
    .join_from(_numbered, roles, roles.c.id == _numbered.c.id)
    .join(articles, articles.c.id == roles.c.article)
    .where(_numbered.c.number <= ROLES_OF_PERSON)
    .order_by(roles.c.person, _numbered.c.number)
)

_recent = (
    select(appearances.c.article)
    .join_from(appearances, articles, articles.c.id == appearances.c.article)
    .where(appearances.c.person == bindparam("person"), articles.c.library.in_(VISIBLE))
    .order_by(*NEWEST_FIRST)
    .limit(RECENT_ARTICLES)
    .subquery("recent")
)
_RELATED = (
    select(people_table.c.id, people_table.c.name, func.count().label("articles"))
    .join_from(_recent, appearances, appearances.c.article == _recent.c.article)
    .join(people_table, people_table.c.id == appearances.c.person)
    .where(people_table.c.id != bindparam("person"))
    .group_by(people_table.c.id, people_table.c.name)
    .order_by(func.count().desc(), people_table.c.id)
    .limit(bindparam("limit"))
)


async def named(connection: AsyncConnection, folded: str, visible: Sequence[str]) -> list[NamedPerson]:
    """Return the people who are written ``folded`` in full, most mentioned first."""
    rows = await connection.execute(_NAMED, {"folded": evenly_spaced(folded), "libraries": visible})
    return await _people(connection, rows.all(), visible)


async def like(
    connection: AsyncConnection, grams: Sequence[str], visible: Sequence[str], limit: int
) -> list[NamedPerson]:
    """Return the people with a form that shares ``grams``, the rarest and most shared first."""
    match = match_grams(grams, await frequencies(connection, grams), visible)
    if match is None or not visible:
        return []
    values = {"match": match, "rows": limit * FORMS_A_PERSON, "libraries": visible}
    rows = await connection.execute(_LIKE, values)
    return (await _people(connection, rows.all(), visible))[:limit]


async def starting(
    connection: AsyncConnection, folded_prefix: str, visible: Sequence[str], limit: int
) -> list[NamedPerson]:
    """Return the people of whom a form, or a Latin word of it, begins so, by mentions of such forms."""
    phrase = tokens(folded_prefix)
    if not visible or (folded_prefix.strip() and not phrase):
        return []
    values = {"limit": limit, "libraries": visible}
    if phrase:
        rows = await connection.execute(_STARTING, values | {"match": match_beginning(phrase, visible)})
    else:
        rows = await connection.execute(_FREQUENT, values | {"rows": limit * FORMS_A_PERSON})
    return await _people(connection, rows.all(), visible)


async def people(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[StoredPerson]:
    """Return those of the people whom the reader can see, in the order of ``ids``."""
    values = {"people": ids, "libraries": visible}
    names: dict[int, str] = {}
    forms: dict[int, list[Form]] = {}
    for row in await connection.execute(_PLACED_FORMS, values):
        names[row.person] = row.name
        forms.setdefault(row.person, []).append(Form(row.surface, row.mentions, passage(row)))
    found_roles: dict[int, list[Passage]] = {}
    for row in await connection.execute(_ROLES, values):
        found_roles.setdefault(row.person, []).append(passage(row))
    return [
        StoredPerson(each, names[each], tuple(forms[each]), tuple(found_roles.get(each, ())))
        for each in dict.fromkeys(ids)
        if each in names
    ]


async def co_mentioned(
    connection: AsyncConnection, person: int, visible: Sequence[str], limit: int
) -> list[RelatedPerson]:
    """Return those who appear beside a person in the newest articles about them, most articles first."""
    rows = await connection.execute(_RELATED, {"person": person, "libraries": visible, "limit": limit})
    return [RelatedPerson(row.id, row.name, row.articles) for row in rows]


async def role_texts(
    connection: AsyncConnection, ids: Iterable[int], visible: Sequence[str], limit: int
) -> dict[int, tuple[str, ...]]:
    """Return the texts of each person's most frequent roles."""
    texts: dict[int, tuple[str, ...]] = {}
    for row in await connection.execute(ROLE_TEXTS, {"people": list(ids), "libraries": visible}):
        texts[row.person] = (*texts.get(row.person, ()), row.text)[:limit]
    return texts


async def _people(connection: AsyncConnection, rows: Sequence[AnyRow], visible: Sequence[str]) -> list[NamedPerson]:
    """Gather the rows of ``_named`` into people, in the order of their first rows."""
    surfaces: dict[int, dict[str, None]] = {}
    for row in rows:
        surfaces.setdefault(row.id, {})[row.surface] = None
    texts = await role_texts(connection, surfaces, visible, ROLES_OF_NAMED) if surfaces else {}
    first = {row.id: row for row in reversed(rows)}
    return [
        NamedPerson(each, first[each].name, tuple(forms), first[each].mentions, texts.get(each, ()))
        for each, forms in surfaces.items()
    ]
