"""What is new: the articles that came since the last digest, each by a key sentence, and what was said in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.answers.answer import Answer, Fact, FactKind, Section, Status
from bot.answers.conversion import Converter
from bot.answers.date_label import date_label
from bot.answers.gathering import gathered
from bot.answers.passages import part, quote_fact
from bot.answers.present import Presented, present
from bot.store import Store
from bot.strings import catalogue

LIMIT_ARTICLES = 20
LIMIT_QUOTES = 10
QUOTES_AN_ARTICLE = 2
"""So that one long interview does not fill the digest."""


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
        quotes_each=QUOTES_AN_ARTICLE,
    )
    articles = (Fact(FactKind.ARTICLE, Section.ARTICLES, (part(passage),)) for passage in arrived.passages)
    quotes = (quote_fact(quote, Section.QUOTES) for quote in arrived.quotes)
    facts = await gathered(store, (*articles, *quotes), libraries, one_a_story=True)
    status = Status.FOUND if facts else Status.NOT_FOUND
    return Answer(question.command, status, "", facts, more=arrived.more_articles)


def present_digest(  # noqa: PLR0913 -- whose it is and when, by name
    answer: Answer, locale: str, converter: Converter, *, due: datetime, late: bool = False, as_written: bool = False
) -> Presented:
    """Put a digest into words; ``due`` is when it is to be posted, in the time of the channel."""
    presented = present(answer, locale, converter, as_written=as_written)
    day = date_label(due.date().isoformat(), None, locale)
    title = catalogue.text(locale, "digest.title", date=day)
    return replace(presented, title=title, notes=tuple(_notes(answer, locale, due if late else None)))


def _notes(answer: Answer, locale: str, late_since: datetime | None) -> Iterator[str]:
    if late_since is not None:
        yield catalogue.text(locale, "digest.late", time=f"{late_since:%Y-%m-%d %H:%M}")
    if not answer.facts:
        yield catalogue.text(locale, "digest.nothing-new")
    if answer.more:
        yield catalogue.text(locale, "digest.more", count=answer.more)
