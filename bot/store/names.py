"""Queries for people: by name, and what they are called."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.fulltext import ALIASES_MATCHING, ALIASES_RANKED, frequencies, match_beginning, match_grams
from bot.store.reading import NEWEST_FIRST, VISIBLE, AnyRow, passage, passage_columns
from bot.store.records import Form, NamedPerson, RelatedPerson, StoredPerson, StoredRole
from bot.store.schema import aliases, appearances, articles, mentions, roles
from bot.store.schema import people as people_table
from bot.store.words import evenly_spaced, tokens

ROLES_OF_NAMED = 3
"""Roles that are given with a name: enough to tell apart people of one name."""
ROLES_OF_PERSON = 50
"""Wordings of roles that are read with a person, the most frequent of someone who is in every article."""
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

_sought = aliases.c.person.in_(bindparam("people", expanding=True)) & aliases.c.library.in_(VISIBLE)
_together = (
    select(aliases.c.person, mentions.c.article, func.count(aliases.c.id.distinct()).label("forms"))
    .join_from(aliases, mentions, mentions.c.alias == aliases.c.id)
    .where(_sought)
    .group_by(aliases.c.person, mentions.c.article)
    .subquery("together")
)
_place = func.row_number().over(
    partition_by=(aliases.c.person, aliases.c.surface), order_by=(_together.c.forms.desc(), mentions.c.id)
)
_placed = (
    select(mentions.c.id, aliases.c.person, aliases.c.surface, _place.label("place"))
    .join_from(aliases, mentions, mentions.c.alias == aliases.c.id)
    .join(_together, (_together.c.person == aliases.c.person) & (_together.c.article == mentions.c.article))
    .where(_sought)
    .subquery("placed")
)
_forms = FORMS.subquery("forms")
_PLACED_FORMS = (
    select(
        _forms.c.id.label("person"),
        _forms.c.name,
        _forms.c.surface,
        _forms.c.mentions,
        *passage_columns(mentions.c.start, mentions.c.end),
    )
    .join_from(_forms, _placed, (_placed.c.person == _forms.c.id) & (_placed.c.surface == _forms.c.surface))
    .join(mentions, mentions.c.id == _placed.c.id)
    .join(articles, articles.c.id == mentions.c.article)
    .where(_placed.c.place == 1)
    .order_by(_forms.c.id, _forms.c.mentions.desc(), _forms.c.surface)
)
"""The forms of people, each with a place in the article that has most of them side by side."""

_wording = roles.c.person, roles.c.text
_given = (
    select(
        roles.c.id,
        roles.c.person,
        func.count().over(partition_by=_wording).label("given"),
        func.min(articles.c.published_on).over(partition_by=_wording).label("first_on"),
        func.max(articles.c.published_on).over(partition_by=_wording).label("last_on"),
        func.row_number().over(partition_by=_wording, order_by=(*NEWEST_FIRST, roles.c.start)).label("number"),
    )
    .join_from(roles, articles, articles.c.id == roles.c.article)
    .where(roles.c.person.in_(bindparam("people", expanding=True)), articles.c.library.in_(VISIBLE))
    .subquery("given")
)
_ranked_roles = (
    select(
        _given,
        func.row_number()
        .over(partition_by=_given.c.person, order_by=(_given.c.given.desc(), _given.c.last_on.desc(), _given.c.id))
        .label("rank"),
    )
    .where(_given.c.number == 1)
    .subquery("ranked_roles")
)
_ROLES = (
    select(
        roles.c.person,
        _ranked_roles.c.given,
        _ranked_roles.c.first_on,
        _ranked_roles.c.last_on,
        *passage_columns(roles.c.start, roles.c.end),
    )
    .join_from(_ranked_roles, roles, roles.c.id == _ranked_roles.c.id)
    .join(articles, articles.c.id == roles.c.article)
    .where(_ranked_roles.c.rank <= ROLES_OF_PERSON)
    .order_by(roles.c.person, _ranked_roles.c.rank)
)
"""The wordings of people's roles, each where the newest article gives it."""

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
    found_roles: dict[int, list[StoredRole]] = {}
    for row in await connection.execute(_ROLES, values):
        role = StoredRole(passage(row), row.given, row.first_on, row.last_on)
        found_roles.setdefault(row.person, []).append(role)
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
