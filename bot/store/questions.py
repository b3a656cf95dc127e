"""Questions that were asked, kept for the buttons below their answers: a button carries the id, whoever presses it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.records import AskedQuestion
from bot.store.schema import asked_questions

KEPT_DAYS = 30

_IS_SAME = asked_questions.c.fingerprint == bindparam("same_fingerprint")
_KNOWN = select(asked_questions.c.id).where(_IS_SAME, asked_questions.c.last_asked == bindparam("today"))
_AGAIN = update(asked_questions).where(_IS_SAME).values(last_asked=bindparam("today")).returning(asked_questions.c.id)
_ADD = (
    insert(asked_questions)
    .values(
        question=bindparam("asked"),
        libraries=bindparam("of"),
        last_asked=bindparam("today"),
        fingerprint=bindparam("same_fingerprint"),
    )
    .returning(asked_questions.c.id)
)
_PRUNE = delete(asked_questions).where(asked_questions.c.last_asked < bindparam("oldest"))
_ONE = select(asked_questions.c.question, asked_questions.c.libraries).where(asked_questions.c.id == bindparam("id"))


class Questions:
    """The questions that were asked in every library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(
        self, questions: Sequence[Mapping[str, str]], libraries: Sequence[str], today: date
    ) -> list[int]:
        """Keep questions; return their ids in order, each the same however often it is asked.

        A question is forgotten when nobody has asked it for ``KEPT_DAYS``.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        rows = [_row(question, libraries, today) for question in questions]

        async def known(connection: AsyncConnection) -> list[int | None]:
            return [await connection.scalar(_KNOWN, row) for row in rows]

        async def work(connection: AsyncConnection) -> list[int]:
            await connection.execute(_PRUNE, {"oldest": today.toordinal() - KEPT_DAYS})
            return [await _kept(connection, row) for row in rows]

        asked_today = [asked for asked in await self._database.read(known) if asked is not None]
        return asked_today if len(asked_today) == len(rows) else await self._database.change(work)

    async def recall(self, asked: int) -> AskedQuestion | None:
        """Return a question that was kept, and the libraries that it was asked of; None where it is forgotten."""

        async def work(connection: AsyncConnection) -> AskedQuestion | None:
            row = (await connection.execute(_ONE, {"id": asked})).one_or_none()
            return row and AskedQuestion(json.loads(row.question), tuple(json.loads(row.libraries)))

        return await self._database.read(work)


async def forget(connection: AsyncConnection, library: str) -> None:
    """Forget the questions that were asked of a library, whatever others they were asked of beside it."""
    quoted = json.dumps(library, ensure_ascii=False)
    await connection.execute(
        delete(asked_questions).where(asked_questions.c.libraries.contains(quoted, autoescape=True))
    )


async def _kept(connection: AsyncConnection, row: Mapping[str, object]) -> int:
    again: int | None = await connection.scalar(_AGAIN, row)
    return int((await connection.execute(_ADD, row)).scalar_one()) if again is None else again


def _row(question: Mapping[str, str], libraries: Sequence[str], today: date) -> dict[str, object]:
    asked = json.dumps(question, ensure_ascii=False, sort_keys=True)
    of = json.dumps(sorted(libraries), ensure_ascii=False)
    fingerprint = hashlib.sha256(f"{asked}\n{of}".encode()).hexdigest()
    return {"asked": asked, "of": of, "same_fingerprint": fingerprint, "today": today.toordinal()}
