"""What is printed of a thing that is kept: as JSON, its instants in UTC."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def instant(at: datetime | None) -> str | None:
    """Return an instant, which is in UTC, as ISO 8601 has it, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def entry(thing: "DataclassInstance") -> Mapping[str, object]:
    """Return the fields of a thing as JSON takes them."""
    return {name: instant(value) if isinstance(value, datetime) else value for name, value in asdict(thing).items()}
