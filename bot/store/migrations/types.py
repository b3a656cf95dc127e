"""Types of columns that differ by engine."""

import sqlalchemy as sa

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""An id: of 64 bits everywhere, and in SQLite the number of the row, which only an ``INTEGER`` is."""
