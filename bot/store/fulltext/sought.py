"""What is looked for in the index, before it is put into the words of an engine.

A condition compiles to what the engine understands, and each engine binds the same value in its own way, so that a
query is built once, whatever database it runs on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Dialect, Float, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from bot.store.fulltext import fts5, gin
from bot.store.fulltext.corpora import NAMES


@dataclass(frozen=True, slots=True)
class Phrases:
    """Rows of visible libraries whose column ``where`` holds every phrase, or begins with it.

    Letters that end a phrase may be the beginning of a word. There has to be a library; without phrases, every row is.
    """

    where: str
    phrases: tuple[Sequence[str], ...]
    visible: tuple[str, ...]
    anchored: bool = False

    @classmethod
    def of(cls, where: str, phrases: Iterable[Sequence[str]], visible: Iterable[str]) -> "Phrases":
        """Return what to look for."""
        return cls(where, tuple(phrases), tuple(visible))

    def bound_to(self, name: str) -> dict[str, "Phrases"]:
        """Return the values that ``holds(…, bound_to=name)`` binds."""
        return {f"{name}_{part}": self for part in _PHRASES}


@dataclass(frozen=True, slots=True)
class Terms:
    """Names, of whatever library, that have in the column ``where`` one of the terms; how many names have each.

    FTS5 counts for its rank what has each term of the whole expression, so a library among them would cost the most.
    """

    where: str
    names: Mapping[str, int]

    @property
    def bound(self) -> dict[str, "Terms"]:
        """Return the values that ``SHARES`` and ``DISTANCE`` bind."""
        return {f"shared_{part}": self for part in _TERMS}


class _Bound(TypeDecorator[Any]):
    """Binds what is sought as one engine takes it: as what ``form`` makes of it."""

    impl = Text
    cache_ok = True

    def __init__(self, form: Callable[[Any], object], as_type: TypeEngine[Any]) -> None:
        super().__init__()
        self.form = form
        self.as_type = as_type

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of what the driver is given."""
        return dialect.type_descriptor(self.as_type)

    def process_bind_param(self, value: object | None, dialect: Dialect) -> object | None:
        """Return the value that the driver is given."""
        del dialect
        return None if value is None else self.form(value)


def _expression(sought: Phrases) -> str:
    return fts5.phrases(sought.where, sought.phrases, sought.visible, anchored=sought.anchored)


_LIST = ARRAY(Text)
_PHRASES: dict[str, TypeEngine[Any]] = {
    "match": _Bound(_expression, Text()),
    "terms": _Bound(lambda sought: gin.terms_sought(sought.where, sought.phrases, anchored=sought.anchored), _LIST),
    "libraries": _Bound(lambda sought: gin.libraries(sought.visible), _LIST),
    "patterns": _Bound(lambda sought: gin.patterns(sought.phrases, anchored=sought.anchored), _LIST),
}
_TERMS: dict[str, TypeEngine[Any]] = {
    "match": _Bound(lambda sought: fts5.any_term(sought.where, sought.names), Text()),
    "terms": _Bound(lambda sought: [gin.term(sought.where, each) for each in sought.names], _LIST),
    "weights": _Bound(lambda sought: [gin.weight(each) for each in sought.names.values()], ARRAY(Float)),
}


class _Holds(FunctionElement[bool]):
    """Whether the words of a column hold phrases: of the column, and the parts of ``_PHRASES``.

    It has no type: SQLite would compare a Boolean with 1, and FTS5 takes no such comparison.
    """

    inherit_cache = True


class _Shares(FunctionElement[bool]):
    """Whether a name has one of some terms: of its id, and the parts of ``_TERMS``; without a type, as above."""

    inherit_cache = True


class _Distance(FunctionElement[float]):
    """How far a name that shares terms is from what has them all, in no unit."""

    type = Float()
    inherit_cache = True


def holds(corpus: TableClause, where: str, bound_to: str = "match") -> ColumnElement[bool]:
    """Tell whether a row of a corpus holds phrases in a column; the values are those of ``Phrases.bound_to``."""
    return _Holds(corpus.c[where], *_binds(bound_to, _PHRASES))


def _binds(bound_to: str, parts: Mapping[str, TypeEngine[Any]]) -> list[ColumnElement[Any]]:
    return [bindparam(f"{bound_to}_{part}", type_=type_) for part, type_ in parts.items()]


SHARES: ColumnElement[bool] = _Shares(NAMES.c.rowid, *_binds("shared", _TERMS))
"""Tells whether a name has one of the terms of ``Terms.bound``."""
DISTANCE: ColumnElement[float] = _Distance(NAMES.c.rowid, *_binds("shared", _TERMS))
"""Orders names that share terms: the rarest and most first."""


@compiles(_Holds, "sqlite")
@compiles(_Shares, "sqlite")
def _matches(element: _Holds | _Shares, compiler: SQLCompiler, **options: object) -> str:
    column, match, *_ = element.clauses
    return f"{column.table.name} MATCH {compiler.process(match, **options)}"


@compiles(_Distance, "sqlite")
def _rank(element: _Distance, compiler: SQLCompiler, **options: object) -> str:
    del compiler, options
    column, *_ = element.clauses
    return f"{column.table.name}.rank"


@compiles(_Holds, "postgresql")
def _contains(element: _Holds, compiler: SQLCompiler, **options: object) -> str:
    column, _, *parts = element.clauses
    terms, libraries, patterns = (compiler.process(each, **options) for each in parts)
    of = column.table.name
    return f"({of}.terms @> {terms} AND {of}.terms && {libraries} AND {of}.{column.name} LIKE ALL ({patterns}))"


@compiles(_Shares, "postgresql")
def _overlaps(element: _Shares, compiler: SQLCompiler, **options: object) -> str:
    column, _, terms, _ = element.clauses
    return f"{column.table.name}.terms && {compiler.process(terms, **options)}"


@compiles(_Distance, "postgresql")
def _weighed(element: _Distance, compiler: SQLCompiler, **options: object) -> str:
    """Weigh the terms that a name shares; those of a longer name tell less, as in BM25 with its usual constants."""
    column, _, *parts = element.clauses
    terms, weights = (compiler.process(each, **options) for each in parts)
    of = column.table.name
    return (
        f"(SELECT -sum(weight) FROM unnest({terms}, {weights}) AS sought (term, weight)"  # noqa: S608 -- of names of this file
        f" WHERE sought.term = ANY ({of}.terms)) / (0.55 + 0.2 * cardinality({of}.terms) / {gin.MEAN_TERMS})"
    )
