"""The index by which words and names are found, in the terms of the engine that the database runs on."""

from bot.store.fulltext.corpora import ARTICLES, DATES, GRAMS, NAMES, QUOTES, item_of, weight_of
from bot.store.fulltext.index import Index, IndexedName, frequencies, is_derived, rarest
from bot.store.fulltext.sought import DISTANCE, SHARES, Phrases, Terms, holds

__all__ = [
    "ARTICLES",
    "DATES",
    "DISTANCE",
    "GRAMS",
    "NAMES",
    "QUOTES",
    "SHARES",
    "Index",
    "IndexedName",
    "Phrases",
    "Terms",
    "frequencies",
    "holds",
    "is_derived",
    "item_of",
    "rarest",
    "weight_of",
]
