"""Whom the archive already knows that an article's people may be."""

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import bindparam, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import KnownPerson, Person
from bot.store.forms import IS_WRITTEN, called, role_texts
from bot.store.fulltext import GRAMS, Index, Terms, frequencies, rarest
from bot.store.names import LIKE
from bot.store.overlay import Overlay
from bot.store.schema import aliases
from bot.store.schema import people as people_table
from bot.store.visibility import VISIBLE
from bot.store.words import may_continue, tokens

BY_WORD_LIMIT = 200
"""Aliases that share a Latin word with the article's people, the rarest words first."""
BY_SOUND_LIMIT = 20
"""Aliases that are like a person whom the archive does not have in any of the article's forms."""
ROLES_LIMIT = 20
"""Roles of a known person that the linker sees."""

_EXACT = (
    select(aliases.c.person, aliases.c.folded)
    .where(aliases.c.folded.in_(bindparam("forms", expanding=True)), aliases.c.library.in_(VISIBLE))
    .distinct()
)
_matched = LIKE.limit(bindparam("limit")).subquery("matched")
_KEPT = (
    select(aliases.c.person, people_table.c.name, aliases.c.surface)
    .join(people_table, people_table.c.id == aliases.c.person)
    .where(aliases.c.person.in_(bindparam("people", expanding=True)), aliases.c.library.in_(VISIBLE), not_(IS_WRITTEN))
)
_LIKE = select(aliases.c.person).join_from(_matched, aliases, aliases.c.id == _matched.c.alias).distinct()


async def candidates(
    connection: AsyncConnection, index: Index, people: Sequence[Person], visible: Sequence[str]
) -> list[KnownPerson]:
    """Return the known people who share a form or a Latin word with one of ``people``.

    For someone who shares no form with anyone, also those whose names are most like theirs.
    """
    if not people:
        return []
    forms = {person.id: {index.form(form) for form in (person.name, *person.surfaces)} for person in people}
    every = sorted(set().union(*forms.values()))
    exact = (await connection.execute(_EXACT, {"forms": every, "libraries": visible})).all()
    found = {row.person for row in exact}
    words = sorted({token for form in every for token in tokens(form) if may_continue(token)})
    found |= await _like(connection, await _rarest(connection, "words", [words]), visible, BY_WORD_LIMIT)
    known_forms = {row.folded for row in exact}
    strangers = [index.name_grams(each.name) for each in people if forms[each.id].isdisjoint(known_forms)]
    found |= await _like(connection, await _rarest(connection, GRAMS, strangers), visible, BY_SOUND_LIMIT)
    return await _known(connection, sorted(found), visible)


async def _rarest(connection: AsyncConnection, where: str, sought: Sequence[Sequence[str]]) -> list[Terms]:
    """Return what finds the names that share terms with each of what is sought, where somebody has any."""
    frequency = await frequencies(connection, where, chain.from_iterable(sought))
    return [terms for each in sought if (terms := rarest(where, each, frequency))]


async def _like(connection: AsyncConnection, sought: Sequence[Terms], visible: Sequence[str], limit: int) -> set[int]:
    found: set[int] = set()
    for terms in sought:
        found |= set(await connection.scalars(_LIKE, terms.bound | {"libraries": visible, "limit": limit}))
    return found


async def _known(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[KnownPerson]:
    """Return the people as the corrections of those have it who see what is linked."""
    if not ids:
        return []
    overlay = await Overlay.of(connection, visible)
    shown = sorted({each for person in ids for each in overlay.may_be(person)})
    found = await called(connection, overlay, shown, visible)
    surfaces = {person: dict.fromkeys(entry.forms) for person, entry in found.items()}
    names = {person: entry.name for person, entry in found.items()}
    if overlay.touched:
        # Whom a correction keeps though no article names them: the next one may.
        for row in await connection.execute(_KEPT, {"people": overlay.divided(shown)[1], "libraries": visible}):
            person = overlay.shown(row.person)
            names.setdefault(person, overlay.name(person, row.name))
            surfaces.setdefault(person, {})[row.surface] = None
    roles = await role_texts(connection, overlay, shown, visible, ROLES_LIMIT)
    return [KnownPerson(each, names[each], tuple(surfaces[each]), roles.get(each, ())) for each in sorted(names)]
