"""A digest as a card: its id stands in the ids of its buttons, by which our own message is known again."""

from dataclasses import dataclass
from typing import Self

from discord import ui

from bot.answers.presented import Presented
from bot.chat.actions import Action, acting
from bot.chat.buttons import Form, Place, other_forms, turning
from bot.chat.cards import lay_out, pages

BOOK = "digest"
MOST_NEWEST = 200
"""Articles that a digest can be tried with."""


@dataclass(frozen=True, slots=True)
class DigestBook:
    """What the buttons of a digest turn the pages of; with ``newest``, so many articles in the place of its own."""

    run: str
    newest: int | None = None

    @classmethod
    def of(cls, book: str) -> Self:
        """Return the digest that the id of a button names."""
        run, _, newest = book.removeprefix(f"{BOOK}:").partition("+")
        return cls(run, int(newest) if newest else None)

    def __str__(self) -> str:
        """Return what names the book in the id of a button."""
        return f"{BOOK}:{self.run}" + (f"+{self.newest}" if self.newest else "")


def draw(  # noqa: PLR0913 -- which page, and for whom
    presented: Presented,
    book: DigestBook,
    form: Form = Form.READERS,
    page: int = 1,
    *,
    alone: bool = False,
    role: int | None = None,
) -> ui.LayoutView:
    """Return a page of a digest; one that everyone sees has a button at least, and may mention a role above."""
    drawn = pages(presented)
    place = Place(str(book), form, page).within(len(drawn))
    shown = drawn[place.page - 1]
    forms = other_forms(presented, form, alone=alone) or (() if alone else (Form.READERS,))
    rows = (
        *turning(place, len(drawn), forms=forms, locale=presented.locale),
        *acting((Action.SOURCES,) if shown.lines else (), place, presented.locale),
    )
    view = lay_out(shown, rows)
    if role is not None:
        mentioning = ui.LayoutView(timeout=None).add_item(ui.TextDisplay(f"<@&{role}>"))
        for item in view.children:
            mentioning.add_item(item)
        view = mentioning
    view.stop()  # its buttons find their way by their ids: the library need not keep it
    return view
