"""What a reader may see of the archive, as every query says it.

A query binds ``libraries`` to the keys of those that the reader may see. An article is seen where its library is,
unless a correction that the reader sees hides it.
"""

from sqlalchemy import ColumnElement, FromClause, bindparam, select

from bot.store.schema import corrections, libraries

VISIBLE = select(libraries.c.id).where(libraries.c.key.in_(bindparam("libraries", expanding=True)))
"""The ids of the visible libraries."""

_hiding = corrections.alias("hiding")
HIDDEN = select(_hiding.c.article).where(
    _hiding.c.library.in_(VISIBLE),
    _hiding.c.kind == "hide",
    _hiding.c.undone_at.is_(None),
    _hiding.c.article.is_not(None),
)
"""The ids of the hidden articles."""


def is_seen_in(article: ColumnElement[int], library: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell whether the reader sees an article of which a row repeats the library."""
    return library.in_(VISIBLE) & article.not_in(HIDDEN)


def is_seen(article: FromClause) -> ColumnElement[bool]:
    """Tell whether the reader sees an article: a row of ``articles``, or of an alias of it."""
    return article.c.library.in_(VISIBLE) & article.c.id.not_in(HIDDEN)
