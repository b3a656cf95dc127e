"""What the tables have in common."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Dialect, ForeignKey, Integer, MetaData, TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer(), "sqlite")
"""An id: of 64 bits everywhere, and in SQLite the number of the row, which only an ``INTEGER`` is."""


class Instant(TypeDecorator[datetime]):
    """An instant, kept as whole seconds since 1970 in UTC: compared alike by every engine, and never without a zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return what is stored."""
        del dialect  # every engine has integers
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return what was stored."""
        del dialect
        return None if value is None else datetime.fromtimestamp(value, UTC)


def part_of(table: str) -> ForeignKey:
    """Return a reference to what a row is part of: it goes when that goes."""
    return ForeignKey(f"{table}.id", ondelete="CASCADE")
