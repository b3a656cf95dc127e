"""Menus to choose from. What is said of a choice stands on one line, and is cut to what looks well."""

from collections.abc import Iterable
from itertools import islice

from discord import ui

from bot.answers.printable import on_one_line
from bot.chat.moderating import MOST_CHOICES

CHOICE_CHARS = 50


def menu(
    choices: Iterable[tuple[str, str, str]], placeholder: str, *, longest: int = CHOICE_CHARS
) -> ui.Select[ui.LayoutView]:
    """Return a menu of as many choices as one holds: of each the value, what it is called, and what else is said.

    ``longest`` is how many characters are shown of either.
    """
    select: ui.Select[ui.LayoutView] = ui.Select(placeholder=placeholder)
    for value, label, why in islice(choices, MOST_CHOICES):
        shown, beside = on_one_line(label, longest), on_one_line(why, longest)
        select.add_option(label=shown or "?", value=value, description=beside or None)
    return select
