"""Lists in pages: as many entries on one as look well, fewer where they are long."""

from collections.abc import Iterable, Iterator

from bot.chat.cards import QUIET, Page
from bot.chat.markdown import units
from bot.strings import catalogue

LISTED_A_PAGE = 10
LISTED_CHARS = 3000
"""What a page takes at most, far below Discord's limit: one entry may have 900."""


def listed(title: str, entries: Iterable[str], locale: str) -> list[Page]:
    """Return entries, each markdown and at least one, as pages under a title; the pages are numbered if several."""
    pages = list(_pages(entries))
    if len(pages) == 1:
        return [Page(title, (pages[0],), "", QUIET)]
    footers = (catalogue.text(locale, "card.page", number=n, count=len(pages)) for n in range(1, len(pages) + 1))
    return [Page(title, (page,), f"-# {footer}", QUIET) for page, footer in zip(pages, footers, strict=True)]


def _pages(entries: Iterable[str]) -> Iterator[tuple[str, ...]]:
    page: list[str] = []
    for entry in entries:
        if page and (len(page) == LISTED_A_PAGE or units("".join((*page, entry))) > LISTED_CHARS):
            yield tuple(page)
            page = []
        page.append(entry)
    yield tuple(page)
