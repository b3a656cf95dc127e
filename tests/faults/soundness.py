"""Whether a database is whole: what it says of itself, and what its tables have to say of one another."""

from tests.store.databases import execute

UNSOUND = {
    "forms counted otherwise than they stand": (
        "SELECT count(*) FROM aliases a WHERE mentions != (SELECT count(*) FROM mentions m WHERE m.alias = a.id)"
    ),
    "fullest forms counted otherwise than they are": (
        "SELECT count(*) FROM aliases a WHERE heads != (SELECT count(*) FROM appearances p WHERE p.alias = a.id)"
    ),
    "people whom nothing names": (
        "SELECT count(*) FROM people p WHERE NOT EXISTS (SELECT 1 FROM appearances a WHERE a.person = p.id)"
    ),
    "quotes without words": (
        "SELECT count(*) FROM quotes q WHERE NOT EXISTS (SELECT 1 FROM quote_parts p WHERE p.quote = q.id)"
    ),
    "articles in no story": (
        "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM reports r WHERE r.article = a.id)"
    ),
    "articles without their findings": (
        "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM key_sentences k WHERE k.article = a.id)"
    ),
    "subscriptions without one next digest": (
        "SELECT count(*) FROM subscriptions s"
        " WHERE (SELECT count(*) FROM digest_runs r WHERE r.subscription = s.id AND r.state = 'open') != 1"
    ),
    "corrections that stand though they were undone": (
        "SELECT count(*) FROM identities i JOIN corrections c ON c.id = i.correction WHERE c.undone_at IS NOT NULL"
    ),
}
"""What there may be none of."""
OF_FILES = {
    "PRAGMA integrity_check": [("ok",)],
    "PRAGMA foreign_key_check": [],
    "INSERT INTO names_fts (names_fts) VALUES ('integrity-check')": [],
    "INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')": [],
}
"""What SQLite tells of a file, and what it has to tell."""


async def faults(address: str) -> list[str]:
    """Return what is wrong with a database."""
    found = [what for what, query in UNSOUND.items() if await execute(address, query) != [(0,)]]
    if address.startswith("sqlite"):
        found += [query for query, sound in OF_FILES.items() if await execute(address, query) != sound]
    return found
