"""What is new: the articles that came since the last digest, each by a key sentence, and what was said in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conversion import Converter
from bot.answers.date_label import date_label
from bot.answers.passages import part, quote_fact
from bot.answers.present import Presented, present
from bot.store import Store
from bot.strings import catalogue

LIMIT_ARTICLES = 12
LIMIT_QUOTES = 8


@dataclass(frozen=True, slots=True)
class Digest:
    """What came after the article ``after``, up to ``upto`` (None: until now)?"""

    command: ClassVar[str] = "digest"
    after: int
    upto: int | None = None


async def answer(store: Store, question: Digest, libraries: Sequence[str]) -> Answer:
    """Tell what came, newest published first."""
    arrived = await store.arrived(
        question.after,
        question.upto,
        libraries,
        limit_articles=LIMIT_ARTICLES,
        limit_quotes=LIMIT_QUOTES,
    )
    articles = (Fact(FactKind.ARTICLE, Section.ARTICLES, (part(passage),)) for passage in arrived.passages)
    quotes = (quote_fact(quote, Section.QUOTES) for quote in arrived.quotes)
    facts = (*articles, *quotes)
    status = Status.FOUND if facts else Status.NOT_FOUND
    return Answer(question.command, status, "", facts, more=arrived.more_articles + arrived.more_quotes)


def present_digest(  # noqa: PLR0913 -- whose it is and when, by name
    answer: Answer, locale: str, converter: Converter, *, due: datetime, late: bool = False, as_written: bool = False
) -> Presented:
    """Put a digest into words; ``due`` is when it is to be posted, in the time of the channel."""
    presented = present(answer, locale, converter, as_written=as_written)
    notes = presented.notes if answer.facts else (catalogue.text(locale, "digest.nothing-new"),)
    if late:
        notes = (catalogue.text(locale, "digest.late", time=f"{due:%Y-%m-%d %H:%M}"), *notes)
    day = date_label(due.date().isoformat(), None, locale)
    return replace(presented, title=catalogue.text(locale, "digest.title", date=day), notes=notes)
