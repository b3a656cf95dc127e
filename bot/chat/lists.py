"""Lists in pages: as many entries on one as look well, fewer where they are long."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from discord import ui

from bot.chat.buttons import Place, turning
from bot.chat.cards import QUIET, Page, lay_out
from bot.chat.markdown import units
from bot.chat.replies import Drawing
from bot.strings import catalogue

LISTED_A_PAGE = 10
LISTED_CHARS = 3000
"""What a page takes at most, far below Discord's limit: one entry may have 900."""


def listed(title: str, entries: Iterable[str], locale: str) -> list[Page]:
    """Return entries, each markdown and at least one, as pages under a title; the pages are numbered if several."""
    pages = list(_pages(entries))
    return [Page(title, (page,), foot, QUIET) for page, foot in zip(pages, feet(len(pages), locale), strict=True)]


def feet(count: int, locale: str) -> list[str]:
    """Return what stands below each of so many pages: its number, nothing where it is the only one."""
    if count == 1:
        return [""]
    return [f"-# {catalogue.text(locale, 'card.page', number=n, count=count)}" for n in range(1, count + 1)]


def opened(
    book: str, pages: Sequence[Page], page: int, locale: str, above: Iterable[ui.ActionRow[Any]] = ()
) -> Drawing:
    """Return a page of a list, or the nearest one there is, with buttons to the others below those ``above``."""
    place = Place(book, page=page).within(len(pages))
    rows = (*above, *turning(place, len(pages), forms=(), locale=locale))
    return Drawing(lay_out(pages[place.page - 1], rows))


def _pages(entries: Iterable[str]) -> Iterator[tuple[str, ...]]:
    page: list[str] = []
    for entry in entries:
        if page and (len(page) == LISTED_A_PAGE or units("".join((*page, entry))) > LISTED_CHARS):
            yield tuple(page)
            page = []
        page.append(entry)
    yield tuple(page)
