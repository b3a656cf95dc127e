"""A digest as a card: its id stands in the ids of its buttons, by which our own message is known again."""

from discord import ui

from bot.answers.present import Presented
from bot.chat.actions import Action, acting
from bot.chat.buttons import Form, Place, other_forms, turning
from bot.chat.cards import lay_out, pages

BOOK = "digest"


def book_of(run: str) -> str:
    """Return what the buttons of a digest turn the pages of."""
    return f"{BOOK}:{run}"


def run_of(book: str) -> str:
    """Return whose digest a book is."""
    return book.removeprefix(f"{BOOK}:")


def draw(
    presented: Presented, run: str, form: Form = Form.READERS, page: int = 1, *, alone: bool = False
) -> ui.LayoutView:
    """Return a page of a digest; one that everyone sees has a button at least."""
    drawn = pages(presented)
    place = Place(book_of(run), form, page).within(len(drawn))
    forms = other_forms(presented, form, alone=alone)
    shown = drawn[place.page - 1]
    rows = (
        *turning(place, len(drawn), forms=forms, locale=presented.locale),
        *acting((Action.SOURCES,) if shown.lines else (), place, presented.locale),
    )
    view = lay_out(shown, rows)
    view.stop()  # its buttons find their way by their ids: the library need not keep it
    return view
