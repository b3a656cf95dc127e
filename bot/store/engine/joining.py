"""A join that is made in the order in which it is written."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Join
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class _InOrder(Join):
    """A join whose left side is read first."""

    inherit_cache = True


def in_order(left: FromClause, right: FromClause, on: ColumnElement[bool]) -> Join:
    """Return an inner join that SQLite makes from left to right; it would begin with what it takes to be few.

    It is told how many rows a key has on average, and takes those who are in every article for people like others.
    PostgreSQL knows better, and is not told.
    """
    return _InOrder(left, right, on)


@compiles(_InOrder, "sqlite")
def _cross(join: _InOrder, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 -- as SQLAlchemy has it
    """Write CROSS JOIN, which SQLite never turns round.

    Source: https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join
    """
    left, right = (compiler.process(side, **(options | {"asfrom": True})) for side in (join.left, join.right))
    options.pop("asfrom", None)
    assert join.onclause is not None, "made by in_order alone"
    return f"{left} CROSS JOIN {right} ON {compiler.process(join.onclause, **options)}"
