"""What people are called, as a reader sees them: the written forms of their names, and their roles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import in_order
from bot.store.overlay import NEWEST, Overlay, whose
from bot.store.schema import aliases, appearances, mentions, people, roles
from bot.store.visibility import HIDDEN, VISIBLE, is_seen_in

ROLES_READ = 200
"""Roles of a person that are counted to tell the most frequent, those that were stored last."""
IS_WRITTEN = aliases.c.mentions + aliases.c.heads > 0
"""That a form stands in an article: those of people whom a correction keeps may be in none."""

_OF_PEOPLE = (aliases.c.person.in_(bindparam("people", expanding=True)), aliases.c.library.in_(VISIBLE))
_COUNTED = (
    select(
        people.c.id.label("person"), people.c.name, aliases.c.surface, func.sum(aliases.c.mentions).label("mentions")
    )
    .join_from(aliases, people, people.c.id == aliases.c.person)
    .where(*_OF_PEOPLE)
    .group_by(people.c.id, people.c.name, aliases.c.surface)
)
NEWEST_ABOUT = (
    select(appearances.c.article)
    .where(
        appearances.c.person.in_(bindparam("people", expanding=True)),
        is_seen_in(appearances.c.article, appearances.c.library),
    )
    .group_by(appearances.c.published_day, appearances.c.article)
    .order_by(appearances.c.published_day.desc(), appearances.c.article.desc())
    .limit(NEWEST)
    .subquery("newest_about")
)
"""The newest articles about people."""
_together = (
    select(aliases.c.person, mentions.c.article, func.count(aliases.c.id.distinct()).label("forms"))
    .select_from(
        in_order(
            in_order(NEWEST_ABOUT, mentions, mentions.c.article == NEWEST_ABOUT.c.article),
            aliases,
            aliases.c.id == mentions.c.alias,
        )
    )
    .where(*_OF_PEOPLE)
    .group_by(aliases.c.person, mentions.c.article)
    .subquery("together")
)
_best = func.row_number().over(
    partition_by=(aliases.c.person, aliases.c.surface), order_by=(_together.c.forms.desc(), mentions.c.id)
)
_places = (
    select(mentions.c.id, mentions.c.alias, _best.label("place"))
    .join_from(_together, mentions, mentions.c.article == _together.c.article)
    .join(aliases, (aliases.c.id == mentions.c.alias) & (aliases.c.person == _together.c.person))
    .where(*_OF_PEOPLE)
    .subquery("places")
)
_first = select(func.min(mentions.c.id)).where(mentions.c.alias == aliases.c.id).correlate(aliases).scalar_subquery()
_PLACED = _COUNTED.add_columns(func.coalesce(func.min(_places.c.id), func.min(_first)).label("example")).outerjoin(
    _places, (_places.c.alias == aliases.c.id) & (_places.c.place == 1)
)
"""The forms each with a place in the newest article of those that have most of them side by side, or the first."""
_person = whose(mentions.c.article, aliases.c.person)
_FOUND = (
    select(
        _person.label("person"),
        people.c.name,
        aliases.c.surface,
        func.count().label("mentions"),
        func.min(mentions.c.id).label("example"),
    )
    .join_from(aliases, people, people.c.id == aliases.c.person)
    .join(mentions, mentions.c.alias == aliases.c.id)
    .where(*_OF_PEOPLE, mentions.c.article.not_in(HIDDEN))
    .group_by(_person, people.c.id, people.c.name, aliases.c.surface)
)
_WITH_ROLES = (roles.c.person.in_(bindparam("people", expanding=True)), roles.c.library.in_(VISIBLE))
_last = roles.alias("last")
_since = (
    select(_last.c.article)
    .where(_last.c.person == people.c.id)
    .order_by(_last.c.article.desc())
    .limit(1)
    .offset(ROLES_READ)
    .scalar_subquery()
)
_ROLE_TEXTS = (
    select(roles.c.person, roles.c.text, func.count().label("times"))
    .join_from(people, roles, roles.c.person == people.c.id)
    .where(
        people.c.id.in_(bindparam("people", expanding=True)),
        roles.c.library.in_(VISIBLE),
        roles.c.article >= func.coalesce(_since, 0),
    )
    .group_by(roles.c.person, roles.c.text)
)
"""How often roles are given, of each person in the articles that were stored last."""
_bearer = whose(roles.c.article, roles.c.person)
_FOUND_ROLE_TEXTS = (
    select(_bearer.label("person"), roles.c.text, func.count().label("times"))
    .where(*_WITH_ROLES, roles.c.article.not_in(HIDDEN))
    .group_by(_bearer, roles.c.text)
)
_COUNT_PEOPLE = select(func.count(aliases.c.person.distinct())).where(aliases.c.library.in_(VISIBLE), IS_WRITTEN)
_WRITTEN_PEOPLE = select(aliases.c.person).where(aliases.c.library.in_(VISIBLE), IS_WRITTEN).distinct()


@dataclass(frozen=True, slots=True)
class Written:
    """How often a form stands where the reader sees it, and a mention there, where that was asked for."""

    mentions: int
    example: int | None


@dataclass(slots=True)
class Called:
    """A person's name and written forms, the most frequent first."""

    name: str
    forms: dict[str, Written] = field(default_factory=dict)

    @property
    def mentions(self) -> int:
        """How often the person is named."""
        return sum(form.mentions for form in self.forms.values())


async def called(
    connection: AsyncConnection,
    overlay: Overlay,
    shown: Iterable[int],
    visible: Sequence[str],
    *,
    placed: bool = False,
) -> dict[int, Called]:
    """Return what those people are called whom the reader can see; with ``placed`` also where each form stands."""
    wanted = list(dict.fromkeys(shown))
    found: dict[int, Called] = {}
    whole, touched = overlay.divided(wanted)
    for query, ids in ((_PLACED if placed else _COUNTED, whole), (_FOUND, touched)):
        for row in await _rows(connection, query, ids, visible):
            person = overlay.shown(row.person)
            entry = found.setdefault(person, Called(overlay.name(person, row.name)))
            form = Written(row.mentions, row.example if query is not _COUNTED else None)
            known = entry.forms.get(row.surface)
            entry.forms[row.surface] = form if known is None else _both(known, form)
    for entry in found.values():
        entry.forms = dict(sorted(entry.forms.items(), key=lambda form: (-form[1].mentions, form[0])))
    return {person: found[person] for person in wanted if person in found}


async def role_texts(
    connection: AsyncConnection, overlay: Overlay, shown: Iterable[int], visible: Sequence[str], limit: int
) -> dict[int, tuple[str, ...]]:
    """Return the texts of each person's most frequent roles."""
    counted: dict[int, Counter[str]] = {}
    whole, touched = overlay.divided(shown)
    for query, ids in ((_ROLE_TEXTS, whole), (_FOUND_ROLE_TEXTS, touched)):
        for row in await _rows(connection, query, ids, visible):
            counted.setdefault(overlay.shown(row.person), Counter())[row.text] += row.times
    return {
        person: tuple(sorted(texts, key=lambda text: (-texts[text], text))[:limit]) for person, texts in counted.items()
    }


async def count_people(connection: AsyncConnection, visible: Sequence[str]) -> int:
    """Count the people whom the reader sees, each once."""
    overlay = await Overlay.of(connection, visible)
    if not overlay:
        return int((await connection.execute(_COUNT_PEOPLE, {"libraries": visible})).scalar_one())
    found = await connection.scalars(_WRITTEN_PEOPLE, {"libraries": visible})
    shown = {each for person in found for each in overlay.may_be(person)}
    doubtful = {person for person in shown if not overlay.kin(person).found.isdisjoint(overlay.touched)}
    return len(shown - doubtful) + len(await called(connection, overlay, doubtful, visible))


async def _rows(
    connection: AsyncConnection, query: Select[Any], ids: Sequence[int], visible: Sequence[str]
) -> Sequence[Any]:
    return (await connection.execute(query, {"people": ids, "libraries": visible})).all() if ids else ()


def _both(one: Written, other: Written) -> Written:
    examples = [example for example in (one.example, other.example) if example is not None]
    return replace(one, mentions=one.mentions + other.mentions, example=min(examples, default=None))
