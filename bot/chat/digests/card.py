"""A digest as a card: its id stands in the ids of its buttons, by which our own message is known again."""

from discord import ui

from bot.answers.present import Presented
from bot.chat.buttons import Form, Place, other_forms, turning
from bot.chat.cards import lay_out, pages


def book_of(run: str) -> str:
    """Return what the buttons of a digest turn the pages of."""
    return f"digest:{run}"


def draw(
    presented: Presented, run: str, form: Form = Form.READERS, page: int = 1, *, alone: bool = False
) -> ui.LayoutView:
    """Return a page of a digest; one that everyone sees has a button at least."""
    drawn = pages(presented)
    page = min(max(page, 1), len(drawn))
    forms = other_forms(presented, form, alone=alone)
    rows = turning(Place(book_of(run), form, page), len(drawn), forms=forms, locale=presented.locale)
    view = lay_out(drawn[page - 1], tuple(rows))
    view.stop()  # its buttons find their way by their ids: the library need not keep it
    return view
