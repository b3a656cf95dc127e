"""What is new since a member last looked: at a topic, as far as some libraries have it.

What a look shows is fixed by the question that it returns, so that turning its pages, or looking at it again, shows the
same and moves no mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answers.answer import Answer, Status
from bot.answers.changes.answer import tell
from bot.answers.changes.since import read_since
from bot.answers.changes.subjects import read_subject
from bot.answers.questions import Between, Changes
from bot.model import PUBLIC_LIBRARY
from bot.store import Store
from bot.store.looks import Look


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look showed: ``question`` shows it again.

    ``again`` is the question that shows what the last look showed at which something was new; None where something is
    new now, or nothing ever was.
    """

    question: Changes
    answer: Answer
    again: Changes | None = None


async def look(store: Store, question: Changes, member: int, libraries: Sequence[str], now: datetime) -> Looked:
    """Tell a member what came in since their last look, and remember this one; the first tells the default days.

    A topic that is not known, or may be several, is no look. Whoever gives a day does not look either: see ``answer``.
    """
    known = await read_subject(store, question, libraries)
    if isinstance(known, Answer):
        return Looked(question, known)
    own = next((key for key in libraries if key != PUBLIC_LIBRARY), PUBLIC_LIBRARY)
    last = await store.looks.last(member, own, known.key)
    newest = await store.changes.newest(libraries)
    if last is not None:
        question = replace(question, since=str(Between(last.upto, newest, int(last.at.timestamp()))))
    start = await read_since(store, question, known, libraries, now.date())
    answer = await tell(store, question.command, known, start, libraries)
    question = replace(question, since=question.since or start.since.day)
    is_new = answer.status is Status.FOUND
    earlier = None if last is None else last.shown_since
    shown = question.since if is_new else earlier
    await store.looks.record(member, own, known.key, Look(newest, now, shown))
    again = replace(question, since=shown) if shown and not is_new else None
    return Looked(question, answer, again)
