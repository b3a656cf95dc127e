"""News of what is followed as a card: the run's id stands in the ids of its buttons, by which the message is known."""

from discord import ui

from bot.answers.presented import Presented
from bot.chat.actions import Action, acting
from bot.chat.buttons import Form, Place, other_forms, turning
from bot.chat.cards import lay_out, pages


def book_of(run: str) -> str:
    """Return what the buttons of news turn the pages of."""
    return f"news:{run}"


def draw(
    presented: Presented, run: str, form: Form = Form.READERS, page: int = 1, *, alone: bool = False
) -> ui.LayoutView:
    """Return a page of news, with a button to follow it no more."""
    drawn = pages(presented)
    place = Place(book_of(run), form, page).within(len(drawn))
    forms = other_forms(presented, form, alone=alone)
    rows = (
        *turning(place, len(drawn), forms=forms, locale=presented.locale),
        *acting((Action.STOP,), place, presented.locale),
    )
    view = lay_out(drawn[place.page - 1], rows)
    view.stop()  # its buttons find their way by their ids: the library need not keep it
    return view
