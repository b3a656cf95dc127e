"""What a kind of database has to tell: how its transactions begin, and which failures are its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Executable
from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(frozen=True, slots=True)
class Connections:
    """An engine, and how transactions of each kind begin on it.

    ``in_turn`` is executed first by a transaction that has to be the only one to write; where it is None every
    transaction of ``writing`` is that already.
    """

    engine: AsyncEngine
    reading: AsyncEngine
    writing: AsyncEngine
    in_turn: Executable | None


class Kind(Protocol):
    """A kind of database."""

    DRIVER: str

    @staticmethod
    def connections(address: URL, name: str) -> Connections:
        """Prepare to connect; ``name`` is the address as it may be shown.

        Raises:
            StoreUnavailable: there cannot be such a database.
        """

    @staticmethod
    def path(address: URL) -> Path | None:
        """Return the file, where the database is one."""

    @staticmethod
    def failure(error: Exception) -> str | None:
        """Return what the database says of a failure of its own; None where the statement or its values are wrong."""

    @staticmethod
    def met_another(error: Exception) -> bool:
        """Tell whether a transaction failed only because another one wrote at the same time."""
