"""What is said of a message; pure. Its words are a stranger's, and are escaped."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.date_label import date_label
from bot.answers.here import Here, Stated
from bot.answers.presented import Presented
from bot.answers.printable import on_one_line
from bot.chat.cards import Page, pages
from bot.chat.markdown import escape
from bot.strings import catalogue

WORDS_CHARS = 40
NAMES_CHARS = 200


def here_page(presented: Presented, here: Here) -> Page:
    """Return the one page on a message: its dates, then what is known; what has no room is counted."""
    locale = presented.locale
    shown, left = presented, 0
    while len(drawn := pages(shown)) > 1:
        shown, left = _without_last(shown), left + 1
    dates = [("\n".join(_dates(here.dates, locale)),)] if here.dates else []
    header = "\n".join((drawn[0].header, *(f"-# {note}" for note in _notes(here.strangers, left, locale))))
    return replace(drawn[0], header=header, sections=(*dates, *drawn[0].sections))


def _without_last(presented: Presented) -> Presented:
    """Leave the last fact out."""
    *sections, last = presented.sections
    kept = [replace(last, lines=last.lines[:-1])] if len(last.lines) > 1 else []
    return replace(presented, sections=(*sections, *kept))


def _dates(dates: Sequence[Stated], locale: str) -> Iterator[str]:
    yield f"### {escape(catalogue.text(locale, 'here.dates'))}"
    for stated in dates:
        meant = date_label(stated.dated.value, stated.dated.modifier, locale)
        words = on_one_line(stated.words, WORDS_CHARS)
        yield f"- {escape(catalogue.text(locale, 'here.date', words=words, date=meant))}"


def _notes(strangers: Sequence[str], left: int, locale: str) -> Iterator[str]:
    if strangers:
        names = catalogue.text(locale, "list.separator").join(strangers)
        yield escape(catalogue.text(locale, "here.strangers", names=on_one_line(names, NAMES_CHARS)))
    if left:
        yield escape(catalogue.text(locale, "note.more", count=left))
