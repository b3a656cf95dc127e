"""Queries for people: by name, and what they are called."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import AnyRow, in_order
from bot.store.forms import IS_WRITTEN, NEWEST_ABOUT, Called, called, role_texts
from bot.store.fulltext import DISTANCE, GRAMS, NAMES, SHARES, Phrases, frequencies, holds, item_of, rarest
from bot.store.overlay import NEWEST, Overlay, is_of, newest_naming, whose
from bot.store.reading import NEWEST_FIRST, passage, passage_columns
from bot.store.records import Form, NamedPerson, Passage, RelatedPerson, StoredPerson, StoredRole
from bot.store.schema import aliases, appearances, articles, mentions, roles
from bot.store.schema import people as people_table
from bot.store.visibility import VISIBLE, is_seen
from bot.store.words import evenly_spaced, run_of, tokens

ROLES_OF_NAMED = 3
"""Roles that are given with a name: enough to tell apart people of one name."""
ROLES_OF_PERSON = 50
"""Wordings of roles that are read with a person, the most frequent of someone who is in every article."""
FORMS_A_PERSON = 4
"""How many forms of one person are expected to match, where a query bounds the rows that it reads."""
SPREAD = 2
"""As many times the rows are read of which those most mentioned are chosen, as weights tell the mentions roughly."""

_ALIAS = item_of(NAMES.c.rowid).label("alias")
LIKE = (
    select(_ALIAS, DISTANCE.label("distance"))
    .join_from(NAMES, aliases, aliases.c.id == item_of(NAMES.c.rowid))
    .where(SHARES, aliases.c.library.in_(VISIBLE))
    .order_by(DISTANCE, NAMES.c.rowid.desc())
)
"""The aliases of visible libraries that share a term with what is sought, nearest first."""

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
        .where(IS_WRITTEN)
        .order_by(*order, people_table.c.id, aliases.c.mentions.desc(), aliases.c.id)
    )


def _most_mentioned() -> Select[Any]:
    """Select ``limit`` people by the mentions of their aliases among the ``rows`` of most weight that match."""
    matched = (
        select(_ALIAS)
        .where(holds(NAMES, "words"))
        .order_by(NAMES.c.rowid.desc())
        .limit(bindparam("rows"))
        .cte("matched")
    )
    weight = func.sum(aliases.c.mentions)
    most = (
        select(aliases.c.person, weight.label("weight"))
        .join_from(matched, aliases, aliases.c.id == matched.c.alias)
        .group_by(aliases.c.person)
        .order_by(weight.desc(), aliases.c.person)
        .limit(bindparam("limit"))
        .subquery("most")
    )
    return _named(matched, most.c.weight.desc()).join(most, most.c.person == aliases.c.person)


_exact = select(aliases.c.id.label("alias")).where(
    aliases.c.folded == bindparam("folded"), aliases.c.library.in_(VISIBLE)
)
_ranked = LIKE.limit(bindparam("rows")).subquery("matched")

_NAMED = _named(_exact.subquery("matched"), _TOTAL.desc())
_LIKE = _named(_ranked, _ranked.c.distance)
_STARTING = _most_mentioned()

_PLACES = (
    select(mentions.c.id, *passage_columns(mentions.c.start, mentions.c.end))
    .join_from(mentions, articles, articles.c.id == mentions.c.article)
    .where(mentions.c.id.in_(bindparam("mentions", expanding=True)))
)

_borne = (
    select(
        roles.c.id,
        roles.c.text,
        roles.c.start,
        whose(roles.c.article, roles.c.person).label("bearer"),
        articles.c.id.label("article"),
        articles.c.published_day,
        articles.c.published_on,
    )
    .select_from(
        in_order(
            in_order(NEWEST_ABOUT, roles, roles.c.article == NEWEST_ABOUT.c.article),
            articles,
            articles.c.id == roles.c.article,
        )
    )
    .where(roles.c.person.in_(bindparam("people", expanding=True)))
    .subquery("borne")
)
_wording = _borne.c.bearer, _borne.c.text
_newest_of_wording = _borne.c.published_day.desc(), _borne.c.article.desc(), _borne.c.start
_given = select(
    _borne.c.id,
    _borne.c.bearer,
    func.count().over(partition_by=_wording).label("given"),
    func.min(_borne.c.published_on).over(partition_by=_wording).label("first_on"),
    func.max(_borne.c.published_on).over(partition_by=_wording).label("last_on"),
    func.row_number().over(partition_by=_wording, order_by=_newest_of_wording).label("number"),
).subquery("given")
_most_given = func.row_number().over(
    partition_by=_given.c.bearer, order_by=(_given.c.given.desc(), _given.c.last_on.desc(), _given.c.id)
)
_frequent_roles = select(_given, _most_given.label("rank")).where(_given.c.number == 1).subquery("frequent_roles")
_ROLES = (
    select(
        _frequent_roles.c.bearer,
        _frequent_roles.c.given,
        _frequent_roles.c.first_on,
        _frequent_roles.c.last_on,
        *passage_columns(roles.c.start, roles.c.end),
    )
    .join_from(_frequent_roles, roles, roles.c.id == _frequent_roles.c.id)
    .join(articles, articles.c.id == roles.c.article)
    .where(_frequent_roles.c.rank <= ROLES_OF_PERSON)
    .order_by(*NEWEST_FIRST, roles.c.start)
)
"""The wordings of people's roles, each where the newest article gives it."""

_ROLE_IN = (
    select(*passage_columns(roles.c.start, roles.c.end))
    .join_from(roles, articles, articles.c.id == roles.c.article)
    .where(
        roles.c.article == bindparam("article"),
        is_of("person", roles.c.article, roles.c.person),
        is_seen(articles),
    )
    .order_by(roles.c.start)
    .limit(1)
)

_recent = newest_naming("person").limit(NEWEST).subquery("recent")
_beside = (
    select(appearances.c.article, whose(appearances.c.article, appearances.c.person).label("person"))
    .select_from(in_order(_recent, appearances, appearances.c.article == _recent.c.article))
    .subquery("beside")
)
_RELATED = (
    select(people_table.c.id, people_table.c.name, func.count().label("articles"))
    .join_from(_beside, people_table, people_table.c.id == _beside.c.person)
    .where(people_table.c.id.not_in(bindparam("person_all", expanding=True)))
    .group_by(people_table.c.id, people_table.c.name)
    .order_by(func.count().desc(), people_table.c.id)
    .limit(bindparam("limit"))
)
_MERGED_BESIDE = select(_beside).where(_beside.c.person.in_(bindparam("merged", expanding=True)))


async def named(connection: AsyncConnection, folded: str, visible: Sequence[str]) -> list[NamedPerson]:
    """Return the people who are written ``folded`` in full, most mentioned first."""
    rows = await connection.execute(_NAMED, {"folded": evenly_spaced(folded), "libraries": visible})
    overlay = await Overlay.of(connection, visible)
    people_named = await _people(connection, overlay, rows.all(), visible)
    return sorted(people_named, key=lambda person: (-person.mentions, person.id))


async def like(
    connection: AsyncConnection, grams: Sequence[str], visible: Sequence[str], limit: int
) -> list[NamedPerson]:
    """Return the people with a form that shares ``grams``, the rarest and most shared first."""
    sought = rarest(GRAMS, grams, await frequencies(connection, GRAMS, grams))
    if sought is None:
        return []
    values = sought.bound | {"rows": limit * FORMS_A_PERSON, "libraries": visible}
    rows = await connection.execute(_LIKE, values)
    overlay = await Overlay.of(connection, visible)
    return (await _people(connection, overlay, rows.all(), visible))[:limit]


async def starting(
    connection: AsyncConnection, folded_prefix: str, visible: Sequence[str], limit: int
) -> list[NamedPerson]:
    """Return the people of whom a form, or a Latin word of it, begins so, by mentions of such forms.

    Of very many, those are told of whom one form is mentioned most.
    """
    phrase = tokens(folded_prefix)
    if not visible or (folded_prefix.strip() and not phrase):
        return []
    overlay = await Overlay.of(connection, visible)
    # Corrections may make one of two, or hide someone: as many again are asked for.
    wanted = 2 * limit if overlay else limit
    values = {"limit": wanted, "rows": wanted * FORMS_A_PERSON * SPREAD, "libraries": visible}
    rows = await connection.execute(_STARTING, values | _beginning(phrase, visible).bound_to("match"))
    return (await _people(connection, overlay, rows.all(), visible))[:limit]


def _beginning(phrase: Sequence[str], visible: Sequence[str]) -> Phrases:
    """Return the names that begin so; of a Latin beginning, the names of which any word does."""
    phrases = (phrase,) if phrase else ()
    return Phrases("words", phrases, tuple(visible), anchored=bool(phrase) and run_of(phrase[0]) is None)


async def people(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[StoredPerson]:
    """Return those of the people whom the reader can see, in the order of ``ids``, each as they are shown."""
    overlay = await Overlay.of(connection, visible)
    shown = dict.fromkeys(map(overlay.shown, ids))
    found = await called(connection, overlay, shown, visible, placed=True)
    examples = [form.example for entry in found.values() for form in entry.forms.values() if form.example is not None]
    places = {row.id: passage(row) for row in await connection.execute(_PLACES, {"mentions": examples})}
    found_roles: dict[int, dict[str, StoredRole]] = {}
    whom = sorted({each for person in found for each in overlay.kin(person).found})
    for row in await connection.execute(_ROLES, {"people": whom, "libraries": visible}):
        of_person = found_roles.setdefault(overlay.shown(row.bearer), {})
        role = StoredRole(passage(row), row.given, row.first_on, row.last_on)
        known = of_person.get(role.passage.text)
        of_person[role.passage.text] = role if known is None else known.and_also(role)
    return [
        StoredPerson(each, entry.name, forms, _by_frequency(found_roles.get(each, {}).values()))
        for each, entry in found.items()
        if (forms := tuple(_forms(entry, places)))
    ]


def _by_frequency(found: Iterable[StoredRole]) -> tuple[StoredRole, ...]:
    return tuple(sorted(found, key=lambda role: -role.count))


def _forms(entry: Called, places: Mapping[int, Passage]) -> Iterator[Form]:
    for surface, form in entry.forms.items():
        if form.example is not None:
            yield Form(surface, form.mentions, places[form.example])


async def role_in(connection: AsyncConnection, person: int, article: int, visible: Sequence[str]) -> Passage | None:
    """Return the first words of an article that say who a person is."""
    overlay = await Overlay.of(connection, visible)
    values: dict[str, Any] = {"article": article, "libraries": visible} | overlay.kin(person).values("person")
    row = (await connection.execute(_ROLE_IN, values)).one_or_none()
    return None if row is None else passage(row)


async def co_mentioned(
    connection: AsyncConnection, person: int, visible: Sequence[str], limit: int
) -> list[RelatedPerson]:
    """Return those who appear beside a person in the newest articles about them, most articles first."""
    overlay = await Overlay.of(connection, visible)
    values: dict[str, Any] = {"libraries": visible} | overlay.kin(person).values("person")
    rows = await connection.execute(_RELATED, values | {"limit": limit + len(overlay.shown_as)})
    related = {row.id: RelatedPerson(row.id, overlay.name(row.id, row.name), row.articles) for row in rows}
    if overlay.merged:
        beside: dict[int, set[int]] = {}
        for row in await connection.execute(_MERGED_BESIDE, values | {"merged": sorted(overlay.shown_as)}):
            beside.setdefault(overlay.shown(row.person), set()).add(row.article)
        related = {each: other for each, other in related.items() if each not in overlay.shown_as}
        beside.pop(overlay.shown(person), None)
        related |= {each: RelatedPerson(each, overlay.name(each, ""), len(where)) for each, where in beside.items()}
    return sorted(related.values(), key=lambda other: (-other.articles, other.id))[:limit]


async def _people(
    connection: AsyncConnection, overlay: Overlay, rows: Sequence[AnyRow], visible: Sequence[str]
) -> list[NamedPerson]:
    """Gather the rows of ``_named`` into people as they are shown, in the order of their first rows."""
    if not rows:
        return []
    if overlay:
        found = await _as_shown(connection, overlay, rows, visible)
    else:
        surfaces: dict[int, dict[str, None]] = {}
        for row in rows:
            surfaces.setdefault(row.id, {})[row.surface] = None
        first = {row.id: row for row in reversed(rows)}
        found = [NamedPerson(e, first[e].name, tuple(forms), first[e].mentions) for e, forms in surfaces.items()]
    texts = await role_texts(connection, overlay, (person.id for person in found), visible, ROLES_OF_NAMED)
    return [replace(person, roles=texts.get(person.id, ())) for person in found]


async def _as_shown(
    connection: AsyncConnection, overlay: Overlay, rows: Sequence[AnyRow], visible: Sequence[str]
) -> list[NamedPerson]:
    """Return who has one of the forms in the rows, as the reader's corrections have it."""
    matched = {row.surface for row in rows}
    shown = dict.fromkeys(each for row in rows for each in overlay.may_be(row.id))
    found = await called(connection, overlay, shown, visible)
    return [
        NamedPerson(person, entry.name, surfaces, entry.mentions)
        for person, entry in found.items()
        if (surfaces := tuple(surface for surface in entry.forms if surface in matched))
    ]
