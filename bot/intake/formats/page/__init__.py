"""Web pages: what one says of itself, and the article without what stands around it.

``markup`` tells HTML from text and parses it, ``lines`` are what the page shows, ``body`` chooses the article's among
them; ``linked_data``, ``metadata`` and ``dates`` read what the page states; ``reader`` puts them together.
"""

from bot.intake.formats.page.markup import is_fragment, is_page
from bot.intake.formats.page.reader import Page, read_fragment, read_page

__all__ = ["Page", "is_fragment", "is_page", "read_fragment", "read_page"]
