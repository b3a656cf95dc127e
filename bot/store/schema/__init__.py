"""The tables. Spans are code points into ``articles.body``, half-open, as in ``bot.model``.

The full-text tables are not here: they are derived from these, differ by engine, and are built by ``fulltext``.
"""

from bot.store.schema.archive import (
    aliases,
    appearances,
    articles,
    dates,
    key_sentences,
    libraries,
    mentions,
    people,
    quote_parts,
    quote_people,
    quotes,
    roles,
    search_index,
    set_off,
)
from bot.store.schema.base import metadata
from bot.store.schema.corrections import corrections, flags, identities, split_articles
from bot.store.schema.departures import departures, rounds
from bot.store.schema.feeds import feed_items, feeds
from bot.store.schema.preferences import member_preferences, server_preferences
from bot.store.schema.pulses import pulses
from bot.store.schema.readers import asked_questions, digest_runs, looked_through, looks, subjects, subscriptions
from bot.store.schema.stories import copies, hallmarks, prints, reports, stories

HEAD = "0014"
"""The revision that these tables are; the last of ``migrations``."""

__all__ = [
    "HEAD",
    "aliases",
    "appearances",
    "articles",
    "asked_questions",
    "copies",
    "corrections",
    "dates",
    "departures",
    "digest_runs",
    "feed_items",
    "feeds",
    "flags",
    "hallmarks",
    "identities",
    "key_sentences",
    "libraries",
    "looked_through",
    "looks",
    "member_preferences",
    "mentions",
    "metadata",
    "people",
    "prints",
    "pulses",
    "quote_parts",
    "quote_people",
    "quotes",
    "reports",
    "roles",
    "rounds",
    "search_index",
    "server_preferences",
    "set_off",
    "split_articles",
    "stories",
    "subjects",
    "subscriptions",
]
