"""What is said of what was added; pure. Titles, outlets and addresses are a stranger's words, and are escaped."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.answers.present import BETWEEN
from bot.answers.printable import on_one_line
from bot.chat.cards import QUIET, Page
from bot.chat.markdown import escape, link, units
from bot.chat.moderating import LONGEST_CHOICE
from bot.chat.reasons import reason
from bot.errors import InputRefused
from bot.intake.adding import Held, Kept, Receipt, Refused
from bot.strings import catalogue

OUTCOMES = ("added", "updated", "unchanged", "refused")
TITLE_CHARS = 80
OUTLET_CHARS = 40
NAME_CHARS = 120
CHOICE_CHARS = 60
MOST_SHOWN = 15
ROOM_CHARS = 3000
"""What receipts take of a card at most; the others are counted."""


def receipts_page(receipts: Sequence[Receipt], locale: str) -> Page:
    """Tell what became of each thing, those that were refused first, as there is something to do about them."""
    ordered = sorted(receipts, key=lambda receipt: isinstance(receipt, Kept))
    entries = tuple(_fitting([_entry(receipt, locale) for receipt in ordered]))
    left = len(receipts) - len(entries)
    footer = f"-# {catalogue.text(locale, 'note.more', count=left)}" if left else ""
    return Page(f"## {_counted(receipts, locale)}", (entries,), footer, QUIET)


def forgotten(article: Held, locale: str) -> Page:
    """Say that an article is no more."""
    title = escape(on_one_line(article.title, TITLE_CHARS))
    return Page(catalogue.text(locale, "forget.done", title=title, article=article.id), (), "", QUIET)


def label(article: Held) -> str:
    """Return what tells an article in a list of choices, its number first."""
    told = filter(None, (article.outlet, article.published_on))
    return on_one_line(
        BETWEEN.join((f"#{article.id} {on_one_line(article.title, CHOICE_CHARS)}", *told)), LONGEST_CHOICE
    )


def _counted(receipts: Sequence[Receipt], locale: str) -> str:
    counts = Counter(receipt.outcome if isinstance(receipt, Kept) else "refused" for receipt in receipts)
    said = (
        catalogue.text(locale, f"add.count.{outcome}", count=counts[outcome]) for outcome in OUTCOMES if counts[outcome]
    )
    return catalogue.text(locale, "list.separator").join(said)


def _fitting(entries: Sequence[str]) -> Iterator[str]:
    room = ROOM_CHARS
    for entry in entries[:MOST_SHOWN]:
        room -= units(entry)
        if room < 0:
            return
        yield entry


def _entry(receipt: Receipt, locale: str) -> str:
    if isinstance(receipt, Refused):
        line = receipt.why.line if isinstance(receipt.why, InputRefused) else None
        name = escape(on_one_line(receipt.name if line is None else f"{receipt.name}:{line}", NAME_CHARS))
        return f"{name}\n-# {catalogue.text(locale, 'add.refused', reason=escape(reason(receipt.why, locale)))}"
    article, found = receipt.article, receipt.found
    title = link(on_one_line(article.title, TITLE_CHARS), article.url)
    counts = catalogue.text(locale, "add.found", people=found.people, quotes=found.quotes, dates=found.dates)
    told = (on_one_line(article.outlet or "", OUTLET_CHARS), article.published_on or "")
    facts = BETWEEN.join([*(escape(each) for each in told if each), counts])
    ask = catalogue.text(locale, "add.ask", article=article.id)
    return f"**{title}**\n-# {facts}\n-# {ask}"
