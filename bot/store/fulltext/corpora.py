"""What is indexed, and how a row of the index is known.

A corpus has a row an article, a quote, a date or a name. The row's id is the day of publication, or the weight of a
name, above the id of what it is of: the newest published, or the most mentioned, come first at no cost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Text, column, table
from sqlalchemy.sql.expression import TableClause

ID_BITS = 40
"""Bits of an id within a row's id; a day takes 22 more, and there are 63."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a corpus: its id, the key of its library, and the tokens of each of its columns."""

    id: int
    library: str
    tokens: Mapping[str, Sequence[str]]


def _corpus(name: str, *columns: str) -> TableClause:
    """Describe a corpus, with the columns that hold words."""
    return table(name, column("rowid", BigInteger), *(column(each, Text) for each in columns))


ARTICLES = _corpus("articles_fts", "title", "words", "key_words")
"""Articles: their titles, all that they say, and their key sentences."""
QUOTES = _corpus("quotes_fts", "speaker", "words")
"""Quotes: what the article calls who speaks, and what is said."""
DATES = _corpus("dates_fts", "words")
"""Dates: the sentences that give them."""
BOUNDARY = "¶"
"""A token of no text; it stands between key sentences, so that no phrase is found over the end of one."""
GRAMS = "grams"
NAMES = _corpus("names_fts", "words", GRAMS)
"""Written forms of names: their words, and the grams by which they are like others, whose
order tells nothing."""


def words_of(corpus: TableClause) -> list[str]:
    """Return the names of the columns that hold words."""
    return [each.name for each in corpus.c if each.name != "rowid"]


def row_id(above: int, item: int) -> int:
    """Return the id of a row that is of an item; ``above`` is an ordinal day, or the weight of an alias."""
    return above << ID_BITS | item


def weight_of(mentions: int) -> int:
    """Return the weight of an alias: it grows by one as the mentions double, so that its row seldom moves."""
    return mentions.bit_length()


def item_of(row: ColumnElement[int]) -> ColumnElement[int]:
    """Return the id of what a row is of."""
    return row.bitwise_and((1 << ID_BITS) - 1)
