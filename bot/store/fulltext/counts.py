"""How many names hold a term: counted as they come and go, since counting what an index lists takes ever longer."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import BigInteger, Text, bindparam, column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

NAME = "names_terms"
DEFINITION = f"CREATE TABLE {NAME} (term TEXT PRIMARY KEY, doc BIGINT NOT NULL)"

_TERMS = table(NAME, column("term", Text), column("doc", BigInteger))
_COUNTED = select(_TERMS).where(_TERMS.c.term.in_(bindparam("terms", expanding=True)), _TERMS.c.doc > 0)
_COUNT = text(
    f"INSERT INTO {NAME} (term, doc) VALUES (:term, :names)"  # noqa: S608 -- a name of this file
    f" ON CONFLICT (term) DO UPDATE SET doc = {NAME}.doc + excluded.doc"
)


async def count(connection: AsyncConnection, of_names: Iterable[Iterable[str]], times: int) -> None:
    """Count the terms of names: 1 ``times`` as they come, -1 as they go."""
    counted = Counter(term for terms in of_names for term in set(terms))
    # In one order, so that of two transactions none waits for the other.
    if values := [{"term": term, "names": times * names} for term, names in sorted(counted.items())]:
        await connection.execute(_COUNT, values)


async def of(connection: AsyncConnection, terms: Iterable[str]) -> dict[str, int]:
    """Return how many names have each term, those that none has left out."""
    return {row.term: row.doc for row in await connection.execute(_COUNTED, {"terms": list(terms)})}
