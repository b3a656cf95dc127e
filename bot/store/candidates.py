"""Whom the archive already knows that an article's people may be."""

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import KnownPerson, Person
from bot.store.fulltext import ALIASES_RANKED, Index, frequencies, match_any_word, match_grams
from bot.store.names import FORMS, role_texts
from bot.store.reading import VISIBLE
from bot.store.schema import aliases
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
_matched = ALIASES_RANKED.limit(bindparam("limit")).subquery("matched")
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
    if words:
        found |= await _like(connection, match_any_word(words, visible), BY_WORD_LIMIT)
    known_forms = {row.folded for row in exact}
    strangers = [index.name_grams(each.name) for each in people if forms[each.id].isdisjoint(known_forms)]
    frequency = await frequencies(connection, chain.from_iterable(strangers))
    for grams in strangers:
        if match := match_grams(grams, frequency, visible):
            found |= await _like(connection, match, BY_SOUND_LIMIT)
    return await _known(connection, sorted(found), visible)


async def _like(connection: AsyncConnection, match: str, limit: int) -> set[int]:
    return set((await connection.scalars(_LIKE, {"match": match, "limit": limit})).all())


async def _known(connection: AsyncConnection, ids: Sequence[int], visible: Sequence[str]) -> list[KnownPerson]:
    if not ids:
        return []
    names: dict[int, str] = {}
    surfaces: dict[int, list[str]] = {}
    for row in await connection.execute(FORMS, {"people": ids, "libraries": visible}):
        names[row.id] = row.name
        surfaces.setdefault(row.id, []).append(row.surface)
    roles = await role_texts(connection, ids, visible, ROLES_LIMIT)
    return [KnownPerson(each, names[each], tuple(surfaces[each]), roles.get(each, ())) for each in names]
